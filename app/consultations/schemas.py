"""How a consultation, its rounds and its background note look from outside."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from app.capacities.actor import ActedAs, CapacityKind
from app.capacities.schemas import CapacityOut
from app.consultations.rules import OptionKind, Right, RoundKind, RoundState, Visibility
from app.consultations.scale import Scale
from app.core.schemas import (
    In,
    Instant,
    LanguageTag,
    Line,
    LongText,
    OptionalLine,
    OptionalReason,
    Out,
    ReasonText,
    Slug,
)


class Mandate(Out):
    """Which decision asked for the consultation, and through which body it reports to which."""

    text: str
    reports_through: str | None
    reports_to: str | None


class RoundOut(Out):
    id: UUID
    consultation_id: UUID
    number: int
    kind: RoundKind
    title: str
    scheduled_opens_at: Instant
    scheduled_closes_at: Instant
    opened_at: Instant | None
    closed_at: Instant | None
    state: RoundState
    state_reason: str | None
    opens: dict[Right, list[CapacityKind]]
    version: int


class OptionOut(Out):
    id: UUID
    number: int
    label: str
    text: str | None
    kind: OptionKind
    version: int


class QuestionOut(Out):
    id: UUID
    number: int
    title: str
    text: str | None
    options: list[OptionOut]


class NoteOut(Out):
    id: UUID
    title: str
    text: str
    language: str
    version: int
    published_at: Instant
    questions: list[QuestionOut]


class ConsultationBrief(Out):
    """A line of the list. `number` is the order of creation and the page cursor."""

    id: UUID
    number: int
    slug: str
    title: str
    summary_line: str
    convener: str
    languages: list[str]
    visibility: Visibility
    simulated: bool
    open_rounds: list[RoundOut]


class ConsultationState(Out):
    """The public state of a consultation itself, as its record carries it."""

    id: UUID
    slug: str
    title: str
    summary_line: str
    languages: list[str]
    visibility: Visibility
    mandate: Mandate
    convener: str
    origin: str | None
    open_ended: bool
    simulated: bool


class Participation(Out):
    """Entities and persons are counted apart."""

    delegations: int
    persons: int


class ConsultationOut(ConsultationState):
    """Everything the consultation page needs but its meetings, in one read."""

    rounds: list[RoundOut]
    note: NoteOut | None
    my_capacities: list[CapacityOut]
    participation: Participation
    record_seq: int
    server_time: Instant


class MandateIn(In):
    text: LongText
    reports_through: OptionalLine = None
    reports_to: OptionalLine = None


class RoundIn(In):
    """`opens` is what the kind usually opens unless it is given."""

    kind: RoundKind
    title: Line
    scheduled_opens_at: Instant
    scheduled_closes_at: Instant
    opens: dict[Right, list[CapacityKind]] | None = None

    @model_validator(mode="after")
    def closes_after_it_opens(self) -> Self:
        if self.scheduled_closes_at <= self.scheduled_opens_at:
            raise ValueError("a round closes after it opens")
        return self


class OptionIn(In):
    label: Line
    text: OptionalReason = None
    kind: OptionKind = OptionKind.OPEN


class QuestionIn(In):
    title: Line
    text: OptionalReason = None
    options: Annotated[list[OptionIn], Field(max_length=100)]


class NoteIn(In):
    """Questions and options are numbered in the order given."""

    title: Line
    text: LongText
    language: LanguageTag = "en"
    questions: Annotated[list[QuestionIn], Field(max_length=100)]


def _scale(value: dict[str, Any]) -> dict[str, Any]:
    """A complete scale, whatever was left out filled in from the standard one."""
    return Scale.from_json(value).to_json()


class ConsultationIn(In):
    """A new consultation; the person who creates it becomes its secretariat and convener."""

    slug: Slug
    title: Line
    summary_line: Line
    languages: list[LanguageTag] = Field(default=["en"], min_length=1, max_length=20)
    visibility: Visibility = Visibility.PUBLIC
    mandate: MandateIn
    convener: Line
    origin: OptionalReason = None
    open_ended: bool = True
    simulated: bool = False
    scale: Annotated[
        dict[str, Any],
        AfterValidator(_scale),
        Field(description="What differs from the standard quantifier scale; give it a `version` of its own."),
    ] = {}  # noqa: RUF012 - pydantic copies defaults
    rounds: Annotated[list[RoundIn], Field(min_length=1, max_length=50)]
    note: NoteIn | None = None


class OptionAmendment(In):
    """`version`: the one that was read before amending it; 409 if it was amended meanwhile."""

    label: Line
    text: OptionalReason = None
    reason: Annotated[ReasonText, Field(description="Why the wording changes; it is part of the record.")]
    version: Annotated[int, Field(ge=1)]


class WordingOut(Out):
    """One wording of an option. The one in force was not replaced; an earlier one says when and why it was."""

    version: int
    label: str
    text: str | None
    replaced_at: Instant | None
    reason: str | None
    acted_as: ActedAs | None


class WordingsOut(Out):
    """Newest first, the one in force before all others."""

    items: list[WordingOut]


class RoundReason(In):
    """Why the chair acts; it is part of the record."""

    reason: ReasonText


class RoundExtension(RoundReason):
    scheduled_closes_at: Annotated[Instant, Field(description="The new closing time; later than the present one.")]
