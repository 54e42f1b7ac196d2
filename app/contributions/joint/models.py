"""Joint statements: a contribution filed on behalf of several, who stands behind it, and what it says on options."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Signatory(Base):
    """One entity and one joint statement: its author, an invited co-sponsor, or one that associated itself.

    What counts: `state` is "joined", `version` is the contribution's current version, and the contribution is not
    withdrawn. A joined row of an earlier version is to be confirmed: the entity has not agreed to the new text.
    `seq` is the place in the record of the entity's own latest act (of the invitation as long as there is none).
    """

    __tablename__ = "signatories"
    __table_args__ = (
        UniqueConstraint("contribution_id", "entity_id"),
        Index(None, "consultation_id", "entity_id"),
        Index(None, "contribution_id", "seq"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    contribution_id: Mapped[UUID] = mapped_column(ForeignKey("contributions.id"))
    entity_id: Mapped[UUID]
    entity: Mapped[str] = mapped_column(String(300))
    group: Mapped[str | None] = mapped_column("stakeholder_group", String(40))
    region: Mapped[str | None] = mapped_column("regional_group", String(40))
    # author | co_sponsor | associated
    role: Mapped[str] = mapped_column(String(20))
    # invited | joined | declined | left
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    seq: Mapped[int]
    invited_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
    # the entity's own latest act; None as long as it is only invited
    acted_as: Mapped[dict[str, Any] | None]


class JointStance(Base):
    """What the current version of a joint statement says on one option. Replaced when a new version says otherwise."""

    __tablename__ = "joint_stances"
    __table_args__ = (Index(None, "option_id"),)

    contribution_id: Mapped[UUID] = mapped_column(ForeignKey("contributions.id"), primary_key=True)
    option_id: Mapped[UUID] = mapped_column(ForeignKey("options.id"), primary_key=True)
    option_version: Mapped[int]
    stance: Mapped[str] = mapped_column(String(40))
