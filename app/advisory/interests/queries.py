"""Finding what members declared, newest first; what follows from it is in `advisory.queries.declared`."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.advisory.models import Interest


async def page(session: AsyncSession, consultation_id: UUID, before: int | None, limit: int) -> Sequence[Interest]:
    query = select(Interest).where(Interest.consultation_id == consultation_id)
    if before is not None:
        query = query.where(Interest.seq < before)
    return (await session.scalars(query.order_by(Interest.seq.desc()).limit(limit))).all()


async def standing(session: AsyncSession, consultation_id: UUID, account_id: UUID) -> Sequence[Interest]:
    query = select(Interest).where(
        Interest.consultation_id == consultation_id, Interest.account_id == account_id, Interest.withdrawn.is_(None)
    )
    return (await session.scalars(query)).all()
