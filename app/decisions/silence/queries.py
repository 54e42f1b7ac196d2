"""Finding silence procedures, with the check of sight."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.decisions import matters
from app.decisions.models import SilenceProcedure
from app.decisions.rules import SilenceState


async def visible(session: AsyncSession, actor: Actor, silence_id: UUID) -> SilenceProcedure:
    found = await session.get(SilenceProcedure, silence_id)
    await matters.require_sight(session, actor, found.consultation_id if found else None, "silence procedure")
    assert found is not None  # else it would not have been seen
    return found


async def page(
    session: AsyncSession, consultation_id: UUID, before: int | None, limit: int
) -> Sequence[SilenceProcedure]:
    query = select(SilenceProcedure).where(SilenceProcedure.consultation_id == consultation_id)
    if before is not None:
        query = query.where(SilenceProcedure.seq < before)
    return (await session.scalars(query.order_by(SilenceProcedure.seq.desc()).limit(limit))).all()


def _overdue(now: datetime) -> Select[SilenceProcedure]:
    return select(SilenceProcedure).where(
        SilenceProcedure.state == SilenceState.RUNNING.value, SilenceProcedure.deadline <= now
    )


async def overdue(session: AsyncSession, consultation_id: UUID, now: datetime) -> Sequence[SilenceProcedure]:
    """Adopted, and not yet in the record; in the order of their deadlines."""
    query = _overdue(now).where(SilenceProcedure.consultation_id == consultation_id)
    query = query.order_by(SilenceProcedure.deadline, SilenceProcedure.seq)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def consultations_overdue(session: AsyncSession, now: datetime) -> Sequence[UUID]:
    query = _overdue(now).with_only_columns(SilenceProcedure.consultation_id).distinct()
    return (await session.scalars(query)).all()


async def running_on(session: AsyncSession, option_id: UUID, now: datetime) -> bool:
    query = select(SilenceProcedure.id).where(
        SilenceProcedure.option_id == option_id,
        SilenceProcedure.state == SilenceState.RUNNING.value,
        SilenceProcedure.deadline > now,
    )
    return await session.scalar(query.limit(1)) is not None
