"""How a transcript looks from outside."""

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import CommentText, Hidden, In, Instant, LanguageTag, Out
from app.transcripts.models import TranscriptPart

LINES_AT_ONCE = 500


class FileFormat(StrEnum):
    """WebVTT and SubRip carry times; plain text is one line to a paragraph, without."""

    WEBVTT = "vtt"
    SUBRIP = "srt"
    PLAIN = "text"


class LineIn(In):
    """A caption. Without `started_at` it is being said now."""

    text: CommentText
    started_at: Instant | None = None
    ended_at: Instant | None = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.ended_at and (self.started_at is None or self.ended_at < self.started_at):
            raise ValueError("a line ends after it starts")
        return self


class TranscriptIn(In):
    language: LanguageTag
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=LINES_AT_ONCE)]


class PartChanges(In):
    """The corrected part: all its lines, and whose they are (null: nobody on the list of speakers). `version`: the one
    that was corrected; with it a correction made meanwhile is not overwritten.
    """

    lines: Annotated[list[LineIn], Field(min_length=1, max_length=LINES_AT_ONCE)]
    speaker_id: UUID | None = None
    version: int | None = None


class LineOut(Out):
    text: str
    started_at: Instant | None
    ended_at: Instant | None


class TranscriptPartOut(Out):
    """Consecutive lines of one speaker; null while hidden. `acted_as`: who wrote them down."""

    id: UUID
    meeting_id: UUID
    seq: int
    version: int
    speaker_id: UUID | None
    speaker: ActedAs | None
    language: str
    lines: list[LineOut] | None
    acted_as: ActedAs
    added_at: Instant
    hidden: Hidden | None

    @classmethod
    def of(cls, part: TranscriptPart) -> Self:
        kept = {name: getattr(part, name) for name in cls.model_fields}
        return cls.model_validate(kept | ({"lines": None} if part.hidden else {}))


class Added(Out):
    """The parts that the lines were put into, in the order they were said."""

    items: list[TranscriptPartOut]


class PreviewPart(Out):
    """Lines that would become one part, and whose they would be."""

    speaker_id: UUID | None
    speaker: ActedAs | None
    lines: list[LineOut]


class Preview(Out):
    items: list[PreviewPart]
