"""Positions on options: the current one of each entity, and every version before it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Position(Base):
    """The latest position of one entity on one option in one round; the constraint says "one".

    Group and region stand in their own columns, frozen at the latest act, because every count is by group.
    """

    __tablename__ = "positions"
    __table_args__ = (
        UniqueConstraint("option_id", "round_id", "entity_id"),
        Index(None, "consultation_id", "entity_id"),
        Index(None, "option_id", "seq"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    option_id: Mapped[UUID] = mapped_column(ForeignKey("options.id"))
    option_version: Mapped[int]
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    entity_id: Mapped[UUID]
    group: Mapped[str | None] = mapped_column("stakeholder_group", String(40))
    region: Mapped[str | None] = mapped_column("regional_group", String(40))
    seq: Mapped[int]
    version: Mapped[int]
    stance: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(Text)
    condition: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    stated_at: Mapped[datetime]
    hidden: Mapped[dict[str, Any] | None]


class PositionVersion(Base):
    """One statement of a position; never changed."""

    __tablename__ = "position_versions"

    position_id: Mapped[UUID] = mapped_column(ForeignKey("positions.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stance: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(Text)
    condition: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    stated_at: Mapped[datetime]
