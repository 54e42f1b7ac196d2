"""What can be done with a summary: draft it, revise it, publish it.

Drafting reads one snapshot, thinks in a thread, and only then holds the record to write. So a long draft stops nobody
from posting, and what it knows is what its cut-off says.
"""

import hashlib
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from anyio import to_thread

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.consultations.scale import Word
from app.core import clock
from app.core.db import Database, WriteSession
from app.core.errors import Invalid, NotNow
from app.record.events import Audience
from app.record.service import Record
from app.summaries import queries
from app.summaries.engine.document import Document, Remarks
from app.summaries.engine.drafting import draft as draft_document
from app.summaries.engine.drafting import with_remarks
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.quantifiers import Move, MoveRefused
from app.summaries.engine.redaction import shown_sources
from app.summaries.engine.rendering import to_json
from app.summaries.events import SummaryDrafted, SummaryPublished, SummaryRevised
from app.summaries.gathering import gather, one_snapshot
from app.summaries.models import Summary
from app.summaries.schemas import SummaryChanges, SummaryStanding, SummaryState

Moves = dict[str, Move]


@dataclass(frozen=True, slots=True)
class Work:
    """What one act of drafting starts from. `version`: of the summary as it was read, 0 when there was none."""

    acted_as: ActedAs
    consultation_id: UUID
    version: int
    moves: Moves
    remarks: Remarks | None
    ledger: Ledger


async def draft(database: Database, actor: Actor, ref: str) -> UUID:
    """Draft, or draft again from the record as it now is; the chair's remarks and moves are kept. Gives its id.

    When nothing has happened since the last draft, nothing changes: a resend does no harm.
    """
    async with database.read() as session:
        await one_snapshot(session)
        consultation = await consultation_queries.visible(session, actor, ref)
        acted_as = policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
        summary = await queries.of_consultation(session, consultation.id)
        _refuse_if_published(summary)
        ledger = await gather(session, consultation)
    stored = await to_thread.run_sync(Document.model_validate_json, summary.content) if summary else None
    work = Work(
        acted_as=acted_as,
        consultation_id=consultation.id,
        version=summary.version if summary else 0,
        moves=_read_moves(summary.moves) if summary else {},
        remarks=stored.remarks if stored else None,
        ledger=ledger,
    )
    return await _store(database, work, await _written(work))


async def revise(database: Database, actor: Actor, summary_id: UUID, version: int, body: SummaryChanges) -> UUID:
    """Change the chair's remarks, or the chair's moves; `version` is the one the change was made to."""
    async with database.read() as session:
        await one_snapshot(session)
        summary, consultation = await queries.visible(session, actor, summary_id)
        acted_as = policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
        _refuse_if_published(summary)
        _refuse_if_changed(summary, version)
        ledger = await gather(session, consultation) if body.moves is not None else None
    document = await to_thread.run_sync(Document.model_validate_json, summary.content)
    if "remarks" in body.model_fields_set:
        remarks = Remarks(text=body.remarks, language=body.language) if body.remarks else None
        document = with_remarks(document, remarks)
    if ledger is None:
        return await _keep_revision(database, acted_as, summary, document)
    moves = _asked_moves(document, body)
    work = Work(acted_as, consultation.id, version, moves, document.remarks, ledger)
    return await _store(database, work, await _written(work))


async def publish(session: WriteSession, actor: Actor, summary_id: UUID, version: int | None) -> Summary:
    """Freeze the text; from here on it never changes, and its digest stands in the record.

    A draft may be older than the record (it says up to where it knows it), but none is published that shows words
    hidden or withdrawn since.
    """
    summary, consultation = await queries.visible(session, actor, summary_id)
    acted_as = policy.require(actor, Action.PUBLISH_SUMMARY, consultation.id)
    record = await Record.hold(session, consultation.id)
    await session.refresh(summary)
    _refuse_if_published(summary)
    _refuse_if_changed(summary, version)
    document = await to_thread.run_sync(Document.model_validate_json, summary.content)
    if shown_sources(document) & await queries.no_longer_public(session, consultation.id):
        raise NotNow(
            "A text that this draft shows has been hidden or withdrawn since. Please draft it again.",
            code="source_hidden",
        )
    summary.state, summary.published_at = SummaryStanding.PUBLISHED, clock.now()
    _sign(summary, acted_as)
    record.append(acted_as.by, SummaryPublished(acted_as=acted_as, summary=SummaryState.model_validate(summary)))
    return summary


