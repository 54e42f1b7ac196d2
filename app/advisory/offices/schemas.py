"""How offices and their turns look from outside. The rule is kept; who holds an office when is worked out from it."""

from datetime import date
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.advisory.groups.schemas import Day
from app.advisory.models import AdvisoryOffice
from app.advisory.rotation import Calendar, Rotation, Turn
from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, LanguageTag, Line, OptionalReason, Out, ReasonText


class OfficeIn(In):
    """Either a `pool` that it goes round in, in order, or another office that it `follows`."""

    title: Line
    language: LanguageTag
    pool: list[Line] = Field(default=[], max_length=50)
    starts_with: Annotated[int, Field(ge=0, le=49, description="Place in the pool of the first holder, from 0.")] = 0
    first_on: Day | None = None
    period_months: Annotated[int | None, Field(ge=1, le=240)] = None
    follows_id: UUID | None = None

    @model_validator(mode="after")
    def has_one_rule(self) -> Self:
        own = (bool(self.pool), self.first_on is not None, self.period_months is not None)
        if self.follows_id is not None and any(own):
            raise ValueError("an office that follows another has no pool or period of its own")
        if self.follows_id is None and not all(own):
            raise ValueError("name the pool, the first day and the period, or the office it follows")
        if len(set(self.pool)) < len(self.pool):
            raise ValueError("each stands in the pool once")
        if self.pool and self.starts_with >= len(self.pool):
            raise ValueError("the first holder must stand in the pool")
        return self


class OfficeRevision(OfficeIn):
    """The whole rule anew. `version`: the one it rests on."""

    version: int
    reason: ReasonText


class DeviationIn(In):
    """`turn`: its number, from 0. The turns after it go by the rule as if there had been no deviation."""

    turn: Annotated[int, Field(ge=0, le=2_000)]
    holder: Line
    reason: ReasonText


class Deviation(Out):
    holder: str
    reason: str
    acted_as: ActedAs
    at: Instant


class OfficeOut(Out):
    """`deviations`: number of the turn -> what was decided instead of the rule."""

    id: UUID
    consultation_id: UUID
    group_id: UUID
    seq: int
    version: int
    title: str
    language: str
    pool: list[str]
    starts_with: int
    first_on: date
    period_months: int
    follows_id: UUID | None
    deviations: dict[str, Deviation]
    acted_as: ActedAs
    reason: OptionalReason

    @classmethod
    def of(cls, office: AdvisoryOffice) -> Self:
        return cls.model_validate(office)


class TurnOut(Out):
    """`last_on`: the day before the hand-over. `by_rule` differs from `holder` where somebody decided otherwise."""

    number: int
    first_on: date
    last_on: date
    holder: str
    by_rule: str
    reason: str | None

    @classmethod
    def of(cls, turn: Turn, deviations: dict[str, Any]) -> Self:
        deviation = deviations.get(str(turn.period.number))
        return cls(
            number=turn.period.number,
            first_on=turn.period.first,
            last_on=turn.period.last,
            holder=turn.holder,
            by_rule=turn.by_rule,
            reason=deviation["reason"] if deviation else None,
        )


class OfficeAt(OfficeOut):
    """`current`: the turn of the day asked for; null before the first. `turns`: that one and those to come."""

    on: date
    current: TurnOut | None
    turns: list[TurnOut]

    @classmethod
    def at(cls, office: AdvisoryOffice, leading: AdvisoryOffice, on: date, count: int) -> Self:
        """`leading`: the office that this one follows, or itself."""
        rotation = rotation_of(leading)
        current = rotation.at(on)
        return cls(
            **OfficeOut.of(office).model_dump(),
            on=on,
            current=TurnOut.of(current, leading.deviations) if current else None,
            turns=[TurnOut.of(turn, leading.deviations) for turn in rotation.turns(on, count)],
        )


class OfficesOut(Out):
    record_seq: int
    items: list[OfficeAt]


def rotation_of(office: AdvisoryOffice) -> Rotation:
    return Rotation(
        Calendar(office.first_on, office.period_months),
        office.pool,
        office.starts_with,
        {int(number): deviation["holder"] for number, deviation in office.deviations.items()},
    )
