"""Keeping what was said on the floor, and the prepared texts that go with it.

Who speaks and when is the business of the list of speakers, which calls `keep` and `deliver` when somebody finishes.

**Which text belongs to a statement.** The speaker's own one that is waiting for this item, or for no item in
particular; if there is none of theirs, one of their delegation. The earliest filed first. Only statements deliver
texts: points of order, questions and rights of reply are not read out. A text that was said to be undeliverable for
lack of time is delivered after all if its speaker is heard after all.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations.models import Round
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import NotNow, NotPermitted
from app.meetings import queries as meeting_queries
from app.meetings.agenda import queries as agenda_queries
from app.meetings.interventions import queries
from app.meetings.interventions.events import (
    PreparedStatementDelivered,
    PreparedStatementEvent,
    PreparedStatementFiled,
    PreparedStatementNotDelivered,
    PreparedStatementRevised,
)
from app.meetings.interventions.models import Intervention, PreparedStatement
from app.meetings.interventions.schemas import (
    Delivery,
    InterventionOut,
    PreparedStatementIn,
    PreparedStatementOut,
    PreparedStatementText,
)
from app.meetings.models import Meeting
from app.record.events import Audience
from app.record.service import Record


@dataclass(frozen=True)
class Turn:
    """A turn on the floor as the list of speakers knows it; `ended_at` is None if it is taken up again."""

    consultation_id: UUID
    meeting_id: UUID
    agenda_item_id: UUID | None
    speaker_id: UUID
    person_id: UUID
    kind: str
    acted_as: ActedAs
    on_behalf_of: str | None
    remote: bool
    intervals: list[dict[str, Any]]
    seconds: int
    started_at: datetime
    ended_at: datetime | None


async def keep(session: WriteSession, record: Record, turn: Turn) -> InterventionOut:
    """Write down a turn, or what became of it since; the caller's entry carries the result."""
    values = vars(turn) | {"acted_as": turn.acted_as.model_dump(mode="json")}
    intervention = await queries.by_speaker(session, turn.speaker_id)
    if intervention is None:
        intervention = Intervention(id=uuid4(), seq=record.next_seq, **values)
        session.add(intervention)
        await session.flush()
    else:
        for name, value in values.items():
            setattr(intervention, name, value)
    return InterventionOut.of(intervention)


async def deliver(
    session: WriteSession, record: Record, acted_as: ActedAs, meeting: Meeting, intervention: InterventionOut
) -> None:
    """The text of a statement that has just been spoken becomes public.

    It has an entry of its own, because moderation withholds texts and not who spoke when.
    """
    if await queries.of_intervention(session, intervention.id):
        return
    speaker = intervention.acted_as
    if speaker.account_id is None:
        return
    waiting = [
        statement
        for statement in await queries.undelivered(session, intervention.meeting_id, [speaker.entity_id])
        if statement.agenda_item_id in {None, intervention.agenda_item_id}
    ]
    waiting.sort(key=lambda statement: statement.acted_as["account_id"] != str(speaker.account_id))
    if waiting:
        statement = waiting[0]
        statement.delivery, statement.intervention_id = Delivery.DELIVERED, intervention.id
        statement.audience = meeting.visibility
        _append(record, acted_as, statement, PreparedStatementDelivered)


async def give_up(
    session: WriteSession, record: Record, acted_as: ActedAs, meeting_id: UUID, entity_ids: Collection[UUID]
) -> None:
    """There is no time to hear these any more: what they have filed becomes public as not delivered."""
    for statement in await queries.undelivered(session, meeting_id, entity_ids):
        if statement.delivery == Delivery.PENDING:
            _give_up(record, acted_as, statement)


def _give_up(record: Record, acted_as: ActedAs, statement: PreparedStatement) -> PreparedStatementOut:
    statement.delivery = Delivery.NOT_DELIVERED
    return _append(record, acted_as, statement, PreparedStatementNotDelivered)


def _append(
    record: Record, acted_as: ActedAs, statement: PreparedStatement, event: type[PreparedStatementEvent]
) -> PreparedStatementOut:
    out = PreparedStatementOut.of(statement)
    audience = Audience(statement.audience)
    record.append(acted_as.by, event(acted_as=acted_as, prepared_statement=out), audience)  # type: ignore[call-arg]
    return out


