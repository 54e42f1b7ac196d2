"""Finding objections, with the check of sight."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.decisions import matters
from app.decisions.models import Objection


async def visible(session: AsyncSession, actor: Actor, objection_id: UUID) -> Objection:
    found = await session.get(Objection, objection_id)
    await matters.require_sight(session, actor, found.consultation_id if found else None, "objection")
    assert found is not None  # else it would not have been seen
    return found


async def to_call(session: AsyncSession, call_id: UUID, entity_id: UUID) -> Objection | None:
    """The objection of this entity, withdrawn or not."""
    query = select(Objection).where(Objection.call_id == call_id, Objection.entity_id == entity_id)
    return await session.scalar(query.execution_options(populate_existing=True))


async def page(session: AsyncSession, consultation_id: UUID, before: int | None, limit: int) -> Sequence[Objection]:
    query = select(Objection).where(Objection.consultation_id == consultation_id)
    if before is not None:
        query = query.where(Objection.seq < before)
    return (await session.scalars(query.order_by(Objection.seq.desc()).limit(limit))).all()
