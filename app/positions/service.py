"""Stating positions. At a deadline they come in masses, so they are stated in batches; one is a batch of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from app.capacities import queries as capacity_queries
from app.capacities.actor import ActedAs, Actor, Caller
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation, Option, Round
from app.consultations.policy import Action
from app.consultations.rules import Right
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import ConvenorError, NotFound, NotNow
from app.positions import queries
from app.positions.events import PositionStated
from app.positions.models import Position, PositionVersion
from app.positions.schemas import PositionIn, PositionOut
from app.record.service import Record


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
    book = await Book.load(session, record, consultation_id)
    known = [actor for actor in actors.values() if isinstance(actor, Actor)]
    await book.load_positions({stating.option_id for stating in statings}, known)
    outcomes: list[PositionOut | ConvenorError] = []
    for stating in statings:
        actor = actors[stating.caller]
        try:
            if isinstance(actor, ConvenorError):
                raise actor
            outcomes.append(book.state(actor, stating.option_id, stating.body))
        except ConvenorError as refusal:
            outcomes.append(refusal)
    await book.save()
    return outcomes


async def state(session: WriteSession, actor: Actor, option_id: UUID, body: PositionIn) -> PositionOut:
    """The same for one actor who is known already."""
    _, consultation = await consultation_queries.visible_option(session, actor, option_id)
    record = await Record.hold(session, consultation.id)
    book = await Book.load(session, record, consultation.id)
    await book.load_positions({option_id}, [actor])
    out = book.state(actor, option_id, body)
    await book.save()
    return out


class Book:
    """What positions of one consultation are checked against and written to, loaded once for a whole batch."""

    def __init__(
        self,
        session: WriteSession,
        record: Record,
        consultation: Consultation,
        round_: Round,
        options: dict[UUID, Option],
    ) -> None:
        self._session = session
        self._record = record
        self._consultation = consultation
        self._round = round_
        self._options = options
        self._held: dict[tuple[UUID, UUID], Position] = {}
        self._versions: list[PositionVersion] = []

    @classmethod
    async def load(cls, session: WriteSession, record: Record, consultation_id: UUID) -> "Book":
        consultation = await session.get_one(Consultation, consultation_id)
        round_ = await consultation_queries.round_for(session, consultation_id, Right.TAKE_POSITION)
        return cls(session, record, consultation, round_, await consultation_queries.options(session, consultation_id))

    async def load_positions(self, option_ids: set[UUID], actors: Sequence[Actor]) -> None:
        entities = {
            held.acted_as.entity_id for actor in actors for held in actor.in_consultation(self._consultation.id)
        }
        for position in await queries.held(self._session, self._round.id, option_ids, entities):
            self._held[position.option_id, position.entity_id] = position

    def state(self, actor: Actor, option_id: UUID, body: PositionIn) -> PositionOut:
        option = self._options.get(option_id)
        if option is None or not policy.may_see(actor, self._consultation):
            raise NotFound("There is no such option.")
        acted_as = policy.require_right(actor, Action.TAKE_POSITION, self._round)
        position = self._held.get((option_id, acted_as.entity_id))
        if body.version is not None and body.version != (position.version if position else 0):
            raise NotNow(
                "Somebody of your delegation stated a position meanwhile. Please look at it first.",
                code="version_changed",
            )
        if position is None:
            position = self._held[option_id, acted_as.entity_id] = _new(option, self._round, acted_as)
            self._session.add(position)
        _restate(position, option, acted_as, body, self._record.next_seq)
        self._versions.append(_version(position))
        out = PositionOut.of(position)
        self._record.append(acted_as.by, PositionStated(acted_as=acted_as, position=out))
        return out

    async def save(self) -> None:
        """Positions before their versions, which refer to them."""
        await self._session.flush()
        self._session.add_all(self._versions)


def _new(option: Option, round_: Round, acted_as: ActedAs) -> Position:
    return Position(
        id=uuid4(),
        consultation_id=round_.consultation_id,
        option_id=option.id,
        round_id=round_.id,
        entity_id=acted_as.entity_id,
        version=0,
        hidden=None,
    )


def _restate(position: Position, option: Option, acted_as: ActedAs, body: PositionIn, seq: int) -> None:
    position.version += 1
    position.seq = seq
    position.option_version = option.version
    position.stance, position.reason, position.condition = body.stance, body.reason, body.condition
    position.language = body.language
    position.group, position.region = acted_as.group, acted_as.region
    position.acted_as = acted_as.model_dump(mode="json")
    position.stated_at = clock.now()


def _version(position: Position) -> PositionVersion:
    return PositionVersion(
        position_id=position.id,
        version=position.version,
        stance=position.stance,
        reason=position.reason,
        condition=position.condition,
        language=position.language,
        acted_as=position.acted_as,
        stated_at=position.stated_at,
    )
