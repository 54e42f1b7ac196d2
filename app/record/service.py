"""Writing the record: hold the head, change the rows, append. There is no other way in."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, TypeVar, cast
from uuid import UUID

from sqlalchemy import bindparam, select, update

from app.core import clock
from app.core.db import WriteSession, insert
from app.core.errors import NotFound
from app.record import chain
from app.record.events import Audience, By, Event
from app.record.models import Entry, News, RecordEntry, RecordHead

T = TypeVar("T")


class Head(NamedTuple):
    """Where a record stands; see the model."""

    seq: int
    hash: str
    settled_hash: str
    redactions: int


_TABLE: Any = RecordHead.__table__
HEAD = (
    select(*(_TABLE.c[name] for name in Head._fields))
    .where(_TABLE.c.consultation_id == bindparam("held_id"))
    .with_for_update()
)
MOVE_HEAD = (
    update(_TABLE)
    .where(_TABLE.c.consultation_id == bindparam("held_id"))
    .values({name: bindparam(name) for name in Head._fields})
)
# See `Record.settled`. The hash makes what is kept good for this database and no other.
_KEPT: dict[tuple[UUID, str], tuple[str, Any]] = {}
MOST_KEPT = 1_000
MOST_HANDED = 500  # entries of one transaction that are handed on in memory; who needs more reads them


class Record:
    """The record of one consultation, held for writing until the transaction ends.

    Holding it first and reading the rest afterwards makes a service race-free: while it runs, no round closes and
    no colleague writes in the same consultation.
    """

    def __init__(self, session: WriteSession, consultation_id: UUID, head: Head) -> None:
        self._session = session
        self._id = consultation_id
        self._seq, self._hash, self._settled_hash, self._redactions = head
        self._pending: list[dict[str, Any]] = []
        self._added: list[dict[str, Any]] = []
        self._written = head
        session.before_commit(self.write)
        session.hand_after_commit(consultation_id, self.news)

    @classmethod
    async def begin(cls, session: WriteSession, consultation_id: UUID) -> "Record":
        """Start the record of a new consultation."""
        head = Head(seq=0, hash=chain.GENESIS, settled_hash=chain.GENESIS, redactions=0)
        session.add(RecordHead(consultation_id=consultation_id, **head._asdict()))
        await session.flush()
        record = cls._of_session(session)[consultation_id] = cls(session, consultation_id, head)
        return record

    @classmethod
    async def hold(cls, session: WriteSession, consultation_id: UUID) -> "Record":
        """Lock the head row (SQLite: the write transaction is already exclusive). Held again it is the same one."""
        held = cls._of_session(session)
        if consultation_id not in held:
            head = (await session.execute(HEAD, {"held_id": consultation_id})).one_or_none()
            if head is None:
                raise NotFound("There is no such consultation.")
            held[consultation_id] = cls(session, consultation_id, Head(*head))
        return held[consultation_id]

    @staticmethod
    def _of_session(session: WriteSession) -> "dict[UUID, Record]":
        held: dict[UUID, Record] = session.info.setdefault("records", {})
        return held

    @property
    def consultation_id(self) -> UUID:
        return self._id

    @property
    def next_seq(self) -> int:
        """The place the next entry will have; objects keep it as their own place in the order."""
        return self._seq + 1

    async def settled(self, what: str, load: Callable[[], Awaitable[T]]) -> T:
        """What `load` finds, kept in the process until an entry other than a mass act comes into this record.

        For what mass acts are checked against: every change of it leaves an entry, and the hash of the last such
        entry vouches for all before it. Only to be read, and only before this unit of work changes any of it.
        """
        key = (self._id, what)
        kept_hash, kept = _KEPT.get(key, (None, None))
        if kept_hash != self._settled_hash:
            kept = await load()
            if len(_KEPT) >= MOST_KEPT:
                _KEPT.clear()
            _KEPT[key] = (self._settled_hash, kept)
        return cast("T", kept)

    def append(self, by: By, event: Event, audience: Audience = Audience.PUBLIC) -> int:
        """Add one entry; it is stored with the commit of the surrounding unit of work. Gives its seq."""
        at, salt = clock.now(), secrets.token_hex(16)
        payload = event.model_dump(mode="json")
        header = {
            "consultation_id": str(self._id),
            "seq": self._seq + 1,
            "type": event.type,
            "at": clock.iso(at),
            "actor": by.model_dump(mode="json"),
            "audience": audience.value,
            "subject_id": str(event.subject_id) if event.subject_id else None,
            "payload_digest": chain.payload_digest(salt, payload),
            "prev_hash": self._hash,
        }
        self._seq, self._hash = self._seq + 1, chain.entry_hash(header)
        if not event.in_masses:
            self._settled_hash = self._hash
        self._pending.append(
            header
            | {
                "consultation_id": self._id,
                "at": at,
                "subject_id": event.subject_id,
                "payload": payload,
                "salt": salt,
                "hash": self._hash,
                "withheld": False,
            }
        )
        self._session.poke_after_commit(self._id, self._seq)
        return self._seq

    async def write(self) -> None:
        """All entries so far in one multi-row insert, and where the record stands with them. Done before the commit by
        itself; sooner for who reads the record within the unit of work.
        """
        rows, self._pending = self._pending, []
        if rows:
            await self._session.flush()
            await self._session.execute(insert(self._session, RecordEntry.__table__), rows)
            self._added += rows if len(self._added) <= MOST_HANDED else ()
        head = Head(self._seq, self._hash, self._settled_hash, self._redactions)
        if head != self._written:
            await self._session.execute(MOVE_HEAD, {"held_id": self._id} | head._asdict())
            self._written = head

    def news(self) -> News:
        """What was added, for who follows in this process and need not read back what it wrote itself.

        Nothing when it is very much: that is read in pages.
        """
        few = self._added if len(self._added) <= MOST_HANDED else ()
        return News(tuple(Entry(**row) for row in few), self._redactions)

    async def withhold(self, subject_id: UUID, *, withheld: bool) -> None:
        """Hide (or show again) the content of all entries about one object; the chain is untouched."""
        self._redactions += 1
        await self.write()
        await self._session.flush()
        await self._session.execute(
            update(RecordEntry)
            .where(RecordEntry.consultation_id == self._id, RecordEntry.subject_id == subject_id)
            .values(withheld=withheld)
        )
