"""A consultation, its rounds, and its background note with questions and options."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Consultation(Base):
    """The mandate says which decision asked for it, through and to which body it reports (source A, paragraph 6)."""

    __tablename__ = "consultations"
    __table_args__ = (Index(None, "visibility", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    number: Mapped[int] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    summary_line: Mapped[str] = mapped_column(Text)
    languages: Mapped[list[Any]]
    visibility: Mapped[str] = mapped_column(String(20))
    mandate: Mapped[dict[str, Any]]
    convener: Mapped[str] = mapped_column(String(300))
    origin: Mapped[str | None] = mapped_column(Text)
    open_ended: Mapped[bool]
    simulated: Mapped[bool]
    scale: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Round(Base):
    """A period with its own calendar and rights. Scheduled and actual dates are different facts; both are kept."""

    __tablename__ = "rounds"
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(300))
    scheduled_opens_at: Mapped[datetime]
    scheduled_closes_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20))
    state_reason: Mapped[str | None] = mapped_column(Text)
    # right -> capacity kinds it is open to
    opens: Mapped[dict[str, Any]]
    # the quantifier scale, frozen when the round opens so that nobody can bend a threshold afterwards
    scale: Mapped[dict[str, Any] | None]
    version: Mapped[int] = mapped_column(default=1)


class BackgroundNote(Base):
    __tablename__ = "background_notes"
    __table_args__ = (UniqueConstraint("consultation_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    published_at: Mapped[datetime]


class Question(Base):
    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("note_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    note_id: Mapped[UUID] = mapped_column(ForeignKey("background_notes.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str | None] = mapped_column(Text)


class Option(Base):
    """One proposal that delegations take positions on. `version` rises when it is amended."""

    __tablename__ = "options"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("questions.id"))
    number: Mapped[int]
    label: Mapped[str] = mapped_column(String(300))
    text: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)


class OptionWording(Base):
    """A wording of an option that was replaced: what it said, until when, and why it was amended. Never changed.

    The wording in force stands in `options`; `version` here is the version that this text was.
    """

    __tablename__ = "option_wordings"

    option_id: Mapped[UUID] = mapped_column(ForeignKey("options.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str] = mapped_column(String(300))
    text: Mapped[str | None] = mapped_column(Text)
    replaced_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    acted_as: Mapped[dict[str, Any]]
