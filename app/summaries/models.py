"""The one summary of a consultation: the working text, and each text that was circulated or made final, for good."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Summary(Base):
    """`content` is the working text's canonical JSON, kept as text so that `digest` is the SHA-256 of what stands here.

    `drafted`: the same as computed, before anybody edited it; `edits` lie over it and give `content`; `set_aside` are
    edits whose paragraph has changed or gone since. `moves`: the chair's steps on words, by claim (see
    quantifiers.Move). `version` counts changes, `versions` the frozen texts; `public_digest` is that of the latest.
    `window`: until when comments are taken, and the zone it was announced in. `acted_as`: who changed it last.
    `arranged`: what a language model ordered in it (see phrasing/schemas.Arranged); null where none did.
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
    drafted: Mapped[str] = mapped_column(Text)
    edits: Mapped[list[Any]]
    set_aside: Mapped[list[Any]]
    versions: Mapped[int]
    public_digest: Mapped[str | None] = mapped_column(String(64))
    window: Mapped[dict[str, Any] | None]
    transmitted: Mapped[dict[str, Any] | None]
    arranged: Mapped[dict[str, Any] | None]


class SummaryFacts(Base):
    """The ledger a text was drawn from, packed, by its digest: what that text says in another language comes from it.

    Of one consultation there are those of the working text and of each text that was frozen.
    """

    __tablename__ = "summary_facts"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"), primary_key=True)
    ledger_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SummaryVersion(Base):
    """A text as it was circulated or made final (`kind`); never changed. `number` runs from 1 within the summary.

    `paragraphs`: the stable ids of its paragraphs in their order. `moves`: the chair's steps on words that are in it.
    """

    __tablename__ = "summary_versions"
    __table_args__ = (UniqueConstraint("summary_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    summary_id: Mapped[UUID] = mapped_column(ForeignKey("summaries.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    ledger_digest: Mapped[str] = mapped_column(String(64))
    cutoff_seq: Mapped[int]
    symbol: Mapped[str | None] = mapped_column(String(80))
    paragraphs: Mapped[list[Any]]
    moves: Mapped[list[Any]]
    arranged: Mapped[dict[str, Any] | None]
    acted_as: Mapped[dict[str, Any]]
    frozen_at: Mapped[datetime]
