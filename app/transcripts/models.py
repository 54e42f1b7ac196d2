"""What was said in a meeting, as captioners and transcribers wrote it down."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class TranscriptPart(Base):
    """Some consecutive lines of one speaker; hidden, corrected and attributed as a whole. `seq`: its place in the list.

    `lines`: [{text, started_at, ended_at}, ...]; texts handed in without times have none.
    `speaker_id`: whoever had the floor; null when nobody on the list had it, as when the chair speaks.
    """

    __tablename__ = "transcript_parts"
    __table_args__ = (Index(None, "meeting_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    speaker_id: Mapped[UUID | None] = mapped_column(ForeignKey("speakers.id"))
    seq: Mapped[int]
    version: Mapped[int]
    language: Mapped[str] = mapped_column(String(20))
    lines: Mapped[list[Any]]
    speaker: Mapped[dict[str, Any] | None]
    acted_as: Mapped[dict[str, Any]]
    audience: Mapped[str] = mapped_column(String(20))
    added_at: Mapped[datetime]
    hidden: Mapped[dict[str, Any] | None]
