"""What can be done to a meeting."""

import secrets
from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations.models import Consultation, Round
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow
from app.meetings import queries
from app.meetings.events import MeetingConfigured, MeetingEnded, MeetingScheduled, MeetingStarted
from app.meetings.models import Meeting
from app.meetings.schemas import (
    CommentModeration,
    MeetingChanges,
    MeetingIn,
    MeetingOut,
    MeetingState,
    MeetingVisibility,
)
from app.record.service import Record

CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that reads as another from the back of a room


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
        visibility=MeetingVisibility.PUBLIC,
        comment_moderation=CommentModeration.AFTER,
        code=await _new_code(session),
        started_at=None,
        ended_at=None,
        version=1,
        **body.model_dump(),
    )
    session.add(meeting)
    out = MeetingOut.model_validate(meeting)
    record.append(acted_as.by, MeetingScheduled(acted_as=acted_as, meeting=out))
    return out


async def _new_code(session: WriteSession) -> str:
    while True:
        code = "".join(secrets.choice(CODE_SIGNS) for _ in range(6))
        if not await queries.code_is_taken(session, code):
            return code


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


async def configure(session: WriteSession, actor: Actor, meeting_id: UUID, body: MeetingChanges) -> MeetingOut:
    """Switch who may attend, or how comments are moderated, while the meeting runs. What was said before stays as it
    was: closing hides nothing that was public, opening shows nothing that was not.
    """
    record, meeting, acted_as = await _manage(session, actor, meeting_id)
    meeting.visibility = body.visibility or meeting.visibility
    meeting.comment_moderation = body.comment_moderation or meeting.comment_moderation
    meeting.version += 1
    out = MeetingOut.model_validate(meeting)
    record.append(acted_as.by, MeetingConfigured(acted_as=acted_as, meeting=out, reason=body.reason))
    return out


async def _manage(session: WriteSession, actor: Actor, meeting_id: UUID) -> tuple[Record, Meeting, ActedAs]:
    meeting, _ = await queries.announced(session, actor, meeting_id)
    acted_as = policy.require(actor, Action.MANAGE_MEETINGS, meeting.consultation_id)
    record = await Record.hold(session, meeting.consultation_id)
    await session.refresh(meeting)
    return record, meeting, acted_as
