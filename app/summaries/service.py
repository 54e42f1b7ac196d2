"""What can be done with a summary: draft it, revise it, circulate it, make it final, transmit it.

Drafting reads one snapshot and thinks in a process of its own (making.py), and only then the record is held to write.
So a long draft stops nobody from posting, and what it knows is what its cut-off says.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from anyio import to_thread
from sqlalchemy import delete, select

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core import clock
from app.core.db import Database, WriteSession
from app.core.errors import Invalid, NotNow
from app.core.jobs import Jobs
from app.core.progress import Board
from app.documents import service as documents
from app.documents.symbols import DocumentKind
from app.points.register import service as points
from app.record.events import Audience
from app.record.service import Record
from app.summaries import queries
from app.summaries.editing.texts import Sealed, composed
from app.summaries.engine.document import Document
from app.summaries.engine.redaction import shown_sources
from app.summaries.events import (
    SummaryCirculated,
    SummaryDrafted,
    SummaryEvent,
    SummaryPublished,
    SummaryReopened,
    SummaryReviewed,
    SummaryRevised,
    SummaryTransmitted,
    SummaryWindowExtended,
)
from app.summaries.making import Drawn, Made, Order, make
from app.summaries.models import Summary, SummaryFacts, SummaryVersion
from app.summaries.phrasing.asking import Kept, arrange, audit_row
from app.summaries.phrasing.endpoint import Endpoint
from app.summaries.phrasing.schemas import Arranged
from app.summaries.review import queries as review_queries
from app.summaries.schemas import (
    FINAL,
    CirculateIn,
    CommentWindow,
    ExtendIn,
    SummaryChanges,
    SummaryStanding,
    SummaryState,
    TransmitIn,
    Transmittal,
)

WORK = "summary"
"""What drafting is called on the board of progress."""


@dataclass(frozen=True, slots=True)
class Means:
    """What drafting needs beside the database: a process to think in, a board to say on how far it is, and the language
    model that may arrange sentences, if there is one.
    """

    jobs: Jobs
    board: Board
    endpoint: Endpoint | None = None


async def draft(database: Database, means: Means, actor: Actor, ref: str) -> UUID:
    """Draft, or draft again from the record as it now is; the chair's remarks, moves and edits are kept. Gives its id.

    When nothing has happened since the last draft, nothing changes: a resend does no harm.
    """
    async with database.read() as session:
        consultation = await consultation_queries.visible(session, actor, ref)
        acted_as = policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
        summary = await queries.of_consultation(session, consultation.id)
        _refuse_if_published(summary)
        _refuse_if_circulated(summary)
    async with means.board.follow(consultation.id, WORK) as told:
        await points.find(database, means.jobs, actor, ref, told)
        made = await means.jobs.run(make, Order(database.address, consultation.id, clock.now()), told=told)
        assert made.drawn is not None
        kept = await arrange(means.jobs, means.endpoint, made.drawn, made.sealed, told)
    return await _store(database, acted_as, consultation.id, made, kept)


async def revise(
    database: Database, means: Means, actor: Actor, summary_id: UUID, version: int, body: SummaryChanges
) -> UUID:
    """Change the chair's remarks, or the chair's moves; `version` is the one the change was made to."""
    async with database.read() as session:
        summary, consultation = await queries.visible(session, actor, summary_id)
        acted_as = policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
        _refuse_if_published(summary)
        _refuse_if_changed(summary, version)
        if body.moves is not None:
            _refuse_if_circulated(summary)
    async with means.board.follow(consultation.id, WORK) as told:
        made = await means.jobs.run(make, Order(database.address, consultation.id, clock.now(), body), told=told)
        if made.version != version:
            raise _changed()
        if made.drawn is None:
            return await keep(database, acted_as, summary, made.sealed)
        kept = await arrange(means.jobs, means.endpoint, made.drawn, made.sealed, told)
    return await _store(database, acted_as, consultation.id, made, kept)


async def review(session: WriteSession, actor: Actor, summary_id: UUID, version: int | None) -> Summary:
    """Show the draft to the officers, so that others read it before everybody does."""
    summary, record, acted_as = await _held(session, actor, summary_id, Action.PREPARE_SUMMARY, version)
    if summary.state != SummaryStanding.DRAFT:
        raise NotNow("Only a draft can be put to internal review.", code="not_a_draft")
    summary.state = SummaryStanding.REVIEW
    _sign(summary, acted_as)
    state = SummaryState.model_validate(summary)
    record.append(acted_as.by, SummaryReviewed(acted_as=acted_as, summary=state), Audience.OFFICERS)
    return summary


async def circulate(
    session: WriteSession, actor: Actor, summary_id: UUID, version: int | None, body: CirculateIn
) -> Summary:
    """Freeze this text as the next numbered one and open it to comments until the closing time."""
    summary, record, acted_as = await _held(session, actor, summary_id, Action.PUBLISH_SUMMARY, version)
    if summary.state == SummaryStanding.CIRCULATED:
        raise NotNow("The text is circulated already; its window can be extended.", code="circulated")
    _refuse_if_over(body.closes_at)
    await _refuse_if_source_hidden(session, summary)
    summary.state = SummaryStanding.CIRCULATED
    summary.window = CommentWindow(closes_at=body.closes_at, zone=body.zone).model_dump(mode="json")
    _sign(summary, acted_as)
    await _freeze(session, record, summary, acted_as, DocumentKind.CIRCULATED_DRAFT)
    _tell(record, SummaryCirculated(acted_as=acted_as, summary=SummaryState.model_validate(summary)))
    return summary


async def extend(session: WriteSession, actor: Actor, summary_id: UUID, body: ExtendIn) -> Summary:
    """More time for comments, also after the window has closed; never less."""
    summary, record, acted_as = await _held(session, actor, summary_id, Action.PUBLISH_SUMMARY, None)
    window = window_of(summary)
    if summary.state != SummaryStanding.CIRCULATED or window is None:
        raise NotNow("The text is not circulated, so there is no window to extend.", code="not_circulated")
    _refuse_if_over(body.closes_at)
    if body.closes_at <= window.closes_at:
        raise Invalid("An extension closes later than what was announced.", code="not_later")
    summary.window = CommentWindow(closes_at=body.closes_at, zone=window.zone).model_dump(mode="json")
    _sign(summary, acted_as)
    state = await _public_state(session, summary)
    _tell(record, SummaryWindowExtended(acted_as=acted_as, summary=state, reason=body.reason))
    return summary


async def reopen(session: WriteSession, actor: Actor, summary_id: UUID, reason: str) -> Summary:
    """Back to drafting, with a reason. What was circulated stays readable as what it was."""
    summary, record, acted_as = await _held(session, actor, summary_id, Action.PUBLISH_SUMMARY, None)
    if summary.state == SummaryStanding.DRAFT:
        raise NotNow("The text is in drafting already.", code="already_drafting")
    circulated = summary.state == SummaryStanding.CIRCULATED
    summary.state, summary.window = SummaryStanding.DRAFT, None
    _sign(summary, acted_as)
    state = await _public_state(session, summary)
    audience = Audience.PUBLIC if circulated else Audience.OFFICERS
    record.append(acted_as.by, SummaryReopened(acted_as=acted_as, summary=state, reason=reason), audience)
    return summary


async def publish(session: WriteSession, actor: Actor, summary_id: UUID, version: int | None) -> Summary:
    """Make the text final and freeze it; from here on it never changes, and its digest stands in the record.

    A draft may be older than the record (it says up to where it knows it), but none is made final that shows words
    hidden or withdrawn since, or whose comments still come in or wait for an answer. A chair may do without
    circulation; then no text was ever open to comments, and the page says so.
    """
    summary, record, acted_as = await _held(session, actor, summary_id, Action.PUBLISH_SUMMARY, version)
    window = window_of(summary)
    if window is not None and clock.now() < window.closes_at:
        raise NotNow("Comments are still being taken; the text can be final once that ends.", code="window_open")
    if waiting := await review_queries.undisposed(session, summary.id):
        verb = "comment waits" if waiting == 1 else "comments wait"
        raise NotNow(f"{waiting} {verb} for a disposition; each needs one first.", code="comments_undisposed")
    await _refuse_if_source_hidden(session, summary)
    summary.state, summary.published_at, summary.window = SummaryStanding.PUBLISHED, clock.now(), None
    _sign(summary, acted_as)
    await _freeze(session, record, summary, acted_as, DocumentKind.SUMMARY)
    _tell(record, SummaryPublished(acted_as=acted_as, summary=SummaryState.model_validate(summary)))
    return summary


async def transmit(session: WriteSession, actor: Actor, summary_id: UUID, body: TransmitIn) -> Summary:
    """Put on record to which body the final text was sent."""
    summary, consultation = await queries.visible(session, actor, summary_id)
    acted_as = policy.require(actor, Action.PUBLISH_SUMMARY, consultation.id)
    record = await Record.hold(session, consultation.id)
    await session.refresh(summary)
    if summary.state not in FINAL:
        raise NotNow("Only a final text can be transmitted.", code="not_final")
    if summary.state == SummaryStanding.TRANSMITTED:
        raise NotNow("The text has been transmitted already.", code="already_transmitted")
    sent = Transmittal(body=body.body, on=body.on or clock.now(), note=body.note)
    summary.state, summary.transmitted = SummaryStanding.TRANSMITTED, sent.model_dump(mode="json")
    _sign(summary, acted_as)
    _tell(record, SummaryTransmitted(acted_as=acted_as, summary=SummaryState.model_validate(summary)))
    return summary


def window_of(summary: Summary) -> CommentWindow | None:
    return CommentWindow.model_validate(summary.window) if summary.window else None


async def _held(
    session: WriteSession, actor: Actor, summary_id: UUID, action: Action, version: int | None
) -> tuple[Summary, Record, ActedAs]:
    """A summary that is not final yet, its record held, and the capacity in which it is acted on."""
    summary, consultation = await queries.visible(session, actor, summary_id)
    acted_as = policy.require(actor, action, consultation.id)
    record = await Record.hold(session, consultation.id)
    await session.refresh(summary)
    _refuse_if_published(summary)
    _refuse_if_changed(summary, version)
    return summary, record, acted_as


async def _freeze(
    session: WriteSession, record: Record, summary: Summary, acted_as: ActedAs, kind: DocumentKind
) -> None:
    """Keep the working text as the next numbered one, under a document symbol."""
    working = await to_thread.run_sync(composed, summary.drafted, summary.edits)
    issued = await documents.allocate(
        session,
        record,
        acted_as,
        summary.consultation_id,
        kind,
        f"{working.document.title}: {working.document.consultation.title}",
        source_type="summary",
        source_id=summary.id,
        digest=summary.digest,
        languages=[working.document.language],
    )
    summary.versions += 1
    summary.public_digest = summary.digest
    session.add(
        SummaryVersion(
            id=uuid4(),
            summary_id=summary.id,
            number=summary.versions,
            kind="final" if kind is DocumentKind.SUMMARY else "circulated",
            version=summary.version,
            content=summary.content,
            digest=summary.digest,
            ledger_digest=summary.ledger_digest,
            cutoff_seq=summary.cutoff_seq,
            symbol=issued.symbol,
            paragraphs=list(working.ids.values()),
            moves=summary.moves,
            arranged=summary.arranged,
            acted_as=acted_as.model_dump(mode="json"),
            frozen_at=summary.changed_at,
        )
    )


async def _public_state(session: WriteSession, summary: Summary) -> SummaryState:
    """What everybody may know of it: the text that was frozen last, not the one in the making."""
    frozen = await queries.version(session, summary.id, summary.versions)
    return SummaryState.model_validate(queries.frozen_text(summary, frozen) if frozen else summary)


def _tell(record: Record, event: SummaryEvent) -> None:
    record.append(event.acted_as.by, event)


async def _refuse_if_source_hidden(session: WriteSession, summary: Summary) -> None:
    document = await to_thread.run_sync(Document.model_validate_json, summary.content)
    if shown_sources(document) & await queries.no_longer_public(session, summary.consultation_id):
        raise NotNow(
            "Something this draft quotes or lists was hidden or withdrawn since. Please draft it again.",
            code="source_hidden",
        )


def _refuse_if_over(closes_at: datetime) -> None:
    if closes_at <= clock.now():
        raise Invalid("The closing time must lie ahead.", code="in_the_past")


async def _store(database: Database, acted_as: ActedAs, consultation_id: UUID, made: Made, kept: Kept) -> UUID:
    """Keep a draft, unless the summary has changed since it was read; then nobody's work is overwritten."""
    drawn = made.drawn
    assert drawn is not None
    async with database.write() as session:
        record = await Record.hold(session, consultation_id)
        summary = await queries.of_consultation(session, consultation_id)
        _refuse_if_published(summary)
        _refuse_if_circulated(summary)
        if (summary.version if summary else 0) != made.version:
            raise _changed()
        if kept.audit:
            session.add(audit_row(consultation_id, acted_as, "arrangement", kept.audit))
        if summary and summary.digest == kept.sealed.digest:
            return summary.id
        summary = summary or _new(consultation_id)
        _take(summary, kept.sealed)
        summary.arranged = kept.arranged.model_dump(mode="json") if kept.arranged else None
        summary.ledger_digest, summary.cutoff_seq = drawn.ledger_digest, drawn.cutoff_seq
        summary.moves = drawn.moves
        await _keep_facts(session, summary, drawn)
        _sign(summary, acted_as)
        session.add(summary)
        state = SummaryState.model_validate(summary)
        record.append(acted_as.by, SummaryDrafted(acted_as=acted_as, summary=state), Audience.OFFICERS)
        return summary.id


