"""What can happen to a comment."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.meetings.comments.schemas import CommentOut
from app.record.events import Event


class CommentEvent(Event):
    subject_field: ClassVar[str] = "comment"
    acted_as: ActedAs
    comment: CommentOut


class CommentPosted(CommentEvent):
    in_masses: ClassVar[bool] = True
    type: Literal["comment.posted"] = "comment.posted"


class CommentHeld(CommentEvent):
    """For officers; everybody else sees that something is held, not what."""

    in_masses: ClassVar[bool] = True
    type: Literal["comment.held"] = "comment.held"


class CommentApproved(CommentEvent):
    """Now it is posted: in the list it stands in the place of this entry."""

    type: Literal["comment.approved"] = "comment.approved"


class CommentRefused(CommentEvent):
    """For officers, like the entry that held it."""

    type: Literal["comment.refused"] = "comment.refused"


class CommentHidden(CommentEvent):
    type: Literal["comment.hidden"] = "comment.hidden"


class CommentRestored(CommentEvent):
    type: Literal["comment.restored"] = "comment.restored"
