"""What can happen to a meeting."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.meetings.schemas import MeetingOut
from app.record.events import Event


class MeetingEvent(Event):
    subject_field: ClassVar[str] = "meeting"
    acted_as: ActedAs
    meeting: MeetingOut


class MeetingScheduled(MeetingEvent):
    type: Literal["meeting.scheduled"] = "meeting.scheduled"


class MeetingStarted(MeetingEvent):
    type: Literal["meeting.started"] = "meeting.started"


class MeetingEnded(MeetingEvent):
    type: Literal["meeting.ended"] = "meeting.ended"


class MeetingConfigured(MeetingEvent):
    """Its visibility or the moderation of its comments was switched."""

    type: Literal["meeting.configured"] = "meeting.configured"
    reason: str | None
