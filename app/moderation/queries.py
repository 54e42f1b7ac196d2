"""Finding what is moderated and the decisions taken."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.moderation.models import ModerationDecision
from app.moderation.schemas import SubjectType
from app.moderation.subjects import SUBJECTS


async def subject(session: AsyncSession, subject_type: SubjectType, subject_id: UUID) -> Any | None:
    return await session.get(SUBJECTS[subject_type].model, subject_id, populate_existing=True)


async def page(
    session: AsyncSession, consultation_id: UUID, before: int | None, limit: int
) -> Sequence[ModerationDecision]:
    query = select(ModerationDecision).where(ModerationDecision.consultation_id == consultation_id)
    if before is not None:
        query = query.where(ModerationDecision.seq < before)
    return (await session.scalars(query.order_by(ModerationDecision.seq.desc()).limit(limit))).all()


async def texts(session: AsyncSession, decisions: Sequence[ModerationDecision]) -> dict[UUID, str]:
    """What the decisions are about, one query per kind of content on the page."""
    found: dict[UUID, str] = {}
    for kind in {SubjectType(decision.subject_type) for decision in decisions}:
        ids = [decision.subject_id for decision in decisions if decision.subject_type == kind]
        model = SUBJECTS[kind].model
        for item in await session.scalars(select(model).where(model.id.in_(ids))):
            found[item.id] = SUBJECTS[kind].text(item)
    return found
