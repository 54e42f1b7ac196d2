"""The two tables of the record: one head row per consultation, one row per entry."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class RecordHead(Base):
    """Where a consultation's record stands. Locking this row orders all writers of the consultation."""

    __tablename__ = "record_heads"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"), primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    # The hash of the last entry that was no mass act: what such acts are checked against is as it was then.
    settled_hash: Mapped[str] = mapped_column(String(64))
    # How often contents were withheld or shown again: whoever keeps copies of entries sees here that they are stale.
    redactions: Mapped[int] = mapped_column(default=0)


class RecordEntry(Base):
    """One line of the record. Only `withheld`, `payload` and `salt` may ever change, and none of them is hashed."""

    __tablename__ = "record_entries"
    __table_args__ = (Index(None, "consultation_id", "subject_id"),)

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("record_heads.consultation_id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    actor: Mapped[dict[str, Any]]
    audience: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[UUID | None]
    payload: Mapped[dict[str, Any]]
    salt: Mapped[str] = mapped_column(String(32))
    payload_digest: Mapped[str] = mapped_column(String(64))
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    withheld: Mapped[bool] = mapped_column(default=False)


class Entry(NamedTuple):
    """A row of `RecordEntry` as it is read: for looking at only, and many times cheaper."""

    consultation_id: UUID
    seq: int
    type: str
    at: datetime
    actor: dict[str, Any]
    audience: str
    subject_id: UUID | None
    payload: dict[str, Any]
    salt: str
    payload_digest: str
    prev_hash: str
    hash: str
    withheld: bool


class News(NamedTuple):
    """What a transaction added to a record, and the head's `redactions` with it."""

    entries: Sequence[Entry]
    redactions: int
