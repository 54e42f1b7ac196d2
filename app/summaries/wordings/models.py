"""Wordings of points that a language model proposed, and what a person made of each."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Wording(Base):
    """A paraphrase or translation (`kind`) of the quotation that names a point. `language`: of the wording.

    `quote_digest`: SHA-256 of the quotation; a wording of words that name the point no longer is not shown. `text`
    null: declined or withdrawn, and forgotten. `edited`: a person changed what the model answered. `point_id` is not
    tied to the table, because a survey may drop the point. `seq`, `decided_by`, `decided_at`,
    `reason`: of the latest decision.
    """

    __tablename__ = "wordings"
    __table_args__ = (Index(None, "consultation_id", "standing"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    point_id: Mapped[UUID]
    quote_digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(20))
    text: Mapped[str | None] = mapped_column(Text)
    model: Mapped[str] = mapped_column(String(200))
    standing: Mapped[str] = mapped_column(String(20))
    edited: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)
    asked_by: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
    decided_by: Mapped[dict[str, Any] | None]
    decided_at: Mapped[datetime | None]
    seq: Mapped[int]
