"""Setting a ballot up: draft, revise, freeze; and annulling one that is frozen.

Freezing is the point of no return: question, options, rules, times, roll and the commitment to the seed of the lot are
hashed together. Nothing of it changes afterwards; what was wrong is annulled, with a reason, and set up anew.
"""

import secrets
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from app.advisory import queries as advisory_queries
from app.ballots import queries, rules, verify
from app.ballots.definition import (
    RULE_VERSION,
    BallotDefinition,
    BallotSpec,
    RollMember,
    Teller,
    definition_hash,
    require_freezable,
    roll_order,
)
from app.ballots.events import BallotAnnulled, BallotDrafted, BallotFrozen, BallotRevised
from app.ballots.models import Ballot, ClosedBox, RollEntry
from app.ballots.rules import Kept
from app.ballots.schemas import BallotEdit, BallotIn, BallotOut, DraftOut
from app.ballots.vault import Vault
from app.capacities import queries as capacity_queries
from app.capacities.actor import ActedAs, Actor, CapacityKind, HeldCapacity
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession, insert, instant
from app.core.errors import Invalid, NotNow
from app.record.events import Audience
from app.record.service import Record

SEED_BYTES = 32


async def draft(session: WriteSession, actor: Actor, ref: str, body: BallotIn) -> DraftOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.MANAGE_BALLOTS, consultation.id)
    spec = _spec(body)
    record = await Record.hold(session, consultation.id)
    ballot = Ballot(
        id=uuid4(),
        consultation_id=consultation.id,
        seq=record.next_seq,
        version=1,
        state=Kept.DRAFT,
        spec=spec.model_dump(mode="json"),
        definition=None,
        definition_hash=None,
        tie_seed=None,
        opens_at=None,
        closes_at=spec.closes_at,
        roll_size=0,
        turnout=0,
        drafted_by=acted_as.model_dump(mode="json"),
        drafted_at=clock.now(),
        frozen_by=None,
        frozen_at=None,
        sealed_at=None,
        seal=None,
        results=None,
        annulment=None,
    )
    session.add(ballot)
    out = DraftOut.drafted(ballot, clock.now())
    record.append(acted_as.by, BallotDrafted(acted_as=acted_as, ballot=_public(ballot)), Audience.OFFICERS)
    return out


def _spec(body: BallotIn) -> BallotSpec:
    known = {str(kind) for kind in CapacityKind}
    if unknown := sorted(set(body.capacities) - known):
        raise Invalid(f"There is no such capacity: {', '.join(unknown)}.", code="unknown_capacity")
    return BallotSpec.model_validate(body.model_dump(exclude={"version"}))


def _public(ballot: Ballot) -> BallotOut:
    return BallotOut.of(ballot, clock.now())


async def _hold(session: WriteSession, actor: Actor, ballot_id: UUID) -> tuple[Record, Ballot, ActedAs]:
    ballot = await queries.visible(session, actor, ballot_id)
    acted_as = policy.require(actor, Action.MANAGE_BALLOTS, ballot.consultation_id)
    record = await Record.hold(session, ballot.consultation_id)
    await session.refresh(ballot)
    return record, ballot, acted_as


async def drafted(session: AsyncSession, actor: Actor, ballot_id: UUID) -> DraftOut:
    ballot = await queries.visible(session, actor, ballot_id)
    policy.require(actor, Action.MANAGE_BALLOTS, ballot.consultation_id)
    return DraftOut.drafted(ballot, clock.now())


async def revise(session: WriteSession, actor: Actor, ballot_id: UUID, body: BallotEdit) -> DraftOut:
    record, ballot, acted_as = await _hold(session, actor, ballot_id)
    rules.require_draft(Kept(ballot.state))
    if body.version != ballot.version:
        raise NotNow("Somebody has changed this draft meanwhile. Please look at it again.", code="version_changed")
    spec = _spec(body)
    ballot.spec, ballot.closes_at = spec.model_dump(mode="json"), spec.closes_at
    ballot.version += 1
    record.append(acted_as.by, BallotRevised(acted_as=acted_as, ballot=_public(ballot)), Audience.OFFICERS)
    return DraftOut.drafted(ballot, clock.now())


