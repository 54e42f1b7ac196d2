"""An advisory group, its seats, calls for nominations and who was nominated, its offices, and what members declared.

`seq` is the place in the record of the entry that made a thing public, and the page cursor. `version` rises with each
change. Nothing is ever deleted: what ended says when and why.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.record.events import Audience


class AdvisoryGroup(Base):
    """`plan` and `regions`: code -> seats. `ex_officio`: titles of seats beside the `size`, such as a host's.

    Terms follow each other without a gap: term n begins n * `term_months` after `first_term_on`. At most `max_terms`
    to a person, and at most one in `renewed_one_in` of the seats to newcomers at each renewal (terms.py).
    """

    __tablename__ = "advisory_groups"
    __table_args__ = (Index(None, "consultation_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    seq: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    mandate: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    plan: Mapped[dict[str, Any]]
    regions: Mapped[dict[str, Any]]
    gender_minimum: Mapped[int | None]
    ex_officio: Mapped[list[Any]]
    appointing_capacity: Mapped[str] = mapped_column(String(40))
    appointing_authority: Mapped[str] = mapped_column(String(300))
    first_term_on: Mapped[date]
    term_months: Mapped[int]
    max_terms: Mapped[int]
    renewed_one_in: Mapped[int]
    personal_capacity: Mapped[bool]
    acted_as: Mapped[dict[str, Any]]
    established_at: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int]


class AdvisorySeat(Base):
    """One person's seat for one term. `term` counts the group's terms from 0, `served` this person's from 1.

    `gender` is self-declared, shown to nobody, and only counted (composition.py). `nominated_by`: id and name of the
    delegation that put the member forward.
    """

    __tablename__ = "advisory_seats"
    __table_args__ = (
        Index(None, "group_id", "seq", unique=True),
        Index(None, "group_id", "term"),
        Index(None, "group_id", "account_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("advisory_groups.id"))
    seq: Mapped[int]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    capacity_id: Mapped[UUID] = mapped_column(ForeignKey("capacities.id"))
    nomination_id: Mapped[UUID | None] = mapped_column(ForeignKey("nominations.id"))
    name: Mapped[str] = mapped_column(String(300))
    group: Mapped[str] = mapped_column("stakeholder_group", String(40))
    region: Mapped[str | None] = mapped_column("regional_group", String(40))
    gender: Mapped[str | None] = mapped_column(String(20))
    ex_officio: Mapped[str | None] = mapped_column(String(300))
    nominated_by: Mapped[dict[str, Any] | None]
    term: Mapped[int]
    served: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    appointed_by: Mapped[dict[str, Any]]
    appointed_at: Mapped[datetime]
    ended: Mapped[dict[str, Any] | None]


class NominationCall(Base):
    """A call for nominations. After `closes_at` nominations still come in, marked late; once concluded no more."""

    __tablename__ = "nomination_calls"
    __table_args__ = (Index(None, "group_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("advisory_groups.id"))
    seq: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    acted_as: Mapped[dict[str, Any]]
    concluded: Mapped[dict[str, Any] | None]


class Nomination(Base):
    """Nobody but the officers, the nominee and who nominated knows of it before the nominee has consented."""

    __tablename__ = "nominations"
    __table_args__ = (
        Index(None, "group_id", "seq", unique=True),
        Index(None, "call_id", "account_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("advisory_groups.id"))
    call_id: Mapped[UUID] = mapped_column(ForeignKey("nomination_calls.id"))
    seq: Mapped[int]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    entity_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(300))
    group: Mapped[str] = mapped_column("stakeholder_group", String(40))
    region: Mapped[str | None] = mapped_column("regional_group", String(40))
    gender: Mapped[str | None] = mapped_column(String(20))
    statement: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    self_nominated: Mapped[bool]
    late_reason: Mapped[str | None] = mapped_column(Text)
    acted_as: Mapped[dict[str, Any]]
    nominated_at: Mapped[datetime]
    consented_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    withdrawn: Mapped[dict[str, Any] | None]
    hidden: Mapped[dict[str, Any] | None]
    decision: Mapped[dict[str, Any] | None]

    @property
    def audience(self) -> Audience:
        return Audience.PUBLIC if self.consented_at else Audience.OFFICERS


class AdvisoryOffice(Base):
    """An office that goes round: `pool` in order, from `first_on`, every `period_months`, `starts_with` first.

    One that `follows` another is held by whoever holds that one. `deviations`: turn -> what was decided instead.
    """

    __tablename__ = "advisory_offices"
    __table_args__ = (Index(None, "group_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    group_id: Mapped[UUID] = mapped_column(ForeignKey("advisory_groups.id"))
    seq: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(20))
    pool: Mapped[list[Any]]
    starts_with: Mapped[int]
    first_on: Mapped[date]
    period_months: Mapped[int]
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("advisory_offices.id"))
    deviations: Mapped[dict[str, Any]]
    acted_as: Mapped[dict[str, Any]]
    reason: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int]


class Interest(Base):
    """A member's declared conflict of interest in one thing; while it stands the member is recused from it."""

    __tablename__ = "interests"
    __table_args__ = (Index(None, "consultation_id", "seq", unique=True), Index(None, "consultation_id", "account_id"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    seq: Mapped[int]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID]
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    declared_at: Mapped[datetime]
    withdrawn: Mapped[dict[str, Any] | None]
    hidden: Mapped[dict[str, Any] | None]
