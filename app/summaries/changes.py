"""What happened after a text's cut-off to the things it rests on, by the id under which the text knows them.

Most entries name the source they changed. Others change what is said of something else: a position its option, an
objection the call it was raised to, an association the statement it joins, a new contribution the points counted among
all who wrote on its question. Where no single source changed, the section is named (`#documentation`).
"""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.consultations.models import Question
from app.contributions.joint.models import JointStance, Signatory
from app.contributions.models import Contribution
from app.decisions.models import ConsensusCall, Finding, Objection, SilenceProcedure
from app.points.register.models import PointPair
from app.positions.models import Position
from app.record.models import RecordEntry
from app.summaries.editing.staleness import POINTS, PROGRAMME, finding_on, points_on, section_of

_ITSELF: Final = (
    *("contribution.revised", "contribution.withdrawn", "contribution.hidden", "contribution.restored"),
    *("position.stated", "position.hidden", "position.restored"),
    *("prepared_statement.revised", "prepared_statement.hidden", "prepared_statement.restored"),
    *("comment.hidden", "comment.restored", "statement.hidden", "statement.restored"),
    *("explanation.revised", "explanation.hidden", "explanation.restored"),
    *("missing.withdrawn", "missing.hidden", "missing.restored", "missing.endorsed", "missing.endorsement_withdrawn"),
    *("caucus.revised", "caucus.hidden", "caucus.restored"),
    *("consensus_call.closed", "consensus_call.withdrawn", "straw_poll.closed"),
    *("silence.broken", "silence.adopted", "silence.withdrawn"),
    *("objection.withdrawn", "objection.disposed", "objection.hidden", "objection.restored"),
    *("point.declared", "point.decided", "points.paired"),
)
_OF_A_SECTION: Final = {
    **dict.fromkeys(("round.opened", "round.closed", "round.extended"), section_of("organization")),
    **dict.fromkeys(("meeting.scheduled", "meeting.started", "meeting.ended"), section_of("organization")),
    "speaker.finished": section_of("organization"),
    "note.published": section_of("documentation"),
    **dict.fromkeys(
        ("contribution.filed", "contribution.withdrawn", "contribution.hidden", "contribution.restored"),
        section_of("documentation"),
    ),
    **dict.fromkeys(
        ("statement.added", "statements.imported", "participants.imported", "votes.recorded", "opinions.computed"),
        section_of("statements"),
    ),
    "outcome.revised": section_of("next_steps"),
    "points.found": POINTS,
    "programme.adopted": PROGRAMME,
}
_OF_JOINT: Final = ("contribution.filed", "contribution.revised", "contribution.withdrawn")
_SIGNED: Final = ("signatory.associated", "signatory.dissociated")


async def since(session: AsyncSession, consultation_id: UUID, seq: int) -> dict[str, tuple[str, int]]:
    """Of everything that changed after `seq` the last entry that changed it: its type and place."""
    later: list[tuple[str, str, int]] = []
    for find in (_entries, _positions, _joint, _objections, _findings, _pairs, _written):
        later += await find(session, consultation_id, seq)
    later.sort(key=lambda each: each[2])
    return {key: (how, place) for key, how, place in later}


Found = Iterable[tuple[str, str, int]]


async def _entries(session: AsyncSession, consultation_id: UUID, seq: int) -> Found:
    rows = await session.execute(_later(consultation_id, seq, {*_ITSELF, *_OF_A_SECTION}))
    found = []
    for row in rows:
        if row.type in _ITSELF:
            found.append((str(row.subject_id), row.type, row.seq))
        if row.type in _OF_A_SECTION:
            found.append((_OF_A_SECTION[row.type], row.type, row.seq))
    return found


def _later(consultation_id: UUID, seq: int, types: Iterable[str]) -> Any:
    return select(RecordEntry.subject_id, RecordEntry.type, RecordEntry.seq).where(
        RecordEntry.consultation_id == consultation_id, RecordEntry.seq > seq, RecordEntry.type.in_(types)
    )


