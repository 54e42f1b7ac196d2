"""What can happen to an objection; one that breaks a silence is raised like any other, and the silence says so too.

`call`: the call it stands against, whose number of standing objections changes with it; null for a broken silence.
"""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.decisions.calls.schemas import CallOut
from app.decisions.objections.schemas import ObjectionOut
from app.record.events import Event


class ObjectionEvent(Event):
    subject_field: ClassVar[str] = "objection"
    acted_as: ActedAs
    objection: ObjectionOut
    call: CallOut | None


class ObjectionRaised(ObjectionEvent):
    type: Literal["objection.raised"] = "objection.raised"


class ObjectionWithdrawn(ObjectionEvent):
    type: Literal["objection.withdrawn"] = "objection.withdrawn"


class ObjectionDisposed(ObjectionEvent):
    type: Literal["objection.disposed"] = "objection.disposed"


class ObjectionModerated(Event):
    """Its words only: it stands as it did, so what it stands against has not changed."""

    subject_field: ClassVar[str] = "objection"
    acted_as: ActedAs
    objection: ObjectionOut


class ObjectionHidden(ObjectionModerated):
    type: Literal["objection.hidden"] = "objection.hidden"


class ObjectionRestored(ObjectionModerated):
    type: Literal["objection.restored"] = "objection.restored"
