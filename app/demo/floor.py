"""The floor of the simulated meeting: its agenda, who has spoken, what was noted of it, and who waits to be called."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from app.demo.acts import CHAIR, SECRETARIAT, Act, Stage
from app.meetings.agenda import service as agenda
from app.meetings.agenda.schemas import AgendaItemIn, NoticeIn
from app.meetings.interventions import service as interventions
from app.meetings.interventions.schemas import PreparedStatementIn
from app.speakers import service as speakers
from app.speakers.schemas import SpeakerIn
from app.transcripts import service as transcripts
from app.transcripts.schemas import LineIn, TranscriptIn

RAPPORTEUR = "rapporteur"
# Title and the number of the note's question that is discussed under it.
AGENDA: tuple[tuple[str, int | None], ...] = (
    ("Opening of the meeting and organization of work", None),
    ("Functions of the Commission in the follow-up to the Summit", 1),
    ("Membership of the Commission", 2),
    ("Participation of non-State stakeholders", 3),
    ("Other matters and closing", None),
)
LIST_OPENED, SECOND_ITEM, THIRD_ITEM = (timedelta(minutes=minutes) for minutes in (165, 150, 70))
NOTICE = "Texts of statements may be filed beforehand, for the interpreters. Speakers have three minutes, groups five."


class Turn(NamedTuple):
    """`minutes_ago` they took the floor, for `seconds`; `noted`: what the rapporteur wrote down."""

    by: str
    minutes_ago: int
    seconds: int
    noted: str
    remote: bool = False
    on_behalf_of: str | None = None


SPOKEN = (
    Turn("delegate3", 140, 214, "The speaker recalled paragraph 105 and asked for a clear focus on the follow-up."),
    Turn("civil2", 132, 171, "The speaker proposed that the Commission hear all stakeholders.", remote=True),
    Turn("company1", 118, 160, "The speaker asked that the private sector's expertise be drawn upon.", remote=True),
    Turn("delegate9", 64, 283, "The speaker supported an enlarged membership.", on_behalf_of="Group A, simulated"),
    Turn("research2", 52, 150, "The speaker asked how a larger membership would be financed.", remote=True),
    Turn("delegate21", 40, 176, "The speaker preferred the present number of members."),
)  # fmt: skip
WAITING = (("delegate6", False), ("civil8", True), ("delegate17", False), ("technical1", True), ("person1", True))
STATEMENT = PreparedStatementIn(
    title="Statement on membership (simulated)",
    text="Thank you, Chair. This delegation, which is simulated, would support a moderate enlargement.",
    language="en",
)


def conducted(stage: Stage, meeting_ids: Sequence[UUID]) -> Iterator[Act]:
    """`meeting_ids` is filled once the meeting has been announced."""
    items: list[UUID] = []

    async def put_on_agenda() -> None:
        for title, number in AGENDA:
            body = AgendaItemIn(title=title, question_id=stage.questions[number - 1] if number else None)
            items.append((await agenda.add_item(stage.session, stage.actors[SECRETARIAT], meeting_ids[0], body)).id)

    chair = stage.actors[CHAIR]
    yield Act(stage.now - LIST_OPENED - timedelta(minutes=5), put_on_agenda)
    yield Act(stage.now - LIST_OPENED, lambda: speakers.open_list(stage.session, chair, meeting_ids[0]))
    yield Act(stage.now - SECOND_ITEM, lambda: agenda.take_up(stage.session, chair, items[1]))
    yield Act(stage.now - THIRD_ITEM, lambda: agenda.take_up(stage.session, chair, items[2]))
    notice = NoticeIn(text=NOTICE, language="en")
    yield Act(stage.now - LIST_OPENED, lambda: agenda.post_notice(stage.session, chair, meeting_ids[0], notice))
    for turn in SPOKEN:
        yield from _spoken(stage, meeting_ids, turn)
    for place, (by, remote) in enumerate(WAITING):
        yield _inscription(stage, meeting_ids, by, stage.now - timedelta(minutes=30 - place), SpeakerIn(remote=remote))
    author = stage.actors[WAITING[0][0]]
    yield Act(
        stage.now - timedelta(minutes=20),
        lambda: interventions.file(stage.session, author, meeting_ids[0], STATEMENT),
    )


def _inscription(stage: Stage, meeting_ids: Sequence[UUID], by: str, at: datetime, body: SpeakerIn) -> Act:
    return Act(at, lambda: speakers.inscribe(stage.session, stage.actors[by], meeting_ids[0], body))


def _spoken(stage: Stage, meeting_ids: Sequence[UUID], turn: Turn) -> Iterator[Act]:
    """Asked for, called, spoken, noted, finished."""
    speaker: list[UUID] = []
    session, chair = stage.session, stage.actors[CHAIR]
    start = stage.now - timedelta(minutes=turn.minutes_ago)
    body = SpeakerIn(remote=turn.remote, on_behalf_of=turn.on_behalf_of)
    note = TranscriptIn(language="en", lines=[LineIn(text=turn.noted)])

    async def ask() -> None:
        speaker.append((await speakers.inscribe(session, stage.actors[turn.by], meeting_ids[0], body)).id)

    yield Act(start - timedelta(minutes=9), ask)
    yield Act(start - timedelta(seconds=20), lambda: speakers.call(session, chair, speaker[0]))
    yield Act(start, lambda: speakers.start(session, chair, speaker[0]))
    yield Act(
        start + timedelta(seconds=turn.seconds // 2),
        lambda: transcripts.add(session, stage.actors[RAPPORTEUR], meeting_ids[0], note),
    )
    yield Act(start + timedelta(seconds=turn.seconds), lambda: speakers.finish(session, chair, speaker[0]))
