"""What is put for decision and what came of it: consensus calls, silence procedures, the objections to both, straw
polls with their answers, and the findings a chair has signed.

`seq` is the place in the record of the entry that opened something, and the page cursor. `version` rises with each
change. People and reasons are frozen as JSON where they are only ever shown with the row.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

RUNNING = text("state = 'running'")


class ConsensusCall(Base):
    """The question whether there is any objection. `entitled`: the capacities that may object, from the round that was
    open when it began. `standing`: how many objections are not withdrawn.
    """

    __tablename__ = "consensus_calls"
    __table_args__ = (Index(None, "consultation_id", "seq", unique=True), Index(None, "option_id", "ended_seq"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    option_id: Mapped[UUID | None] = mapped_column(ForeignKey("options.id"))
    option_version: Mapped[int | None]
    seq: Mapped[int]
    matter: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    entitled: Mapped[list[Any]]
    count: Mapped[int]
    standing: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    opened_by: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_seq: Mapped[int | None]
    ended_reason: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int]


class SilenceProcedure(Base):
    """Adopted unless a delegation breaks the silence before `deadline`. While the row says `running` the state that
    counts is the one `rules.silence_state` gives at the moment of reading.
    """

    __tablename__ = "silence_procedures"
    __table_args__ = (
        Index(None, "consultation_id", "seq", unique=True),
        Index(None, "option_id", "ended_seq"),
        Index("ix_silence_procedures_running", "deadline", sqlite_where=RUNNING, postgresql_where=RUNNING),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    option_id: Mapped[UUID | None] = mapped_column(ForeignKey("options.id"))
    option_version: Mapped[int | None]
    seq: Mapped[int]
    matter: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    entitled: Mapped[list[Any]]
    deadline: Mapped[datetime]
    short_reason: Mapped[str | None] = mapped_column(Text)
    extensions: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(String(20))
    opened_by: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_seq: Mapped[int | None]
    ended_reason: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int]


class Objection(Base):
    """One entity's objection to a call, or its breaking of a silence; exactly one of the two ids is set."""

    __tablename__ = "objections"
    __table_args__ = (
        UniqueConstraint("call_id", "entity_id"),
        UniqueConstraint("silence_id", "entity_id"),
        CheckConstraint("(call_id IS NULL) <> (silence_id IS NULL)", name="one_matter"),
        Index(None, "consultation_id", "seq", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("consensus_calls.id"))
    silence_id: Mapped[UUID | None] = mapped_column(ForeignKey("silence_procedures.id"))
    entity_id: Mapped[UUID]
    group: Mapped[str | None] = mapped_column("stakeholder_group", String(40))
    region: Mapped[str | None] = mapped_column("regional_group", String(40))
    seq: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    acted_as: Mapped[dict[str, Any]]
    raised_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    disposition: Mapped[str | None] = mapped_column(String(40))
    disposition_reason: Mapped[str | None] = mapped_column(Text)
    disposed_by: Mapped[dict[str, Any] | None]
    disposed_at: Mapped[datetime | None]
    hidden: Mapped[dict[str, Any] | None]
    version: Mapped[int]


class StrawPoll(Base):
    """A question to get a sense of the room; non-binding. `hidden`: nobody sees a tally before it is closed."""

    __tablename__ = "straw_polls"
    __table_args__ = (Index(None, "consultation_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    round_id: Mapped[UUID] = mapped_column(ForeignKey("rounds.id"))
    seq: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    answers: Mapped[list[Any]]
    hidden: Mapped[bool]
    state: Mapped[str] = mapped_column(String(20))
    opened_by: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int]


class StrawAnswer(Base):
    """The present answer of one entity, a number into the poll's `answers`. Shown to nobody but that entity."""

    __tablename__ = "straw_answers"

    poll_id: Mapped[UUID] = mapped_column(ForeignKey("straw_polls.id"), primary_key=True)
    entity_id: Mapped[UUID] = mapped_column(primary_key=True)
    group: Mapped[str | None] = mapped_column("stakeholder_group", String(40))
    answer: Mapped[int]


class Finding(Base):
    """One signed finding on an option, never changed; a later version supersedes it.

    `counts`: group ("" for none) -> stance -> entities, as they stood at `cut_off`, a seq of the record.
    """

    __tablename__ = "findings"
    __table_args__ = (UniqueConstraint("option_id", "version"), Index(None, "consultation_id", "seq"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    option_id: Mapped[UUID] = mapped_column(ForeignKey("options.id"))
    option_version: Mapped[int]
    version: Mapped[int]
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(60))
    proposed: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(20))
    counts: Mapped[dict[str, Any]]
    participants: Mapped[int]
    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("consensus_calls.id"))
    silence_id: Mapped[UUID | None] = mapped_column(ForeignKey("silence_procedures.id"))
    cut_off: Mapped[int]
    acted_as: Mapped[dict[str, Any]]
    signed_at: Mapped[datetime]
