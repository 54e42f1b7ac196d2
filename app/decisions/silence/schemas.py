"""How silence procedures look from outside. Instants are UTC; a deadline may be given in any zone, and names it."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, LanguageTag, OptionalReason, Out, ReasonText
from app.decisions.matters import MatterIn
from app.decisions.models import SilenceProcedure
from app.decisions.rules import SilenceState, silence_state


class SilenceIn(MatterIn):
    """`short_reason`: why delegations get less than an hour."""

    deadline: Annotated[Instant | None, Field(description="72 hours from now unless given.")] = None
    short_reason: OptionalReason = None


class SilenceExtension(In):
    deadline: Instant
    reason: ReasonText


class SilenceWithdrawal(In):
    reason: ReasonText


class SilenceBreak(In):
    """What a delegation that breaks the silence must say."""

    reason: ReasonText
    language: LanguageTag


class ExtensionOut(Out):
    """The deadline as it was and as it became."""

    before: Instant
    after: Instant
    reason: str
    acted_as: ActedAs
    at: Instant


class SilenceOut(Out):
    """As it is at the moment of reading: once the deadline has passed unbroken it is adopted, at the deadline.

    `ended_seq` is null until the entry that says so is in the record. Who broke the silence, and why, is among the
    objections.
    """

    id: UUID
    seq: int
    version: int
    option_id: UUID | None
    option_version: int | None
    matter: str
    language: str
    entitled: list[str]
    deadline: Instant
    short_reason: str | None
    extensions: list[ExtensionOut]
    state: SilenceState
    opened_by: ActedAs
    opened_at: Instant
    ended_at: Instant | None
    ended_seq: int | None
    ended_reason: str | None

    @classmethod
    def of(cls, silence: SilenceProcedure, now: datetime) -> Self:
        kept = {name: getattr(silence, name) for name in cls.model_fields}
        stored = SilenceState(silence.state)
        state = silence_state(stored, silence.deadline, now)
        if state is not stored:
            kept |= {"state": state, "ended_at": silence.deadline, "version": silence.version + 1}
        return cls.model_validate(kept)
