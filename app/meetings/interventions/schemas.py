"""How interventions and prepared statements look from outside."""

from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.core.schemas import Hidden, In, Instant, LanguageTag, Line, LongText, Out
from app.meetings.interventions.models import Intervention, PreparedStatement


class Delivery(StrEnum):
    """`not_delivered`: there was no time to hear it; it is part of the record nevertheless, and says so."""

    PENDING = "pending"
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"


class IntervalOut(Out):
    """From a recorded start to its stop; null while it runs."""

    started_at: Instant
    stopped_at: Instant | None


class InterventionOut(Out):
    """Who spoke, in which capacity, on which item, from when to when. `ended_at` is null if it is to go on.

    `seconds` leaves pauses and interruptions out. For a guest, `acted_as` names no account.
    """

    id: UUID
    meeting_id: UUID
    agenda_item_id: UUID | None
    speaker_id: UUID
    seq: int
    kind: str
    acted_as: ActedAs
    on_behalf_of: str | None
    remote: bool
    intervals: list[IntervalOut]
    seconds: int
    started_at: Instant
    ended_at: Instant | None

    @classmethod
    def of(cls, intervention: Intervention) -> Self:
        return cls.model_validate({name: getattr(intervention, name) for name in cls.model_fields})


class PreparedStatementText(In):
    title: Line
    text: LongText
    language: LanguageTag
    check_against_delivery: Annotated[bool, Field(description="What is said may differ from the text.")] = True


class PreparedStatementIn(PreparedStatementText):
    """Before speaking, or afterwards with the `intervention_id` it is the text of."""

    agenda_item_id: UUID | None = None
    intervention_id: UUID | None = None


class PreparedStatementOut(Out):
    """Title and text are null as long as it is hidden, and until it is delivered or cannot be any more."""

    id: UUID
    meeting_id: UUID
    agenda_item_id: UUID | None
    intervention_id: UUID | None
    seq: int
    version: int
    title: str | None
    text: str | None
    language: str
    check_against_delivery: bool
    delivery: Delivery
    acted_as: ActedAs
    filed_at: Instant
    hidden: Hidden | None

    @classmethod
    def of(cls, statement: PreparedStatement, *, early: bool = False) -> Self:
        """`early`: as its authors and the officers (interpreters need it) see it before it is delivered."""
        kept: dict[str, Any] = {name: getattr(statement, name) for name in cls.model_fields}
        if statement.hidden or (statement.delivery == Delivery.PENDING and not early):
            kept |= {"title": None, "text": None}
        return cls.model_validate(kept)
