"""Reading the record: heads and ranges, as plain dictionaries in the form the chain hashes."""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core import clock
from app.record import chain
from app.record.models import Entry, RecordEntry, RecordHead


async def head(session: AsyncSession, consultation_id: UUID) -> tuple[int, str]:
    """(seq, hash) of the last entry; (0, genesis) when there is none."""
    query = select(RecordHead.seq, RecordHead.hash).where(RecordHead.consultation_id == consultation_id)
    row = (await session.execute(query)).one_or_none()
    return (row.seq, row.hash) if row else (0, chain.GENESIS)


class Standing(NamedTuple):
    """Where a record stands: its last entry, and how often content has been withheld or shown again."""

    seq: int
    hash: str
    redactions: int


async def standings(session: AsyncSession, consultation_ids: Collection[UUID]) -> dict[UUID, Standing]:
    head = RecordHead
    query = select(head.consultation_id, head.seq, head.hash, head.redactions)
    rows = await session.execute(query.where(head.consultation_id.in_(consultation_ids)))
    return {row.consultation_id: Standing(row.seq, row.hash, row.redactions) for row in rows}


async def heads(session: AsyncSession, consultation_ids: Collection[UUID]) -> dict[UUID, int]:
    query = select(RecordHead.consultation_id, RecordHead.seq).where(RecordHead.consultation_id.in_(consultation_ids))
    return {row.consultation_id: row.seq for row in await session.execute(query)}


async def redactions(session: AsyncSession, consultation_id: UUID) -> int:
    query = select(RecordHead.redactions).where(RecordHead.consultation_id == consultation_id)
    return await session.scalar(query) or 0


_COLUMNS: Any = RecordEntry.__table__.c


async def entries(session: AsyncSession, consultation_id: UUID, after: int, limit: int) -> Sequence[Entry]:
    query = (
        select(*(_COLUMNS[name] for name in Entry._fields))
        .where(RecordEntry.consultation_id == consultation_id, RecordEntry.seq > after)
        .order_by(RecordEntry.seq)
        .limit(limit)
    )
    return [Entry._make(row) for row in await session.execute(query)]


async def all_entries(session: AsyncSession, consultation_id: UUID, batch: int = 1000) -> AsyncIterator[Entry]:
    """Every entry in order, in constant memory."""
    after = 0
    while page := await entries(session, consultation_id, after, batch):
        for entry in page:
            yield entry
        after = page[-1].seq


def as_dict(entry: Entry, audiences: Collection[str]) -> dict[str, Any]:
    """The entry as these audiences may see it: header always, content only if theirs and not withheld.

    The header of every entry is shown to everyone who may see the consultation, because the chain needs it; it
    names no text and no choice.
    """
    withheld = entry.withheld or entry.audience not in audiences
    return {
        "consultation_id": str(entry.consultation_id),
        "seq": entry.seq,
        "type": entry.type,
        "at": clock.iso(entry.at),
        "actor": entry.actor,
        "audience": entry.audience,
        "subject_id": str(entry.subject_id) if entry.subject_id else None,
        "payload_digest": entry.payload_digest,
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
        "withheld": withheld,
        "salt": None if withheld else entry.salt,
        "payload": None if withheld else entry.payload,
    }
