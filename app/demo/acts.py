"""Everything that happens in the demo, as acts: an instant and a call of a feature's service. Played in order of time.

The services do the rest, so each act is checked, recorded and counted like any other. What is said stands in the
content files; who may do it is not asked here, the policy answers it.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from app.capacities.actor import Actor, Caller
from app.consultations import service as consultations
from app.consultations.models import Consultation
from app.consultations.schemas import RoundExtension
from app.contributions import service as contributions
from app.contributions.schemas import ContributionIn, ContributionVersionIn
from app.core import clock, security
from app.core.db import WriteSession
from app.demo.plan import Planned, number
from app.demo.texts import Later, Proposition, Remark, Written
from app.meetings import service as meetings
from app.meetings.comments import service as comments
from app.meetings.comments.schemas import CommentIn
from app.meetings.schemas import MeetingIn
from app.moderation import service as moderation
from app.moderation.schemas import DecisionIn, ModerationAction, SubjectType
from app.opinions import service as opinions
from app.opinions.votes import Answer
from app.positions import service as positions

CHAIR, SECRETARIAT = "chair", "secretariat"
BETWEEN_POSITIONS = timedelta(seconds=17)  # of one person in one sitting


class Act(NamedTuple):
    at: datetime
    do: Callable[[], Awaitable[object]]


@dataclass(frozen=True)
class Stage:
    """One consultation with everything the acts refer to; options as "question.option"."""

    session: WriteSession
    now: datetime
    consultation: Consultation
    rounds: Sequence[UUID]
    questions: Sequence[UUID]
    options: dict[str, UUID]
    actors: dict[str, Actor]

    def days(self, days: float) -> datetime:
        return self.now + timedelta(days=days)

    def scheduled(self, days: float) -> datetime:
        """The calendar is made of full hours."""
        return full_hour(self.now) + timedelta(days=days)


def full_hour(instant: datetime) -> datetime:
    return instant.replace(minute=0, second=0, microsecond=0)


async def play(acts: Iterable[Act]) -> None:
    for act in sorted(acts, key=lambda act: act.at):
        with clock.frozen(act.at):
            await act.do()


def opening(stage: Stage, round_number: int, days: float, reason: str) -> Act:
    round_id = stage.rounds[round_number - 1]
    return Act(
        stage.scheduled(days) + timedelta(minutes=4),
        lambda: consultations.open_round(stage.session, stage.actors[CHAIR], round_id, reason),
    )


def closing(stage: Stage, round_number: int, days: float, reason: str) -> Act:
    round_id = stage.rounds[round_number - 1]
    return Act(
        stage.scheduled(days) + timedelta(minutes=12),
        lambda: consultations.close_round(stage.session, stage.actors[CHAIR], round_id, reason),
    )


def extension(stage: Stage, round_number: int, days: float, until: float, reason: str) -> Act:
    body = RoundExtension(scheduled_closes_at=stage.scheduled(until), reason=reason)
    round_id = stage.rounds[round_number - 1]
    return Act(
        stage.days(days),
        lambda: consultations.extend_round(stage.session, stage.actors[CHAIR], round_id, body),
    )


def contribution(stage: Stage, text: Written) -> Iterator[Act]:
    """Filing, and what came after: a new version, a withdrawal, a decision to hide."""
    filed: list[UUID] = []
    actor = stage.actors[text.by]
    body = ContributionIn(
        title=text.title,
        text="\n\n".join(text.paragraphs),
        language=text.language,
        question_ids=[stage.questions[number - 1] for number in text.questions],
    )

    async def file() -> None:
        filed.append((await contributions.file(stage.session, actor, stage.consultation, body)).id)

    yield Act(stage.days(-text.days_ago), file)
    if revised := text.revised:
        version = ContributionVersionIn(
            title=revised.title, text="\n\n".join(revised.paragraphs), language=text.language
        )
        yield Act(stage.days(-revised.days_ago), lambda: contributions.revise(stage.session, actor, filed[0], version))
    if withdrawn := text.withdrawn:
        yield Act(
            stage.days(-withdrawn.days_ago),
            lambda: contributions.withdraw(stage.session, actor, filed[0], withdrawn.reason),
        )
    if hidden := text.hidden:
        yield Act(stage.days(-hidden.days_ago), lambda: _hide(stage, SubjectType.CONTRIBUTION, filed[0], hidden))


def remark(stage: Stage, meeting_ids: Sequence[UUID], said: Remark) -> Iterator[Act]:
    """`meeting_ids` is filled once the meeting has been announced, before anybody speaks."""
    posted: list[UUID] = []
    option_id = stage.options[said.option] if said.option else None
    body = CommentIn(text=said.text, language=said.language, option_id=option_id)

    async def post() -> None:
        comment = await comments.post_comment(stage.session, stage.actors[said.by], meeting_ids[0], body)
        posted.append(comment.id)

    yield Act(stage.now - timedelta(minutes=said.minutes_ago), post)
    if hidden := said.hidden:
        at = stage.now - timedelta(minutes=hidden.minutes_ago)
        yield Act(at, lambda: _hide(stage, SubjectType.COMMENT, posted[0], hidden))


async def _hide(stage: Stage, kind: SubjectType, subject_id: UUID, why: Later) -> None:
    body = DecisionIn(subject_type=kind, subject_id=subject_id, action=ModerationAction.HIDE, reason=why.reason)
    await moderation.decide(stage.session, stage.actors[SECRETARIAT], body)


def votes(stage: Stage, voter: str, statement_ids: Sequence[UUID], asked: Sequence[Proposition]) -> Act:
    """One person's votes, in one go during the meeting; what they say follows from a digest, like all else here."""
    at = stage.now - timedelta(minutes=20 + number("voter", voter) % 120)
    account = stage.actors[voter].account
    assert account is not None  # everybody in the demo has one
    caller = Caller(security.Claims(account.id, account.token_generation), None)

    async def cast() -> None:
        answers = zip(statement_ids, (_answer(voter, each) for each in asked), strict=True)
        votings = [opinions.Voting(caller, statement_id, answer) for statement_id, answer in answers]
        await opinions.vote_all(stage.session, stage.consultation.id, votings)

    return Act(at, cast)


