"""Finding meetings and comments, with the check of sight."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation, Round
from app.core.errors import NotFound
from app.meetings.models import Comment, Meeting


async def visible(session: AsyncSession, actor: Actor, meeting_id: UUID) -> tuple[Meeting, Round]:
    query = (
        select(Meeting, Round, Consultation)
        .join(Round, Round.id == Meeting.round_id)
        .join(Consultation, Consultation.id == Meeting.consultation_id)
        .where(Meeting.id == meeting_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such meeting.")
    return row.Meeting, row.Round


class Place(NamedTuple):
    """Where a comment is made."""

    meeting: Meeting
    round: Round
    consultation: Consultation


async def with_rounds(session: AsyncSession, consultation_id: UUID) -> dict[UUID, Place]:
    """All meetings of a consultation, as they are now (not as this session may have read them before)."""
    query = (
        select(Meeting, Round, Consultation)
        .join(Round, Round.id == Meeting.round_id)
        .join(Consultation, Consultation.id == Meeting.consultation_id)
        .where(Meeting.consultation_id == consultation_id)
        .execution_options(populate_existing=True)
    )
    return {row.Meeting.id: Place(*row) for row in await session.execute(query)}


async def of_consultation(session: AsyncSession, consultation_id: UUID) -> Sequence[Meeting]:
    query = select(Meeting).where(Meeting.consultation_id == consultation_id)
    return (await session.scalars(query.order_by(Meeting.scheduled_starts_at, Meeting.id))).all()


async def comments(session: AsyncSession, meeting_id: UUID, before: int | None, limit: int) -> Sequence[Comment]:
    """Newest first, on the (meeting, seq) index: the cost does not depend on how many there are."""
    query = select(Comment).where(Comment.meeting_id == meeting_id)
    if before is not None:
        query = query.where(Comment.seq < before)
    return (await session.scalars(query.order_by(Comment.seq.desc()).limit(limit))).all()


def consultation_of(meeting_id: UUID) -> Select[UUID]:
    return select(Meeting.consultation_id).where(Meeting.id == meeting_id)
