"""What was said on the floor: interventions, and the prepared texts that belong to them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Intervention(Base):
    """One turn on the floor that has ended. `seq`: the entry with which it first ended; the page cursor.

    `speaker_id`: the inscription it comes from, on the list of speakers (a feature above this one, hence no key).
    `person_id`: the account, or for a guest a stable id made of name and organization.
    """

    __tablename__ = "interventions"
    __table_args__ = (Index(None, "meeting_id", "seq", unique=True), Index(None, "consultation_id", "person_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    agenda_item_id: Mapped[UUID | None] = mapped_column(ForeignKey("agenda_items.id"))
    speaker_id: Mapped[UUID] = mapped_column(unique=True)
    person_id: Mapped[UUID]
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    on_behalf_of: Mapped[str | None] = mapped_column(String(300))
    remote: Mapped[bool]
    # [{started_at, stopped_at}, ...] as recorded, pauses left out
    intervals: Mapped[list[Any]]
    seconds: Mapped[int]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class PreparedStatement(Base):
    """A text filed before or after it was spoken. Until then only its authors and the officers see it.

    `audience`: to whom the meeting was open when it was filed, or delivered, which counts from then on.
    """

    __tablename__ = "prepared_statements"
    __table_args__ = (Index(None, "meeting_id", "seq", unique=True), Index(None, "intervention_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    agenda_item_id: Mapped[UUID | None] = mapped_column(ForeignKey("agenda_items.id"))
    intervention_id: Mapped[UUID | None] = mapped_column(ForeignKey("interventions.id"))
    entity_id: Mapped[UUID]
    seq: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    check_against_delivery: Mapped[bool]
    delivery: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    filed_at: Mapped[datetime]
    hidden: Mapped[dict[str, Any] | None]