def _answer(voter: str, asked: Proposition) -> Answer:
    drawn = number("vote", voter, asked.text) % 100
    if drawn >= asked.agree + asked.disagree:
        return Answer.PASS
    agrees = drawn < asked.agree
    if asked.divides and number("camp", voter) % 5 < 2:
        agrees = not agrees
    return Answer.AGREE if agrees else Answer.DISAGREE


def announcement(stage: Stage, meeting_ids: list[UUID], body: MeetingIn, at: datetime) -> Act:
    async def schedule() -> None:
        actor = stage.actors[SECRETARIAT]
        meeting_ids.append((await meetings.schedule(stage.session, actor, stage.consultation, body)).id)

    return Act(at, schedule)


def meeting_start(stage: Stage, meeting_ids: Sequence[UUID], at: datetime) -> Act:
    return Act(at, lambda: meetings.start(stage.session, stage.actors[CHAIR], meeting_ids[0]))


def position(stage: Stage, planned: Planned, windows: Sequence[tuple[datetime, datetime]]) -> Act:
    """Each person sits down once a round, at an instant of their own between its beginning and its end."""
    first, last = windows[planned.round - 1]
    minutes = int((last - first).total_seconds() // 60)
    sitting = first + timedelta(minutes=number("sitting", str(planned.round), planned.person.key) % minutes)
    actor, option_id = stage.actors[planned.person.key], stage.options[planned.option]
    return Act(
        sitting + planned.place * BETWEEN_POSITIONS,
        lambda: positions.state(stage.session, actor, option_id, planned.body),
    )
