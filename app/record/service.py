"""Writing the record: hold the head, change the rows, append. There is no other way in."""

import secrets
from typing import Any, Self
from uuid import UUID

from sqlalchemy import select, update

from app.core import clock
from app.core.db import WriteSession, insert
from app.core.errors import NotFound
from app.record import chain
from app.record.events import Audience, By, Event
from app.record.models import RecordEntry, RecordHead


class Record:
    """The record of one consultation, held for writing until the transaction ends.

    Holding it first and reading the rest afterwards makes a service race-free: while it runs, no round closes and
    no colleague writes in the same consultation.
    """

    def __init__(self, session: WriteSession, head: RecordHead) -> None:
        self._session = session
        self._head = head
        self._pending: list[dict[str, Any]] = []
        session.before_commit(self._write)

    @classmethod
    async def begin(cls, session: WriteSession, consultation_id: UUID) -> Self:
        """Start the record of a new consultation."""
        head = RecordHead(consultation_id=consultation_id, seq=0, hash=chain.GENESIS, redactions=0)
        session.add(head)
        await session.flush()
        return cls(session, head)

    @classmethod
    async def hold(cls, session: WriteSession, consultation_id: UUID) -> Self:
        """Lock the head row (SQLite: the write transaction is already exclusive)."""
        query = select(RecordHead).where(RecordHead.consultation_id == consultation_id).with_for_update()
        head = await session.scalar(query.execution_options(populate_existing=True))
        if head is None:
            raise NotFound("There is no such consultation.")
        return cls(session, head)

    @property
    def consultation_id(self) -> UUID:
        return self._head.consultation_id

    @property
    def next_seq(self) -> int:
        """The place the next entry will have; objects keep it as their own place in the order."""
        return self._head.seq + 1

    def append(self, by: By, event: Event, audience: Audience = Audience.PUBLIC) -> int:
        """Add one entry; it is stored with the commit of the surrounding unit of work. Gives its seq."""
        head, at, salt = self._head, clock.now(), secrets.token_hex(16)
        payload = event.model_dump(mode="json")
        header = {
            "consultation_id": str(head.consultation_id),
            "seq": head.seq + 1,
            "type": event.type,
            "at": clock.iso(at),
            "actor": by.model_dump(mode="json"),
            "audience": audience.value,
            "subject_id": str(event.subject_id) if event.subject_id else None,
            "payload_digest": chain.payload_digest(salt, payload),
            "prev_hash": head.hash,
        }
        self._pending.append(
            header
            | {
                "consultation_id": head.consultation_id,
                "at": at,
                "subject_id": event.subject_id,
                "payload": payload,
                "salt": salt,
                "hash": chain.entry_hash(header),
                "withheld": False,
            }
        )
        head.seq, head.hash = head.seq + 1, self._pending[-1]["hash"]
        self._session.poke_after_commit(head.consultation_id, head.seq)
        return head.seq

    async def _write(self) -> None:
        """All entries of the unit of work in one multi-row insert."""
        rows, self._pending = self._pending, []
        if rows:
            await self._session.flush()
            await self._session.execute(insert(self._session, RecordEntry.__table__), rows)

    async def withhold(self, subject_id: UUID, *, withheld: bool) -> None:
        """Hide (or show again) the content of all entries about one object; the chain is untouched."""
        self._head.redactions += 1
        await self._write()
        await self._session.flush()
        await self._session.execute(
            update(RecordEntry)
            .where(RecordEntry.consultation_id == self._head.consultation_id, RecordEntry.subject_id == subject_id)
            .values(withheld=withheld)
        )
