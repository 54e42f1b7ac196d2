"""What can happen to a consultation and its rounds."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.consultations.schemas import ConsultationState, NoteOut, OptionOut, RoundOut
from app.record.events import Event


class ConsultationOpened(Event):
    subject_field: ClassVar[str] = "consultation"
    type: Literal["consultation.opened"] = "consultation.opened"
    acted_as: ActedAs
    consultation: ConsultationState
    rounds: list[RoundOut]


class NotePublished(Event):
    subject_field: ClassVar[str] = "note"
    type: Literal["note.published"] = "note.published"
    acted_as: ActedAs
    note: NoteOut


class OptionAmended(Event):
    """The note is carried whole because it is what the pages show. Positions on the old wording are to be confirmed."""

    subject_field: ClassVar[str] = "option"
    type: Literal["option.amended"] = "option.amended"
    acted_as: ActedAs
    reason: str
    option: OptionOut
    note: NoteOut


class RoundEvent(Event):
    subject_field: ClassVar[str] = "round"
    acted_as: ActedAs
    round: RoundOut


class RoundOpened(RoundEvent):
    type: Literal["round.opened"] = "round.opened"


class RoundClosed(RoundEvent):
    type: Literal["round.closed"] = "round.closed"


class RoundExtended(RoundEvent):
    type: Literal["round.extended"] = "round.extended"
