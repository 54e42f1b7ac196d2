"""What can happen to a silence procedure. Breaking it is an objection, which has an entry of its own just before."""

from typing import ClassVar, Literal
from uuid import UUID

from app.capacities.actor import ActedAs
from app.decisions.silence.schemas import SilenceOut
from app.record.events import Event


class SilenceEvent(Event):
    subject_field: ClassVar[str] = "silence"
    acted_as: ActedAs
    silence: SilenceOut


class SilenceOpened(SilenceEvent):
    type: Literal["silence.opened"] = "silence.opened"


class SilenceExtended(SilenceEvent):
    type: Literal["silence.extended"] = "silence.extended"


class SilenceBroken(SilenceEvent):
    type: Literal["silence.broken"] = "silence.broken"
    objection_id: UUID


class SilenceAdopted(SilenceEvent):
    """Appended by whoever came first after the deadline; `silence.ended_at` is the deadline itself."""

    type: Literal["silence.adopted"] = "silence.adopted"


class SilenceWithdrawn(SilenceEvent):
    type: Literal["silence.withdrawn"] = "silence.withdrawn"
