"""Reading what was said on the floor for the ledger: who took it in each meeting, and the texts of statements.

Only what is public: of a meeting closed to some, nothing.
"""

from collections.abc import Container
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.meetings.agenda.models import AgendaItem
from app.meetings.interventions.models import Intervention, PreparedStatement
from app.meetings.interventions.schemas import Delivery
from app.meetings.models import Meeting
from app.meetings.schemas import MeetingVisibility
from app.record.events import Audience
from app.summaries.engine.proceedings import PreparedFact, SpokeFact
from app.summaries.engine.quotations import LONGEST

QUOTABLE_CHARACTERS = LONGEST + 20


async def spoke(session: AsyncSession, consultation_id: UUID, participants: Container[UUID]) -> tuple[SpokeFact, ...]:
    """Every turn in the public meetings. `participants`: the entities that are counted as such; others are guests."""
    query = (
        select(
            Intervention.id, Intervention.meeting_id, Intervention.seq, Intervention.acted_as, Intervention.person_id
        )
        .join(Meeting, Meeting.id == Intervention.meeting_id)
        .where(Intervention.consultation_id == consultation_id, Meeting.visibility == MeetingVisibility.PUBLIC)
    )
    found = []
    for row in await session.execute(query):
        given = row.acted_as["delegation_id"] or row.acted_as["account_id"]
        entity_id = UUID(given) if given else row.person_id
        found.append(
            SpokeFact(
                id=str(row.id),
                meeting_id=str(row.meeting_id),
                entity_id=str(entity_id),
                entity=row.acted_as["entity"],
                group=row.acted_as["group"],
                seq=row.seq,
                guest=entity_id not in participants,
            )
        )
    return tuple(found)


async def prepared(session: AsyncSession, consultation_id: UUID) -> tuple[PreparedFact, ...]:
    """Texts that were delivered, or filed for the record because there was no time to hear them."""
    columns = (
        *(PreparedStatement.id, PreparedStatement.entity_id, PreparedStatement.acted_as, PreparedStatement.language),
        *(PreparedStatement.seq, PreparedStatement.hidden, AgendaItem.question_id),
        func.substr(PreparedStatement.text, 1, QUOTABLE_CHARACTERS).label("opening"),
    )
    query = (
        select(*columns)
        .outerjoin(AgendaItem, AgendaItem.id == PreparedStatement.agenda_item_id)
        .where(
            PreparedStatement.consultation_id == consultation_id,
            PreparedStatement.delivery != Delivery.PENDING,
            PreparedStatement.audience == Audience.PUBLIC,
        )
    )
    return tuple(
        PreparedFact(
            id=str(row.id),
            question_id=str(row.question_id) if row.question_id else None,
            entity_id=str(row.entity_id),
            entity=row.acted_as["entity"],
            group=row.acted_as["group"],
            text=None if row.hidden else row.opening,
            language=row.language,
            seq=row.seq,
        )
        for row in await session.execute(query)
    )
