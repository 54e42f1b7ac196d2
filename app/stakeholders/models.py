"""Organizations: the entities that delegations stand for."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Organization(Base):
    """A government, organization, company, association or institution, in exactly one stakeholder group."""

    __tablename__ = "organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(300), unique=True)
    group: Mapped[str] = mapped_column("stakeholder_group", String(40))
    region: Mapped[str | None] = mapped_column("regional_group", String(40))
    created_at: Mapped[datetime]
