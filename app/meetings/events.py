"""What can happen in a meeting."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.meetings.schemas import CommentOut, MeetingOut
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


class CommentEvent(Event):
    subject_field: ClassVar[str] = "comment"
    acted_as: ActedAs
    comment: CommentOut


class CommentPosted(CommentEvent):
    type: Literal["comment.posted"] = "comment.posted"


class CommentHidden(CommentEvent):
    type: Literal["comment.hidden"] = "comment.hidden"


class CommentRestored(CommentEvent):
    type: Literal["comment.restored"] = "comment.restored"
