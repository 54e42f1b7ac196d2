"""Loading the floor of a meeting: rows in, the immutable value out; everything with an actor checks sight."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities import queries as capacity_queries
from app.capacities.actor import Actor
from app.capacities.models import Capacity
from app.consultations.models import Round
from app.core.errors import Invalid, NotFound
from app.meetings import queries as meeting_queries
from app.meetings.models import Meeting
from app.speakers.floor import Floor, ListState, Settings, Step
from app.speakers.models import Speaker, SpeakersList
from app.speakers.rows import entry_of


@dataclass
class Loaded:
    """One meeting's list as rows and as a value. `row` is not in the database yet if nobody ever acted on it."""

    row: SpeakersList
    speakers: dict[UUID, Speaker]
    floor: Floor


async def load(session: AsyncSession, meeting: Meeting) -> Loaded:
    """Two queries, however many there are on the list."""
    row = await session.get(SpeakersList, meeting.id, populate_existing=True) or _new_list(meeting)
    query = select(Speaker).where(Speaker.meeting_id == meeting.id).order_by(Speaker.number)
    found = (await session.scalars(query.execution_options(populate_existing=True))).all()
    floor = Floor(
        state=ListState(row.state),
        settings=Settings.model_validate(row.settings),
        entries=tuple(entry_of(speaker) for speaker in found),
        steps=tuple(Step.model_validate(step) for step in row.steps),
    )
    return Loaded(row, {speaker.id: speaker for speaker in found}, floor)


def _new_list(meeting: Meeting) -> SpeakersList:
    return SpeakersList(
        meeting_id=meeting.id,
        consultation_id=meeting.consultation_id,
        state=ListState.NOT_OPENED,
        settings=Settings().model_dump(mode="json"),
        steps=[],
        opened_at=None,
        closed_at=None,
        version=0,
    )


async def visible(session: AsyncSession, actor: Actor, speaker_id: UUID) -> tuple[Meeting, Round]:
    """The meeting on whose list somebody is."""
    meeting_id = await session.scalar(select(Speaker.meeting_id).where(Speaker.id == speaker_id))
    if meeting_id is None:
        raise NotFound("There is no such speaker.")
    try:
        return await meeting_queries.visible(session, actor, meeting_id)
    except NotFound:
        raise NotFound("There is no such speaker.") from None


async def participant(session: AsyncSession, consultation_id: UUID, capacity_id: UUID) -> Actor:
    """A participant for whom the secretariat acts, in the capacity it names."""
    capacity = await session.get(Capacity, capacity_id)
    found = await capacity_queries.held_now(session, [capacity.account_id]) if capacity else {}
    for account, held in found.values():
        if capacity_id in {each.id for each in held if each.consultation_id == consultation_id}:
            return Actor(account, held, capacity_id)
    raise Invalid("Nobody holds this capacity in this consultation.", code="unknown_capacity")
