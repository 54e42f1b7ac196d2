"""Positions on options: the current one of each entity, every version before it, and explanations afterwards.

What counts on an option is not these rows alone but `queries.effective`: an entity's own position on the wording in
force, or else what a joint statement says for it. A position on an earlier wording counts in no stance.
"""

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
    # an objection: it opposes and blocks consensus, with reasons, until it is disposed of (app/decisions)
    blocking: Mapped[bool]
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
    # an objection: it opposes and blocks consensus, with reasons, until it is disposed of (app/decisions)
    blocking: Mapped[bool]
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    stated_at: Mapped[datetime]


class Explanation(Base):
    """An explanation of position: given after the round, one of each entity and option, and never counted."""

    __tablename__ = "explanations"
    __table_args__ = (
        UniqueConstraint("option_id", "entity_id"),
        Index(None, "option_id", "seq"),
        Index(None, "consultation_id", "entity_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    option_id: Mapped[UUID] = mapped_column(ForeignKey("options.id"))
    entity_id: Mapped[UUID]
    seq: Mapped[int]
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    given_at: Mapped[datetime]
    hidden: Mapped[dict[str, Any] | None]


class ExplanationVersion(Base):
    """An explanation as it was given once; never changed."""

    __tablename__ = "explanation_versions"

    explanation_id: Mapped[UUID] = mapped_column(ForeignKey("explanations.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    given_at: Mapped[datetime]
