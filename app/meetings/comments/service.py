"""Posting comments. In a large meeting they come in masses, so they are posted in batches; one is a batch of one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from app.capacities import queries as capacity_queries
from app.capacities.actor import ActedAs, Actor, Caller
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core import clock
from app.core.crowd import each_alone
from app.core.db import WriteSession, insert
from app.core.errors import ConvenorError, Invalid, NotFound, NotNow
from app.core.idempotency import KeptAnswers, Request
from app.meetings import queries as meeting_queries
from app.meetings.comments import queries
from app.meetings.comments.events import CommentHeld, CommentPosted
from app.meetings.comments.models import Comment
from app.meetings.comments.schemas import CommentIn, CommentOut, CommentState
from app.meetings.queries import Place
from app.meetings.schemas import CommentModeration, MeetingState
from app.record.events import Audience
from app.record.service import Record


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
    desk = await Desk.load(session, record, [posting.body for posting in postings])

    def post(posting: Posting) -> CommentOut:
        actor = actors.of(posting.caller)
        if kept := answers.find(posting.request):
            return CommentOut.model_validate(kept)
        out = desk.post(actor, posting.meeting_id, posting.body)
        answers.keep(posting.request, out)
        return out

    outcomes = each_alone(postings, post)
    await desk.save()
    await answers.save()
    return outcomes


async def post_comment(session: WriteSession, actor: Actor, meeting_id: UUID, body: CommentIn) -> CommentOut:
    """The same for one actor who is known already."""
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    record = await Record.hold(session, meeting.consultation_id)
    desk = await Desk.load(session, record, [body])
    out = desk.post(actor, meeting_id, body)
    await desk.save()
    return out


class Desk:
    """What comments in one consultation are checked against and written to, loaded once for a whole batch.

    They are written as rows, which in masses costs a fraction of what objects of the session cost.
    """

    def __init__(
        self,
        session: WriteSession,
        record: Record,
        places: dict[UUID, Place],
        about: Collection[UUID],
        answered: dict[UUID, Comment],
    ) -> None:
        self._session = session
        self._record = record
        self._places = places
        self._about = about
        self._answered = answered
        self._rows: list[dict[str, Any]] = []

    @classmethod
    async def load(cls, session: WriteSession, record: Record, bodies: Sequence[CommentIn]) -> "Desk":
        standing = await consultation_queries.standing(session, record)
        places = await meeting_queries.places(session, record)
        about = {*standing.options, *standing.question_ids}
        answered = await queries.by_id(session, {body.reply_to for body in bodies if body.reply_to})
        return cls(session, record, places, about, answered)

    def post(self, actor: Actor, meeting_id: UUID, body: CommentIn) -> CommentOut:
        """The meeting is in progress, and its round is open to the capacity. Moderated before, it is held first."""
        place = self._places.get(meeting_id)
        if place is None or not policy.may_see(actor, place.consultation):
            raise NotFound("There is no such meeting.")
        meeting_queries.require_open_to(actor, place.meeting)
        acted_as = policy.require_right(actor, Action.COMMENT, place.round)
        if place.meeting.state != MeetingState.IN_PROGRESS:
            raise NotNow("The meeting is not in progress, so comments are closed.", code="meeting_not_in_progress")
        self._check_subject(actor, meeting_id, body)
        held = place.meeting.comment_moderation == CommentModeration.BEFORE
        row = self._row(place, acted_as, body, CommentState.HELD if held else CommentState.POSTED)
        self._rows.append(row)
        out = CommentOut.model_validate({name: row[name] for name in CommentOut.model_fields})
        event = (CommentHeld if held else CommentPosted)(acted_as=acted_as, comment=out)
        self._record.append(acted_as.by, event, Audience.OFFICERS if held else row["audience"])
        return out

    async def save(self) -> None:
        if self._rows:
            await self._session.execute(insert(self._session, Comment.__table__), self._rows)

    def _check_subject(self, actor: Actor, meeting_id: UUID, body: CommentIn) -> None:
        if body.option_id and body.option_id not in self._about:
            raise Invalid("The option is not one of this consultation.", code="unknown_option")
        if body.question_id and body.question_id not in self._about:
            raise Invalid("The question is not one of this consultation.", code="unknown_question")
        if body.reply_to is None:
            return
        answered = self._answered.get(body.reply_to)
        if answered is None or answered.meeting_id != meeting_id or not queries.may_read(actor, answered):
            raise Invalid("There is no such comment to reply to in this meeting.", code="unknown_comment")
        if answered.reply_to:
            raise Invalid("This is a reply itself; please reply to the comment above it.", code="reply_to_a_reply")
        if answered.state != CommentState.POSTED or answered.hidden:
            raise NotNow("The comment you reply to is not shown any more.", code="comment_not_shown")

    def _row(self, place: Place, acted_as: ActedAs, body: CommentIn, state: CommentState) -> dict[str, Any]:
        return body.model_dump() | {
            "id": uuid4(),
            "consultation_id": place.consultation.id,
            "meeting_id": place.meeting.id,
            "seq": self._record.next_seq,
            "acted_as": acted_as.model_dump(mode="json"),
            "posted_at": clock.now(),
            "audience": Audience(place.meeting.visibility),
            "state": state,
            "refusal": None,
            "hidden": None,
        }
