"""Synthesis papers as they were published: one text for each version and language, never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class SynthesisPaper(Base):
    """`number` runs from 1 within the consultation. `content`: canonical JSON, of which `digest` is the SHA-256.

    `issued`: that of the text whose digest stands in the record, in the consultation's first language; the texts in the
    other languages were made from the same facts (`ledger_digest`) at the same moment.
    """

    __tablename__ = "synthesis_papers"
    __table_args__ = (UniqueConstraint("consultation_id", "number", "language"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    number: Mapped[int]
    language: Mapped[str] = mapped_column(String(20))
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    issued: Mapped[str] = mapped_column(String(64))
    ledger_digest: Mapped[str] = mapped_column(String(64))
    cutoff_seq: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(160))
    acted_as: Mapped[dict[str, Any]]
    published_at: Mapped[datetime]
