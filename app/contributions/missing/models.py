"""What participants say the background note left out, and who seconds it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class MissingProposal(Base):
    """`question_id` null: about the note as a whole. `endorsements` repeats the number of rows of the other table, so
    that a page costs the same however many second it; both change in one transaction, while the record is held.
    """

    __tablename__ = "missing_proposals"
    __table_args__ = (Index(None, "consultation_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    seq: Mapped[int]
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("questions.id"))
    entity_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    endorsements: Mapped[int] = mapped_column(default=0)
    acted_as: Mapped[dict[str, Any]]
    proposed_at: Mapped[datetime]
    withdrawn: Mapped[dict[str, Any] | None]
    hidden: Mapped[dict[str, Any] | None]


class MissingEndorsement(Base):
    """One entity seconds one proposal: the key says "once". Group and region as they were at the act."""

    __tablename__ = "missing_endorsements"
    __table_args__ = (Index(None, "proposal_id", "seq"), Index(None, "consultation_id", "entity_id"))

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("missing_proposals.id"), primary_key=True)
    entity_id: Mapped[UUID] = mapped_column(primary_key=True)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    seq: Mapped[int]
    acted_as: Mapped[dict[str, Any]]
    endorsed_at: Mapped[datetime]
