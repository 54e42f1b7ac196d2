"""What can be done in a meeting."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from app.capacities import queries as capacity_queries
from app.capacities.actor import ActedAs, Actor, Caller
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation, Round
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import ConvenorError, Invalid, NotFound, NotNow
from app.core.idempotency import KeptAnswers, Request
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


@dataclass(frozen=True)
class Posting:
    """One request to post a comment; `request` when it carries an idempotency key."""

    caller: Caller
    meeting_id: UUID
    body: CommentIn
    request: Request | None


async def post_comments(
    session: WriteSession, consultation_id: UUID, postings: Sequence[Posting]
) -> list[CommentOut | ConvenorError]:
    """Post many comments in one consultation, in the order given; an answer or a refusal for each."""
    record = await Record.hold(session, consultation_id)
    actors = await capacity_queries.actors(session, [posting.caller for posting in postings])
    answers = await KeptAnswers.load(session, [posting.request for posting in postings])
    meetings = await queries.with_rounds(session, consultation_id)
    options = await consultation_queries.options(session, consultation_id)
    outcomes: list[CommentOut | ConvenorError] = []
    for posting in postings:
        actor = actors[posting.caller]
        try:
            if isinstance(actor, ConvenorError):
                raise actor
            if kept := answers.find(posting.request):
                outcomes.append(CommentOut.model_validate(kept))
                continue
            out = _post(session, record, actor, meetings.get(posting.meeting_id), posting.body, set(options))
            answers.keep(posting.request, out)
            outcomes.append(out)
        except ConvenorError as refusal:
            outcomes.append(refusal)
    await answers.save()
    return outcomes


async def post_comment(session: WriteSession, actor: Actor, meeting_id: UUID, body: CommentIn) -> CommentOut:
    """The same for one actor who is known already."""
    meeting, _ = await queries.visible(session, actor, meeting_id)
    record = await Record.hold(session, meeting.consultation_id)
    meetings = await queries.with_rounds(session, meeting.consultation_id)
    options = await consultation_queries.options(session, meeting.consultation_id)
    return _post(session, record, actor, meetings.get(meeting_id), body, set(options))


def _post(
    session: WriteSession,
    record: Record,
    actor: Actor,
    place: queries.Place | None,
    body: CommentIn,
    option_ids: Collection[UUID],
) -> CommentOut:
    """The meeting is in progress, and its round is open to the capacity."""
    if place is None or not policy.may_see(actor, place.consultation):
        raise NotFound("There is no such meeting.")
    acted_as = policy.require_right(actor, Action.COMMENT, place.round)
    if place.meeting.state != MeetingState.IN_PROGRESS:
        raise NotNow("The meeting is not in progress, so comments are closed.", code="meeting_not_in_progress")
    if body.option_id and body.option_id not in option_ids:
        raise Invalid("The option is not one of this consultation.", code="unknown_option")
    comment = Comment(
        id=uuid4(),
        consultation_id=place.consultation.id,
        meeting_id=place.meeting.id,
        seq=record.next_seq,
        acted_as=acted_as.model_dump(mode="json"),
        posted_at=clock.now(),
        hidden=None,
        **body.model_dump(),
    )
    session.add(comment)
    out = CommentOut.of(comment)
    record.append(acted_as.by, CommentPosted(acted_as=acted_as, comment=out))
    return out
