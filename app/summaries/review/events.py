"""What can happen to a comment on a circulated text. The types begin with `summary.`: none of them makes it stale."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.record.events import Event
from app.summaries.review.schemas import SummaryCommentOut


class SummaryCommentEvent(Event):
    subject_field: ClassVar[str] = "comment"
    acted_as: ActedAs
    comment: SummaryCommentOut


class SummaryCommentFiled(SummaryCommentEvent):
    type: Literal["summary.comment_filed"] = "summary.comment_filed"


class SummaryCommentDisposed(SummaryCommentEvent):
    type: Literal["summary.comment_disposed"] = "summary.comment_disposed"


class SummaryCommentHidden(SummaryCommentEvent):
    type: Literal["summary.comment_hidden"] = "summary.comment_hidden"


class SummaryCommentRestored(SummaryCommentEvent):
    type: Literal["summary.comment_restored"] = "summary.comment_restored"
