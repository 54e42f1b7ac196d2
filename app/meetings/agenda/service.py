"""What the chair and the secretariat do to conduct a meeting, and stopping a slow count."""

import contextlib
from typing import TypeVar
from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Round
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow, NotPermitted
from app.meetings import queries as meeting_queries
from app.meetings.agenda import queries, rules
from app.meetings.agenda.events import (
    AgendaItemAdded,
    AgendaItemConcluded,
    AgendaItemRevised,
    AgendaItemTakenUp,
    NoticePosted,
    NoticeWithdrawn,
    SlowCountAdvanced,
    SlowCountCompleted,
    SlowCountStarted,
    SlowCountStopped,
)
from app.meetings.agenda.models import AgendaItem, Notice, SlowCount
from app.meetings.agenda.rules import CountState, ItemState
from app.meetings.agenda.schemas import (
    AgendaItemChanges,
    AgendaItemIn,
    AgendaItemOut,
    NoticeIn,
    NoticeOut,
    SlowCountIn,
    SlowCountOut,
    Stopped,
)
from app.meetings.models import Meeting
from app.meetings.schemas import MeetingState
from app.record.events import Audience
from app.record.service import Record

Model = TypeVar("Model", AgendaItem, Notice, SlowCount)


async def _hold(session: WriteSession, actor: Actor, meeting_id: UUID) -> tuple[Record, Meeting, ActedAs]:
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    acted_as = policy.require(actor, Action.MANAGE_MEETINGS, meeting.consultation_id)
    record = await Record.hold(session, meeting.consultation_id)
    await session.refresh(meeting)
    return record, meeting, acted_as


async def _hold_object(
    session: WriteSession, actor: Actor, model: type[Model], object_id: UUID
) -> tuple[Record, Model, ActedAs]:
    found = await queries.visible(session, actor, model, object_id)
    acted_as = policy.require(actor, Action.MANAGE_MEETINGS, found.consultation_id)
    record = await Record.hold(session, found.consultation_id)
    await session.refresh(found)
    return record, found, acted_as


async def add_item(session: WriteSession, actor: Actor, meeting_id: UUID, body: AgendaItemIn) -> AgendaItemOut:
    record, meeting, acted_as = await _hold(session, actor, meeting_id)
    return await put_on_agenda(session, record, acted_as, meeting, body)


async def put_on_agenda(
    session: WriteSession, record: Record, acted_as: ActedAs, meeting: Meeting, body: AgendaItemIn
) -> AgendaItemOut:
    """Without the check, for the demo, which acts as the system."""
    if meeting.state == MeetingState.ENDED:
        raise NotNow("The meeting has ended.", code="meeting_ended")
    await _require_question(session, meeting.consultation_id, body.question_id)
    number = body.number or await queries.highest_number(session, meeting.id) + 1
    if number in {item.number for item in await queries.items(session, meeting.id)}:
        raise NotNow(f"There is already an item {number} on the agenda.", code="number_taken")
    item = AgendaItem(
        id=uuid4(),
        consultation_id=meeting.consultation_id,
        meeting_id=meeting.id,
        question_id=body.question_id,
        number=number,
        title=body.title,
        state=ItemState.UPCOMING,
        taken_up_at=None,
        concluded_at=None,
        version=1,
    )
    session.add(item)
    out = AgendaItemOut.of(item)
    record.append(acted_as.by, AgendaItemAdded(acted_as=acted_as, items=[out]))
    await session.flush()
    return out


async def revise_item(session: WriteSession, actor: Actor, item_id: UUID, body: AgendaItemChanges) -> AgendaItemOut:
    record, item, acted_as = await _hold_object(session, actor, AgendaItem, item_id)
    await _require_question(session, item.consultation_id, body.question_id)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(item, name, value)
    item.version += 1
    out = AgendaItemOut.of(item)
    record.append(acted_as.by, AgendaItemRevised(acted_as=acted_as, items=[out]))
    return out


async def take_up(session: WriteSession, actor: Actor, item_id: UUID) -> AgendaItemOut:
    """Make it the current item; the one that was current is suspended."""
    record, item, acted_as = await _hold_object(session, actor, AgendaItem, item_id)
    await _require_in_progress(session, item.meeting_id, "so no item can be taken up")
    rules.may_take_up(ItemState(item.state), item.number)
    changed = [item]
    if other := await queries.current_item(session, item.meeting_id):
        other.state = ItemState.SUSPENDED
        changed.append(other)
    item.state, item.concluded_at = ItemState.CURRENT, None
    item.taken_up_at = item.taken_up_at or clock.now()
    for each in changed:
        each.version += 1
    out = [AgendaItemOut.of(each) for each in changed]
    record.append(acted_as.by, AgendaItemTakenUp(acted_as=acted_as, items=out))
    return out[0]


async def conclude(session: WriteSession, actor: Actor, item_id: UUID) -> AgendaItemOut:
    record, item, acted_as = await _hold_object(session, actor, AgendaItem, item_id)
    rules.may_conclude(ItemState(item.state), item.number)
    item.state, item.concluded_at = ItemState.CONCLUDED, clock.now()
    item.version += 1
    out = AgendaItemOut.of(item)
    record.append(acted_as.by, AgendaItemConcluded(acted_as=acted_as, items=[out]))
    return out


