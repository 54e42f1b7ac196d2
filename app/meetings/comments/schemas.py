"""How comments look from outside."""

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import CommentText, Hidden, In, Instant, LanguageTag, Out
from app.meetings.comments.models import Comment


class Alignment(StrEnum):
    """How a comment stands to the option it is about. It is not a position and is counted nowhere."""

    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"


class CommentState(StrEnum):
    """`held` and `refused` ones are seen by their author and by officers only."""

    POSTED = "posted"
    HELD = "held"
    REFUSED = "refused"


class CommentIn(In):
    """A remark to the meeting, about a question or an option, or in reply to a comment that is itself no reply."""

    text: CommentText
    language: LanguageTag
    question_id: UUID | None = None
    option_id: UUID | None = None
    alignment: Annotated[Alignment | None, Field(description="Towards the option.")] = None
    reply_to: UUID | None = None

    @model_validator(mode="after")
    def is_about_one_thing(self) -> Self:
        if self.question_id and self.option_id:
            raise ValueError("a comment is about a question or about one option")
        if self.alignment and not self.option_id:
            raise ValueError("an alignment needs the option it is towards")
        return self


class CommentOut(Out):
    """A comment as everybody sees it: when hidden, the stub without its text.

    `seq`: its place in the list; for one that was held, the place of its approval.
    """

    id: UUID
    meeting_id: UUID
    seq: int
    question_id: UUID | None
    option_id: UUID | None
    alignment: Alignment | None
    reply_to: UUID | None
    text: str | None
    language: str
    acted_as: ActedAs
    posted_at: Instant
    state: CommentState
    refusal: Annotated[Hidden | None, Field(description="Why and when it was refused.")]
    hidden: Hidden | None

    @classmethod
    def of(cls, comment: Comment) -> Self:
        kept = {name: getattr(comment, name) for name in cls.model_fields}
        return cls.model_validate(kept | {"text": None if comment.hidden else comment.text})
