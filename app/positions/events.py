"""What can happen to a position."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.positions.schemas import ExplanationOut, PositionOut
from app.record.events import Event


class PositionEvent(Event):
    subject_field: ClassVar[str] = "position"
    acted_as: ActedAs
    position: PositionOut


class PositionStated(PositionEvent):
    in_masses: ClassVar[bool] = True
    type: Literal["position.stated"] = "position.stated"


class PositionHidden(PositionEvent):
    type: Literal["position.hidden"] = "position.hidden"


class PositionRestored(PositionEvent):
    type: Literal["position.restored"] = "position.restored"


class ExplanationEvent(Event):
    subject_field: ClassVar[str] = "explanation"
    acted_as: ActedAs
    explanation: ExplanationOut


class ExplanationGiven(ExplanationEvent):
    type: Literal["explanation.given"] = "explanation.given"


class ExplanationRevised(ExplanationEvent):
    type: Literal["explanation.revised"] = "explanation.revised"


class ExplanationHidden(ExplanationEvent):
    type: Literal["explanation.hidden"] = "explanation.hidden"


class ExplanationRestored(ExplanationEvent):
    type: Literal["explanation.restored"] = "explanation.restored"
