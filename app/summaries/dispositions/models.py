"""What a person decided about a contribution, where that differs from what the summary itself shows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.contributions.models import Contribution
from app.core.db import Base


class Disposition(Base):
    """At most one for a contribution; without a row the summary's own text decides (engine/dispositions.py).

    `merged_into`: the contribution it was taken together with, for that kind only.
    """

    __tablename__ = "dispositions"
    __table_args__ = (Index(None, "consultation_id", "seq", unique=True),)

    contribution_id: Mapped[UUID] = mapped_column(ForeignKey("contributions.id"), primary_key=True)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Text)
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("contributions.id"))
    acted_as: Mapped[dict[str, Any]]
    decided_at: Mapped[datetime]


# "What became of mine" asks for the contributions of some entities, in the order of the record.
Index(None, Contribution.consultation_id, Contribution.entity_id, Contribution.seq)
