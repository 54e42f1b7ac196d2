"""Admitting people: one accreditation names a person, a capacity and, for delegates, an organization."""

from typing import Self
from uuid import UUID

from pydantic import model_validator

from app.accounts.schemas import Email
from app.capacities.actor import CapacityKind
from app.capacities.schemas import DelegationOut
from app.core.schemas import In, Instant, Line, Out
from app.stakeholders.groups import RegionalGroup, StakeholderGroup


class OrganizationIn(In):
    name: Line
    group: StakeholderGroup
    region: RegionalGroup | None = None


class AccreditationIn(In):
    """`organization` for delegates (and observers of one); `group` and `region` for people in personal capacity."""

    email: Email
    name: Line
    capacity: CapacityKind
    organization: OrganizationIn | None = None
    group: StakeholderGroup | None = None
    region: RegionalGroup | None = None

    @model_validator(mode="after")
    def names_what_the_capacity_needs(self) -> Self:
        if self.capacity is CapacityKind.DELEGATE and self.organization is None:
            raise ValueError("a delegate is accredited for an organization")
        if self.capacity is CapacityKind.PERSONAL_CAPACITY and self.group is None:
            raise ValueError("a person in personal capacity belongs to a stakeholder group")
        return self


class AccreditationOut(Out):
    capacity_id: UUID
    account_id: UUID
    name: str
    capacity: CapacityKind
    delegation: DelegationOut | None
    group: str | None
    region: str | None
    accredited_at: Instant


class ParticipantsOut(Out):
    """Who takes part: delegations by name. Persons are counted, not listed, unless an officer asks."""

    delegations: list[DelegationOut]
