"""What can happen to a declared conflict of interest."""

from typing import ClassVar, Literal

from app.advisory.interests.schemas import InterestOut
from app.capacities.actor import ActedAs
from app.record.events import Event


class InterestEvent(Event):
    subject_field: ClassVar[str] = "interest"
    acted_as: ActedAs
    interest: InterestOut


class InterestDeclared(InterestEvent):
    type: Literal["interest.declared"] = "interest.declared"


class InterestWithdrawn(InterestEvent):
    type: Literal["interest.withdrawn"] = "interest.withdrawn"


class InterestHidden(InterestEvent):
    type: Literal["interest.hidden"] = "interest.hidden"


class InterestRestored(InterestEvent):
    type: Literal["interest.restored"] = "interest.restored"
