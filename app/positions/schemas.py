"""How positions and their tallies look from outside."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import Hidden, In, Instant, LanguageTag, OptionalReason, Out
from app.positions.models import Position


class Stance(StrEnum):
    """A stance is a position, never a vote. Neutral is shown but is not on either side."""

    SUPPORT = "support"
    SUPPORT_WITH_RESERVATIONS = "support_with_reservations"
    NEUTRAL = "neutral"
    OPPOSE = "oppose"


class PositionIn(In):
    """`condition`: what the support depends on. `version`: the one you are changing; 409 if a colleague was faster."""

    stance: Stance
    reason: OptionalReason = None
    condition: OptionalReason = None
    language: LanguageTag
    version: Annotated[int | None, Field(ge=0, description="0 for a first position; omit to overwrite.")] = None

    @model_validator(mode="after")
    def only_reservations_have_conditions(self) -> Self:
        if self.condition and self.stance is not Stance.SUPPORT_WITH_RESERVATIONS:
            raise ValueError("a condition goes with support with reservations")
        return self


class PositionOut(Out):
    """A position as everybody sees it. Hidden, the stance stays and counts; reason and condition do not show."""

    id: UUID
    option_id: UUID
    option_version: int
    round_id: UUID
    seq: int
    version: int
    stance: Stance
    reason: str | None
    condition: str | None
    language: str
    acted_as: ActedAs
    stated_at: Instant
    hidden: Hidden | None

    @classmethod
    def of(cls, position: Position) -> Self:
        return cls.of_row({name: getattr(position, name) for name in cls.model_fields})

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Self:
        shown = {name: row[name] for name in cls.model_fields}
        return cls(**shown | ({"reason": None, "condition": None} if row["hidden"] else {}))


class Tally(Out):
    """Entities by stance; an entity without a position is in none of them."""

    support: int
    support_with_reservations: int
    neutral: int
    oppose: int


class OptionTally(Out):
    option_id: UUID
    tally: Tally
    by_group: dict[str, Tally]
    mine: PositionOut | None


class PositionsOut(Out):
    """All options of the current background note, in its order."""

    options: list[OptionTally]
    record_seq: int
