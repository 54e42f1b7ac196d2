"""Making a working text from the record: one job for the worker process (core/jobs.py), from the rows to the JSON.

It opens the database itself and only reads, in one snapshot; what it gives back is small or text. Keeping it is the
service's part, so a job that dies has changed nothing.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from app.consultations.models import Consultation
from app.consultations.scale import Word
from app.core import clock
from app.core.db import Database, one_snapshot
from app.core.errors import Invalid, NotFound
from app.core.jobs import progress
from app.summaries import queries
from app.summaries.editing.texts import Sealed, read_edits, seal
from app.summaries.engine.document import Document, Remarks
from app.summaries.engine.drafting import draft, with_remarks
from app.summaries.engine.quantifiers import Move, MoveRefused
from app.summaries.gathering import gather
from app.summaries.language_versions import moves_of, packed
from app.summaries.models import Summary
from app.summaries.phrasing.arranging import Slots, orders
from app.summaries.schemas import SummaryChanges
from app.summaries.wordings.reading import approved, with_wordings

Moves = dict[str, Move]
STEPS = ("reading", "drafting", "checking", "keeping")


@dataclass(frozen=True, slots=True)
class Order:
    """`changes`: the chair's, to remarks or moves; without them the text is drafted again. `at`: when it was asked for,
    which is the time now for everything the job does.
    """

    database_url: str
    consultation_id: UUID
    at: datetime
    changes: SummaryChanges | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """`version`: of the summary it started from, 0 when there was none. `drawn`: from a new reading of the record."""

    version: int
    sealed: Sealed
    drawn: "Drawn | None"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a new draft was drawn from (`facts`: the ledger, packed), and the moves that still apply, as stored.

    `edits` and `arranged`: of the text before, as stored. `slots`: the paragraphs whose sentences may be arranged.
    """

    ledger_digest: str
    cutoff_seq: int
    moves: list[dict[str, Any]]
    facts: bytes
    language: str
    edits: list[dict[str, Any]]
    arranged: dict[str, Any] | None
    slots: tuple[Slots, ...]


def make(order: Order) -> Made:
    with clock.frozen(order.at):
        return asyncio.run(_make(order))


def step(name: str) -> None:
    progress(name, STEPS.index(name) + 1, len(STEPS))


async def _make(order: Order) -> Made:
    database = Database(order.database_url)
    try:
        return await _made(database, order)
    finally:
        await database.close()


async def _made(database: Database, order: Order) -> Made:
    changes = order.changes
    step("reading")
    async with database.read() as session:
        await one_snapshot(session)
        consultation = await session.get(Consultation, order.consultation_id)
        if consultation is None:
            raise NotFound("There is no such consultation.")
        summary = await queries.of_consultation(session, consultation.id)
        if changes is not None and changes.moves is None:
            ledger, wordings = None, []
        else:
            ledger = await gather(session, consultation)
            wordings = await approved(session, consultation.id)
    stored = Document.model_validate_json(summary.drafted) if summary else None
    remarks = _remarks(stored, changes)
    edits = read_edits(summary.edits) if summary else []
    version = summary.version if summary else 0
    if ledger is None:
        assert stored is not None  # there is nothing to change before there is a text
        return Made(version, seal(with_remarks(stored, remarks), edits), None)
    moves = _moves(summary, stored, changes)
    try:
        document = draft(ledger, language=ledger.consultation.language, moves=moves, remarks=remarks, told=step)
    except MoveRefused as refused:
        raise Invalid(str(refused), code="move_refused") from refused
    document = with_wordings(document, wordings)
    step("keeping")
    drawn = Drawn(
        ledger_digest=ledger.digest,
        cutoff_seq=ledger.cutoff.seq,
        moves=_applied(moves, document),
        facts=packed(ledger),
        language=document.language,
        edits=summary.edits if summary else [],
        arranged=summary.arranged if summary else None,
        slots=tuple(order.slots for order in orders(document)),
    )
    return Made(version, seal(document, edits), drawn)


def _remarks(stored: Document | None, changes: SummaryChanges | None) -> Remarks | None:
    if changes is not None and "remarks" in changes.model_fields_set:
        return Remarks(text=changes.remarks, language=changes.language) if changes.remarks else None
    return stored.remarks if stored else None


def _moves(summary: Summary | None, stored: Document | None, changes: SummaryChanges | None) -> Moves:
    if changes is not None and stored is not None:
        return _asked_moves(stored, changes)
    return moves_of(summary.moves) if summary else {}


def _asked_moves(document: Document, body: SummaryChanges) -> Moves:
    """The moves asked for, each from the word the chair saw computed."""
    moves: Moves = {}
    for asked in body.moves or ():
        claim = document.claim(asked.claim_id)
        if claim is None or claim.computed_word is None:
            raise Invalid(f"There is no word to move at “{asked.claim_id}”.", code="unknown_claim")
        moves[asked.claim_id] = Move(Word(claim.computed_word), asked.steps, asked.reason)
    return moves


def _applied(moves: Moves, document: Document) -> list[dict[str, Any]]:
    """Those that still apply, to be stored: a move from a word no longer computed is forgotten."""
    moved = {claim.id for claim in document.claims if "moved" in claim.marks}
    return [
        {"claim_id": claim_id, "of": move.of.value, "steps": move.steps, "reason": move.reason}
        for claim_id, move in sorted(moves.items())
        if claim_id in moved
    ]
