"""One hub per process: which consultations are followed here, and how a connection joins and leaves one.

The hub is woken by pokes and, because a poke can be lost, looks at the heads itself every few seconds. A connection
has no task, no queue and no database session here.
"""

import asyncio
import contextlib
import logging
from uuid import UUID

from fastapi import WebSocket
from sqlalchemy.exc import SQLAlchemyError

from app.core.db import Database, to_its_end
from app.live.channel import Audiences, Listener, frame_of
from app.live.frames import Sink
from app.live.pump import Pump
from app.record import queries

log = logging.getLogger(__name__)
AT_THE_DOOR = 3  # connections that look something up at the same moment; fewer than a pool has


class Hub:
    """Start it with the process; `join` and `leave` per connection."""

    def __init__(self, database: Database, *, heal_seconds: float, ping_seconds: float) -> None:
        self._db = database
        self._heal_seconds = heal_seconds
        self._ping_seconds = ping_seconds
        self._pumps: dict[UUID, Pump] = {}
        self._healer: asyncio.Task[None] | None = None
        # Thousands come at once after a restart. They wait here, in order, and not for a database connection: there
        # they would time out, come back, and keep everybody else from reading.
        self.door = asyncio.Semaphore(AT_THE_DOOR)

    def start(self) -> None:
        self._healer = asyncio.create_task(self._heal_forever(), name="hub-healer")

    async def stop(self) -> None:
        if self._healer:
            self._healer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._healer
        pumps, self._pumps = self._pumps, {}
        for pump in pumps.values():
            await pump.stop()

    def poke(self, consultation_id: UUID, seq: int) -> None:
        """Called by the bus: a consultation has (at least) this many entries."""
        if pump := self._pumps.get(consultation_id):
            pump.poke(seq)

    async def join(
        self, consultation_id: UUID, audiences: Audiences, after: int, head: int, socket: WebSocket, sink: Sink
    ) -> Listener:
        """Attach a connection that has everything up to `after`, and give it what it lacks, at least up to `head`.

        What is older than the ring comes from the database, page by page, at the pace the client takes it. The last
        step, from the ring, and the attaching have no `await` between them: nothing can fall between the two.
        """
        pump = self._pumps.get(consultation_id)
        if pump is None:
            pump = self._pumps[consultation_id] = Pump(self._db, consultation_id, self._ping_seconds)
        pump.users += 1
        try:
            await pump.ready(head)
            listener = Listener(audiences, sink, after)
            while not pump.channel.holds_after(listener.seq):
                page = frame_of(listener.seq, await pump.page_after(listener.seq), audiences)
                await socket.send_text(page.text)
                listener.seq = page.last_seq
        except BaseException:
            await self._let_go(pump)
            raise
        pump.channel.listeners.add(listener)
        pump.channel.bring(listener)
        return listener

    async def leave(self, consultation_id: UUID, listener: Listener) -> None:
        pump = self._pumps[consultation_id]
        pump.channel.listeners.discard(listener)
        await self._let_go(pump)

    async def _let_go(self, pump: Pump) -> None:
        pump.users -= 1
        if pump.users == 0 and self._pumps.get(pump.consultation_id) is pump:
            del self._pumps[pump.consultation_id]
            await pump.stop()

    async def _heads(self) -> dict[UUID, int]:
        async with self._db.read() as session:
            return await queries.heads(session, list(self._pumps))

    async def _heal_forever(self) -> None:
        while True:
            await asyncio.sleep(self._heal_seconds)
            try:
                heads = await to_its_end(self._heads())
            except (SQLAlchemyError, OSError) as error:
                log.warning("the heads could not be read (%s); looking again", type(error).__name__)
                continue
            for consultation_id, seq in heads.items():
                self.poke(consultation_id, seq)
            for pump in self._pumps.values():
                pump.serve_all()
