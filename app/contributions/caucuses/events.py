"""What can happen to the views of a caucus."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.contributions.caucuses.schemas import CaucusOut
from app.record.events import Event


class CaucusEvent(Event):
    subject_field: ClassVar[str] = "caucus"
    acted_as: ActedAs
    caucus: CaucusOut


class CaucusRecorded(CaucusEvent):
    type: Literal["caucus.recorded"] = "caucus.recorded"


class CaucusRevised(CaucusEvent):
    type: Literal["caucus.revised"] = "caucus.revised"


class CaucusHidden(CaucusEvent):
    type: Literal["caucus.hidden"] = "caucus.hidden"


class CaucusRestored(CaucusEvent):
    type: Literal["caucus.restored"] = "caucus.restored"