async def post_notice(session: WriteSession, actor: Actor, meeting_id: UUID, body: NoticeIn) -> NoticeOut:
    """At any time: people come early, and ask afterwards when it goes on."""
    record, meeting, acted_as = await _hold(session, actor, meeting_id)
    notice = Notice(
        id=uuid4(),
        consultation_id=meeting.consultation_id,
        meeting_id=meeting.id,
        seq=record.next_seq,
        acted_as=acted_as.model_dump(mode="json"),
        audience=meeting.visibility,
        posted_at=clock.now(),
        withdrawn_at=None,
        **body.model_dump(),
    )
    session.add(notice)
    out = NoticeOut.of(notice)
    record.append(acted_as.by, NoticePosted(acted_as=acted_as, notice=out), Audience(notice.audience))
    return out


async def withdraw_notice(session: WriteSession, actor: Actor, notice_id: UUID) -> NoticeOut:
    record, notice, acted_as = await _hold_object(session, actor, Notice, notice_id)
    if notice.withdrawn_at:
        raise NotNow("This notice has already been withdrawn.", code="notice_withdrawn")
    notice.withdrawn_at = clock.now()
    await record.withhold(notice.id, withheld=True)
    out = NoticeOut.of(notice)
    record.append(acted_as.by, NoticeWithdrawn(acted_as=acted_as, notice=out), Audience(notice.audience))
    return out


async def start_count(session: WriteSession, actor: Actor, meeting_id: UUID, body: SlowCountIn) -> SlowCountOut:
    """Say "one". A new count does not begin while another runs."""
    record, meeting, acted_as = await _hold(session, actor, meeting_id)
    await _require_in_progress(session, meeting.id, "so nothing can be adopted")
    if await queries.running_count(session, meeting.id):
        raise NotNow("Another count is running; complete or stop it first.", code="count_running")
    if body.agenda_item_id:
        await queries.item_of(session, meeting.id, body.agenda_item_id)
    count = SlowCount(
        id=uuid4(),
        consultation_id=meeting.consultation_id,
        meeting_id=meeting.id,
        seq=record.next_seq,
        count=1,
        state=CountState.RUNNING,
        audience=meeting.visibility,
        started_at=clock.now(),
        ended_at=None,
        stopped=None,
        **body.model_dump(),
    )
    session.add(count)
    out = SlowCountOut.of(count)
    record.append(acted_as.by, SlowCountStarted(acted_as=acted_as, slow_count=out), Audience(count.audience))
    return out


async def advance_count(session: WriteSession, actor: Actor, count_id: UUID, wanted: int) -> SlowCountOut:
    record, count, acted_as = await _hold_object(session, actor, SlowCount, count_id)
    count.count, state = rules.next_count(CountState(count.state), count.count, wanted)
    count.state = state
    completed = state is CountState.COMPLETED
    count.ended_at = clock.now() if completed else None
    out = SlowCountOut.of(count)
    event = SlowCountCompleted if completed else SlowCountAdvanced
    record.append(acted_as.by, event(acted_as=acted_as, slow_count=out), Audience(count.audience))
    return out


async def stop_count(session: WriteSession, actor: Actor, count_id: UUID, reason: str) -> SlowCountOut:
    """The chair, the secretariat, or anybody who may speak in this round."""
    count = await queries.visible(session, actor, SlowCount, count_id)
    record = await Record.hold(session, count.consultation_id)
    await session.refresh(count)
    acted_as = await _who_may_stop(session, actor, count)
    rules.may_stop(CountState(count.state))
    count.state, count.ended_at = CountState.STOPPED, clock.now()
    stopped = Stopped(acted_as=acted_as, reason=reason, at=count.ended_at)
    count.stopped = stopped.model_dump(mode="json")
    out = SlowCountOut.of(count)
    record.append(acted_as.by, SlowCountStopped(acted_as=acted_as, slow_count=out), Audience(count.audience))
    return out


async def _who_may_stop(session: WriteSession, actor: Actor, count: SlowCount) -> ActedAs:
    with contextlib.suppress(NotPermitted):
        return policy.require(actor, Action.MANAGE_MEETINGS, count.consultation_id)
    meeting = await session.get_one(Meeting, count.meeting_id, populate_existing=True)
    round_ = await session.get_one(Round, meeting.round_id, populate_existing=True)
    return policy.require_right(actor, Action.SPEAK, round_)


async def _require_question(session: WriteSession, consultation_id: UUID, question_id: UUID | None) -> None:
    if question_id and question_id not in await consultation_queries.question_ids(session, consultation_id):
        raise Invalid(f"The background note has no question {question_id}.", code="unknown_question")


async def _require_in_progress(session: WriteSession, meeting_id: UUID, words: str) -> None:
    meeting = await session.get_one(Meeting, meeting_id, populate_existing=True)
    if meeting.state != MeetingState.IN_PROGRESS:
        raise NotNow(f"The meeting is not in progress, {words}.", code="meeting_not_in_progress")
