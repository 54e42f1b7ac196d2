"""The app behind a real socket, both ways frames can go out: shared by all connections, or one `send` for each."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from app.live.frames import SharedFrameProtocol
from tests.serving import in_this_process

WAYS = {"shared": SharedFrameProtocol, "ordinary": "websockets-sansio"}


@pytest.fixture(params=WAYS)
async def server(app: FastAPI, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    async with in_this_process(app, WAYS[request.param]) as address:
        yield address


@pytest.fixture
async def shared_server(app: FastAPI) -> AsyncIterator[str]:
    """For what does not depend on the way."""
    async with in_this_process(app, SharedFrameProtocol) as address:
        yield address
