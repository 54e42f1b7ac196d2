"""Loading capacities and delegations."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Account
from app.capacities.actor import CONDUCTING, ActedAs, Actor, Caller, CapacityKind, HeldCapacity, Person, as_actor
from app.capacities.models import Capacity, Delegation
from app.capacities.schemas import CapacityHolder
from app.core import clock
from app.core.db import UtcDateTime


@dataclass(frozen=True)
class Actors:
    """People looked up together: their accounts and the capacities they hold at this moment."""

    people: dict[UUID, tuple[Person, tuple[HeldCapacity, ...]]]

    def of(self, caller: Caller) -> Actor:
        """Who this caller is, or a refusal."""
        return as_actor(caller, *self.people.get(caller.claims.account_id, (None, ())))

    def entities(self, consultation_id: UUID) -> set[UUID]:
        """The entities they can act for in a consultation."""
        capacities = (capacity for _, held in self.people.values() for capacity in held)
        return {capacity.acted_as.entity_id for capacity in capacities if capacity.consultation_id == consultation_id}


async def actors(session: AsyncSession, callers: Iterable[Caller]) -> Actors:
    """Who the callers are: one query, however many call."""
    return Actors(await held_now(session, {caller.claims.account_id for caller in callers}))


# Built once, of columns and not of objects: acts in masses pay for both with every batch.
HELD_NOW = (
    select(
        *(getattr(Account, name) for name in Person._fields),
        Capacity.id,
        Capacity.consultation_id,
        Capacity.kind,
        Capacity.delegation_id,
        func.coalesce(Delegation.name, Account.name),
        func.coalesce(Delegation.group, Capacity.group),
        func.coalesce(Delegation.region, Capacity.region),
    )
    .outerjoin(
        Capacity,
        and_(
            Capacity.account_id == Account.id,
            Capacity.valid_from <= bindparam("instant", type_=UtcDateTime),
            or_(Capacity.valid_until.is_(None), Capacity.valid_until > bindparam("instant", type_=UtcDateTime)),
        ),
    )
    .outerjoin(Delegation, Delegation.id == Capacity.delegation_id)
    .where(Account.id.in_(bindparam("account_ids", expanding=True)))
    .order_by(Capacity.valid_from, Capacity.id)
)


async def held_now(
    session: AsyncSession, account_ids: Collection[UUID]
) -> dict[UUID, tuple[Person, tuple[HeldCapacity, ...]]]:
    """These people and the capacities each holds at this moment, in all consultations, oldest first."""
    people: dict[UUID, Person] = {}
    held: dict[UUID, list[HeldCapacity]] = defaultdict(list)
    for row in await session.execute(HELD_NOW, {"instant": clock.now(), "account_ids": list(account_ids)}):
        person = Person(*row[: len(Person._fields)])
        people[person.id] = person
        capacity_id, consultation_id, kind, *frozen = row[len(Person._fields) :]
        if capacity_id:
            acting = _acted_as(person, kind, *frozen)
            held[person.id].append(HeldCapacity(capacity_id, consultation_id, CapacityKind(kind), acting))
    return {person.id: (person, tuple(held[person.id])) for person in people.values()}


def _acted_as(
    account: Person, kind: str, delegation_id: UUID | None, entity: str, group: str | None, region: str | None
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
    """How many different persons are accredited to take part."""
    return select(func.count(Capacity.account_id.distinct())).where(
        and_(Capacity.consultation_id == consultation_id, Capacity.kind.not_in(CONDUCTING))
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


async def holding(session: AsyncSession, consultation_id: UUID, kinds: Collection[str]) -> list[HeldCapacity]:
    """The capacities of these kinds that are held in a consultation at this moment, oldest first."""
    account_ids = select(Capacity.account_id).where(
        Capacity.consultation_id == consultation_id, Capacity.kind.in_(kinds)
    )
    people = await held_now(session, set((await session.scalars(account_ids)).all()))
    capacities = (capacity for _, held in people.values() for capacity in held)
    return [each for each in capacities if each.consultation_id == consultation_id and each.kind in kinds]


async def accounts_of(
    session: AsyncSession, consultation_id: UUID, capacity_ids: Collection[UUID]
) -> dict[UUID, Account]:
    """Whose these capacities in a consultation are, by the capacity; unknown ones are left out."""
    query = select(Capacity.id, Account).join(Account, Account.id == Capacity.account_id)
    rows = await session.execute(
        query.where(Capacity.consultation_id == consultation_id, Capacity.id.in_(capacity_ids))
    )
    return {row[0]: row[1] for row in rows}


async def holders(session: AsyncSession, consultation_id: UUID, part: str, limit: int = 20) -> list[CapacityHolder]:
    """Who takes part at this moment, and has `part` in their name or in that of whom they sit for."""
    instant, entity = clock.now(), func.coalesce(Delegation.name, Account.name)
    query = (
        select(
            Capacity.id.label("capacity_id"),
            Account.name,
            Capacity.kind,
            entity.label("entity"),
            func.coalesce(Delegation.group, Capacity.group).label("group"),
            func.coalesce(Delegation.region, Capacity.region).label("region"),
        )
        .join(Account, Account.id == Capacity.account_id)
        .outerjoin(Delegation, Delegation.id == Capacity.delegation_id)
        .where(
            Capacity.consultation_id == consultation_id,
            Capacity.kind.not_in(CONDUCTING),
            Capacity.valid_from <= instant,
            or_(Capacity.valid_until.is_(None), Capacity.valid_until > instant),
            or_(Account.name.icontains(part, autoescape=True), entity.icontains(part, autoescape=True)),
        )
        .order_by(entity, Account.name, Capacity.id)
        .limit(limit)
    )
    return [CapacityHolder.model_validate(dict(row)) for row in (await session.execute(query)).mappings()]