async def _written(work: Work) -> Document:
    """The document, made in a thread: it can take seconds, and nobody should wait for it to post."""
    write = partial(
        draft_document,
        work.ledger,
        language=work.ledger.consultation.language,
        moves=work.moves,
        remarks=work.remarks,
    )
    try:
        return await to_thread.run_sync(write)
    except MoveRefused as refused:
        raise Invalid(str(refused), code="move_refused") from refused


async def _store(database: Database, work: Work, document: Document) -> UUID:
    """Keep a draft, unless the summary has changed since it was read; then nobody's work is overwritten."""
    content, digest = await to_thread.run_sync(_sealed, document)
    async with database.write() as session:
        record = await Record.hold(session, work.consultation_id)
        summary = await queries.of_consultation(session, work.consultation_id)
        _refuse_if_published(summary)
        if (summary.version if summary else 0) != work.version:
            raise _changed()
        if summary and summary.digest == digest:
            return summary.id
        summary = summary or _new(work.consultation_id)
        summary.content, summary.digest = content, digest
        summary.ledger_digest, summary.cutoff_seq = work.ledger.digest, work.ledger.cutoff.seq
        summary.moves = _applied(work.moves, document)
        _sign(summary, work.acted_as)
        session.add(summary)
        state = SummaryState.model_validate(summary)
        event = SummaryDrafted(acted_as=work.acted_as, summary=state)
        record.append(work.acted_as.by, event, Audience.OFFICERS)
        return summary.id


async def _keep_revision(database: Database, acted_as: ActedAs, read: Summary, document: Document) -> UUID:
    content, digest = await to_thread.run_sync(_sealed, document)
    async with database.write() as session:
        record = await Record.hold(session, read.consultation_id)
        summary = await queries.of_consultation(session, read.consultation_id)
        assert summary is not None  # it was read before, and summaries are never deleted
        _refuse_if_published(summary)
        _refuse_if_changed(summary, read.version)
        summary.content, summary.digest = content, digest
        _sign(summary, acted_as)
        state = SummaryState.model_validate(summary)
        record.append(acted_as.by, SummaryRevised(acted_as=acted_as, summary=state), Audience.OFFICERS)
        return summary.id


def _sealed(document: Document) -> tuple[str, str]:
    """The bytes that are kept, and what commits to them."""
    content = to_json(document)
    return content, hashlib.sha256(content.encode()).hexdigest()


def _new(consultation_id: UUID) -> Summary:
    return Summary(
        id=uuid4(), consultation_id=consultation_id, version=0, state=SummaryStanding.DRAFT, published_at=None
    )


def _sign(summary: Summary, acted_as: ActedAs) -> None:
    summary.version += 1
    summary.changed_at = clock.now()
    summary.acted_as = acted_as.model_dump(mode="json")


def _refuse_if_published(summary: Summary | None) -> None:
    if summary and summary.state == SummaryStanding.PUBLISHED:
        raise NotNow("The summary has been published; its text no longer changes.", code="already_published")


def _refuse_if_changed(summary: Summary, version: int | None) -> None:
    if version is not None and version != summary.version:
        raise _changed()


def _changed() -> NotNow:
    return NotNow("Somebody changed the summary meanwhile. Please look at it first.", code="version_changed")


def _read_moves(stored: list[Any]) -> Moves:
    return {each["claim_id"]: Move(Word(each["of"]), each["steps"], each["reason"]) for each in stored}


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