async def _keep_facts(session: WriteSession, summary: Summary, drawn: Drawn) -> None:
    """Those of drafts that nobody circulated are of no use to anybody."""
    frozen = select(SummaryVersion.ledger_digest).where(SummaryVersion.summary_id == summary.id)
    mine = SummaryFacts.consultation_id == summary.consultation_id
    await session.execute(delete(SummaryFacts).where(mine, SummaryFacts.ledger_digest.not_in(frozen)))
    key = {"consultation_id": summary.consultation_id, "ledger_digest": drawn.ledger_digest}
    if await session.get(SummaryFacts, key) is None:
        session.add(SummaryFacts(**key, content=drawn.facts))


async def keep(
    database: Database, acted_as: ActedAs, read: Summary, sealed: Sealed, arranged: Arranged | None = None
) -> UUID:
    """Keep a changed working text, unless somebody else changed it since it was read. Nothing else moves, but the order
    of sentences where `arranged` says a new one.
    """
    async with database.write() as session:
        record = await Record.hold(session, read.consultation_id)
        summary = await queries.of_consultation(session, read.consultation_id)
        assert summary is not None  # it was read before, and summaries are never deleted
        _refuse_if_published(summary)
        _refuse_if_changed(summary, read.version)
        _take(summary, sealed)
        if arranged is not None:
            summary.arranged = arranged.model_dump(mode="json")
        _sign(summary, acted_as)
        state = SummaryState.model_validate(summary)
        record.append(acted_as.by, SummaryRevised(acted_as=acted_as, summary=state), Audience.OFFICERS)
        return summary.id


