"""The comments made in live meetings."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

NOT_POSTED = text("state <> 'posted'")


class Comment(Base):
    """A live remark. `seq` is its place in the record, which is also its place in the list and the page cursor.

    `audience`: to whom the meeting was open when it was made; closing a meeting later does not hide it, nor does
    opening one show it.
    """

    __tablename__ = "comments"
    __table_args__ = (
        Index(None, "meeting_id", "seq", unique=True),
        Index(None, "reply_to", "seq"),
        # Only the few that are not posted: who looks for them never walks through the many that are.
        Index("ix_comments_not_posted", "meeting_id", "seq", sqlite_where=NOT_POSTED, postgresql_where=NOT_POSTED),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    seq: Mapped[int]
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("questions.id"))
    option_id: Mapped[UUID | None] = mapped_column(ForeignKey("options.id"))
    alignment: Mapped[str | None] = mapped_column(String(20))
    reply_to: Mapped[UUID | None] = mapped_column(ForeignKey("comments.id"))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    posted_at: Mapped[datetime]
    audience: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    # reason and instant, as of what is hidden
    refusal: Mapped[dict[str, Any] | None]
    hidden: Mapped[dict[str, Any] | None]
