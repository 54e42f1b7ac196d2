"""How seats look from outside. A member's gender is on no channel; it is only counted."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from app.accounts.schemas import Email
from app.advisory.models import AdvisorySeat
from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, Line, OptionalLine, Out, ReasonText
from app.stakeholders.groups import RegionalGroup, StakeholderGroup

At = Annotated[Instant | None, Field(description="An instant in the term they are appointed for; now, if left out.")]


class AppointmentsIn(In):
    """Nominees who are appointed together: all of them or, if one may not be, none."""

    nomination_ids: Annotated[list[UUID], Field(min_length=1, max_length=100)]
    reason: ReasonText
    at: At = None


class SeatIn(In):
    """Somebody appointed by direct act, without a nomination. `ex_officio`: the title of the seat beside the plan."""

    email: Email
    name: Line
    group: StakeholderGroup
    region: RegionalGroup | None = None
    ex_officio: OptionalLine = None
    reason: ReasonText
    at: At = None


class SeatReasonIn(In):
    reason: ReasonText


class LeftSeat(Out):
    """Before the end of the term: by the member (`resigned`) or by the appointing authority."""

    resigned: bool
    reason: str
    at: Instant


class NominatedBy(Out):
    id: UUID
    name: str


class SeatOut(Out):
    """`term`: the group's, from 0. `served`: which of this person's terms it is, from 1."""

    id: UUID
    group_id: UUID
    seq: int
    account_id: UUID
    capacity_id: UUID
    nomination_id: UUID | None
    name: str
    group: str
    region: str | None
    ex_officio: str | None
    nominated_by: NominatedBy | None
    term: int
    served: int
    starts_at: Instant
    ends_at: Instant
    reason: str
    appointed_by: ActedAs
    appointed_at: Instant
    ended: LeftSeat | None

    @classmethod
    def of(cls, seat: AdvisorySeat) -> Self:
        return cls.model_validate(seat)


class SeatsOut(Out):
    items: list[SeatOut]
