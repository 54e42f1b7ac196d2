"""Document symbols as they were given, how a consultation builds them, and what the chair hands on with the summary."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class DocumentScheme(Base):
    """How symbols of one consultation begin, and the letters of each kind; stored with the first symbol."""

    __tablename__ = "document_schemes"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"), primary_key=True)
    prefix: Mapped[str] = mapped_column(String(120), unique=True)
    codes: Mapped[dict[str, Any]]


class IssuedDocument(Base):
    """One symbol, given once; never changed and never deleted, so no symbol comes twice.

    `source_id` is what was issued (a summary), `digest` the SHA-256 of its text as it was then. `revision` 0 is the
    first issue. `seq` is the record's place of its issue and the page cursor.
    """

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("consultation_id", "code", "number", "revision"),
        Index(None, "consultation_id", "seq", unique=True),
        Index(None, "source_id", "seq"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    seq: Mapped[int]
    symbol: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    revision: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    languages: Mapped[list[Any]]
    source_type: Mapped[str] = mapped_column(String(40))
    source_id: Mapped[UUID]
    digest: Mapped[str] = mapped_column(String(64))
    audience: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    issued_at: Mapped[datetime]


class Outcome(Base):
    """What the chair hands on in words of their own: recommendations, open issues, the note of transmittal."""

    __tablename__ = "outcomes"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"), primary_key=True)
    version: Mapped[int]
    recommendations: Mapped[list[Any]]
    issues: Mapped[list[Any]]
    transmittal: Mapped[dict[str, Any] | None]
    acted_as: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
