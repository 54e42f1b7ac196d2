"""What admission puts into the record: the delegation and the capacity, never an address."""

from typing import ClassVar, Literal

from app.accreditation.schemas import AccreditationOut
from app.capacities.actor import ActedAs
from app.record.events import Event


class ParticipantAccredited(Event):
    subject_field: ClassVar[str] = ""
    type: Literal["participant.accredited"] = "participant.accredited"
    acted_as: ActedAs
    accreditation: AccreditationOut
