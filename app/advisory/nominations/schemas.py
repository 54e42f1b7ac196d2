"""How calls and nominations look from outside. A nominee's gender is on no channel, and neither is an address."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from app.accounts.schemas import Email
from app.advisory.composition import DeclaredGender
from app.advisory.models import Nomination, NominationCall
from app.capacities.actor import ActedAs, Actor
from app.contributions.schemas import Withdrawn
from app.core import clock
from app.core.errors import NotNow
from app.core.schemas import Hidden, In, Instant, LanguageTag, Line, LongText, OptionalReason, Out, ReasonText
from app.stakeholders.groups import RegionalGroup, StakeholderGroup

LONGEST = 3_000


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError(f"a statement has at most {LONGEST:,} characters")
    return text


class CallState(StrEnum):
    """`closed`: the date is past and nominations come in marked late. `concluded`: no more come in."""

    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    CONCLUDED = "concluded"


class NominationState(StrEnum):
    AWAITING_CONSENT = "awaiting_consent"
    STANDING = "standing"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    APPOINTED = "appointed"
    NOT_APPOINTED = "not_appointed"


class Outcome(StrEnum):
    APPOINTED = "appointed"
    NOT_APPOINTED = "not_appointed"


class NominationCallIn(In):
    """`text`: who is sought and how they are chosen."""

    text: LongText
    language: LanguageTag
    opens_at: Instant
    closes_at: Instant

    @model_validator(mode="after")
    def closes_later(self) -> Self:
        if self.closes_at <= self.opens_at:
            raise ValueError("the call must close later than it opens")
        return self


class Concluded(Out):
    reason: str
    at: Instant


class NominationCallOut(Out):
    """Its state follows from the instants, so it is not kept: see `CallState`."""

    id: UUID
    group_id: UUID
    seq: int
    text: str
    language: str
    opens_at: Instant
    closes_at: Instant
    acted_as: ActedAs
    concluded: Concluded | None

    @classmethod
    def of(cls, call: NominationCall) -> Self:
        return cls.model_validate(call)


def call_state(call: NominationCall, at: datetime) -> CallState:
    if call.concluded:
        return CallState.CONCLUDED
    if at < call.opens_at:
        return CallState.ANNOUNCED
    return CallState.OPEN if at < call.closes_at else CallState.CLOSED


class NomineeIn(In):
    """Somebody else who is nominated. They are asked for their consent before anybody hears of it."""

    email: Email
    name: Line


class NominationIn(In):
    """`nominee` left out: one nominates oneself. `gender` only with that: nobody says it for somebody else."""

    nominee: NomineeIn | None = None
    group: StakeholderGroup
    region: RegionalGroup | None = None
    gender: DeclaredGender | None = None
    statement: Annotated[ReasonText, AfterValidator(_short)]
    language: LanguageTag
    late_reason: Annotated[OptionalReason, Field(description="Why it comes after the closing time.")] = None

    @model_validator(mode="after")
    def says_no_more_than_one_may(self) -> Self:
        if self.nominee is not None and self.gender is not None:
            raise ValueError("a nominee says it himself or herself, when consenting")
        return self


class ConsentIn(In):
    gender: DeclaredGender | None = None


class NominationOut(Out):
    """Withdrawn, its place stays; name and statement do not. Hidden, the statement does not. `late_reason` says that
    it came after the closing time, and why.
    """

    id: UUID
    consultation_id: UUID
    group_id: UUID
    call_id: UUID
    seq: int
    state: NominationState
    account_id: UUID | None
    name: str | None
    group: str
    region: str | None
    statement: str | None
    language: str
    self_nominated: bool
    late_reason: str | None
    acted_as: ActedAs | None
    nominated_at: Instant
    consented_at: Instant | None
    declined_at: Instant | None
    withdrawn: Withdrawn | None
    hidden: Hidden | None
    decision: "DecisionOnNomination | None"

    @classmethod
    def of(cls, nomination: Nomination) -> Self:
        return cls(**_shown(nomination))


class MyNominationOut(NominationOut):
    """`as_nominee`, `as_nominator`: what the caller is in it."""

    as_nominee: bool
    as_nominator: bool

    @classmethod
    def seen(cls, nomination: Nomination, actor: Actor) -> Self:
        mine = actor.account is not None and actor.account.id == nomination.account_id
        held = actor.in_consultation(nomination.consultation_id)
        put = any(capacity.acted_as.entity_id == nomination.entity_id for capacity in held)
        return cls(**_shown(nomination), as_nominee=mine, as_nominator=put)


class DecisionOnNomination(Out):
    outcome: Outcome
    reason: str
    acted_as: ActedAs
    at: Instant


class NotAppointedIn(In):
    reason: ReasonText


def _shown(nomination: Nomination) -> dict[str, Any]:
    names = set(NominationOut.model_fields) - {"state"}
    shown = {name: getattr(nomination, name) for name in names} | {"state": state_of(nomination)}
    if nomination.withdrawn:
        # Who nominated themselves is the nominee, and is named no more than the nominee.
        gone = {"name": None, "account_id": None, "statement": None}
        return shown | gone | ({"acted_as": None} if nomination.self_nominated else {})
    return shown | ({"statement": None} if nomination.hidden else {})


def state_of(nomination: Nomination) -> NominationState:
    if nomination.decision:
        return NominationState(nomination.decision["outcome"])
    if nomination.withdrawn:
        return NominationState.WITHDRAWN
    if nomination.declined_at:
        return NominationState.DECLINED
    return NominationState.STANDING if nomination.consented_at else NominationState.AWAITING_CONSENT


_WHY_NOT = {
    NominationState.AWAITING_CONSENT: "has not consented to the nomination",
    NominationState.DECLINED: "has declined the nomination",
    NominationState.WITHDRAWN: "is no longer nominated: the nomination was withdrawn",
    NominationState.APPOINTED: "has been appointed already",
    NominationState.NOT_APPOINTED: "was not appointed; the nomination is decided",
}


def require_pending(nomination: Nomination) -> None:
    """Only what stands and is undecided can be decided or taken back."""
    state = state_of(nomination)
    if state is not NominationState.STANDING:
        raise NotNow(f"{nomination.name} {_WHY_NOT[state]}.", code=f"nomination_{state}")


def decided(outcome: Outcome, reason: str, acted_as: ActedAs) -> dict[str, Any]:
    return {
        "outcome": outcome.value,
        "reason": reason,
        "acted_as": acted_as.model_dump(mode="json"),
        "at": clock.iso(clock.now()),
    }
