"""What can happen to a proposal on what the note left out."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.contributions.missing.schemas import MissingOut
from app.record.events import Event


class MissingEvent(Event):
    subject_field: ClassVar[str] = "proposal"
    acted_as: ActedAs
    proposal: MissingOut


class MissingProposed(MissingEvent):
    type: Literal["missing.proposed"] = "missing.proposed"


class MissingEndorsed(MissingEvent):
    """`acted_as`: who seconds it; the proposal with its new count."""

    in_masses: ClassVar[bool] = True
    type: Literal["missing.endorsed"] = "missing.endorsed"


class MissingEndorsementWithdrawn(MissingEvent):
    type: Literal["missing.endorsement_withdrawn"] = "missing.endorsement_withdrawn"


class MissingWithdrawn(MissingEvent):
    type: Literal["missing.withdrawn"] = "missing.withdrawn"


class MissingHidden(MissingEvent):
    type: Literal["missing.hidden"] = "missing.hidden"


class MissingRestored(MissingEvent):
    type: Literal["missing.restored"] = "missing.restored"
