"""A language model for the tests that want one."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from tests.language_models import SECRET, Use, serving


@pytest.fixture
async def use(app: FastAPI) -> AsyncIterator[Use]:
    """Configure a model by name; "" is none. Gives the server, which has seen what it was asked."""
    async with serving() as (server, url):

        def choose(model: str) -> FastAPI:
            changes = {"llm_url": url if model else "", "llm_model": model, "llm_key": SecretStr(SECRET),
                       "llm_seconds": 0.5}  # fmt: skip
            app.state.settings = app.state.settings.model_copy(update=changes)
            return server

        yield choose
