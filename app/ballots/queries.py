"""Finding ballots, with the check of sight: a draft is there for officers only."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.ballots.models import Ballot, BallotBundle, RollEntry
from app.ballots.rules import BallotState, Kept, require_results, state_at
from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.core.errors import NotFound
from app.record.events import Audience

UNKNOWN = "There is no such ballot."


def may_see_drafts(actor: Actor, consultation_id: UUID) -> bool:
    return Audience.OFFICERS in policy.audiences(actor, consultation_id)


def may_see(actor: Actor, consultation: Consultation, ballot: Ballot) -> bool:
    drafts = ballot.state != Kept.DRAFT or may_see_drafts(actor, consultation.id)
    return drafts and policy.may_see(actor, consultation)


async def visible(session: AsyncSession, actor: Actor, ballot_id: UUID) -> Ballot:
    found = await session.get(Ballot, ballot_id)
    consultation = await session.get(Consultation, found.consultation_id) if found else None
    if found is None or consultation is None or not may_see(actor, consultation, found):
        raise NotFound(UNKNOWN)
    return found


async def with_results(session: AsyncSession, actor: Actor, ballot_id: UUID, now: datetime) -> Ballot:
    """The only way to a ballot whose results are to be shown."""
    ballot = await visible(session, actor, ballot_id)
    require_results(state_of(ballot, now))
    return ballot


def state_of(ballot: Ballot, now: datetime) -> BallotState:
    return state_at(Kept(ballot.state), ballot.opens_at, ballot.closes_at, now)


async def page(
    session: AsyncSession, actor: Actor, consultation_id: UUID, before: int | None, limit: int
) -> Sequence[Ballot]:
    query = select(Ballot).where(Ballot.consultation_id == consultation_id)
    if not may_see_drafts(actor, consultation_id):
        query = query.where(Ballot.state != Kept.DRAFT)
    if before is not None:
        query = query.where(Ballot.seq < before)
    return (await session.scalars(query.order_by(Ballot.seq.desc()).limit(limit))).all()


async def own(session: AsyncSession, actor: Actor, ballots: Collection[Ballot]) -> dict[UUID, RollEntry]:
    """Where the actor stands on these ballots' rolls."""
    if actor.account is None:
        return {}
    query = select(RollEntry).where(
        RollEntry.ballot_id.in_([ballot.id for ballot in ballots]), RollEntry.account_id == actor.account.id
    )
    return {entry.ballot_id: entry for entry in await session.scalars(query)}


async def bundle(session: AsyncSession, ballot_id: UUID) -> bytes:
    return (await session.scalars(select(BallotBundle.content).where(BallotBundle.ballot_id == ballot_id))).one()


def consultation_of(ballot_id: UUID) -> Select[UUID]:
    return select(Ballot.consultation_id).where(Ballot.id == ballot_id)


async def due(session: AsyncSession, now: datetime) -> list[tuple[UUID, UUID]]:
    """(ballot, consultation) of those whose closing instant has passed and that are not sealed yet."""
    query = select(Ballot.id, Ballot.consultation_id).where(Ballot.state == Kept.FROZEN, Ballot.closes_at <= now)
    return [(row.id, row.consultation_id) for row in await session.execute(query.order_by(Ballot.closes_at))]


async def over(session: AsyncSession, ballot_ids: Collection[UUID]) -> Sequence[UUID]:
    """Those of these whose key nobody needs any more."""
    query = select(Ballot.id).where(Ballot.id.in_(ballot_ids), Ballot.state.in_([Kept.SEALED, Kept.ANNULLED]))
    return (await session.scalars(query)).all()
