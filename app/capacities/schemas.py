"""How capacities and delegations look from outside."""

from typing import Self
from uuid import UUID

from app.accounts.schemas import AccountOut
from app.capacities.actor import HeldCapacity
from app.core.schemas import Out


class DelegationOut(Out):
    id: UUID
    name: str
    group: str
    region: str | None


class CapacityOut(Out):
    """A capacity the signed-in person holds now; its id goes into the `Convenor-Capacity` header."""

    id: UUID
    consultation_id: UUID
    kind: str
    entity: str
    delegation_id: UUID | None
    group: str | None
    region: str | None

    @classmethod
    def of(cls, held: HeldCapacity) -> Self:
        acted_as = held.acted_as
        return cls(
            id=held.id,
            consultation_id=held.consultation_id,
            kind=held.kind,
            entity=acted_as.entity,
            delegation_id=acted_as.delegation_id,
            group=acted_as.group,
            region=acted_as.region,
        )


class CapacityHolder(Out):
    """Somebody who takes part, and in which capacity; for those who conduct the consultation."""

    capacity_id: UUID
    name: str
    kind: str
    entity: str
    group: str | None
    region: str | None


class Me(Out):
    """Who is signed in; `account` is null for a public reader."""

    account: AccountOut | None
    capacities: list[CapacityOut]
