"""What keeps the connections of one consultation up to date: one task, one read for all of them.

When a frame goes out: an entry that people wait for (a round closes, somebody gets the floor) at once; what comes in
masses (comments, positions, votes) at once too, unless a fan-out has only just ended: then together,
`COALESCE_SECONDS` after it or, where fan-outs take longer than that, after as long as the last one took. So a quiet
meeting has no delay, and a busy one spends about half its time on frames, however many follow it.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from itertools import islice
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from app.core.db import Database, ReadSession, to_its_end
from app.live import protocol
from app.live.channel import RING, Channel, Listener
from app.live.frames import Frame
from app.record import queries
from app.record.models import RecordEntry

log = logging.getLogger(__name__)

BATCH = 500  # entries read at once
CHUNK = 250  # connections written to before others get their turn on the event loop
COALESCE_SECONDS = 0.1
COALESCE_AT_MOST = 0.25
RETRY_SECONDS = 1.0
IN_MASSES = frozenset({"comment.posted", "position.stated", "votes.recorded", "contribution.filed"})

PING = Frame(0, 0, protocol.PingMessage().model_dump_json())


class Pump:
    """`users` counts connections that are attached or about to be; the hub drops a pump nobody uses."""

    def __init__(self, database: Database, consultation_id: UUID, ping_seconds: float) -> None:
        self.consultation_id = consultation_id
        self.channel = Channel()
        self.users = 0
        self._db = database
        self._ping_seconds = ping_seconds
        self._wake = asyncio.Event()
        self._loaded = False
        self._read_on = asyncio.Condition()
        self._task = asyncio.create_task(self._run(), name=f"pump {consultation_id}")

    def poke(self, seq: int) -> None:
        if seq > self.channel.seq:
            self._wake.set()

    async def stop(self) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def ready(self, seq: int) -> None:
        """Until the ring is as new as entry `seq`: who could read elsewhere that a text is hidden by now (or is told
        so by the answer to an act) must not be given it from an older ring.
        """
        self.poke(seq)
        async with self._read_on:
            await self._read_on.wait_for(lambda: self._loaded and self.channel.seq >= seq)

    async def page_after(self, seq: int) -> Sequence[RecordEntry]:
        """For a connection that lacks more than the ring holds."""
        async with self._db.read() as session:
            return await queries.entries(session, self.consultation_id, seq, BATCH)

    def serve_all(self) -> None:
        """Look at every connection once more: those that were skipped may have taken their frames by now."""
        for listener in tuple(self.channel.listeners):
            self._bring(listener)

    async def _run(self) -> None:
        fan_out_ended = fan_out_took = 0.0
        while True:
            try:
                if not self._loaded:
                    await to_its_end(self._read())
                if not await self._woken():
                    self._ping()
                    continue
                urgent = await to_its_end(self._read())
                if not urgent:
                    await self._hold(until=fan_out_ended + max(COALESCE_SECONDS, fan_out_took))
                fan_out_began = time.monotonic()
                await self._fan_out()
                fan_out_ended = time.monotonic()
                fan_out_took = min(fan_out_ended - fan_out_began, COALESCE_AT_MOST)
            except (SQLAlchemyError, OSError) as error:
                log.warning("the record could not be read (%s); looking again", type(error).__name__)
                self._wake.set()
                await asyncio.sleep(RETRY_SECONDS)

    async def _woken(self) -> bool:
        """True at the next poke; False after so long a silence that the connections should hear a ping."""
        try:
            async with asyncio.timeout(self._ping_seconds):
                await self._wake.wait()
        except TimeoutError:
            return False
        self._wake.clear()
        return True

    async def _hold(self, until: float) -> None:
        """Wait for company, unless something urgent comes in."""
        while (left := until - time.monotonic()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self._wake.wait()
            except TimeoutError:
                return
            self._wake.clear()
            if await to_its_end(self._read()):
                return

    async def _read(self) -> bool:
        """Take what is new into the ring; read the ring anew when something in it was withheld or shown again."""
        urgent = False
        async with self._db.read() as session:
            if not self._loaded:
                await self._begin(session)
            while found := await self._next(session):
                self.channel.extend(found)
                urgent = urgent or any(entry.type not in IN_MASSES for entry in found)
        async with self._read_on:
            self._loaded = True
            self._read_on.notify_all()
        return urgent

    async def _begin(self, session: ReadSession) -> None:
        """With the latest entries; what is older is read when somebody lacks it."""
        head, _ = await queries.head(session, self.consultation_id)
        self.channel.seq = max(0, head - RING)
        self.channel.replace((), await queries.redactions(session, self.consultation_id))

    async def _next(self, session: ReadSession) -> Sequence[RecordEntry]:
        """The entries that follow, on a ring in which nothing is shown that was hidden when they were read.

        The count is read after the entries (PostgreSQL gives each query its own view): were it read before, a hiding
        that comes between would be in neither, and its poke would find its entry already here.
        """
        channel = self.channel
        while True:
            found = await queries.entries(session, self.consultation_id, channel.seq, BATCH)
            redactions = await queries.redactions(session, self.consultation_id)
            if redactions == channel.redactions:
                return found
            session.expunge_all()
            first = max(0, channel.seq - RING)
            fresh = await queries.entries(session, self.consultation_id, first, channel.seq - first)
            channel.replace(fresh, redactions)

    async def _fan_out(self) -> None:
        listeners = iter(tuple(self.channel.listeners))
        while chunk := tuple(islice(listeners, CHUNK)):
            for listener in chunk:
                self._bring(listener)
            await asyncio.sleep(0)

    def _bring(self, listener: Listener) -> None:
        if not self.channel.bring(listener):
            self.channel.listeners.discard(listener)
            listener.sink.send_back()

    def _ping(self) -> None:
        for listener in self.channel.listeners:
            listener.sink.write(PING)
