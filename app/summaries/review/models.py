"""Comments on the paragraphs of a circulated text."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

UNDISPOSED = text("outcome IS NULL")


class SummaryComment(Base):
    """What somebody remarks on one paragraph of one circulated text. `seq` is its place in the record and in the list.

    `paragraph_id` stays when the paragraph is renumbered; `paragraph_number` is its number in that text.
    `position_id`: the commenter's own position, whose account is being corrected. `outcome` and `disposition` stay
    empty until it is disposed of.
    """

    __tablename__ = "summary_comments"
    __table_args__ = (
        Index(None, "summary_id", "seq", unique=True),
        Index(None, "summary_id", "paragraph_id", "seq"),
        # Only the few that wait for an answer: making a text final asks for them.
        Index("ix_summary_comments_undisposed", "summary_id", "seq",
              sqlite_where=UNDISPOSED, postgresql_where=UNDISPOSED),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    summary_id: Mapped[UUID] = mapped_column(ForeignKey("summaries.id"))
    text_number: Mapped[int]
    seq: Mapped[int]
    paragraph_id: Mapped[str] = mapped_column(String(120))
    paragraph_number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    position_id: Mapped[UUID | None] = mapped_column(ForeignKey("positions.id"))
    acted_as: Mapped[dict[str, Any]]
    filed_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(20))
    disposition: Mapped[dict[str, Any] | None]
    hidden: Mapped[dict[str, Any] | None]
