"""A client that does not read is skipped, then sent back or cut; nobody else waits for it."""

import asyncio
import random
import socket
import time

import pytest
from fastapi import FastAPI
from websockets.exceptions import ConnectionClosed

from app.live import channel, frames
from tests.live.following import Follower, follow, head
from tests.serving import in_this_process
from tests.world import World

ROUNDS = 40


def narrow_socket(address: str) -> socket.socket:
    """With a small window, so that what is not read soon waits in the server."""
    host, port = address.split(":")
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect((host, int(port)))
    line.setblocking(False)  # noqa: FBT003
    return line


async def flood(world: World, quick: Follower, listeners: int) -> float:
    """Large contributions until the hub has only `listeners` left; gives the longest the quick one waited."""
    chance, longest = random.Random(3), 0.0
    hub = world.app.state.hub
    async with asyncio.timeout(30):
        for _ in range(ROUNDS):
            # unlike characters, so that compression is of no help to anybody
            text = "".join(map(chr, chance.choices(range(0x4E00, 0x9FFF), k=59_000)))
            seq = (await world.file(text))["seq"]
            began = time.monotonic()
            await quick.until(seq)
            longest = max(longest, time.monotonic() - began)
            if len(hub._pumps[world.consultation_id].channel.listeners) == listeners:
                break
    assert len(hub._pumps[world.consultation_id].channel.listeners) == listeners
    return longest


async def left_over(slow: Follower) -> int:
    """What a client still finds when it reads at last; gives the close code."""
    try:
        while True:
            await slow.message()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "FULL_BYTES", 50_000)
    monkeypatch.setattr(channel, "PATIENCE_SECONDS", 0.3)


@pytest.mark.usefixtures("impatient")
async def test_it_is_sent_back_and_resumes_where_it_was(server: str, world: World) -> None:
    start = await head(world)
    narrow = narrow_socket(server)
    async with (
        follow(server, world, start) as quick,
        follow(server, world, start, sock=narrow, max_queue=1, compression=None, close_timeout=0.1) as slow,
    ):
        assert await flood(world, quick, listeners=1) < 2
        code = await left_over(slow)
    assert code == 1013
    assert '{"type":"resync"}' in slow.raw[-1]
    last = await head(world)
    assert slow.seq < last
    async with follow(server, world, slow.seq) as again:
        await again.until(last)
    assert slow.entries + again.entries == quick.entries


@pytest.mark.usefixtures("impatient")
async def test_if_it_never_reads_the_line_is_cut(
    shared_server: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "GRACE_SECONDS", 0.1)
    start = await head(world)
    narrow = narrow_socket(shared_server)
    async with (
        follow(shared_server, world, start) as quick,
        follow(shared_server, world, start, sock=narrow, max_queue=1, compression=None, close_timeout=0.1) as slow,
    ):
        assert await flood(world, quick, listeners=1) < 2
        async with asyncio.timeout(5):
            while world.app.state.hub._pumps[world.consultation_id].users > 1:
                await asyncio.sleep(0.02)
        assert await left_over(slow) == 1006


@pytest.mark.usefixtures("impatient")
async def test_the_ordinary_way_ends_who_never_reads(
    app: FastAPI, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is no transport to cut there: the connection's task ends, and the server closes what is left."""
    monkeypatch.setattr(frames, "GRACE_SECONDS", 0.1)
    async with in_this_process(app, "websockets-sansio") as address:
        start, narrow = await head(world), narrow_socket(address)
        async with (
            follow(address, world, start) as quick,
            follow(address, world, start, sock=narrow, max_queue=1, compression=None, close_timeout=0.1),
        ):
            await flood(world, quick, listeners=1)
            async with asyncio.timeout(5):
                while app.state.hub._pumps[world.consultation_id].users > 1:
                    await asyncio.sleep(0.02)


async def test_one_that_catches_up_in_time_stays(
    shared_server: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Skipped while it is full, served by the hub's next round when it has read, without anything new happening."""
    monkeypatch.setattr(channel, "FULL_BYTES", 50_000)
    start = await head(world)
    narrow = narrow_socket(shared_server)
    async with (
        follow(shared_server, world, start) as quick,
        follow(shared_server, world, start, sock=narrow, max_queue=1, compression=None, close_timeout=0.1) as slow,
    ):
        text = "".join(map(chr, random.Random(5).choices(range(0x4E00, 0x9FFF), k=59_000)))
        found = world.app.state.hub._pumps[world.consultation_id].channel
        for _ in range(ROUNDS):
            await quick.until((await world.file(text))["seq"])
            if any(listener.full_since for listener in found.listeners):
                break
        assert any(listener.full_since for listener in found.listeners)
        await slow.until(quick.seq)
        assert slow.entries == quick.entries
        assert not any(listener.full_since for listener in found.listeners)
