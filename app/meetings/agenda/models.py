"""How the chair conducts a meeting: its agenda, notices to everybody, and slow counts.

`audience`: to whom the meeting was open at the time; an agenda is no secret whoever attends.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class AgendaItem(Base):
    """`question_id`: the question of the background note that is discussed under this item, if it is one."""

    __tablename__ = "agenda_items"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("questions.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(20))
    taken_up_at: Mapped[datetime | None]
    concluded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Notice(Base):
    """A message of the chair to everybody. `seq` is its place in the record and the page cursor."""

    __tablename__ = "notices"
    __table_args__ = (Index(None, "meeting_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    seq: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    audience: Mapped[str] = mapped_column(String(20))
    posted_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class SlowCount(Base):
    """The chair counts slowly to six; what nobody has stopped by then is adopted without objection."""

    __tablename__ = "slow_counts"
    __table_args__ = (Index(None, "meeting_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id"))
    agenda_item_id: Mapped[UUID | None] = mapped_column(ForeignKey("agenda_items.id"))
    seq: Mapped[int]
    matter: Mapped[str] = mapped_column(Text)
    count: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    audience: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    stopped: Mapped[dict[str, Any] | None]
