"""Stating positions, confirming and explaining them.

At a deadline positions come in masses, so they are stated in batches; one is a batch of one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from app.capacities import queries as capacity_queries
from app.capacities.actor import ActedAs, Actor, Caller
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation, Option, Round
from app.consultations.policy import Action
from app.consultations.rules import Right, RoundState, Stance
from app.core import clock
from app.core.crowd import each_alone
from app.core.db import WriteSession, insert, upsert
from app.core.errors import ConvenorError, NotFound, NotNow
from app.positions import queries
from app.positions.events import ExplanationGiven, ExplanationRevised, PositionStated
from app.positions.models import Explanation, ExplanationVersion, Position, PositionVersion
from app.positions.schemas import ConfirmationIn, ExplanationIn, ExplanationOut, PositionIn, PositionOut
from app.record.service import Record

Row = dict[str, Any]
VERSIONED = [column.name for column in PositionVersion.__table__.c if column.name != "position_id"]


@dataclass(frozen=True)
class Stating:
    """One request to state a position."""

    caller: Caller
    option_id: UUID
    body: PositionIn


async def state_all(
    session: WriteSession, consultation_id: UUID, statings: Sequence[Stating]
) -> list[PositionOut | ConvenorError]:
    """State many positions in one consultation, in the order given; an answer or a refusal for each.

    The record's head is held first, so of two colleagues at the same moment one comes second: their statement is
    the next version of the same position, and with `version` given it is refused instead.
    """
    record = await Record.hold(session, consultation_id)
    actors = await capacity_queries.actors(session, [stating.caller for stating in statings])
    book = await Book.load(session, record)
    await book.load_positions({stating.option_id for stating in statings}, actors.entities(consultation_id))
    outcomes = each_alone(
        statings, lambda stating: book.state(actors.of(stating.caller), stating.option_id, stating.body)
    )
    await book.save()
    return outcomes


async def state(session: WriteSession, actor: Actor, option_id: UUID, body: PositionIn) -> PositionOut:
    """The same for one actor who is known already."""
    _, consultation = await consultation_queries.visible_option(session, actor, option_id)
    record = await Record.hold(session, consultation.id)
    book = await Book.load(session, record)
    entities = {held.acted_as.entity_id for held in actor.in_consultation(consultation.id)}
    await book.load_positions({option_id}, entities)
    out = book.state(actor, option_id, body)
    await book.save()
    return out


async def confirm(session: WriteSession, actor: Actor, option_id: UUID, body: ConfirmationIn) -> PositionOut:
    """Say the same on the wording in force: what the entity said itself, or what a joint statement said for it."""
    option, consultation = await consultation_queries.visible_option(session, actor, option_id)
    record = await Record.hold(session, consultation.id)
    book = await Book.load(session, record)
    acted_as = policy.require_right(actor, Action.TAKE_POSITION, book.round)
    entity_id = acted_as.entity_id
    found = await queries.effective_of(session, consultation.id, {entity_id}, option.id)
    if not found:
        raise NotNow("You have stated no position on this option that could be confirmed.", code="no_position")
    if found[0].confirmed:
        raise NotNow("Your position is on the wording in force already.", code="already_confirmed")
    own = (await queries.of_entities(session, consultation.id, {entity_id})).get(option.id)
    await book.load_positions({option.id}, {entity_id})
    same = PositionIn(
        stance=Stance(found[0].stance),
        reason=own.reason if own else None,
        condition=own.condition if own else None,
        blocking=found[0].blocking,
        language=own.language if own else consultation.languages[0],
        option_version=body.option_version,
    )
    out = book.state(actor, option.id, same)
    await book.save()
    return out


class Book:
    """What positions of one consultation are checked against and written to, loaded once for a whole batch.

    They are written as rows, which in masses costs a fraction of what objects of the session cost.
    """

    def __init__(
        self,
        session: WriteSession,
        record: Record,
        consultation: Consultation,
        round_: Round,
        options: Mapping[UUID, Option],
    ) -> None:
        self._session = session
        self._record = record
        self._consultation = consultation
        self.round = round_
        self._options = options
        self._held: dict[tuple[UUID, UUID], Row] = {}
        self._changed: dict[UUID, Row] = {}
        self._versions: list[Row] = []

    @classmethod
    async def load(cls, session: WriteSession, record: Record) -> "Book":
        standing = await consultation_queries.standing(session, record)
        round_ = standing.round_for(Right.TAKE_POSITION)
        return cls(session, record, standing.consultation, round_, standing.options)

    async def load_positions(self, option_ids: set[UUID], entities: set[UUID]) -> None:
        for row in await queries.held(self._session, self.round.id, option_ids, entities):
            self._held[row["option_id"], row["entity_id"]] = row

    def state(self, actor: Actor, option_id: UUID, body: PositionIn) -> PositionOut:
        option = self._options.get(option_id)
        if option is None or not policy.may_see(actor, self._consultation):
            raise NotFound("There is no such option.")
        acted_as = policy.require_right(actor, Action.TAKE_POSITION, self.round)
        if body.blocking:
            policy.require_right(actor, Action.OBJECT, self.round)
        if body.option_version is not None and body.option_version != option.version:
            raise NotNow("This option was amended meanwhile. Please read the new wording.", code="option_amended")
        before = self._held.get((option_id, acted_as.entity_id))
        if body.version is not None and body.version != (before["version"] if before else 0):
            raise NotNow(
                "Somebody of your delegation stated a position meanwhile. Please look at it first.",
                code="version_changed",
            )
        row = _restated(before or _new(option, self.round, acted_as), option, acted_as, body, self._record.next_seq)
        out = PositionOut.of_row(row)
        self._record.append(acted_as.by, PositionStated(acted_as=acted_as, position=out))
        self._held[option_id, acted_as.entity_id] = self._changed[out.id] = row
        self._versions.append({"position_id": out.id} | {name: row[name] for name in VERSIONED})
        return out

    async def save(self) -> None:
        """Positions before their versions, which refer to them."""
        if not self._changed:
            return
        await self._session.execute(upsert(self._session, Position.__table__), list(self._changed.values()))
        await self._session.execute(insert(self._session, PositionVersion.__table__), self._versions)


def _new(option: Option, round_: Round, acted_as: ActedAs) -> Row:
    return {
        "id": uuid4(),
        "consultation_id": round_.consultation_id,
        "option_id": option.id,
        "round_id": round_.id,
        "entity_id": acted_as.entity_id,
        "version": 0,
        "hidden": None,
    }


def _restated(before: Row, option: Option, acted_as: ActedAs, body: PositionIn, seq: int) -> Row:
    return before | {
        "version": before["version"] + 1,
        "seq": seq,
        "option_version": option.version,
        "stance": body.stance,
        "reason": body.reason,
        "condition": body.condition,
        "blocking": body.blocking,
        "language": body.language,
        "stakeholder_group": acted_as.group,
        "regional_group": acted_as.region,
        "acted_as": acted_as.model_dump(mode="json"),
        "stated_at": clock.now(),
    }


async def explain(session: WriteSession, actor: Actor, option_id: UUID, body: ExplanationIn) -> ExplanationOut:
    """Give the explanation of the actor's entity on this option, or revise it; what was said before is kept."""
    option, consultation = await consultation_queries.visible_option(session, actor, option_id)
    record = await Record.hold(session, consultation.id)
    acted_as = await _may_explain(session, actor, consultation.id)
    if not await queries.effective_of(session, consultation.id, {acted_as.entity_id}, option.id):
        raise NotNow("You have taken no position on this option that could be explained.", code="no_position")
    before = (await queries.explanations_of(session, consultation.id, {acted_as.entity_id})).get(option.id)
    if before and before.hidden:
        raise NotNow("Your explanation is hidden; it cannot be revised until it is restored.", code="hidden")
    if body.version is not None and body.version != (before.version if before else 0):
        raise NotNow("Somebody of your delegation explained it meanwhile. Please look first.", code="version_changed")
    explanation = before or Explanation(
        id=uuid4(),
        consultation_id=consultation.id,
        option_id=option.id,
        entity_id=acted_as.entity_id,
        version=0,
        hidden=None,
    )
    _explain(explanation, acted_as, body, record.next_seq)
    session.add(explanation)
    await session.flush()
    _keep_explanation(session, explanation)
    out = ExplanationOut.of(explanation)
    event = ExplanationRevised if before else ExplanationGiven
    record.append(acted_as.by, event(acted_as=acted_as, explanation=out))
    return out


async def _may_explain(session: WriteSession, actor: Actor, consultation_id: UUID) -> ActedAs:
    """Whoever had the right to take a position may explain it: afterwards, not instead of stating its reasons."""
    round_ = await consultation_queries.round_for(session, consultation_id, Right.TAKE_POSITION)
    acted_as = policy.require_standing(actor, Action.TAKE_POSITION, round_)
    if round_.state != RoundState.CLOSED:
        raise NotNow(
            f"Positions are explained when the round has closed; in round {round_.number} give your reasons with "
            "the position itself.",
            code="round_open",
        )
    return acted_as


def _explain(explanation: Explanation, acted_as: ActedAs, body: ExplanationIn, seq: int) -> None:
    explanation.text, explanation.language, explanation.seq = body.text, body.language, seq
    explanation.version += 1
    explanation.acted_as, explanation.given_at = acted_as.model_dump(mode="json"), clock.now()


def _keep_explanation(session: WriteSession, explanation: Explanation) -> None:
    session.add(
        ExplanationVersion(
            explanation_id=explanation.id,
            version=explanation.version,
            text=explanation.text,
            language=explanation.language,
            acted_as=explanation.acted_as,
            given_at=explanation.given_at,
        )
    )
