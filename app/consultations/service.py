"""What can be done to a consultation: convene it, open, extend and close its rounds."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from app.capacities.actor import ActedAs, Actor, CapacityKind
from app.capacities.models import Capacity
from app.consultations import policy, queries
from app.consultations.events import (
    ConsultationOpened,
    NotePublished,
    OptionAmended,
    RoundClosed,
    RoundExtended,
    RoundOpened,
)
from app.consultations.models import BackgroundNote, Consultation, Option, OptionWording, Question, Round
from app.consultations.policy import Action
from app.consultations.rules import (
    Right,
    RoundState,
    may_amend_options,
    may_close,
    may_extend,
    may_open,
    usual_rights,
)
from app.consultations.scale import Scale
from app.consultations.schemas import (
    ConsultationIn,
    ConsultationState,
    NoteIn,
    OptionAmendment,
    OptionOut,
    RoundExtension,
    RoundIn,
    RoundOut,
)
from app.core import clock
from app.core.db import WriteSession, take_turns
from app.core.errors import NotNow, NotPermitted
from app.record.service import Record


async def convene(session: WriteSession, actor: Actor, body: ConsultationIn) -> Consultation:
    """A new consultation with its rounds and, if given, its background note; its creator becomes its secretariat."""
    account_id = actor.account_id
    if actor.account is None or not actor.account.may_convene:
        raise NotPermitted("Your account may not convene consultations.")
    acted_as = ActedAs(
        account_id=account_id,
        name=actor.account.name,
        capacity=CapacityKind.CONVENER,
        delegation_id=None,
        entity=body.convener,
        group=None,
        region=None,
    )
    return await create(session, acted_as, body)


async def create(session: WriteSession, acted_as: ActedAs, body: ConsultationIn) -> Consultation:
    """The same without the check, for imports and the demo, which act as the system."""
    await take_turns(session, "consultations")  # two at once would take the same number, or the same slug
    if await queries.by_ref(session, body.slug):
        raise NotNow(f"There is already a consultation called “{body.slug}”.", code="slug_taken")
    consultation = await _insert(session, body)
    record = await Record.begin(session, consultation.id)
    if acted_as.account_id:
        _seat(session, consultation.id, acted_as.account_id)
    rounds = [_round(consultation.id, number, item) for number, item in enumerate(body.rounds, start=1)]
    session.add_all(rounds)
    await session.flush()
    record.append(
        acted_as.by,
        ConsultationOpened(
            acted_as=acted_as,
            consultation=ConsultationState.model_validate(consultation),
            rounds=[RoundOut.model_validate(r) for r in rounds],
        ),
    )
    if body.note:
        await _publish_note(session, record, acted_as, consultation.id, body.note)
    await record.write()  # its maker is shown it at once, with its place in the record
    return consultation


async def _insert(session: WriteSession, body: ConsultationIn) -> Consultation:
    number = (await session.scalar(select(func.max(Consultation.number))) or 0) + 1
    consultation = Consultation(
        **body.model_dump(exclude={"rounds", "note", "mandate", "visibility", "scale"}),
        id=uuid4(),
        number=number,
        visibility=body.visibility,
        mandate=body.mandate.model_dump(),
        scale=Scale.from_json(body.scale).to_json(),
        created_at=clock.now(),
    )
    session.add(consultation)
    await session.flush()
    return consultation


def _seat(session: WriteSession, consultation_id: UUID, account_id: UUID) -> None:
    for kind in (CapacityKind.SECRETARIAT, CapacityKind.CONVENER):
        session.add(Capacity(consultation_id=consultation_id, account_id=account_id, kind=kind, valid_from=clock.now()))


def _round(consultation_id: UUID, number: int, body: RoundIn) -> Round:
    rights: dict[Any, Any] = body.opens if body.opens is not None else dict(usual_rights(body.kind))
    return Round(
        id=uuid4(),
        consultation_id=consultation_id,
        number=number,
        kind=body.kind,
        title=body.title,
        scheduled_opens_at=body.scheduled_opens_at,
        scheduled_closes_at=body.scheduled_closes_at,
        opened_at=None,
        closed_at=None,
        state=RoundState.SCHEDULED,
        state_reason=None,
        scale=None,
        version=1,
        opens={str(right): [str(kind) for kind in kinds] for right, kinds in rights.items()},
    )


async def _publish_note(
    session: WriteSession, record: Record, acted_as: ActedAs, consultation_id: UUID, body: NoteIn
) -> None:
    note = BackgroundNote(
        id=uuid4(),
        consultation_id=consultation_id,
        title=body.title,
        text=body.text,
        language=body.language,
        version=1,
        published_at=clock.now(),
    )
    session.add(note)
    await session.flush()
    questions = [
        Question(id=uuid4(), note_id=note.id, number=number, title=item.title, text=item.text)
        for number, item in enumerate(body.questions, start=1)
    ]
    session.add_all(questions)
    await session.flush()
    for question, item in zip(questions, body.questions, strict=True):
        for number, option in enumerate(item.options, start=1):
            session.add(Option(id=uuid4(), question_id=question.id, number=number, version=1, **option.model_dump()))
    await session.flush()
    published = await queries.note(session, consultation_id)
    assert published is not None  # inserted just above
    record.append(acted_as.by, NotePublished(acted_as=acted_as, note=published))


async def open_round(session: WriteSession, actor: Actor, round_id: UUID, reason: str) -> RoundOut:
    """Open (or reopen) a round. The quantifier scale is frozen at the first opening."""
    record, round_, acted_as = await _manage(session, actor, round_id)
    may_open(RoundState(round_.state), round_.number)
    round_.state, round_.state_reason, round_.closed_at = RoundState.OPEN, reason, None
    round_.opened_at = round_.opened_at or clock.now()
    if round_.scale is None:
        consultation = await session.get_one(Consultation, round_.consultation_id)
        round_.scale = dict(consultation.scale)
    round_.version += 1
    out = RoundOut.model_validate(round_)
    record.append(acted_as.by, RoundOpened(acted_as=acted_as, round=out))
    return out


async def close_round(session: WriteSession, actor: Actor, round_id: UUID, reason: str) -> RoundOut:
    record, round_, acted_as = await _manage(session, actor, round_id)
    may_close(RoundState(round_.state), round_.number)
    round_.state, round_.state_reason, round_.closed_at = RoundState.CLOSED, reason, clock.now()
    round_.version += 1
    out = RoundOut.model_validate(round_)
    record.append(acted_as.by, RoundClosed(acted_as=acted_as, round=out))
    return out


async def extend_round(session: WriteSession, actor: Actor, round_id: UUID, body: RoundExtension) -> RoundOut:
    record, round_, acted_as = await _manage(session, actor, round_id)
    may_extend(RoundState(round_.state), round_.number, round_.scheduled_closes_at, body.scheduled_closes_at)
    round_.scheduled_closes_at, round_.state_reason = body.scheduled_closes_at, body.reason
    round_.version += 1
    out = RoundOut.model_validate(round_)
    record.append(acted_as.by, RoundExtended(acted_as=acted_as, round=out))
    return out


async def amend_option(session: WriteSession, actor: Actor, option_id: UUID, body: OptionAmendment) -> OptionOut:
    """A new wording. The old one stays readable; positions stated on it are to be confirmed (see app/positions)."""
    option, consultation = await queries.visible_option(session, actor, option_id)
    acted_as = policy.require(actor, Action.MANAGE_ROUNDS, consultation.id)
    record = await Record.hold(session, consultation.id)
    await session.refresh(option)
    rounds = await queries.rounds(session, consultation.id)
    may_amend_options(RoundState(each.state) for each in rounds if each.opens.get(Right.TAKE_POSITION))
    if body.version != option.version:
        raise NotNow("This option was amended meanwhile. Please look at it first.", code="version_changed")
    if (body.label, body.text) == (option.label, option.text):
        raise NotNow("This is the wording that the option has already.", code="not_an_amendment")
    session.add(_replaced(option, acted_as, body.reason))
    option.label, option.text, option.version = body.label, body.text, option.version + 1
    await session.flush()
    note, out = await queries.note(session, consultation.id), OptionOut.model_validate(option)
    assert note is not None  # the option is in it, or in an earlier one of the same consultation
    record.append(acted_as.by, OptionAmended(acted_as=acted_as, reason=body.reason, option=out, note=note))
    return out


def _replaced(option: Option, acted_as: ActedAs, reason: str) -> OptionWording:
    return OptionWording(
        option_id=option.id,
        version=option.version,
        label=option.label,
        text=option.text,
        replaced_at=clock.now(),
        reason=reason,
        acted_as=acted_as.model_dump(mode="json"),
    )


async def _manage(session: WriteSession, actor: Actor, round_id: UUID) -> tuple[Record, Round, ActedAs]:
    """Check, hold the record, then read the round again: what was true before the lock may have changed."""
    round_ = await queries.visible_round(session, actor, round_id)
    acted_as = policy.require(actor, Action.MANAGE_ROUNDS, round_.consultation_id)
    record = await Record.hold(session, round_.consultation_id)
    await session.refresh(round_)
    return record, round_, acted_as
