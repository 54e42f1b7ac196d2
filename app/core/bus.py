"""Between the processes: pokes ("consultation C has reached seq N"), counts ("so many follow C in process P") and steps
("work W on C is at step S, so far of so much").

No content travels here. A lost poke delays an entry until the hub's next look at the heads; it never loses one.
Counts are repeated, and forgotten when they are not.
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
Counter = Callable[[UUID, str, int], None]
Steps = Callable[[UUID, str, str, int, int], None]


class Bus(Protocol):
    """Listeners are called on the event loop and must not block."""

    async def start(self, listener: Listener, counter: Counter | None = None, steps: Steps | None = None) -> None: ...
    async def poke(self, consultation_id: UUID, seq: int) -> None: ...
    async def count(self, consultation_id: UUID, process: str, connected: int) -> None: ...
    async def step(self, consultation_id: UUID, work: str, name: str, done: int, of: int) -> None: ...
    async def ready(self) -> bool: ...
    async def stop(self) -> None: ...


class MemoryBus:
    """For one process; also the twin that tests use."""

    def __init__(self) -> None:
        self._listener: Listener | None = None
        self._counter: Counter | None = None
        self._steps: Steps | None = None

    async def start(self, listener: Listener, counter: Counter | None = None, steps: Steps | None = None) -> None:
        self._listener, self._counter, self._steps = listener, counter, steps

    async def poke(self, consultation_id: UUID, seq: int) -> None:
        if self._listener:
            self._listener(consultation_id, seq)

    async def count(self, consultation_id: UUID, process: str, connected: int) -> None:
        if self._counter:
            self._counter(consultation_id, process, connected)

    async def step(self, consultation_id: UUID, work: str, name: str, done: int, of: int) -> None:
        if self._steps:
            self._steps(consultation_id, work, name, done, of)

    async def ready(self) -> bool:
        return self._listener is not None

    async def stop(self) -> None:
        self._listener = self._counter = self._steps = None


class RedisBus:
    """Redis (or Valkey) pub/sub. Poking never fails a request: the change is committed, the hubs will look anyway."""

    CHANNEL, COUNTS, STEPS = "convenor:pokes", "convenor:counts", "convenor:steps"
    # A Redis that neither answers nor refuses must not keep a committed change from its answer for longer.
    PATIENCE_SECONDS = 1.0

    def __init__(self, url: str) -> None:
        self._redis = redis.asyncio.from_url(url, socket_connect_timeout=2)
        self._reader: asyncio.Task[None] | None = None
        self._listener: Listener | None = None
        self._counter: Counter | None = None
        self._steps: Steps | None = None
        self._connected = False

    async def start(self, listener: Listener, counter: Counter | None = None, steps: Steps | None = None) -> None:
        self._listener, self._counter, self._steps = listener, counter, steps
        self._reader = asyncio.create_task(self._read(), name="bus-reader")

    async def _read(self) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
                    await channel.subscribe(self.CHANNEL, self.COUNTS, self.STEPS)
                    self._connected = True
                    async for message in channel.listen():
                        self._hear(message["channel"].decode(), message["data"])
            except (RedisError, OSError) as error:
                self._connected = False
                log.warning("bus connection lost (%s); retrying", type(error).__name__)
                await asyncio.sleep(1)

    def _hear(self, channel: str, data: bytes) -> None:
        """What is neither (anyone with access to Redis may publish) is passed over; it must not end the reading."""
        try:
            consultation, *words = data.decode().split(" ")
            consultation_id, number = UUID(consultation), int(words[-1])
        except (ValueError, IndexError):
            log.warning("what came over the bus is no message of ours")
            return
        if channel == self.CHANNEL and self._listener:
            self._listener(consultation_id, number)
        elif channel == self.COUNTS and self._counter and len(words) == 2 and number >= 0:
            self._counter(consultation_id, words[0], number)
        elif channel == self.STEPS and self._steps and len(words) == 4 and words[2].isdecimal():
            self._steps(consultation_id, words[0], words[1], int(words[2]), number)

    async def poke(self, consultation_id: UUID, seq: int) -> None:
        """The own process does not depend on Redis to hear of it."""
        if self._listener:
            self._listener(consultation_id, seq)
        await self._publish(self.CHANNEL, f"{consultation_id} {seq}")

    async def count(self, consultation_id: UUID, process: str, connected: int) -> None:
        await self._publish(self.COUNTS, f"{consultation_id} {process} {connected}")

    async def step(self, consultation_id: UUID, work: str, name: str, done: int, of: int) -> None:
        """Heard by all processes, this one too, as it comes back: so that the order is the same everywhere."""
        await self._publish(self.STEPS, f"{consultation_id} {work} {name} {done} {of}")

    async def _publish(self, channel: str, message: str) -> None:
        try:
            async with asyncio.timeout(self.PATIENCE_SECONDS):
                await self._redis.publish(channel, message)
        except (RedisError, OSError) as error:
            log.warning("not told over the bus (%s): %s", type(error).__name__, message)

    async def ready(self) -> bool:
        return self._connected

    async def stop(self) -> None:
        if self._reader:
            self._reader.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reader
        await self._redis.aclose()


def make_bus(url: str) -> Bus:
    if url.startswith(("redis://", "rediss://", "unix://")):
        return RedisBus(url)
    if url.startswith("memory://"):
        return MemoryBus()
    raise ValueError(f"CONVENOR_BUS_URL is neither memory:// nor redis://: {url.split('://', maxsplit=1)[0]}://…")
