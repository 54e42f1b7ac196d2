"""Stating a position."""

from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Option, Round
from app.consultations.policy import Action
from app.consultations.rules import Right
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import NotNow
from app.positions import queries
from app.positions.events import PositionStated
from app.positions.models import Position, PositionVersion
from app.positions.schemas import PositionIn, PositionOut
from app.record.service import Record


async def state(session: WriteSession, actor: Actor, option_id: UUID, body: PositionIn) -> PositionOut:
    """State or restate the position of one's delegation (or oneself) on an option, in the round open for it.

    The record's head is held first, so of two colleagues at the same moment one comes second: their statement is
    the next version of the same position, and with `version` given it is refused instead.
    """
    option, consultation = await consultation_queries.visible_option(session, actor, option_id)
    record = await Record.hold(session, consultation.id)
    round_ = await consultation_queries.round_for(session, consultation.id, Right.TAKE_POSITION)
    acted_as = policy.require_right(actor, Action.TAKE_POSITION, round_)
    position = await queries.held(session, option.id, round_.id, acted_as.entity_id)
    present = position.version if position else 0
    if body.version is not None and body.version != present:
        raise NotNow(
            "Somebody of your delegation stated a position meanwhile. Please look at it first.", code="version_changed"
        )
    position = position or _new(option, round_, acted_as)
    _restate(position, option, acted_as, body, record.next_seq)
    session.add(position)
    await session.flush()
    _keep_version(session, position)
    out = PositionOut.of(position)
    record.append(acted_as.by, PositionStated(acted_as=acted_as, position=out))
    return out


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


def _keep_version(session: WriteSession, position: Position) -> None:
    session.add(
        PositionVersion(
            position_id=position.id,
            version=position.version,
            stance=position.stance,
            reason=position.reason,
            condition=position.condition,
            language=position.language,
            acted_as=position.acted_as,
            stated_at=position.stated_at,
        )
    )
