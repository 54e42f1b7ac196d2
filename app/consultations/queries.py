"""Finding consultations, rounds and notes; everything that takes an actor checks sight as it fetches."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import BackgroundNote, Consultation, Option, OptionWording, Question, Round
from app.consultations.rules import Right, RoundState, Visibility
from app.consultations.schemas import NoteOut, OptionOut, QuestionOut
from app.core.errors import NotFound, NotNow
from app.record.service import Record


async def by_ref(session: AsyncSession, ref: str) -> Consultation | None:
    """By slug or by id."""
    if "\0" in ref:
        return None  # PostgreSQL cannot even be asked for that
    try:
        return await session.get(Consultation, UUID(ref))
    except ValueError:
        return await session.scalar(select(Consultation).where(Consultation.slug == ref))


async def visible(session: AsyncSession, actor: Actor, ref: str) -> Consultation:
    return policy.require_sight(actor, await by_ref(session, ref))


async def visible_round(session: AsyncSession, actor: Actor, round_id: UUID) -> Round:
    query = (
        select(Round, Consultation)
        .join(Consultation, Consultation.id == Round.consultation_id)
        .where(Round.id == round_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such round.")
    round_: Round = row.Round
    return round_


async def visible_option(session: AsyncSession, actor: Actor, option_id: UUID) -> tuple[Option, Consultation]:
    query = (
        select(Option, Consultation)
        .join(Question, Question.id == Option.question_id)
        .join(BackgroundNote, BackgroundNote.id == Question.note_id)
        .join(Consultation, Consultation.id == BackgroundNote.consultation_id)
        .where(Option.id == option_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such option.")
    return row.Option, row.Consultation


def consultation_of_option(option_id: UUID) -> Select[UUID]:
    return (
        select(BackgroundNote.consultation_id)
        .join(Question, Question.note_id == BackgroundNote.id)
        .join(Option, Option.question_id == Question.id)
        .where(Option.id == option_id)
    )


async def _options(session: AsyncSession, consultation_id: UUID) -> dict[UUID, Option]:
    query = (
        select(Option)
        .join(Question, Question.id == Option.question_id)
        .join(BackgroundNote, BackgroundNote.id == Question.note_id)
        .where(BackgroundNote.consultation_id == consultation_id)
    )
    return {option.id: option for option in await session.scalars(query)}


async def page(session: AsyncSession, actor: Actor, before: int | None, limit: int) -> Sequence[Consultation]:
    """Newest first: public ones and those the actor takes part in."""
    mine = list(actor.kinds_by_consultation)
    query = select(Consultation).where(or_(Consultation.visibility == Visibility.PUBLIC, Consultation.id.in_(mine)))
    if before is not None:
        query = query.where(Consultation.number < before)
    return (await session.scalars(query.order_by(Consultation.number.desc()).limit(limit))).all()


async def rounds(session: AsyncSession, consultation_id: UUID) -> Sequence[Round]:
    query = select(Round).where(Round.consultation_id == consultation_id).order_by(Round.number)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def open_rounds(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, list[Round]]:
    found: dict[UUID, list[Round]] = defaultdict(list)
    query = select(Round).where(Round.consultation_id.in_(ids), Round.state == RoundState.OPEN).order_by(Round.number)
    for round_ in await session.scalars(query):
        found[round_.consultation_id].append(round_)
    return found


async def round_for(session: AsyncSession, consultation_id: UUID, right: Right) -> Round:
    return _round_for(await rounds(session, consultation_id), right)


def _round_for(rounds: Sequence[Round], right: Right) -> Round:
    """The round in which this right is exercised: the latest that is open.

    If none is, the latest that has closed, or else the next to open, so that the refusal can name it.
    """
    having = [r for r in rounds if r.opens.get(right)]
    if not having:
        raise NotNow(f"No round of this consultation lets you {policy.WORDS[right]}.", code="not_in_this_round")
    rank = {RoundState.OPEN: 0, RoundState.CLOSED: 1, RoundState.SCHEDULED: 2}
    return min(
        having, key=lambda r: (rank[RoundState(r.state)], r.number if r.state == RoundState.SCHEDULED else -r.number)
    )


@dataclass(frozen=True)
class Standing:
    """What acts in masses are checked against: the consultation, its rounds, and the options and questions of every
    version of its note. Only to be read.
    """

    consultation: Consultation
    rounds: Sequence[Round]
    options: Mapping[UUID, Option]
    question_ids: Collection[UUID]

    def round_for(self, right: Right) -> Round:
        return _round_for(self.rounds, right)


async def standing(session: AsyncSession, record: Record) -> Standing:
    return await record.settled("consultation", lambda: _standing(session, record.consultation_id))


async def _standing(session: AsyncSession, consultation_id: UUID) -> Standing:
    return Standing(
        consultation=await session.get_one(Consultation, consultation_id, populate_existing=True),
        rounds=await rounds(session, consultation_id),
        options=await _options(session, consultation_id),
        question_ids=await question_ids(session, consultation_id),
    )


async def note(session: AsyncSession, consultation_id: UUID) -> NoteOut | None:
    """The current background note with its questions and options: three queries however long it is."""
    latest = (
        select(BackgroundNote)
        .where(BackgroundNote.consultation_id == consultation_id)
        .order_by(BackgroundNote.version.desc())
        .limit(1)
    )
    found = await session.scalar(latest)
    if found is None:
        return None
    questions = (
        await session.scalars(select(Question).where(Question.note_id == found.id).order_by(Question.number))
    ).all()
    options: dict[UUID, list[OptionOut]] = defaultdict(list)
    query = select(Option).where(Option.question_id.in_([q.id for q in questions])).order_by(Option.number)
    for option in await session.scalars(query):
        options[option.question_id].append(OptionOut.model_validate(option))
    return NoteOut(
        id=found.id,
        title=found.title,
        text=found.text,
        language=found.language,
        version=found.version,
        published_at=found.published_at,
        questions=[
            QuestionOut(id=q.id, number=q.number, title=q.title, text=q.text, options=options[q.id]) for q in questions
        ],
    )


async def wordings(session: AsyncSession, option_id: UUID) -> Sequence[OptionWording]:
    """Those that were replaced, newest first."""
    query = select(OptionWording).where(OptionWording.option_id == option_id).order_by(OptionWording.version.desc())
    return (await session.scalars(query)).all()


async def question_ids(session: AsyncSession, consultation_id: UUID) -> set[UUID]:
    query = (
        select(Question.id)
        .join(BackgroundNote, BackgroundNote.id == Question.note_id)
        .where(BackgroundNote.consultation_id == consultation_id)
    )
    return set((await session.scalars(query)).all())
