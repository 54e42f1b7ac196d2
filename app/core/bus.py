"""Pokes between the writers and the hubs: "consultation C has reached seq N". Nothing but the poke travels here.

A lost poke delays an entry until the hub's next look at the heads; it never loses one.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from typing import Protocol
from uuid import UUID

import redis.asyncio
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
Listener = Callable[[UUID, int], None]


class Bus(Protocol):
    """Listeners are called on the event loop and must not block."""

    async def start(self, listener: Listener) -> None: ...
    async def poke(self, consultation_id: UUID, seq: int) -> None: ...
    async def ready(self) -> bool: ...
    async def stop(self) -> None: ...


class MemoryBus:
    """For one process; also the twin that tests use."""

    def __init__(self) -> None:
        self._listener: Listener | None = None

    async def start(self, listener: Listener) -> None:
        self._listener = listener

    async def poke(self, consultation_id: UUID, seq: int) -> None:
        if self._listener:
            self._listener(consultation_id, seq)

    async def ready(self) -> bool:
        return self._listener is not None

    async def stop(self) -> None:
        self._listener = None


class RedisBus:
    """Redis (or Valkey) pub/sub. Poking never fails a request: the change is committed, the hubs will look anyway."""

    CHANNEL = "convenor:pokes"
    # A Redis that neither answers nor refuses must not keep a committed change from its answer for longer.
    PATIENCE_SECONDS = 1.0

    def __init__(self, url: str) -> None:
        self._redis = redis.asyncio.from_url(url, socket_connect_timeout=2)
        self._reader: asyncio.Task[None] | None = None
        self._connected = False

    async def start(self, listener: Listener) -> None:
        self._reader = asyncio.create_task(self._read(listener), name="bus-reader")

    async def _read(self, listener: Listener) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
                    await channel.subscribe(self.CHANNEL)
                    self._connected = True
                    async for message in channel.listen():
                        if (poke := _read_poke(message["data"])) is not None:
                            listener(*poke)
            except (RedisError, OSError) as error:
                self._connected = False
                log.warning("bus connection lost (%s); retrying", type(error).__name__)
                await asyncio.sleep(1)

    async def poke(self, consultation_id: UUID, seq: int) -> None:
        try:
            async with asyncio.timeout(self.PATIENCE_SECONDS):
                await self._redis.publish(self.CHANNEL, f"{consultation_id} {seq}")
        except (RedisError, OSError) as error:
            log.warning("poke not delivered (%s); hubs will find entry %d by themselves", type(error).__name__, seq)

    async def ready(self) -> bool:
        return self._connected

    async def stop(self) -> None:
        if self._reader:
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader
        await self._redis.aclose()


def _read_poke(data: bytes) -> tuple[UUID, int] | None:
    """What is no poke (anyone with access to Redis may publish) is passed over; it must not end the reading."""
    try:
        consultation, _, seq = data.decode().partition(" ")
        return UUID(consultation), int(seq)
    except ValueError:
        log.warning("what came over the bus is no poke")
        return None


def make_bus(url: str) -> Bus:
    if url.startswith(("redis://", "rediss://", "unix://")):
        return RedisBus(url)
    if url.startswith("memory://"):
        return MemoryBus()
    raise ValueError(f"CONVENOR_BUS_URL is neither memory:// nor redis://: {url.split('://', maxsplit=1)[0]}://…")
