"""What can happen between a joint statement and an entity."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.contributions.joint.schemas import SignatoryOut
from app.record.events import Event


class SignatoryEvent(Event):
    subject_field: ClassVar[str] = "signatory"
    acted_as: ActedAs
    signatory: SignatoryOut


class SignatoryInvited(SignatoryEvent):
    type: Literal["signatory.invited"] = "signatory.invited"


class SignatoryAssociated(SignatoryEvent):
    """A co-sponsor confirmed, or another entity associated itself."""

    type: Literal["signatory.associated"] = "signatory.associated"


class SignatoryDeclined(SignatoryEvent):
    type: Literal["signatory.declined"] = "signatory.declined"


class SignatoryDissociated(SignatoryEvent):
    type: Literal["signatory.dissociated"] = "signatory.dissociated"
