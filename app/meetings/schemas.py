"""How meetings and comments look from outside."""

from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import CommentText, Hidden, In, Instant, LanguageTag, Line, OptionalLine, Out
from app.meetings.models import Comment


class MeetingState(StrEnum):
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    ENDED = "ended"


class MeetingOut(Out):
    id: UUID
    consultation_id: UUID
    round_id: UUID
    title: str
    venue: str | None
    scheduled_starts_at: Instant
    scheduled_ends_at: Instant
    started_at: Instant | None
    ended_at: Instant | None
    state: MeetingState
    version: int


class MeetingList(Out):
    items: list[MeetingOut]
    record_seq: int


class MeetingIn(In):
    round_id: UUID
    title: Line
    venue: OptionalLine = None
    scheduled_starts_at: Instant
    scheduled_ends_at: Instant

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.scheduled_ends_at <= self.scheduled_starts_at:
            raise ValueError("a meeting ends after it starts")
        return self


class CommentIn(In):
    text: CommentText
    language: LanguageTag
    option_id: UUID | None = None


class CommentOut(Out):
    """A comment as everybody sees it: when hidden, the stub without its text."""

    id: UUID
    meeting_id: UUID
    seq: int
    option_id: UUID | None
    text: str | None
    language: str
    acted_as: ActedAs
    posted_at: Instant
    hidden: Hidden | None

    @classmethod
    def of(cls, comment: Comment) -> Self:
        return cls(
            id=comment.id,
            meeting_id=comment.meeting_id,
            seq=comment.seq,
            option_id=comment.option_id,
            text=None if comment.hidden else comment.text,
            language=comment.language,
            acted_as=ActedAs.model_validate(comment.acted_as),
            posted_at=comment.posted_at,
            hidden=Hidden.model_validate(comment.hidden) if comment.hidden else None,
        )
