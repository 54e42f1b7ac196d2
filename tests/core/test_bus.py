"""Pokes: they may be lost, they may never stop a request, and what is not one must not stop the reader."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
import redis.asyncio

from app.core.bus import Bus, MemoryBus, RedisBus, make_bus

Pokes = list[tuple[UUID, int]]


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.fixture
async def started(redis_url: str) -> AsyncIterator[Callable[[], Awaitable[tuple[RedisBus, Pokes]]]]:
    """Makes buses on the same Redis, each as in a process of its own."""
    buses: list[RedisBus] = []

    async def start() -> tuple[RedisBus, Pokes]:
        bus, heard = RedisBus(redis_url), list[tuple[UUID, int]]()
        buses.append(bus)
        await bus.start(lambda consultation_id, seq: heard.append((consultation_id, seq)))
        async with asyncio.timeout(10):
            while not await bus.ready():
                await asyncio.sleep(0.01)
        return bus, heard

    yield start
    for bus in buses:
        await bus.stop()


async def test_in_one_process() -> None:
    bus, heard = MemoryBus(), list[tuple[UUID, int]]()
    me = uuid4()
    await bus.poke(me, 1)  # nobody listens yet
    await bus.start(lambda *poke: heard.append(poke))
    await bus.poke(me, 2)
    await bus.stop()
    await bus.poke(me, 3)
    assert heard == [(me, 2)]
    assert not await bus.ready()


async def test_between_processes(started: Any) -> None:
    (first, heard_first), (_, heard_second) = await started(), await started()
    me = uuid4()
    await first.poke(me, 7)
    await until(lambda: (me, 7) in heard_first and (me, 7) in heard_second)


async def test_a_reader_whose_connection_is_cut_comes_back(started: Any, redis_url: str) -> None:
    (bus, _), (_, heard) = await started(), await started()
    me, seq = uuid4(), 0
    async with redis.asyncio.from_url(redis_url) as admin:
        for _ in range(3):
            await admin.client_kill_filter(_type="pubsub")
            before = len(heard)
            async with asyncio.timeout(10):
                while len(heard) == before:
                    seq += 1
                    await bus.poke(me, seq)
                    await asyncio.sleep(0.05)


async def test_what_is_no_poke_does_not_stop_the_reader(started: Any, redis_url: str) -> None:
    (bus, _), (_, heard) = await started(), await started()
    me = uuid4()
    async with redis.asyncio.from_url(redis_url) as admin:
        for garbage in (b"", b"hello", b"\xff\xfe", f"{me} x".encode(), f"{me}".encode(), f"{me} p -1".encode()):
            for channel in (RedisBus.CHANNEL, RedisBus.COUNTS):
                await admin.publish(channel, garbage)
    await bus.poke(me, 1)
    await until(lambda: (me, 1) in heard)


async def test_counts_between_processes(redis_url: str) -> None:
    heard: list[tuple[UUID, str, int]] = []
    here, there, me = RedisBus(redis_url), RedisBus(redis_url), uuid4()
    await here.start(lambda *_: None, lambda *count: heard.append(count))
    await there.start(lambda *_: None)
    try:
        async with asyncio.timeout(10):
            while (me, "another", 3) not in heard:
                await there.count(me, "another", 3)
                await asyncio.sleep(0.02)
    finally:
        await here.stop()
        await there.stop()


async def test_the_own_process_hears_its_pokes_without_redis(unused_tcp_port: int) -> None:
    bus, heard, me = make_bus(f"redis://127.0.0.1:{unused_tcp_port}/0"), list[tuple[UUID, int]](), uuid4()
    await bus.start(lambda *poke: heard.append(poke))
    try:
        await bus.poke(me, 4)
        assert heard == [(me, 4)]
    finally:
        await bus.stop()


async def test_without_redis_a_poke_is_lost_and_nothing_else(unused_tcp_port: int) -> None:
    bus = make_bus(f"redis://127.0.0.1:{unused_tcp_port}/0")
    await bus.start(lambda *_: None)
    async with asyncio.timeout(5):
        await bus.poke(uuid4(), 1)
        assert not await bus.ready()
        await bus.stop()


async def test_a_redis_that_does_not_answer_holds_nobody_up() -> None:
    """Cut off by the network, it neither refuses nor answers: the change is committed, the client must hear so."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        bus: Bus = make_bus(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0")
        try:
            async with asyncio.timeout(5):
                await bus.poke(uuid4(), 1)
        finally:
            await bus.stop()


def test_only_known_buses() -> None:
    assert isinstance(make_bus("memory://"), MemoryBus)
    with pytest.raises(ValueError, match="CONVENOR_BUS_URL"):
        make_bus("amqp://user:secret@host")
