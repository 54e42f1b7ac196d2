"""Casting: whatever a member casts last before the closing instant is their ballot.

Many cast at the same moment, so casts share transactions (core/crowd.py). The choice goes straight into a closed box;
no log line, no kept answer and no entry holds it, and casting again needs no idempotency key to be harmless.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from app.ballots import queries, rules, verify
from app.ballots.boxes import Cast, handle, packed
from app.ballots.casting.schemas import CastIn, ReceiptOut
from app.ballots.choices import canonical_choice
from app.ballots.definition import BallotDefinition
from app.ballots.events import BallotTurnout
from app.ballots.models import Ballot, ClosedBox, RollEntry
from app.ballots.office import Office
from app.ballots.rules import BallotMode
from app.ballots.schemas import TurnoutOut
from app.capacities import queries as capacity_queries
from app.capacities.actor import SYSTEM, Caller
from app.consultations import queries as consultation_queries
from app.core.crowd import each_alone
from app.core.db import WriteSession, instant, upsert
from app.core.errors import ConvenorError, Invalid, NotFound, NotPermitted
from app.record.service import Record


@dataclass(frozen=True)
class Casting:
    """One request to cast a ballot."""

    caller: Caller
    body: CastIn


@dataclass(frozen=True)
class Ground:
    """What casts are checked against; it changes only with an entry in the record."""

    ballot: Ballot
    definition: BallotDefinition | None


@dataclass(frozen=True)
class Granted:
    """A cast that may be made."""

    member: UUID
    cast: Cast
    commitment: str


async def cast_all(
    session: WriteSession, shared: tuple[UUID, UUID, Office], castings: Sequence[Casting]
) -> list[ReceiptOut | ConvenorError]:
    consultation_id, ballot_id, office = shared
    record = await Record.hold(session, consultation_id)
    actors = await capacity_queries.actors(session, [casting.caller for casting in castings])
    standing = await consultation_queries.standing(session, record)
    ground = await record.settled(f"ballot {ballot_id}", lambda: _ground(session, ballot_id))
    roll = await _roll(session, ballot_id, {casting.caller.claims.account_id for casting in castings})
    now = await instant(session)

    def check(casting: Casting) -> Granted:
        actor = actors.of(casting.caller)
        if not queries.may_see(actor, standing.consultation, ground.ballot):
            raise NotFound(queries.UNKNOWN)
        return _granted(ground, roll, actor.account_id, casting.body, now)

    granted = each_alone(castings, check)
    done = [each for each in granted if isinstance(each, Granted)]
    if done:
        await _put(session, ground.ballot, office, done)
        await _turn_out(session, record, ground.ballot, [each.member for each in done if not roll[each.member].voted])
    return [office.receipt(ballot_id, each.commitment) if isinstance(each, Granted) else each for each in granted]


async def _ground(session: WriteSession, ballot_id: UUID) -> Ground:
    ballot = await session.get_one(Ballot, ballot_id)
    return Ground(ballot, BallotDefinition.model_validate(ballot.definition) if ballot.definition else None)


async def _roll(session: WriteSession, ballot_id: UUID, account_ids: set[UUID]) -> dict[UUID, RollEntry]:
    query = select(RollEntry).where(RollEntry.ballot_id == ballot_id, RollEntry.account_id.in_(account_ids))
    return {entry.account_id: entry for entry in await session.scalars(query)}


def _granted(ground: Ground, roll: Mapping[UUID, RollEntry], member: UUID, body: CastIn, now: datetime) -> Granted:
    entry = roll.get(member)
    if entry is None:
        raise NotPermitted("You are not on the roll of this ballot.", code="not_on_the_roll")
    rules.require_castable(queries.state_of(ground.ballot, now))
    definition = ground.definition
    assert definition is not None  # only what is frozen can be open
    choice = canonical_choice(definition.rules, len(definition.options), entry.recused, body.choice)
    said = verify.canonical(choice)
    commitment = verify.commitment_to(str(definition.id), said, body.nonce)
    if body.commitment not in {None, commitment}:
        raise Invalid(
            "The commitment is not that of this choice and code. Please cast again from the ballot's page.",
            code="wrong_commitment",
        )
    named = str(member) if definition.mode is BallotMode.OPEN else None
    cast = Cast(said, body.nonce, entry.group, tuple(entry.recused), named)
    return Granted(member, cast, commitment)


async def _put(session: WriteSession, ballot: Ballot, office: Office, casts: Sequence[Granted]) -> None:
    """Of several casts of one member in a batch the last is kept. Written by handle, not as they came."""
    box = office.vault.box(ballot.id)
    latest = {handle(box, each.member): each.cast for each in casts}
    await session.execute(upsert(session, ClosedBox.__table__), [
        {"ballot_id": ballot.id, "handle": name, "content": packed(box, ballot.id, name, latest[name])}
        for name in sorted(latest)
    ])  # fmt: skip


async def _turn_out(session: WriteSession, record: Record, ballot: Ballot, members: Sequence[UUID]) -> None:
    """Note who has voted now and had not before; one entry for all of them, which names none."""
    new = sorted(set(members))
    if not new:
        return
    await session.execute(
        update(RollEntry).where(RollEntry.ballot_id == ballot.id, RollEntry.account_id.in_(new)).values(voted=True)
    )
    moved = update(Ballot).where(Ballot.id == ballot.id).values(turnout=Ballot.turnout + len(new))
    turnout = await session.scalar(moved.returning(Ballot.turnout))
    assert turnout is not None  # the ballot is there
    out = TurnoutOut(id=ballot.id, turnout=turnout, roll=ballot.roll_size)
    record.append(SYSTEM.by, BallotTurnout(turnout=out))
