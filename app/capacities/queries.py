"""Loading capacities and delegations."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Account
from app.capacities.actor import ActedAs, CapacityKind, HeldCapacity
from app.capacities.models import Capacity, Delegation
from app.core import clock


async def held_now(session: AsyncSession, account: Account) -> tuple[HeldCapacity, ...]:
    """The capacities this person holds at this moment, in all consultations, oldest first."""
    instant = clock.now()
    query = (
        select(Capacity, Delegation)
        .outerjoin(Delegation, Delegation.id == Capacity.delegation_id)
        .where(
            Capacity.account_id == account.id,
            Capacity.valid_from <= instant,
            or_(Capacity.valid_until.is_(None), Capacity.valid_until > instant),
        )
        .order_by(Capacity.valid_from, Capacity.id)
    )
    return tuple(_held(account, capacity, delegation) for capacity, delegation in await session.execute(query))


def _held(account: Account, capacity: Capacity, delegation: Delegation | None) -> HeldCapacity:
    acted_as = ActedAs(
        account_id=account.id,
        name=account.name,
        capacity=capacity.kind,
        delegation_id=delegation.id if delegation else None,
        entity=delegation.name if delegation else account.name,
        group=delegation.group if delegation else capacity.group,
        region=delegation.region if delegation else capacity.region,
    )
    return HeldCapacity(capacity.id, capacity.consultation_id, CapacityKind(capacity.kind), acted_as)


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
