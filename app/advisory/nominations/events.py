"""What can happen to a call and to a nomination. Before the nominee's consent only officers read of it."""

from typing import ClassVar, Literal

from app.advisory.nominations.schemas import NominationCallOut, NominationOut
from app.capacities.actor import ActedAs
from app.record.events import Event


class NominationCallEvent(Event):
    subject_field: ClassVar[str] = "nomination_call"
    acted_as: ActedAs
    nomination_call: NominationCallOut


class NominationsCalled(NominationCallEvent):
    type: Literal["nomination_call.announced"] = "nomination_call.announced"


class NominationsConcluded(NominationCallEvent):
    type: Literal["nomination_call.concluded"] = "nomination_call.concluded"


class NominationEvent(Event):
    """`acted_as` null: the nominee, who has withdrawn and is not named any more."""

    subject_field: ClassVar[str] = "nomination"
    acted_as: ActedAs | None
    nomination: NominationOut


class NominationMade(NominationEvent):
    """By the nominee: consented with it."""

    type: Literal["nomination.made"] = "nomination.made"


class NominationConsented(NominationEvent):
    type: Literal["nomination.consented"] = "nomination.consented"


class NominationDeclined(NominationEvent):
    type: Literal["nomination.declined"] = "nomination.declined"


class NominationWithdrawn(NominationEvent):
    type: Literal["nomination.withdrawn"] = "nomination.withdrawn"


class NominationDecided(NominationEvent):
    type: Literal["nomination.decided"] = "nomination.decided"


class NominationHidden(NominationEvent):
    type: Literal["nomination.hidden"] = "nomination.hidden"


class NominationRestored(NominationEvent):
    type: Literal["nomination.restored"] = "nomination.restored"
