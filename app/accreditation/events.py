"""What admission puts into the record: the delegation and the capacity, never an address."""

from typing import Literal

from app.accreditation.schemas import AccreditationOut
from app.capacities.actor import ActedAs
from app.record.events import Event


class ParticipantAccredited(Event):
    type: Literal["participant.accredited"] = "participant.accredited"
    acted_as: ActedAs
    accreditation: AccreditationOut
