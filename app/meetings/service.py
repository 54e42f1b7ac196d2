"""What can be done in a meeting."""

from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation, Round
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow
from app.meetings import queries
from app.meetings.events import CommentPosted, MeetingEnded, MeetingScheduled, MeetingStarted
from app.meetings.models import Comment, Meeting
from app.meetings.schemas import CommentIn, CommentOut, MeetingIn, MeetingOut, MeetingState
from app.record.service import Record


async def schedule(session: WriteSession, actor: Actor, consultation: Consultation, body: MeetingIn) -> MeetingOut:
    acted_as = policy.require(actor, Action.MANAGE_MEETINGS, consultation.id)
    record = await Record.hold(session, consultation.id)
    return await add(session, record, acted_as, consultation.id, body)


async def add(
    session: WriteSession, record: Record, acted_as: ActedAs, consultation_id: UUID, body: MeetingIn
) -> MeetingOut:
    """Without the check, for the demo, which acts as the system."""
    round_ = await session.get(Round, body.round_id)
    if round_ is None or round_.consultation_id != consultation_id:
        raise Invalid("The round is not one of this consultation.", code="unknown_round")
    meeting = Meeting(
        id=uuid4(),
        consultation_id=consultation_id,
        state=MeetingState.SCHEDULED,
        started_at=None,
        ended_at=None,
        version=1,
        **body.model_dump(),
    )
    session.add(meeting)
    out = MeetingOut.model_validate(meeting)
    record.append(acted_as.by, MeetingScheduled(acted_as=acted_as, meeting=out))
    return out


async def start(session: WriteSession, actor: Actor, meeting_id: UUID) -> MeetingOut:
    """Begin, or resume after it was ended by mistake; the first start is kept."""
    record, meeting, acted_as = await _manage(session, actor, meeting_id)
    if meeting.state == MeetingState.IN_PROGRESS:
        raise NotNow("The meeting is already in progress.", code="meeting_in_progress")
    meeting.state, meeting.ended_at = MeetingState.IN_PROGRESS, None
    meeting.started_at = meeting.started_at or clock.now()
    meeting.version += 1
    out = MeetingOut.model_validate(meeting)
    record.append(acted_as.by, MeetingStarted(acted_as=acted_as, meeting=out))
    return out


async def end(session: WriteSession, actor: Actor, meeting_id: UUID) -> MeetingOut:
    record, meeting, acted_as = await _manage(session, actor, meeting_id)
    if meeting.state != MeetingState.IN_PROGRESS:
        raise NotNow("The meeting is not in progress.", code="meeting_not_in_progress")
    meeting.state, meeting.ended_at = MeetingState.ENDED, clock.now()
    meeting.version += 1
    out = MeetingOut.model_validate(meeting)
    record.append(acted_as.by, MeetingEnded(acted_as=acted_as, meeting=out))
    return out


async def _manage(session: WriteSession, actor: Actor, meeting_id: UUID) -> tuple[Record, Meeting, ActedAs]:
    meeting, _ = await queries.visible(session, actor, meeting_id)
    acted_as = policy.require(actor, Action.MANAGE_MEETINGS, meeting.consultation_id)
    record = await Record.hold(session, meeting.consultation_id)
    await session.refresh(meeting)
    return record, meeting, acted_as


async def post_comment(session: WriteSession, actor: Actor, meeting_id: UUID, body: CommentIn) -> CommentOut:
    """Post a live comment: the meeting is in progress, its round is open to the capacity."""
    meeting, round_ = await queries.visible(session, actor, meeting_id)
    record = await Record.hold(session, meeting.consultation_id)
    await session.refresh(meeting)
    await session.refresh(round_)
    acted_as = policy.require_right(actor, Action.COMMENT, round_)
    if meeting.state != MeetingState.IN_PROGRESS:
        raise NotNow("The meeting is not in progress, so comments are closed.", code="meeting_not_in_progress")
    if body.option_id:
        _, consultation = await consultation_queries.visible_option(session, actor, body.option_id)
        if consultation.id != meeting.consultation_id:
            raise Invalid("The option is not one of this consultation.", code="unknown_option")
    comment = Comment(
        id=uuid4(),
        consultation_id=meeting.consultation_id,
        meeting_id=meeting.id,
        seq=record.next_seq,
        option_id=body.option_id,
        text=body.text,
        language=body.language,
        acted_as=acted_as.model_dump(mode="json"),
        posted_at=clock.now(),
        hidden=None,
    )
    session.add(comment)
    out = CommentOut.of(comment)
    record.append(acted_as.by, CommentPosted(acted_as=acted_as, comment=out))
    return out
