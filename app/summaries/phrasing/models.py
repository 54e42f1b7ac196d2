"""What was asked of a language model and what it answered, kept for those who conduct the consultation."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class ModelAudit(Base):
    """One asking (`kind`: arrangement or wording). `content`: its requests as JSON, escaped to ASCII, because an answer
    may hold what no database keeps; `requests` and `taken` count in it. `source_id`: whose words it quotes, if any.
    """

    __tablename__ = "model_audits"
    __table_args__ = (Index(None, "consultation_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    kind: Mapped[str] = mapped_column(String(20))
    model: Mapped[str] = mapped_column(String(200))
    acted_as: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    requests: Mapped[int]
    taken: Mapped[int]
    source_id: Mapped[UUID | None] = mapped_column(ForeignKey("contributions.id"))
    content: Mapped[str] = mapped_column(Text)
