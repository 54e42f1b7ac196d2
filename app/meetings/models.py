"""Live meetings and the comments made in them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Meeting(Base):
    __tablename__ = "meetings"
    __table_args__ = (Index(None, "consultation_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    title: Mapped[str] = mapped_column(String(300))
    venue: Mapped[str | None] = mapped_column(String(300))
    scheduled_starts_at: Mapped[datetime]
    scheduled_ends_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)


class Comment(Base):
    """A live remark. `seq` is its place in the record, which is also its place in the list and the page cursor."""

    __tablename__ = "comments"
    __table_args__ = (Index(None, "meeting_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    seq: Mapped[int]
    option_id: Mapped[UUID | None] = mapped_column(ForeignKey("options.id"))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    posted_at: Mapped[datetime]
    hidden: Mapped[dict[str, Any] | None]
