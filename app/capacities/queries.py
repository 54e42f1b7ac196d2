"""Loading capacities and delegations."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Account
from app.capacities.actor import ActedAs, Actor, Caller, CapacityKind, HeldCapacity, as_actor
from app.capacities.models import Capacity, Delegation
from app.core import clock
from app.core.errors import ConvenorError


async def actors(session: AsyncSession, callers: Collection[Caller]) -> dict[Caller, Actor | ConvenorError]:
    """Each caller's actor, or why there is none: one query, however many call."""
    found = await held_now(session, {caller.claims.account_id for caller in callers})
    return {caller: _actor(caller, *found.get(caller.claims.account_id, (None, ()))) for caller in callers}


def _actor(caller: Caller, account: Account | None, held: tuple[HeldCapacity, ...]) -> Actor | ConvenorError:
    try:
        return as_actor(caller, account, held)
    except ConvenorError as refusal:
        return refusal


async def held_now(
    session: AsyncSession, account_ids: Collection[UUID]
) -> dict[UUID, tuple[Account, tuple[HeldCapacity, ...]]]:
    """These people and the capacities each holds at this moment, in all consultations, oldest first."""
    instant = clock.now()
    valid = and_(
        Capacity.account_id == Account.id,
        Capacity.valid_from <= instant,
        or_(Capacity.valid_until.is_(None), Capacity.valid_until > instant),
    )
    query = (
        # Columns of the latter two, not objects: acts in masses pay for every one of them.
        select(
            Account,
            Capacity.id,
            Capacity.consultation_id,
            Capacity.kind,
            Capacity.delegation_id,
            func.coalesce(Delegation.name, Account.name).label("entity"),
            func.coalesce(Delegation.group, Capacity.group).label("group"),
            func.coalesce(Delegation.region, Capacity.region).label("region"),
        )
        .outerjoin(Capacity, valid)
        .outerjoin(Delegation, Delegation.id == Capacity.delegation_id)
        .where(Account.id.in_(account_ids))
        .order_by(Capacity.valid_from, Capacity.id)
    )
    accounts: dict[UUID, Account] = {}
    held: dict[UUID, list[HeldCapacity]] = defaultdict(list)
    for account, capacity_id, consultation_id, kind, delegation_id, entity, group, region in await session.execute(
        query
    ):
        accounts[account.id] = account
        if capacity_id:
            acting = _acted_as(account, kind, delegation_id, entity, group, region)
            held[account.id].append(HeldCapacity(capacity_id, consultation_id, CapacityKind(kind), acting))
    return {account_id: (account, tuple(held[account_id])) for account_id, account in accounts.items()}


def _acted_as(
    account: Account, kind: str, delegation_id: UUID | None, entity: str, group: str | None, region: str | None
) -> ActedAs:
    return ActedAs(
        account_id=account.id,
        name=account.name,
        capacity=kind,
        delegation_id=delegation_id,
        entity=entity,
        group=group,
        region=region,
    )


def counted_persons(consultation_id: UUID) -> Select[int]:
    """How many different persons are accredited and not officers of the consultation."""
    officers = {CapacityKind.CHAIR, CapacityKind.CONVENER, CapacityKind.SECRETARIAT}
    return select(func.count(Capacity.account_id.distinct())).where(
        and_(Capacity.consultation_id == consultation_id, Capacity.kind.not_in(officers))
    )


async def participation(session: AsyncSession, consultation_id: UUID) -> tuple[int, int]:
    """(delegations, persons) accredited: entities and persons are different figures."""
    delegations = select(func.count(Delegation.id)).where(Delegation.consultation_id == consultation_id)
    return (
        await session.scalar(delegations) or 0,
        await session.scalar(counted_persons(consultation_id)) or 0,
    )


async def delegations(session: AsyncSession, consultation_id: UUID) -> Sequence[Delegation]:
    query = select(Delegation).where(Delegation.consultation_id == consultation_id)
    return (await session.scalars(query.order_by(Delegation.name))).all()