async def file(
    session: WriteSession, actor: Actor, meeting_id: UUID, body: PreparedStatementIn
) -> PreparedStatementOut:
    """File the text of a statement, before it is spoken or afterwards."""
    meeting, round_ = await meeting_queries.visible(session, actor, meeting_id)
    record = await Record.hold(session, meeting.consultation_id)
    await session.refresh(round_)
    if body.agenda_item_id:
        await agenda_queries.item_of(session, meeting.id, body.agenda_item_id)
    spoken = await queries.intervention_of(session, meeting.id, body.intervention_id) if body.intervention_id else None
    acted_as, author = _filing(actor, round_, spoken)
    if spoken and await queries.of_intervention(session, spoken.id):
        raise NotNow("The text of this statement is already on file; revise it instead.", code="text_on_file")
    statement = PreparedStatement(
        id=uuid4(),
        consultation_id=meeting.consultation_id,
        meeting_id=meeting.id,
        entity_id=spoken.person_id if author.account_id is None and spoken else author.entity_id,
        seq=record.next_seq,
        version=1,
        delivery=Delivery.DELIVERED if spoken else Delivery.PENDING,
        acted_as=author.model_dump(mode="json"),
        audience=meeting.visibility,
        filed_at=clock.now(),
        hidden=None,
        **body.model_dump() | ({"agenda_item_id": spoken.agenda_item_id} if spoken else {}),
    )
    session.add(statement)
    _append(record, acted_as, statement, PreparedStatementFiled)
    return PreparedStatementOut.of(statement, early=True)


def _filing(actor: Actor, round_: Round, spoken: Intervention | None) -> tuple[ActedAs, ActedAs]:
    """Who files and whose text it is. Officers hand in what guests and others have left with them."""
    if spoken and policy.may(actor, Action.MANAGE_SPEAKERS, round_.consultation_id):
        officer = policy.require(actor, Action.MANAGE_SPEAKERS, round_.consultation_id)
        return officer, ActedAs.model_validate(spoken.acted_as)
    author = policy.require_right(actor, Action.SPEAK, round_)
    if spoken:
        speaker = ActedAs.model_validate(spoken.acted_as)
        if speaker.account_id is None or speaker.entity_id != author.entity_id:
            raise NotPermitted("Only the delegation or person that spoke may file the text of what was said.")
    return author, author


async def revise(
    session: WriteSession, actor: Actor, statement_id: UUID, body: PreparedStatementText
) -> PreparedStatementOut:
    """A new text in place of the old one; what was public before stays in the record."""
    record, statement = await _hold(session, actor, statement_id)
    acted_as = _author(actor, statement)
    if statement.hidden:
        raise NotNow("This text is hidden; it cannot be revised until it is restored.", code="hidden")
    for name, value in body.model_dump().items():
        setattr(statement, name, value)
    statement.version += 1
    _append(record, acted_as, statement, PreparedStatementRevised)
    return PreparedStatementOut.of(statement, early=True)


async def not_delivered(session: WriteSession, actor: Actor, statement_id: UUID) -> PreparedStatementOut:
    """For lack of time this one will not be heard."""
    statement = await queries.visible(session, actor, statement_id)
    acted_as = policy.require(actor, Action.MANAGE_SPEAKERS, statement.consultation_id)
    record, statement = await _hold(session, actor, statement_id)
    if statement.delivery != Delivery.PENDING:
        raise NotNow("This text is no longer waiting to be delivered.", code=f"text_{statement.delivery}")
    return _give_up(record, acted_as, statement)


async def _hold(session: WriteSession, actor: Actor, statement_id: UUID) -> tuple[Record, PreparedStatement]:
    statement = await queries.visible(session, actor, statement_id)
    record = await Record.hold(session, statement.consultation_id)
    await session.refresh(statement)
    return record, statement


def _author(actor: Actor, statement: PreparedStatement) -> ActedAs:
    """A text belongs to its entity: any member of the delegation may look after it."""
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    for held in actor.in_consultation(statement.consultation_id):
        if held.acted_as.entity_id == statement.entity_id:
            return held.acted_as
    raise NotPermitted("Only the delegation or person that filed a text may change it.")