def _take(summary: Summary, sealed: Sealed) -> None:
    """The new text. Edits set aside now are listed with those of earlier drafts."""
    summary.drafted, summary.content, summary.digest = sealed.drafted, sealed.content, sealed.digest
    summary.edits = sealed.edits
    if sealed.aside:
        summary.set_aside = [*summary.set_aside, *sealed.aside]


def _new(consultation_id: UUID) -> Summary:
    return Summary(
        id=uuid4(),
        consultation_id=consultation_id,
        version=0,
        state=SummaryStanding.DRAFT,
        published_at=None,
        edits=[],
        set_aside=[],
        versions=0,
        public_digest=None,
        window=None,
        transmitted=None,
        arranged=None,
    )


def _sign(summary: Summary, acted_as: ActedAs) -> None:
    summary.version += 1
    summary.changed_at = clock.now()
    summary.acted_as = acted_as.model_dump(mode="json")


def _refuse_if_published(summary: Summary | None) -> None:
    if summary and summary.state in FINAL:
        raise NotNow("The summary has been published; its text no longer changes.", code="already_published")


def _refuse_if_circulated(summary: Summary | None) -> None:
    if summary and summary.state == SummaryStanding.CIRCULATED:
        raise NotNow(
            "The text is circulated. Take it back to drafting, with a reason, before drafting it again.",
            code="circulated",
        )


def _refuse_if_changed(summary: Summary, version: int | None) -> None:
    if version is not None and version != summary.version:
        raise _changed()


def _changed() -> NotNow:
    return NotNow("Somebody changed the summary meanwhile. Please look at it first.", code="version_changed")
