"""What can happen to an office. That it goes round is no act: the rule says when, and the pages work it out."""

from typing import ClassVar, Literal

from app.advisory.offices.schemas import OfficeOut
from app.capacities.actor import ActedAs
from app.record.events import Event


class OfficeEvent(Event):
    subject_field: ClassVar[str] = "office"
    acted_as: ActedAs
    office: OfficeOut


class OfficeEstablished(OfficeEvent):
    type: Literal["advisory_office.established"] = "advisory_office.established"


class OfficeRevised(OfficeEvent):
    type: Literal["advisory_office.revised"] = "advisory_office.revised"


class OfficeDeviated(OfficeEvent):
    type: Literal["advisory_office.deviated"] = "advisory_office.deviated"