async def _positions(session: AsyncSession, consultation_id: UUID, seq: int) -> Found:
    """Options on which a position was stated: what is counted there counts no more."""
    query = select(Position.option_id, Position.seq).where(
        Position.consultation_id == consultation_id, Position.seq > seq
    )
    return [(str(row.option_id), "position.stated", row.seq) for row in await session.execute(query)]


async def _joint(session: AsyncSession, consultation_id: UUID, seq: int) -> Found:
    """Who stands behind a joint statement, or what it says, changes who is counted on its options."""
    entries = _later(consultation_id, seq, (*_SIGNED, *_OF_JOINT)).subquery()
    of_signed = select(Signatory.contribution_id, entries.c.type, entries.c.seq).join(
        entries, entries.c.subject_id == Signatory.id
    )
    found = [(row.contribution_id, row.type, row.seq) for row in await session.execute(of_signed)]
    of_text = select(entries).where(entries.c.type.in_(_OF_JOINT))
    changed = found + [(row.subject_id, row.type, row.seq) for row in await session.execute(of_text)]
    options = select(JointStance.contribution_id, JointStance.option_id).where(
        JointStance.contribution_id.in_({contribution_id for contribution_id, _, _ in changed})
    )
    stances = [(row.contribution_id, row.option_id) for row in await session.execute(options)]
    on_options = [(str(o), how, at) for contribution, how, at in changed for c, o in stances if c == contribution]
    return [*on_options, *((str(contribution_id), how, at) for contribution_id, how, at in found)]


async def _objections(session: AsyncSession, consultation_id: UUID, seq: int) -> Found:
    """Raised since: the call or silence procedure says so, and the option counts it."""
    asked = func.coalesce(Objection.call_id, Objection.silence_id)
    option = func.coalesce(ConsensusCall.option_id, SilenceProcedure.option_id)
    query = (
        select(asked.label("asked"), option.label("option"), Objection.seq)
        .outerjoin(ConsensusCall, ConsensusCall.id == Objection.call_id)
        .outerjoin(SilenceProcedure, SilenceProcedure.id == Objection.silence_id)
        .where(Objection.consultation_id == consultation_id, Objection.seq > seq)
    )
    rows = (await session.execute(query)).all()
    return [(str(key), "objection.raised", row.seq) for row in rows for key in (row.asked, row.option) if key]


async def _findings(session: AsyncSession, consultation_id: UUID, seq: int) -> Found:
    query = select(Finding.option_id, Finding.seq).where(Finding.consultation_id == consultation_id, Finding.seq > seq)
    return [(finding_on(str(row.option_id)), "finding.signed", row.seq) for row in await session.execute(query)]


async def _pairs(session: AsyncSession, consultation_id: UUID, seq: int) -> Found:
    """The other point of a pair; the entry's own subject is the first."""
    query = select(PointPair.second_id, PointPair.seq).where(
        PointPair.consultation_id == consultation_id, PointPair.seq > seq
    )
    return [(str(row.second_id), "points.paired", row.seq) for row in await session.execute(query)]


async def _written(session: AsyncSession, consultation_id: UUID, seq: int) -> Found:
    """Who wrote on a question since is one more among whom its points are counted."""
    query = select(Contribution.question_ids, Contribution.seq).where(
        Contribution.consultation_id == consultation_id, Contribution.seq > seq
    )
    rows = (await session.execute(query)).all()
    asked = {each for row in rows for each in row.question_ids}
    numbers_of = select(Question.id, Question.number).where(Question.id.in_([UUID(each) for each in asked]))
    numbers = {str(row.id): row.number for row in await session.execute(numbers_of)}
    return [
        (points_on(numbers.get(each) if each else None), "contribution.filed", row.seq)
        for row in rows
        for each in row.question_ids or [None]
    ]
