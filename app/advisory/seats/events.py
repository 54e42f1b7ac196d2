"""What can happen to a seat: it is taken for a term, and it may be left before the term ends."""

from typing import ClassVar, Literal

from app.advisory.seats.schemas import SeatOut
from app.capacities.actor import ActedAs
from app.record.events import Event


class SeatEvent(Event):
    subject_field: ClassVar[str] = "seat"
    acted_as: ActedAs
    seat: SeatOut


class SeatTaken(SeatEvent):
    type: Literal["advisory_seat.taken"] = "advisory_seat.taken"


class SeatEnded(SeatEvent):
    type: Literal["advisory_seat.ended"] = "advisory_seat.ended"
