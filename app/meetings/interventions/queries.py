"""Finding interventions and prepared statements; who may read a text before it is delivered is decided here."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.core.errors import Invalid, NotFound
from app.meetings.interventions.models import Intervention, PreparedStatement
from app.meetings.interventions.schemas import Delivery
from app.meetings.models import Meeting


def may_read_early(actor: Actor, statement: PreparedStatement) -> bool:
    """Its authors, and the officers, whose interpreters and reporters need it."""
    if actor.kinds(statement.consultation_id) & policy.OFFICERS:
        return True
    return statement.entity_id in {held.acted_as.entity_id for held in actor.in_consultation(statement.consultation_id)}


async def visible(session: AsyncSession, actor: Actor, statement_id: UUID) -> PreparedStatement:
    found = await session.get(PreparedStatement, statement_id)
    consultation = await session.get(Consultation, found.consultation_id) if found else None
    if found is None or consultation is None or not policy.may_see(actor, consultation) or not _may_know(actor, found):
        raise NotFound("There is no such prepared statement.")
    return found


def _may_know(actor: Actor, statement: PreparedStatement) -> bool:
    """That there is such a text: to whom the meeting was open, and its authors."""
    seen = policy.audiences(actor, statement.consultation_id)
    return statement.audience in seen or may_read_early(actor, statement)


async def interventions(
    session: AsyncSession, meeting_id: UUID, before: int | None, limit: int
) -> Sequence[Intervention]:
    query = select(Intervention).where(Intervention.meeting_id == meeting_id)
    if before is not None:
        query = query.where(Intervention.seq < before)
    return (await session.scalars(query.order_by(Intervention.seq.desc()).limit(limit))).all()


async def intervention_of(session: AsyncSession, meeting_id: UUID, intervention_id: UUID) -> Intervention:
    """The intervention a request names, which must be one of this meeting."""
    found = await session.get(Intervention, intervention_id, populate_existing=True)
    if found is None or found.meeting_id != meeting_id:
        raise Invalid("The intervention is not one of this meeting.", code="unknown_intervention")
    return found


async def by_speaker(session: AsyncSession, speaker_id: UUID) -> Intervention | None:
    return await session.scalar(select(Intervention).where(Intervention.speaker_id == speaker_id))


async def has_spoken(session: AsyncSession, consultation_id: UUID, person_id: UUID) -> bool:
    """Whether this person has ever had the floor in this consultation."""
    query = select(Intervention.id).where(
        Intervention.consultation_id == consultation_id, Intervention.person_id == person_id
    )
    return await session.scalar(query.limit(1)) is not None


async def prepared_statements(
    session: AsyncSession, actor: Actor, meeting: Meeting, before: int | None, limit: int
) -> Sequence[PreparedStatement]:
    seen = policy.audiences(actor, meeting.consultation_id)
    query = select(PreparedStatement).where(
        PreparedStatement.meeting_id == meeting.id, PreparedStatement.audience.in_(seen)
    )
    if before is not None:
        query = query.where(PreparedStatement.seq < before)
    return (await session.scalars(query.order_by(PreparedStatement.seq.desc()).limit(limit))).all()


async def undelivered(
    session: AsyncSession, meeting_id: UUID, entity_ids: Collection[UUID]
) -> Sequence[PreparedStatement]:
    """Texts of these entities that have not been spoken, the earliest first."""
    query = select(PreparedStatement).where(
        PreparedStatement.meeting_id == meeting_id,
        PreparedStatement.entity_id.in_(entity_ids),
        PreparedStatement.delivery != Delivery.DELIVERED,
    )
    return (await session.scalars(query.order_by(PreparedStatement.seq))).all()


async def of_intervention(session: AsyncSession, intervention_id: UUID) -> PreparedStatement | None:
    query = select(PreparedStatement).where(PreparedStatement.intervention_id == intervention_id)
    return await session.scalar(query)
