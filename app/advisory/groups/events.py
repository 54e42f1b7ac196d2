"""What can happen to an advisory group."""

from typing import ClassVar, Literal

from app.advisory.groups.schemas import AdvisoryGroupOut
from app.capacities.actor import ActedAs
from app.record.events import Event


class GroupEvent(Event):
    subject_field: ClassVar[str] = "advisory_group"
    acted_as: ActedAs
    advisory_group: AdvisoryGroupOut


class GroupEstablished(GroupEvent):
    type: Literal["advisory_group.established"] = "advisory_group.established"


class GroupRevised(GroupEvent):
    type: Literal["advisory_group.revised"] = "advisory_group.revised"
