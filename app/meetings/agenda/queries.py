"""Finding agenda items, notices and slow counts, with the check of sight."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.core.errors import Invalid, NotFound
from app.meetings.agenda.models import AgendaItem, Notice, SlowCount
from app.meetings.agenda.rules import ItemState
from app.meetings.models import Meeting

Model = TypeVar("Model", AgendaItem, Notice, SlowCount)
NAMES: dict[type[Any], str] = {AgendaItem: "agenda item", Notice: "notice", SlowCount: "slow count"}


async def visible(session: AsyncSession, actor: Actor, model: type[Model], object_id: UUID) -> Model:
    found = await session.get(model, object_id)
    consultation = await session.get(Consultation, found.consultation_id) if found else None
    if found is None or consultation is None or not policy.may_see(actor, consultation) or not _was_open(actor, found):
        raise NotFound(f"There is no such {NAMES[model]}.")
    return found


def _was_open(actor: Actor, found: AgendaItem | Notice | SlowCount) -> bool:
    return isinstance(found, AgendaItem) or found.audience in policy.audiences(actor, found.consultation_id)


async def items(session: AsyncSession, meeting_id: UUID) -> Sequence[AgendaItem]:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id).order_by(AgendaItem.number)
    return (await session.scalars(query)).all()


async def current_item(session: AsyncSession, meeting_id: UUID) -> AgendaItem | None:
    query = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.state == ItemState.CURRENT)
    return await session.scalar(query.execution_options(populate_existing=True))


async def item_of(session: AsyncSession, meeting_id: UUID, item_id: UUID) -> AgendaItem:
    """The item a request names, which must be one of this meeting."""
    item = await session.get(AgendaItem, item_id)
    if item is None or item.meeting_id != meeting_id:
        raise Invalid("The agenda item is not one of this meeting.", code="unknown_agenda_item")
    return item


async def highest_number(session: AsyncSession, meeting_id: UUID) -> int:
    query = select(func.max(AgendaItem.number)).where(AgendaItem.meeting_id == meeting_id)
    return await session.scalar(query) or 0


async def notices(
    session: AsyncSession, actor: Actor, meeting: Meeting, before: int | None, limit: int
) -> Sequence[Notice]:
    seen = policy.audiences(actor, meeting.consultation_id)
    query = select(Notice).where(Notice.meeting_id == meeting.id, Notice.audience.in_(seen))
    if before is not None:
        query = query.where(Notice.seq < before)
    return (await session.scalars(query.order_by(Notice.seq.desc()).limit(limit))).all()


async def slow_counts(
    session: AsyncSession, actor: Actor, meeting: Meeting, before: int | None, limit: int
) -> Sequence[SlowCount]:
    seen = policy.audiences(actor, meeting.consultation_id)
    query = select(SlowCount).where(SlowCount.meeting_id == meeting.id, SlowCount.audience.in_(seen))
    if before is not None:
        query = query.where(SlowCount.seq < before)
    return (await session.scalars(query.order_by(SlowCount.seq.desc()).limit(limit))).all()


async def running_count(session: AsyncSession, meeting_id: UUID) -> SlowCount | None:
    query = select(SlowCount).where(SlowCount.meeting_id == meeting_id, SlowCount.ended_at.is_(None))
    return await session.scalar(query)
