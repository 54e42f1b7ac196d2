"""The list of speakers of a meeting: its settings, and everybody who was ever on it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class SpeakersList(Base):
    """`settings` and `steps` (what can be undone) have the shapes of `floor.Settings` and `floor.Step`."""

    __tablename__ = "speakers_lists"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    state: Mapped[str] = mapped_column(String(20))
    settings: Mapped[dict[str, Any]]
    steps: Mapped[list[Any]]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Speaker(Base):
    """One inscription. `gender` is for the chair's statistics only and never leaves the service by name.

    `intervals`: recorded starts and stops, [{started_at, stopped_at}, ...]; all speaking time comes from them.
    """

    __tablename__ = "speakers"
    __table_args__ = (UniqueConstraint("meeting_id", "number"), Index(None, "consultation_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    agenda_item_id: Mapped[UUID | None] = mapped_column(ForeignKey("agenda_items.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    place: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[UUID]
    acted_as: Mapped[dict[str, Any]]
    on_behalf_of: Mapped[str | None] = mapped_column(String(300))
    protocol_rank: Mapped[int]
    gender: Mapped[str | None] = mapped_column(String(20))
    first_time: Mapped[bool]
    remote: Mapped[bool]
    refers_to: Mapped[UUID | None] = mapped_column(ForeignKey("speakers.id"))
    limit_seconds: Mapped[int | None]
    intervals: Mapped[list[Any]]
    interrupted: Mapped[bool]
    missed_because: Mapped[str | None] = mapped_column(String(20))
    # {decision, reason, at} of a point of order
    ruling: Mapped[dict[str, Any] | None]
    inscribed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
