"""Ballots, who may vote in them, and the closed boxes they voted with until the seal.

After the seal no row of any table belongs to one member's choice: the boxes are deleted and what is published lies in
one row, the bundle. Boxes and roll have no time, no number and (SQLite) no row id; PostgreSQL's row versions say in
which order boxes came, but a box opens only with the key outside the database, and what was in it is published sorted.
"""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base

FROZEN = text("state = 'frozen'")


class Ballot(Base):
    """`spec`: as drafted (definition.BallotSpec). `definition`: all that was frozen, hashed. `tie_seed`: shown to
    nobody before the seal. `turnout`: how many have voted. `seal`: as published. `results`: what may be published.
    """

    __tablename__ = "ballots"
    __table_args__ = (
        Index(None, "consultation_id", "seq", unique=True),
        Index("ix_ballots_running", "closes_at", sqlite_where=FROZEN, postgresql_where=FROZEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("consultations.id"))
    seq: Mapped[int]
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    spec: Mapped[dict[str, Any]]
    definition: Mapped[dict[str, Any] | None]
    definition_hash: Mapped[str | None] = mapped_column(String(64))
    tie_seed: Mapped[str | None] = mapped_column(String(64))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime]
    roll_size: Mapped[int]
    turnout: Mapped[int]
    drafted_by: Mapped[dict[str, Any]]
    drafted_at: Mapped[datetime]
    frozen_by: Mapped[dict[str, Any] | None]
    frozen_at: Mapped[datetime | None]
    sealed_at: Mapped[datetime | None]
    seal: Mapped[dict[str, Any] | None]
    results: Mapped[dict[str, Any] | None]
    annulment: Mapped[dict[str, Any] | None]


class RollEntry(Base):
    """One member who may vote, frozen with the ballot; `voted` and nothing else changes."""

    __tablename__ = "ballot_roll"
    __table_args__ = (
        Index(None, "account_id"),
        {"sqlite_with_rowid": False},
    )

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    group: Mapped[str | None] = mapped_column("stakeholder_group", String(40))
    recused: Mapped[list[Any]]
    voted: Mapped[bool]


class ClosedBox(Base):
    """One member's present ballot under the ballot's key. `handle`: the member under that key, so that voting again
    replaces it. All boxes of a ballot are as long as each other, up to a multiple of 256 bytes.
    """

    __tablename__ = "ballot_boxes"
    __table_args__ = ({"sqlite_with_rowid": False},)

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    handle: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class BallotBundle(Base):
    """The published file, byte for byte."""

    __tablename__ = "ballot_bundles"

    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
