"""What a survey starts from: the public texts, the words of the questions, the points that persons have linked to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from anyio import to_thread
from sqlalchemy.ext.asyncio import AsyncSession

from app.consultations import queries as consultation_queries
from app.consultations.rules import Stance
from app.points.register import queries
from app.points.register.models import Point
from app.points.survey import UNSAID, Kept, Pack, Piece, packed
from app.record import queries as record_queries

FOR = {Stance.SUPPORT, Stance.SUPPORT_WITH_RESERVATIONS}


@dataclass(frozen=True, slots=True)
class Given:
    cutoff_seq: int
    digest: str
    pieces: Pack
    contributions: int
    kept: list[Kept]
    topics: dict[str, str]


async def gather(session: AsyncSession, consultation_id: UUID) -> Given:
    cutoff_seq, _ = await record_queries.head(session, consultation_id)
    digest, number = await queries.texts_digest(session, consultation_id)
    rows = await queries.texts(session, consultation_id)
    note = await consultation_queries.note(session, consultation_id)
    questions = note.questions if note else []
    question_of = {str(option.id): str(question.id) for question in questions for option in question.options}
    return Given(
        cutoff_seq=cutoff_seq,
        digest=digest,
        pieces=await to_thread.run_sync(_packed, rows, question_of),
        contributions=number,
        kept=await _kept(session, consultation_id),
        topics={str(question.id): f"{question.title}. {question.text or ''}" for question in questions},
    )


def _packed(rows: Sequence[Any], question_of: dict[str, str]) -> Pack:
    return packed(_piece(row, question_of) for row in rows)


def _piece(row: Any, question_of: dict[str, str]) -> Piece:
    stances = stances_of(row.stances, question_of)
    return Piece(
        id=str(row.id),
        author=str(row.entity_id),
        group=row.acted_as["group"] or "",
        language=row.language,
        text=row.text,
        questions=tuple((question, stances.get(question, UNSAID)) for question in row.question_ids),
    )


def stances_of(stated: list[dict[str, Any]], question_of: dict[str, str]) -> dict[str, str]:
    """By question, what a joint statement declares there, as "support OPTION" or "oppose OPTION": only where it takes
    a side on exactly one option, because for several there is no one stance.
    """
    found: dict[str, list[str]] = {}
    for each in stated:
        question = question_of.get(each["option_id"])
        if question and each["stance"] != Stance.NEUTRAL:
            side = Stance.SUPPORT if each["stance"] in FOR else Stance.OPPOSE
            found.setdefault(question, []).append(f"{side.value} {each['option_id']}")
    return {question: sides[0] for question, sides in found.items() if len(sides) == 1}


async def _kept(session: AsyncSession, consultation_id: UUID) -> list[Kept]:
    links = await queries.linked_by_persons(session, consultation_id)
    pairs = await queries.pairs(session, consultation_id)
    spoken_of = {link.point_id for link in links} | {each for pair in pairs for each in (pair.first_id, pair.second_id)}
    return [
        Kept(str(point.id), str(point.question_id or UNSAID), stance_code(point), point.language, point.label)
        for point in await queries.points(session, consultation_id)
        if point.id in spoken_of
    ]


def stance_code(point: Point) -> str:
    return f"{point.stance} {point.option_id}" if point.stance else UNSAID
