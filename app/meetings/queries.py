"""Finding meetings, with the check of sight."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation, Round
from app.core.errors import NotFound
from app.meetings.models import Meeting
from app.record.service import Record


async def visible(session: AsyncSession, actor: Actor, meeting_id: UUID) -> tuple[Meeting, Round]:
    """For everything that goes on in a meeting: closed to this actor it is not to be found either."""
    meeting, round_ = await announced(session, actor, meeting_id)
    require_open_to(actor, meeting)
    return meeting, round_


def require_open_to(actor: Actor, meeting: Meeting) -> None:
    if meeting.visibility not in policy.audiences(actor, meeting.consultation_id):
        raise NotFound("This meeting is closed to you at the moment.", code="meeting_closed_to_you")


async def announced(session: AsyncSession, actor: Actor, meeting_id: UUID) -> tuple[Meeting, Round]:
    """That a meeting takes place, which everybody may know who sees the consultation."""
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


async def places(session: AsyncSession, record: Record) -> dict[UUID, Place]:
    """All meetings of a consultation, as they are while its record is held; only to be read."""
    return await record.settled("meetings", lambda: _places(session, record.consultation_id))


async def _places(session: AsyncSession, consultation_id: UUID) -> dict[UUID, Place]:
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


def consultation_of(meeting_id: UUID) -> Select[UUID]:
    return select(Meeting.consultation_id).where(Meeting.id == meeting_id)


async def behind_code(session: AsyncSession, actor: Actor, code: str) -> tuple[str, UUID]:
    """The consultation's slug and the meeting's id."""
    query = (
        select(Meeting, Consultation)
        .join(Consultation, Consultation.id == Meeting.consultation_id)
        .where(Meeting.code == code.upper())
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no meeting with this code.")
    return row.Consultation.slug, row.Meeting.id


async def code_is_taken(session: AsyncSession, code: str) -> bool:
    return await session.scalar(select(Meeting.id).where(Meeting.code == code)) is not None
