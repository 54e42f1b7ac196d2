"""Caucuses: informal groups that may record several views side by side."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Caucus(Base):
    """What one informal group says of its own views. It counts nowhere: neither the group nor its views are entities,
    and who holds a view is told by the group, not by an act of those who are named.

    `views`: a list of {text, language, option_id, holders, held_by}.
    """

    __tablename__ = "caucuses"
    __table_args__ = (Index(None, "consultation_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    seq: Mapped[int]
    entity_id: Mapped[UUID]
    version: Mapped[int]
    name: Mapped[str] = mapped_column(String(300))
    views: Mapped[list[Any]]
    acted_as: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime]
    hidden: Mapped[dict[str, Any] | None]


class CaucusVersion(Base):
    """The views as they were recorded once; never changed."""

    __tablename__ = "caucus_versions"

    caucus_id: Mapped[UUID] = mapped_column(ForeignKey("caucuses.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(300))
    views: Mapped[list[Any]]
    acted_as: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime]