async def freeze(session: WriteSession, vault: Vault, actor: Actor, ballot_id: UUID) -> BallotOut:
    """The roll is read while the record is held: nobody is accredited meanwhile."""
    record, ballot, acted_as = await _hold(session, actor, ballot_id)
    rules.require_draft(Kept(ballot.state))
    spec, now, seed = BallotSpec.model_validate(ballot.spec), await instant(session), secrets.token_hex(SEED_BYTES)
    held = await capacity_queries.holding(session, ballot.consultation_id, set(spec.capacities))
    recused = await _recusals(session, ballot.consultation_id, spec)
    roll = _roll(held, recused)
    tellers = await _tellers(session, ballot.consultation_id, spec)
    require_freezable(spec, roll, tellers, now)
    definition = _definition(ballot, spec, roll, tellers, seed, now)
    vault.make_key(ballot.id)
    ballot.definition, ballot.definition_hash = definition.plain, definition_hash(definition)
    ballot.state, ballot.tie_seed = Kept.FROZEN, seed
    ballot.opens_at, ballot.roll_size = definition.opens_at, len(roll)
    ballot.frozen_by, ballot.frozen_at = acted_as.model_dump(mode="json"), now
    ballot.version += 1
    await session.flush()
    await session.execute(insert(session, RollEntry.__table__), [
        {
            "ballot_id": ballot.id, "account_id": each.member, "stakeholder_group": each.group,
            "recused": each.recused, "voted": False,
        }
        for each in roll
    ])  # fmt: skip
    record.append(acted_as.by, BallotFrozen(acted_as=acted_as, ballot=_public(ballot)))
    return _public(ballot)


def _roll(held: list[HeldCapacity], recused: set[tuple[UUID, int]]) -> list[RollMember]:
    """One vote a person, in the capacity they have held longest."""
    members: dict[UUID, RollMember] = {}
    for capacity in held:
        acted_as = capacity.acted_as
        assert acted_as.account_id is not None  # people hold capacities
        members.setdefault(
            acted_as.account_id,
            RollMember(
                member=acted_as.account_id,
                name=acted_as.name,
                group=acted_as.group,
                region=acted_as.region,
                recused=sorted(option for account_id, option in recused if account_id == acted_as.account_id),
            ),
        )
    return sorted(members.values(), key=roll_order)


async def _recusals(session: WriteSession, consultation_id: UUID, spec: BallotSpec) -> set[tuple[UUID, int]]:
    """(account, place of the option): named in the draft, or declared by members as a conflict of interest."""
    named = {recusal.capacity_id for recusal in spec.recusals}
    accounts = await capacity_queries.accounts_of(session, consultation_id, named)
    if missing := named - accounts.keys():
        raise Invalid(f"{len(missing)} of the recusals name nobody who takes part here.", code="unknown_capacity")
    recused = {(accounts[recusal.capacity_id].id, recusal.option) for recusal in spec.recusals}
    for account_id, subjects in (await advisory_queries.declared(session, consultation_id)).items():
        for number, option in enumerate(spec.options):
            if option.subject and (option.subject.type, option.subject.id) in subjects:
                recused.add((account_id, number))
    return recused


async def _tellers(session: WriteSession, consultation_id: UUID, spec: BallotSpec) -> list[Teller]:
    accounts = await capacity_queries.accounts_of(session, consultation_id, set(spec.tellers))
    if set(spec.tellers) - accounts.keys():
        raise Invalid("A teller named in the draft takes no part here.", code="unknown_capacity")
    people = {account.id: account.name for account in accounts.values()}
    return [Teller(account=account_id, name=name) for account_id, name in sorted(people.items(), key=str)]


def _definition(
    ballot: Ballot, spec: BallotSpec, roll: list[RollMember], tellers: list[Teller], seed: str, now: datetime
) -> BallotDefinition:
    return BallotDefinition(
        format=verify.FORMAT,
        id=ballot.id,
        consultation_id=ballot.consultation_id,
        question=spec.question,
        language=spec.language,
        detail=spec.detail,
        options=spec.options,
        method=spec.rules.method,
        rule_version=RULE_VERSION,
        rules=spec.rules,
        mode=spec.mode,
        unanimity=spec.unanimity,
        opens_at=max(now, spec.opens_at or now),
        closes_at=spec.closes_at,
        capacities=list(spec.capacities),
        tie_commitment=verify.digest(bytes.fromhex(seed)),
        roll=roll,
        tellers=tellers,
    )


async def annul(session: WriteSession, actor: Actor, ballot_id: UUID, reason: str) -> BallotOut:
    """What was cast is deleted with it, unopened. The key goes when the process next looks (`sealing.seal_due`)."""
    record, ballot, acted_as = await _hold(session, actor, ballot_id)
    rules.require_annullable(Kept(ballot.state))
    ballot.state, ballot.version = Kept.ANNULLED, ballot.version + 1
    ballot.annulment = {
        "reason": reason,
        "acted_as": acted_as.model_dump(mode="json"),
        "at": clock.iso(clock.now()),
    }
    await session.execute(delete(ClosedBox).where(ClosedBox.ballot_id == ballot.id))
    record.append(acted_as.by, BallotAnnulled(acted_as=acted_as, ballot=_public(ballot)))
    return _public(ballot)
