"""One hub per process: reads new entries once per consultation and hands them to every listening connection.

It is woken by pokes and, because a poke can be lost, looks at the heads itself every few seconds. Entries are
encoded once per set of audiences, not once per connection. A connection holds no database session; its backlog is
bounded, and one that falls behind is told to resync instead of slowing the others.
"""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from app.core.db import Database
from app.live import protocol
from app.record import queries
from app.record.events import Audience
from app.record.models import RecordEntry

log = logging.getLogger(__name__)
BATCH = 500


@dataclass(frozen=True)
class Frame:
    """Encoded entries `prev_seq + 1 … last_seq` of one consultation."""

    prev_seq: int
    last_seq: int
    text: str


class Listener:
    """One connection's bounded backlog. `None` in it says: too slow, resync."""

    def __init__(self, consultation_id: UUID, audiences: frozenset[Audience], backlog: int) -> None:
        self.consultation_id = consultation_id
        self.audiences = audiences
        self._backlog: asyncio.Queue[Frame | None] = asyncio.Queue(backlog)
        self._overflowed = False

    def offer(self, frame: Frame) -> None:
        if self._overflowed:
            return
        try:
            self._backlog.put_nowait(frame)
        except asyncio.QueueFull:
            self._overflowed = True
            while not self._backlog.empty():
                self._backlog.get_nowait()
            self._backlog.put_nowait(None)

    async def next(self) -> Frame | None:
        return await self._backlog.get()


@dataclass
class Channel:
    """All listeners of one consultation, and the seq up to which they have been offered entries."""

    seq: int
    listeners: set[Listener] = field(default_factory=set)


class Hub:
    """Start it with the process; `join` and `leave` per connection."""

    def __init__(self, database: Database, *, backlog: int, heal_seconds: float) -> None:
        self._db = database
        self._backlog = backlog
        self._heal_seconds = heal_seconds
        self._channels: dict[UUID, Channel] = {}
        self._due: set[UUID] = set()
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [
            asyncio.create_task(self._deliver_forever(), name="hub-deliver"),
            asyncio.create_task(self._heal_forever(), name="hub-heal"),
        ]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task

    def poke(self, consultation_id: UUID, seq: int) -> None:
        """Called by the bus: a consultation has (at least) this many entries."""
        channel = self._channels.get(consultation_id)
        if channel and seq > channel.seq:
            self._due.add(consultation_id)
            self._wake.set()

    def join(self, consultation_id: UUID, audiences: frozenset[Audience], head: int) -> Listener:
        """Attach a connection; from now on it is offered what follows. `head`: the record's seq as just read.

        The connection replays the rest from the database *after* joining, so nothing can fall between the two; what
        it gets twice it recognises by the frame's seqs.
        """
        channel = self._channels.setdefault(consultation_id, Channel(head))
        listener = Listener(consultation_id, audiences, self._backlog)
        channel.listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        channel = self._channels[listener.consultation_id]
        channel.listeners.discard(listener)
        if not channel.listeners:
            del self._channels[listener.consultation_id]

    async def _deliver_forever(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            due, self._due = self._due, set()
            for consultation_id in due:
                try:
                    await self._deliver(consultation_id)
                except (SQLAlchemyError, OSError) as error:
                    log.warning("hub could not read the record (%s); it will look again", type(error).__name__)

    async def _deliver(self, consultation_id: UUID) -> None:
        """Read what is new, once, and offer it to every listener; whole pages until there is nothing left."""
        while channel := self._channels.get(consultation_id):
            async with self._db.read() as session:
                found = await queries.entries(session, consultation_id, channel.seq, BATCH)
            if not found:
                return
            encoded: dict[frozenset[Audience], Frame] = {}
            for listener in channel.listeners:
                if listener.audiences not in encoded:
                    encoded[listener.audiences] = frame(channel.seq, found, listener.audiences)
                listener.offer(encoded[listener.audiences])
            channel.seq = found[-1].seq

    async def _heal_forever(self) -> None:
        while True:
            await asyncio.sleep(self._heal_seconds)
            try:
                async with self._db.read() as session:
                    heads = await queries.heads(session, list(self._channels))
            except (SQLAlchemyError, OSError) as error:
                log.warning("hub could not read the heads (%s); it will look again", type(error).__name__)
                continue
            for consultation_id, seq in heads.items():
                self.poke(consultation_id, seq)


def frame(prev_seq: int, found: Sequence[RecordEntry], audiences: frozenset[Audience]) -> Frame:
    items = [queries.as_dict(entry, audiences) for entry in found]
    return Frame(prev_seq, found[-1].seq, protocol.entries(prev_seq, items))
