"""One hub per process: which consultations are followed here, and how a connection joins and leaves one.

The hub is woken by pokes and, because a poke can be lost, looks at the heads itself every few seconds. A connection
has no task, no queue and no database session here.
"""

import asyncio
import contextlib
import gc
import logging
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from uuid import UUID, uuid4

from fastapi import WebSocket
from sqlalchemy.exc import SQLAlchemyError

from app.core.bus import Bus
from app.core.db import Database, to_its_end
from app.live import presence, protocol
from app.live.channel import Channel, Listener, frame_of
from app.live.door import Visit
from app.live.frames import Frame, Part, Sink
from app.live.presence import Presence
from app.live.pump import Pump
from app.record import queries
from app.record.models import News

log = logging.getLogger(__name__)
ASKED_SECONDS = 60.0  # how long a ring is kept that only readers over HTTP use
SETTLE = 500  # connections after which the collector is told to leave them alone


class Hub:
    """Start it with the process; `join` and `leave` per connection."""

    def __init__(
        self,
        database: Database,
        bus: Bus,
        *,
        heal_seconds: float,
        ping_seconds: float,
        acts_waiting: Callable[[], int],
    ) -> None:
        self._db, self._bus = database, bus
        self._heal_seconds = heal_seconds
        self._ping_seconds = ping_seconds
        self._acts_waiting = acts_waiting
        self._pumps: dict[UUID, Pump] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._name = uuid4().hex
        self._presence = Presence()
        self._shown: dict[UUID, int] = {}
        self._settled = Settled()

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._heal_forever(), name="hub-healer"),
            asyncio.create_task(self._count_forever(), name="hub-presence"),
        ]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        pumps, self._pumps = self._pumps, {}
        for pump in pumps.values():
            await pump.stop()

    def poke(self, consultation_id: UUID, seq: int) -> None:
        """Called by the bus: a consultation has (at least) this many entries."""
        if pump := self._pumps.get(consultation_id):
            pump.poke(seq)

    def hand(self, consultation_id: UUID, news: News) -> None:
        """Called after each commit of this process; its poke follows."""
        if pump := self._pumps.get(consultation_id):
            pump.hand(news)

    async def keep_pace(self, shared: Hashable) -> None:
        """For acts that come in masses and share this: where it is a consultation that is followed here."""
        if isinstance(shared, UUID) and (pump := self._pumps.get(shared)):
            await pump.keep_pace()

    def hear(self, consultation_id: UUID, process: str, connected: int) -> None:
        """Called by the bus: so many are connected to a consultation in that process."""
        self._presence.hear(consultation_id, process, connected)

    def connected(self, consultation_id: UUID) -> int:
        """In all processes, as far as this one has heard."""
        return self._here(consultation_id) + self._presence.connected(consultation_id, besides=self._name)

    def _here(self, consultation_id: UUID) -> int:
        pump = self._pumps.get(consultation_id)
        return len(pump.channel.listeners) if pump else 0

    async def join(self, visit: Visit, after: int, socket: WebSocket, sink: Sink) -> "Place":
        """Attach a connection that has everything up to `after`, and give it what it lacks.

        What is older than the ring comes from the database, page by page, at the pace the client takes it. The last
        step, from the ring, and the attaching have no `await` between them: nothing can fall between the two.
        """
        pump = self._pump(visit.consultation_id)
        pump.users += 1
        try:
            await pump.ready(visit.standing)
            listener = pump.channel.listener(visit.audiences, sink, after)
            while not pump.channel.holds_after(listener.seq):
                page = frame_of(listener.seq, await pump.page_after(listener.seq), visit.audiences)
                await socket.send_text(page.text)
                listener.seq = page.last_seq
        except BaseException:
            await self._let_go(pump)
            raise
        pump.attach(listener)
        self._settled.came()
        return Place(pump, listener)

    async def leave(self, place: "Place") -> None:
        place.pump.channel.forget(place.listener)
        self._settled.went()
        await self._let_go(place.pump)

    async def ring(self, visit: Visit) -> Channel:
        """The latest entries for a reader over HTTP; kept for a while, because it will ask again."""
        pump = self._pump(visit.consultation_id)
        pump.asked_at = time.monotonic()
        pump.users += 1
        try:
            await pump.ready(visit.standing)
        finally:
            await self._let_go(pump)
        return pump.channel

    def _pump(self, consultation_id: UUID) -> Pump:
        pump = self._pumps.get(consultation_id)
        if pump is None:
            pump = self._pumps[consultation_id] = Pump(
                self._db, consultation_id, self._ping_seconds, self._acts_waiting
            )
        return pump

    async def _let_go(self, pump: Pump) -> None:
        pump.users -= 1
        await self._drop_unused(pump)

    async def _drop_unused(self, pump: Pump) -> None:
        unused = pump.users == 0 and pump.asked_at + ASKED_SECONDS < time.monotonic()
        if unused and self._pumps.get(pump.consultation_id) is pump:
            del self._pumps[pump.consultation_id]
            await pump.stop()

    async def _heads(self) -> dict[UUID, int]:
        async with self._db.read() as session:
            return await queries.heads(session, list(self._pumps))

    async def _heal_forever(self) -> None:
        while True:
            await asyncio.sleep(self._heal_seconds)
            for pump in tuple(self._pumps.values()):
                await pump.serve_lagging()
                await self._drop_unused(pump)
            try:
                heads = await to_its_end(self._heads())
            except (SQLAlchemyError, OSError) as error:
                log.warning("the heads could not be read (%s); looking again", type(error).__name__)
                continue
            for consultation_id, seq in heads.items():
                self.poke(consultation_id, seq)

    async def _count_forever(self) -> None:
        """Tell the other processes how many are here, and the pages, when it has changed, how many there are."""
        told: set[UUID] = set()
        while True:
            await asyncio.sleep(presence.TELL_SECONDS)
            self._presence.forget_old()
            followed = {consultation_id for consultation_id in self._pumps if self._here(consultation_id)}
            for consultation_id in followed | told:
                await self._bus.count(consultation_id, self._name, self._here(consultation_id))
            self._shown = {one: count for one, count in self._shown.items() if one in followed}
            told = followed
            for consultation_id in followed:
                await self._show(consultation_id)

    async def _show(self, consultation_id: UUID) -> None:
        connected, pump = self.connected(consultation_id), self._pumps.get(consultation_id)
        if pump and self._shown.get(consultation_id) != connected:
            self._shown[consultation_id] = connected
            await pump.tell(Frame(0, 0, Part(protocol.presence(connected))))


@dataclass(slots=True)
class Place:
    """A connection's place in the hub."""

    pump: Pump
    listener: Listener


class Settled:
    """Tells the garbage collector about connections: those that have settled down need not be looked at again.

    Looking at ten thousand of them stops the process for the better part of a second. What is frozen and then leaves
    in a circle is not found any more, so when half of them have left, everything is looked at once.
    """

    def __init__(self) -> None:
        self._new = self._frozen = self._gone = 0

    def came(self) -> None:
        self._new += 1
        if self._new >= SETTLE:
            gc.collect(1)
            self._freeze()

    def went(self) -> None:
        self._gone += 1
        if self._gone >= max(SETTLE, (self._frozen + self._new) / 2):
            self._frozen = max(0, self._frozen + self._new - self._gone)
            self._new = self._gone = 0
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def _freeze(self) -> None:
        self._frozen, self._new = self._frozen + self._new, 0
        gc.freeze()
