"""What can happen to the disposition of a contribution."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.record.events import Event
from app.summaries.dispositions.schemas import DispositionState


class DispositionDecided(Event):
    subject_field: ClassVar[str] = "disposition"
    acted_as: ActedAs
    disposition: DispositionState
    type: Literal["disposition.decided"] = "disposition.decided"


class DispositionReturned(Event):
    """A person's decision was taken back: what the summary's text shows holds again."""

    subject_field: ClassVar[str] = "disposition"
    acted_as: ActedAs
    disposition: DispositionState
    type: Literal["disposition.returned"] = "disposition.returned"
