"""How meetings look from outside."""

from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import model_validator

from app.core.schemas import In, Instant, Line, OptionalLine, OptionalReason, Out


class MeetingState(StrEnum):
    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    ENDED = "ended"


class MeetingVisibility(StrEnum):
    """To whom a meeting is open at present: everybody who sees the consultation, or fewer. Officers always attend."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"
    GOVERNMENTS = "governments"


class CommentModeration(StrEnum):
    """Whether comments are delivered at once and moderated afterwards, or held until somebody has approved them."""

    AFTER = "after"
    BEFORE = "before"


class MeetingOut(Out):
    """`code`: the short code under which people in the room find it."""

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
    visibility: MeetingVisibility
    comment_moderation: CommentModeration
    code: str
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


class MeetingChanges(In):
    """What is left out stays as it is. Made while the meeting runs, and in the record."""

    visibility: MeetingVisibility | None = None
    comment_moderation: CommentModeration | None = None
    reason: OptionalReason = None

    @model_validator(mode="after")
    def changes_something(self) -> Self:
        if self.visibility is None and self.comment_moderation is None:
            raise ValueError("say what should change")
        return self
