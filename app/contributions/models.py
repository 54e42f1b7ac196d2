"""Written contributions and their versions."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Contribution(Base):
    """What stays the same over all versions. `seq` is the record's place of its filing and the page cursor."""

    __tablename__ = "contributions"
    __table_args__ = (
        Index(None, "consultation_id", "seq", unique=True),
        # campaigns: who filed this very text
        Index(None, "consultation_id", "fingerprint", "entity_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    seq: Mapped[int]
    entity_id: Mapped[UUID]
    # the current version, kept here too so that a list is one query
    version: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    # of the current text (fingerprint.py)
    fingerprint: Mapped[str] = mapped_column(String(64))
    question_ids: Mapped[list[Any]]
    # the free name of the group a joint statement is filed for; None: the entity writes for itself
    on_behalf_of: Mapped[str | None] = mapped_column(String(300))
    # what a joint statement says on options, as it is shown; `joint_stances` has the same for counting
    stances: Mapped[list[Any]]
    acted_as: Mapped[dict[str, Any]]
    filed_at: Mapped[datetime]
    late: Mapped[bool]
    withdrawn: Mapped[dict[str, Any] | None]
    hidden: Mapped[dict[str, Any] | None]


class ContributionVersion(Base):
    """One filed text; never changed."""

    __tablename__ = "contribution_versions"

    contribution_id: Mapped[UUID] = mapped_column(ForeignKey("contributions.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    filed_at: Mapped[datetime]
