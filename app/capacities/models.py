"""Who sits in a consultation: delegations, and the time-bounded capacities in which people act."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Delegation(Base):
    """All persons accredited for one organization in one consultation. Group and region are frozen here."""

    __tablename__ = "delegations"
    __table_args__ = (UniqueConstraint("consultation_id", "organization_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    name: Mapped[str] = mapped_column(String(300))
    group: Mapped[str] = mapped_column("stakeholder_group", String(40))
    region: Mapped[str | None] = mapped_column("regional_group", String(40))
    accredited_at: Mapped[datetime]


class Capacity(Base):
    """In which capacity a person acts in a consultation, from when until when."""

    __tablename__ = "capacities"
    __table_args__ = (Index(None, "account_id"), Index(None, "consultation_id", "kind"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str] = mapped_column(String(40))
    delegation_id: Mapped[UUID | None] = mapped_column(ForeignKey("delegations.id"))
    # In personal capacity there is no delegation, but a person still belongs to a group and may belong to a region.
    group: Mapped[str | None] = mapped_column("stakeholder_group", String(40))
    region: Mapped[str | None] = mapped_column("regional_group", String(40))
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]
