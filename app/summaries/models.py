"""The one summary of a consultation: a draft that changes until it is published and never again."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Summary(Base):
    """`content` is the document's canonical JSON, kept as text so that `digest` is the SHA-256 of what stands here.

    `moves`: the chair's steps on words, by claim (see quantifiers.Move). `acted_as`: who changed it last.
    """

    __tablename__ = "summaries"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"), unique=True)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    ledger_digest: Mapped[str] = mapped_column(String(64))
    cutoff_seq: Mapped[int]
    moves: Mapped[list[Any]]
    acted_as: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
