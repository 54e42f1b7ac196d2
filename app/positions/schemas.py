"""How positions and their tallies look from outside."""

from collections.abc import Mapping
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.consultations.rules import Stance
from app.core.schemas import Hidden, In, Instant, LanguageTag, OptionalReason, Out, ReasonText
from app.positions.models import Explanation, Position


class PositionIn(In):
    """`condition`: what the support depends on. `version`: the one you are changing; 409 if a colleague was faster."""

    stance: Stance
    reason: OptionalReason = None
    condition: OptionalReason = None
    blocking: Annotated[bool, Field(description="An objection: blocks consensus. It opposes, and gives reasons.")] = (
        False
    )
    language: LanguageTag
    version: Annotated[int | None, Field(ge=0, description="0 for a first position; omit to overwrite.")] = None
    option_version: Annotated[
        int | None, Field(ge=1, description="The wording that was read; 409 if the option was amended meanwhile.")
    ] = None

    @model_validator(mode="after")
    def only_reservations_have_conditions(self) -> Self:
        if self.condition and self.stance is not Stance.SUPPORT_WITH_RESERVATIONS:
            raise ValueError("a condition goes with support with reservations")
        return self

    @model_validator(mode="after")
    def objections_oppose_with_reasons(self) -> Self:
        if self.blocking and self.stance is not Stance.OPPOSE:
            raise ValueError("an objection opposes; a limit to support is a reservation")
        if self.blocking and not self.reason:
            raise ValueError("an objection blocks consensus, so it needs reasons")
        return self


class ConfirmationIn(In):
    """`option_version`: the wording that was read and is confirmed; 409 if there is a newer one."""

    option_version: Annotated[int, Field(ge=1)]


class PositionOut(Out):
    """A position as an entity stated it itself. Hidden, its stance stays and counts, its words do not show."""

    id: UUID
    option_id: UUID
    option_version: int
    round_id: UUID
    seq: int
    version: int
    stance: Stance
    reason: str | None
    condition: str | None
    blocking: bool
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
    """Entities by stance; an entity without a position, or with one to be confirmed, is in none of them."""

    support: int
    support_with_reservations: int
    neutral: int
    oppose: int


class EffectiveOut(Out):
    """An entity's position on an option, all acts considered: its own, or else that of a joint statement it is behind.

    `confirmed` false: the option or the statement has changed since, so that it counts in no stance.
    """

    option_id: UUID
    entity_id: UUID
    entity: str
    group: str | None
    region: str | None
    stance: Stance
    blocking: bool
    option_version: int
    confirmed: bool
    seq: int
    on_behalf_of: str | None
    position_id: Annotated[UUID | None, Field(description="Its own position, where it has stated one.")]
    contribution_id: Annotated[UUID | None, Field(description="The joint statement, where it has not.")]


class ExplanationIn(In):
    """`version`: the one you are changing, 0 for a first one; 409 if a colleague was faster."""

    text: ReasonText
    language: LanguageTag
    version: Annotated[int | None, Field(ge=0)] = None


class ExplanationOut(Out):
    """Why an entity took the position it took, given after the round. It is never counted. Hidden, its text is not."""

    id: UUID
    option_id: UUID
    entity_id: UUID
    seq: int
    version: int
    text: str | None
    language: str
    acted_as: ActedAs
    given_at: Instant
    hidden: Hidden | None

    @classmethod
    def of(cls, explanation: Explanation) -> Self:
        shown = {name: getattr(explanation, name) for name in cls.model_fields}
        return cls(**shown | ({"text": None} if explanation.hidden else {}))


class ExplanationVersionOut(Out):
    version: int
    text: str
    language: str
    acted_as: ActedAs
    given_at: Instant


class ExplanationDetail(Out):
    """With all its versions, newest first; none of them when it is hidden."""

    explanation: ExplanationOut
    versions: list[ExplanationVersionOut]


class OptionTally(Out):
    """What each entity's effective position amounts to.

    `to_be_confirmed`: entities whose position was stated on an earlier wording; they are in no stance. `objections`:
    those in `oppose` that block consensus. `joint`: entities whose position is that of a joint statement.
    """

    option_id: UUID
    tally: Tally
    by_group: dict[str, Tally]
    to_be_confirmed: int
    objections: int
    joint: int
    mine: Annotated[PositionOut | None, Field(description="Our own position, as we stated it last.")]
    mine_effective: Annotated[EffectiveOut | None, Field(description="What we count as, and where that comes from.")]
    my_explanation: ExplanationOut | None


class PositionsOut(Out):
    """All options of the current background note, in its order."""

    options: list[OptionTally]
    record_seq: int
