"""What can happen to a consensus call; objections to it have events of their own."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.decisions.calls.schemas import CallOut
from app.record.events import Event


class CallEvent(Event):
    subject_field: ClassVar[str] = "call"
    acted_as: ActedAs
    call: CallOut


class CallOpened(CallEvent):
    type: Literal["consensus_call.opened"] = "consensus_call.opened"


class CallCounted(CallEvent):
    """The chair said the next number of the slow count."""

    type: Literal["consensus_call.counted"] = "consensus_call.counted"


class CallClosed(CallEvent):
    """Adopted without objection, or with objections standing: `call.state` says which."""

    type: Literal["consensus_call.closed"] = "consensus_call.closed"


class CallWithdrawn(CallEvent):
    type: Literal["consensus_call.withdrawn"] = "consensus_call.withdrawn"
