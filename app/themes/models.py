"""Themes proposed for the agenda, the names they had before, and the tags: which message mentions which theme."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Theme(Base):
    """`seq`: the entry that proposed it. `key`: the title as it is compared with others (rules.key).

    `merged_into` is set when it was merged, `split_from` when it is a part of one that was split; `ended` has why and
    when it was merged or split. Ended themes keep their place and stay readable.
    """

    __tablename__ = "themes"
    __table_args__ = (
        Index(None, "consultation_id", "seq", unique=True),
        Index(None, "consultation_id", "key"),
        Index(None, "merged_into"),
        Index(None, "split_from"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    seq: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(300))
    description: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    cross_cutting: Mapped[bool]
    state: Mapped[str] = mapped_column(String(20))
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("themes.id"))
    split_from: Mapped[UUID | None] = mapped_column(ForeignKey("themes.id"))
    ended: Mapped[dict[str, Any] | None]
    acted_as: Mapped[dict[str, Any]]
    proposed_at: Mapped[datetime]
    hidden: Mapped[dict[str, Any] | None]


class ThemeName(Base):
    """A name that was replaced, with the version of the theme that bore it last. Never changed."""

    __tablename__ = "theme_names"

    theme_id: Mapped[UUID] = mapped_column(ForeignKey("themes.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    acted_as: Mapped[dict[str, Any]]
    replaced_at: Mapped[datetime]


class ThemeTag(Base):
    """One message mentions one theme; exactly one of the three ids is set. Whoever takes it back deletes the row.

    Entity, group and region are those of the message. `seq`: the entry with which that message was tagged, kept when
    the tag moves to another theme, so it belongs to one message alone.
    """

    __tablename__ = "theme_tags"
    __table_args__ = (
        UniqueConstraint("contribution_id", "theme_id"),
        UniqueConstraint("intervention_id", "theme_id"),
        UniqueConstraint("comment_id", "theme_id"),
        CheckConstraint(
            "(CASE WHEN contribution_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN intervention_id IS NULL THEN 0 ELSE 1"
            " END) + (CASE WHEN comment_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_message",
        ),
        Index(None, "theme_id", "seq", unique=True),
        Index(None, "consultation_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    theme_id: Mapped[UUID] = mapped_column(ForeignKey("themes.id"))
    contribution_id: Mapped[UUID | None] = mapped_column(ForeignKey("contributions.id"))
    intervention_id: Mapped[UUID | None] = mapped_column(ForeignKey("interventions.id"))
    comment_id: Mapped[UUID | None] = mapped_column(ForeignKey("comments.id"))
    entity_id: Mapped[UUID]
    group: Mapped[str | None] = mapped_column("stakeholder_group", String(40))
    region: Mapped[str | None] = mapped_column("regional_group", String(40))
    seq: Mapped[int]
    tagged_as: Mapped[dict[str, Any]]
    tagged_at: Mapped[datetime]
