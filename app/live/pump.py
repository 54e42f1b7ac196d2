"""What keeps the connections of one consultation up to date: one task that reads, one that goes round.

A round gives each connection, in turn, everything there is at that moment. What is read while a round is under way
goes with it to those who are still to come, and to the others in the next round; so an entry needs the time of one
round to reach everybody, however many come after it. A quiet meeting has no delay. Where entries come in masses a
round begins `COALESCE_SECONDS` after the last one began, or when that has ended: under load frames hold many entries,
and what is not in masses (`urgent`) does not wait. When a whole hall acts in the same moment it is answered first:
until it is, or for `CROWDED_SECONDS` a round, no round begins, and one that is under way pauses. Where entries come
faster than they can go out, it is the other way about: the acts wait (`keep_pace`).
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from app.core.db import Database, ReadSession, to_its_end
from app.live import protocol
from app.live.channel import FULL_BYTES, RING, Channel, Listener
from app.live.events import IN_MASSES
from app.live.frames import Frame, Part
from app.record import queries
from app.record.models import Entry, News
from app.record.queries import Standing

log = logging.getLogger(__name__)

BATCH = 500  # entries read at once
# Connections written to before others get their turn on the event loop: when nobody has used one lately (a millisecond
# and a half), and when somebody has, because a request needs many turns, and its database's thread needs them too.
CHUNK, SMALL_CHUNK = 128, 24
LATELY_SECONDS = 0.05
TURNS = 4  # how often in a row others get it while they use it: requests go first, but not for ever
USED_SECONDS = 0.0001  # of this thread's processor time: a turn that took more was used
COALESCE_SECONDS = 0.1
CROWD = 256  # acts waiting for their commit: more than come together by chance
CROWDED_SECONDS = 1.0
LOOK_SECONDS = 0.01  # between two looks at how many wait
PACE_SECONDS = 1.0  # how long acts wait at most, so that they are slower, but go on whatever the connections do
MANY_LAGGING = 64  # or a quarter of all: then it is not their lines that are slow
READ_SECONDS = 0.02  # between two looks at the record
RETRY_SECONDS = 1.0

PING = Frame(0, 0, Part(protocol.PingMessage().model_dump_json()))


def urgent(entries: Iterable[Entry]) -> bool:
    """Whether people wait for one of these: somebody gets the floor, a round closes. All but what comes in masses."""
    return any(entry.type not in IN_MASSES for entry in entries)


class Pump:
    """`users` counts connections that are attached or about to be; the hub drops a pump nobody uses."""

    def __init__(
        self, database: Database, consultation_id: UUID, ping_seconds: float, acts_waiting: Callable[[], int]
    ) -> None:
        self.consultation_id = consultation_id
        self.channel = Channel()
        self.users = 0
        self.asked_at = 0.0  # when somebody last read from the ring over HTTP
        self._db = database
        self._ping_seconds = ping_seconds
        self._acts_waiting = acts_waiting
        self._wake, self._news, self._hurry = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._used_at = 0.0  # when others last had something to do while we gave way
        self._loaded = self._reading = False
        self._given = 0  # every connection that keeps up has at least everything up to this seq
        self._handed: list[News] = []
        self._read_on = asyncio.Condition()
        self._tasks = [
            asyncio.create_task(self._read_on_and_on(), name=f"reader {consultation_id}"),
            asyncio.create_task(self._go_round(), name=f"rounds {consultation_id}"),
        ]

    def poke(self, seq: int) -> None:
        if seq > self.channel.seq:
            self._wake.set()

    def hand(self, news: News) -> None:
        """What this process has just committed: taken as it is if it follows on what is here, and read otherwise."""
        self._handed.append(news)
        if self._loaded and not self._reading:
            self._take_handed()

    def _take_handed(self) -> None:
        """The count is compared as when reading: every hiding and showing again counts, in whichever process."""
        handed, self._handed = self._handed, []
        for entries, redactions in handed:
            if entries and entries[0].seq == self.channel.seq + 1 and redactions == self.channel.redactions:
                self._take(entries)

    async def keep_pace(self) -> None:
        """Wait, for a while, until what there is has gone out. Otherwise a hall would fall off the ring's end and have
        to come back, which costs more than all that it lacks.
        """
        began = time.monotonic()
        while self._overtaken and time.monotonic() - began < PACE_SECONDS:  # noqa: ASYNC110 - it depends on too much
            await asyncio.sleep(LOOK_SECONDS)

    @property
    def _overtaken(self) -> bool:
        channel = self.channel
        many = max(MANY_LAGGING, len(channel.listeners) // 4)
        behind = channel.seq - self._given if channel.listeners else 0
        return behind > RING // 2 or len(channel.lagging) > many

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def ready(self, standing: Standing) -> None:
        """Until the ring is as new as that, and shows nothing that was hidden by then: who could read elsewhere that
        a text is hidden (or is told so by the answer to an act) must not be given it from an older ring.
        """
        if not self._as_new_as(standing):
            self._wake.set()
            async with self._read_on:
                await self._read_on.wait_for(lambda: self._as_new_as(standing))

    def _as_new_as(self, standing: Standing) -> bool:
        channel = self.channel
        return self._loaded and channel.seq >= standing.seq and channel.redactions >= standing.redactions

    async def page_after(self, seq: int) -> Sequence[Entry]:
        """For a connection that lacks more than the ring holds."""
        async with self._db.read() as session:
            return await queries.entries(session, self.consultation_id, seq, BATCH)

    def attach(self, listener: Listener) -> None:
        """From now on it follows; what it still lacks it gets here."""
        self.channel.listeners[listener] = None
        self._serve((listener,))

    async def serve_lagging(self) -> None:
        """Those that were skipped may have taken their frames by now."""
        await self._in_chunks(tuple(self.channel.lagging))

    async def tell(self, frame: Frame) -> None:
        """What belongs to no entry; who lags goes without."""
        listeners = iter(tuple(self.channel.listeners))
        while chunk := tuple(islice(listeners, CHUNK)):
            for listener in chunk:
                if listener.waiting() < FULL_BYTES:
                    with contextlib.suppress(RuntimeError):  # closed meanwhile
                        listener.send(frame.wire(listener.group.form))
            await asyncio.sleep(0)

    async def _go_round(self) -> None:
        began = 0.0
        while True:
            if not await self._news_in_time():
                await self.tell(PING)
                continue
            await self._hold(until=began + COALESCE_SECONDS)
            patience = time.monotonic() + CROWDED_SECONDS
            await self._let_crowd_pass(patience)
            began, seq = time.monotonic(), self.channel.seq
            self._news.clear()
            self._hurry.clear()
            await self._in_chunks(tuple(self.channel.listeners), patience)
            self._given = seq
            if self.channel.seq > seq:
                self._news.set()  # came on the way: those who had their turn before have not got it

    async def _news_in_time(self) -> bool:
        """False after so long a silence that the connections should hear a ping."""
        try:
            async with asyncio.timeout(self._ping_seconds):
                await self._news.wait()
        except TimeoutError:
            return False
        return True

    async def _hold(self, until: float) -> None:
        """Wait for company, unless something urgent comes in."""
        if (left := until - time.monotonic()) > 0:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._hurry.wait()

    async def _let_crowd_pass(self, patience: float) -> None:
        """Until a hall is answered; but not for ever, and not while somebody waits for what is urgent."""
        while self._acts_waiting() > CROWD and time.monotonic() < patience and not self._overtaken:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._hurry.wait()
                    return

    async def _in_chunks(self, listeners: Sequence[Listener], patience: float = 0.0) -> None:
        start = 0
        while start < len(listeners):
            busy = time.monotonic() - self._used_at < LATELY_SECONDS
            size = SMALL_CHUNK if busy else CHUNK
            self._serve(listeners[start : start + size])
            start += size
            if await _give_way():
                self._used_at = time.monotonic()
                await self._let_crowd_pass(patience)

    def _serve(self, listeners: Iterable[Listener]) -> None:
        for listener in self.channel.serve(listeners):
            self.channel.forget(listener)
            listener.sink.send_back()

    async def _read_on_and_on(self) -> None:
        while True:
            try:
                if self._loaded:
                    await self._wake.wait()
                    self._wake.clear()
                await to_its_end(self._read())
                await asyncio.sleep(READ_SECONDS)
            except (SQLAlchemyError, OSError) as error:
                log.warning("the record could not be read (%s); looking again", type(error).__name__)
                self._wake.set()
                await asyncio.sleep(RETRY_SECONDS)

    async def _read(self) -> None:
        """Take what is new into the ring; read the ring anew when something in it was withheld or shown again."""
        self._reading = True
        try:
            async with self._db.read() as session:
                if not self._loaded:
                    await self._begin(session)
                while (found := await self._next(session)) and self._take(found) == BATCH:
                    pass
        finally:
            self._reading = False
            self._take_handed()
        async with self._read_on:
            if not self._loaded:
                self._loaded, self._given = True, self.channel.seq
            self._read_on.notify_all()

    def _take(self, entries: Sequence[Entry]) -> int:
        self.channel.extend(entries)
        if self._loaded:  # before that nobody follows
            self._news.set()
            if urgent(entries):
                self._hurry.set()
        return len(entries)

    async def _begin(self, session: ReadSession) -> None:
        """With the latest entries; what is older is read when somebody lacks it."""
        head, _ = await queries.head(session, self.consultation_id)
        self.channel.seq = max(0, head - RING)
        self.channel.replace((), await queries.redactions(session, self.consultation_id))

    async def _next(self, session: ReadSession) -> Sequence[Entry]:
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
            first = max(0, channel.seq - RING)
            fresh = await queries.entries(session, self.consultation_id, first, channel.seq - first)
            channel.replace(fresh, redactions)


async def _give_way() -> bool:
    """Writing to thousands must not keep requests waiting. Says whether anybody had something to do.

    By processor time: a neighbour on the core who makes a turn long is no request that waits for us.
    """
    for turn in range(TURNS):
        began = time.thread_time()
        await asyncio.sleep(0)
        if time.thread_time() - began < USED_SECONDS:
            return turn > 0
    return True
