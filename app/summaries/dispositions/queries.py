"""Finding contributions with what a person decided about them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.contributions.models import Contribution
from app.summaries.dispositions.models import Disposition

Found = tuple[Contribution, Disposition | None]


async def page(
    session: AsyncSession,
    consultation_id: UUID,
    before: int | None,
    limit: int,
    entity_ids: Collection[UUID] | None = None,
) -> Sequence[Found]:
    """Those not withdrawn, newest first; of these entities only, on the (consultation, entity, seq) index."""
    query = (
        select(Contribution, Disposition)
        .outerjoin(Disposition, Disposition.contribution_id == Contribution.id)
        .where(Contribution.consultation_id == consultation_id, Contribution.withdrawn.is_(None))
    )
    if entity_ids is not None:
        query = query.where(Contribution.entity_id.in_(entity_ids))
    if before is not None:
        query = query.where(Contribution.seq < before)
    rows = await session.execute(query.order_by(Contribution.seq.desc()).limit(limit))
    return [(row[0], row[1]) for row in rows]


async def one(session: AsyncSession, contribution_id: UUID) -> Found | None:
    query = (
        select(Contribution, Disposition)
        .outerjoin(Disposition, Disposition.contribution_id == Contribution.id)
        .where(Contribution.id == contribution_id)
    )
    row = (await session.execute(query.execution_options(populate_existing=True))).one_or_none()
    return (row[0], row[1]) if row else None


async def places(session: AsyncSession, contribution_ids: Collection[UUID]) -> dict[UUID, int]:
    """The place in the record of each of these contributions."""
    if not contribution_ids:
        return {}
    query = select(Contribution.id, Contribution.seq).where(Contribution.id.in_(contribution_ids))
    return {row.id: row.seq for row in await session.execute(query)}
