"""Statements, who voted on them, and the latest vote of each participant on each statement."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Statement(Base):
    """A short sentence to agree or disagree with.

    `number` is its place in the list and, for an import, the number it has in its source. The three counts repeat
    what `opinion_votes` says, so that a page costs the same however many have voted; who changes votes changes
    them in the same transaction, while holding the record.
    """

    __tablename__ = "statements"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number"),
        UniqueConstraint("consultation_id", "external_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    number: Mapped[int]
    external_id: Mapped[str | None] = mapped_column(String(40))
    author_external_id: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    seq: Mapped[int]
    added_at: Mapped[datetime | None]
    agree: Mapped[int] = mapped_column(default=0)
    disagree: Mapped[int] = mapped_column(default=0)
    pass_: Mapped[int] = mapped_column(default=0)
    hidden: Mapped[dict[str, Any] | None]


class OpinionParticipant(Base):
    """Somebody who votes on statements: a person signed in here, or a participant of an imported conversation.

    The id is random and never leaves the service: it stands, unguessable, in the digests of `votes.recorded`.
    """

    __tablename__ = "opinion_participants"
    __table_args__ = (
        UniqueConstraint("consultation_id", "external_id"),
        UniqueConstraint("consultation_id", "account_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    external_id: Mapped[str | None] = mapped_column(String(40))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    group: Mapped[str | None] = mapped_column("stakeholder_group", String(40))
    region: Mapped[str | None] = mapped_column("regional_group", String(40))
    # The group an import found this participant in by their votes; the numbers mean nothing across imports.
    opinion_group: Mapped[int | None]


class OpinionVote(Base):
    """The latest vote of one participant on one statement. `value`: 1 agree, -1 disagree, 0 pass.

    `source_line`: where in the imported file it stood; decides between two votes of the same instant.
    """

    __tablename__ = "opinion_votes"
    __table_args__ = (
        CheckConstraint("value IN (-1, 0, 1)", name="value"),
        # The key is all there is to look up: clustered, the votes on one statement lie together.
        {"sqlite_with_rowid": False},
    )

    statement_id: Mapped[UUID] = mapped_column(ForeignKey("statements.id"), primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("opinion_participants.id"), primary_key=True)
    value: Mapped[int] = mapped_column(SmallInteger)
    cast_at: Mapped[datetime | None]
    source_line: Mapped[int | None]


class OpinionAnalysis(Base):
    """The latest results of the votes, and who computes them at this moment.

    `content`: the JSON of results.schemas.Results, kept as text so that `digest` is the SHA-256 of what stands here.
    `counts`: a digest of the counts it belongs to; `cutoff_seq`: the last entry of the record it knows. `claim`: of
    whoever computes, good until `claimed_until`.
    """

    __tablename__ = "opinion_analyses"

    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"), primary_key=True)
    content: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(String(64))
    counts: Mapped[str | None] = mapped_column(String(64))
    cutoff_seq: Mapped[int | None]
    computed_at: Mapped[datetime | None]
    claim: Mapped[UUID | None]
    claimed_until: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
