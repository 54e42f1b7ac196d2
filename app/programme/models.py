"""The programme of what is being prepared, version by version, and the consensus calls that were made on a version."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Programme(Base):
    """One version, whole. Only its adoption ever changes it; `decisions` is what that rests on (see schemas).

    `content`: overall theme, main themes, cross-cutting priorities, slots and note, as schemas.ProgrammeContent.
    """

    __tablename__ = "programmes"
    __table_args__ = (
        UniqueConstraint("consultation_id", "version"),
        Index(None, "consultation_id", "state", "version"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    version: Mapped[int]
    seq: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(20))
    content: Mapped[dict[str, Any]]
    acted_as: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    decisions: Mapped[list[Any]]
    adopted_as: Mapped[dict[str, Any] | None]
    adopted_at: Mapped[datetime | None]
    adopted_seq: Mapped[int | None]


class ProgrammeCall(Base):
    """A consensus call on the adoption of one version."""

    __tablename__ = "programme_calls"
    __table_args__ = (Index(None, "programme_id"),)

    call_id: Mapped[UUID] = mapped_column(ForeignKey("consensus_calls.id"), primary_key=True)
    programme_id: Mapped[UUID] = mapped_column(ForeignKey("programmes.id"))
