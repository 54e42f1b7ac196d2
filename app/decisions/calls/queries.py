"""Finding consensus calls, with the check of sight."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.decisions import matters
from app.decisions.models import ConsensusCall
from app.decisions.rules import CallState


async def visible(session: AsyncSession, actor: Actor, call_id: UUID) -> ConsensusCall:
    found = await session.get(ConsensusCall, call_id)
    await matters.require_sight(session, actor, found.consultation_id if found else None, "consensus call")
    assert found is not None  # else it would not have been seen
    return found


async def page(session: AsyncSession, consultation_id: UUID, before: int | None, limit: int) -> Sequence[ConsensusCall]:
    query = select(ConsensusCall).where(ConsensusCall.consultation_id == consultation_id)
    if before is not None:
        query = query.where(ConsensusCall.seq < before)
    return (await session.scalars(query.order_by(ConsensusCall.seq.desc()).limit(limit))).all()


async def running_on(session: AsyncSession, option_id: UUID) -> bool:
    query = select(ConsensusCall.id).where(
        ConsensusCall.option_id == option_id, ConsensusCall.state == CallState.RUNNING
    )
    return await session.scalar(query.limit(1)) is not None
