"""Finding seats, in the order in which they were taken."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.advisory.models import AdvisorySeat


async def page(
    session: AsyncSession, group_id: UUID, term: int | None, after: int | None, limit: int
) -> Sequence[AdvisorySeat]:
    """Of one term or, without one, of all."""
    query = select(AdvisorySeat).where(AdvisorySeat.group_id == group_id)
    if term is not None:
        query = query.where(AdvisorySeat.term == term)
    if after is not None:
        query = query.where(AdvisorySeat.seq > after)
    return (await session.scalars(query.order_by(AdvisorySeat.seq).limit(limit))).all()
