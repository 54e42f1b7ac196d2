"""The points of a consultation, who makes them, which are the same in two languages, and the campaigns."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class PointSurvey(Base):
    """The latest finding of points: what it knew (`cutoff_seq`, `digest` of the texts), and the number given last."""

    __tablename__ = "point_surveys"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"), primary_key=True)
    cutoff_seq: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    contributions: Mapped[int]
    threshold: Mapped[float] = mapped_column(Float)
    numbered: Mapped[int]
    found_at: Mapped[datetime]
    acted_as: Mapped[dict[str, Any]]


class Point(Base):
    """A sentence of a contribution that stands for what several say. `number`: within the consultation, never reused.

    `stance` and `option_id`: what the contributions it was found in declare on the question, if they declare anything.
    `key`: the words of `label`, by which a later survey knows the point again. `listed`: found by the latest survey;
    others are kept only because persons have linked to them.
    """

    __tablename__ = "points"
    __table_args__ = (UniqueConstraint("consultation_id", "number"), Index(None, "source_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    number: Mapped[int]
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("questions.id"))
    option_id: Mapped[UUID | None] = mapped_column(ForeignKey("options.id"))
    stance: Mapped[str | None] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    source_id: Mapped[UUID] = mapped_column(ForeignKey("contributions.id"))
    by_floor: Mapped[bool]
    listed: Mapped[bool]


class PointLink(Base):
    """Contribution → point. `standing`: declared, confirmed, rejected (persons); matched, possible (by the text).

    `score` null: the texts are not alike. `passage`: the sentence of the contribution that says it. `version`: of the
    contribution, when a person decided; `seq`, `acted_as`, `decided_at` too are that person's act. `place`: in the
    queue of what a person should look at, the most doubtful first; null for what no longer waits.
    """

    __tablename__ = "point_links"
    __table_args__ = (Index(None, "contribution_id"), Index(None, "consultation_id", "place"))

    point_id: Mapped[UUID] = mapped_column(ForeignKey("points.id"), primary_key=True)
    contribution_id: Mapped[UUID] = mapped_column(ForeignKey("contributions.id"), primary_key=True)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    standing: Mapped[str] = mapped_column(String(20))
    score: Mapped[float | None] = mapped_column(Float)
    passage: Mapped[str | None] = mapped_column(Text)
    place: Mapped[int | None]
    version: Mapped[int | None]
    seq: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    acted_as: Mapped[dict[str, Any] | None]


class PointPair(Base):
    """What a person said of two points in different languages: the same (`same`), or not. `first_id` has the lower
    number.
    """

    __tablename__ = "point_pairs"
    __table_args__ = (Index(None, "consultation_id"),)

    first_id: Mapped[UUID] = mapped_column(ForeignKey("points.id"), primary_key=True)
    second_id: Mapped[UUID] = mapped_column(ForeignKey("points.id"), primary_key=True)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    same: Mapped[bool]
    seq: Mapped[int]
    decided_at: Mapped[datetime]
    acted_as: Mapped[dict[str, Any]]


class CampaignMember(Base):
    """A contribution whose text others sent too, the same or nearly; `campaign_id` is the first of them."""

    __tablename__ = "campaign_members"
    __table_args__ = (Index(None, "consultation_id", "campaign_id"),)

    contribution_id: Mapped[UUID] = mapped_column(ForeignKey("contributions.id"), primary_key=True)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("contributions.id"))
