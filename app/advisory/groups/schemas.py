"""How an advisory group and its composition look from outside."""

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from app.advisory.composition import GenderBalance, Row, split, split_regions
from app.advisory.models import AdvisoryGroup
from app.advisory.terms import Renewal
from app.capacities.actor import ActedAs, CapacityKind
from app.core.schemas import In, Instant, LanguageTag, Line, LongText, OptionalReason, Out, ReasonText
from app.stakeholders.groups import RegionalGroup, StakeholderGroup

Seats = Annotated[int, Field(ge=0, le=500)]
AppointingCapacity = Literal[CapacityKind.CHAIR, CapacityKind.CONVENER]


def _plausible(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError("the year must lie between 1900 and 2200")
    return day


Day = Annotated[date, AfterValidator(_plausible)]


class AdvisoryGroupIn(In):
    """Left out, the seats are divided by the usual rule: governments at most 40 %, the rest and the regions evenly."""

    title: Line
    mandate: LongText
    language: LanguageTag
    size: Annotated[int, Field(ge=1, le=500)]
    plan: Annotated[dict[StakeholderGroup, Seats] | None, Field(description="Seats by stakeholder group.")] = None
    regions: Annotated[dict[RegionalGroup, Seats] | None, Field(description="Seats by regional group.")] = None
    gender_minimum: Annotated[
        int | None, Field(ge=0, le=50, description="Percent of the members that women and men should each be.")
    ] = None
    ex_officio: list[Line] = Field(default=[], max_length=20, description="Titles of seats beside the size.")
    appointing_capacity: AppointingCapacity
    appointing_authority: Line
    first_term_on: Day
    term_months: Annotated[int, Field(ge=1, le=120)] = 12
    max_terms: Annotated[int, Field(ge=1, le=20)] = 3
    renewed_one_in: Annotated[int, Field(ge=1, le=10, description="Newcomers at a renewal: one in so many seats.")] = 3
    personal_capacity: bool = True

    @model_validator(mode="after")
    def adds_up(self) -> Self:
        if len(set(self.ex_officio)) < len(self.ex_officio):
            raise ValueError("each ex-officio seat has a title of its own")
        if self.plan is not None and sum(self.plan.values()) != self.size:
            raise ValueError("the seats by stakeholder group must add up to the size")
        if self.regions is not None and sum(self.regions.values()) != self.size:
            raise ValueError("the seats by regional group must add up to the size")
        return self

    @property
    def seats(self) -> dict[str, int]:
        return split(self.size) if self.plan is None else {str(code): seats for code, seats in self.plan.items()}

    @property
    def by_region(self) -> dict[str, int]:
        return (
            split_regions(self.size) if self.regions is None else {str(c): seats for c, seats in self.regions.items()}
        )


class AdvisoryGroupRevision(AdvisoryGroupIn):
    """The whole group anew. `version`: the one it rests on."""

    version: int
    reason: ReasonText


class AdvisoryGroupOut(Out):
    id: UUID
    consultation_id: UUID
    seq: int
    version: int
    title: str
    mandate: str
    language: str
    size: int
    plan: dict[str, int]
    regions: dict[str, int]
    gender_minimum: int | None
    ex_officio: list[str]
    appointing_capacity: str
    appointing_authority: str
    first_term_on: date
    term_months: int
    max_terms: int
    renewed_one_in: int
    personal_capacity: bool
    acted_as: ActedAs
    established_at: Instant
    reason: OptionalReason

    @classmethod
    def of(cls, group: AdvisoryGroup) -> Self:
        return cls.model_validate(group)


class CompositionRow(Out):
    """`gap`: seats still to fill; below zero, more than planned. `code` null: of no such group."""

    code: str | None
    target: int
    filled: int
    drafted: int
    gap: int

    @classmethod
    def all(cls, rows: list[Row]) -> list[Self]:
        return [cls.model_validate(row) for row in rows]


class GenderOut(Out):
    """As members have said it of themselves. Null while women or men are fewer than five."""

    minimum: int | None
    counted: int
    women: int | None
    men: int | None
    another_or_none: int | None
    met: bool | None

    @classmethod
    def of(cls, balance: GenderBalance, minimum: int | None) -> Self:
        met = None if minimum is None else balance.meets(minimum)
        return cls(
            minimum=minimum,
            counted=balance.counted,
            women=balance.women,
            men=balance.men,
            another_or_none=balance.another_or_none,
            met=met,
        )


class RenewalOut(Out):
    """Newcomers of the term. `limit` null: the first term has none."""

    newcomers: int
    limit: int | None
    room: int | None

    @classmethod
    def of(cls, renewal: Renewal) -> Self:
        return cls(newcomers=renewal.newcomers, limit=renewal.limit, room=renewal.room)


class ExOfficioOut(Out):
    title: str
    holder: str | None


class AdvisoryTerm(Out):
    """`number` counts from 0; `ends_at` is the instant at which the next term begins."""

    number: int
    starts_at: Instant
    ends_at: Instant


class Refused(Out):
    """Somebody of a draft who could not be appointed, and why."""

    nomination_id: UUID
    detail: str


class CompositionOut(Out):
    """Of one term. `persons`: members with a seat of the plan. `entities`: delegations that put members forward, each
    once. The two are different figures. `drafted`: persons of the draft; gender is never shown for a draft, because the
    difference would be about single persons.
    """

    group_id: UUID
    record_seq: int
    term: AdvisoryTerm
    size: int
    persons: int
    drafted: int
    vacant: int
    entities: int
    by_group: list[CompositionRow]
    by_region: list[CompositionRow]
    gender: GenderOut | None
    ex_officio: list[ExOfficioOut]
    renewal: RenewalOut
    refused: list[Refused]
