"""A stored summary as it may be shown now: parsed, without words hidden since, with what has happened to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from anyio import to_thread
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import ActedAs, Actor
from app.consultations import queries as consultation_queries
from app.core.errors import NotFound
from app.summaries import changes, queries
from app.summaries.editing import staleness
from app.summaries.editing.places import Place
from app.summaries.editing.texts import composed, frozen_places
from app.summaries.engine.document import Document
from app.summaries.engine.redaction import redact, shown_sources
from app.summaries.engine.rendering import Standing
from app.summaries.language_versions import LANGUAGES, Wanted
from app.summaries.models import Summary, SummaryVersion
from app.summaries.queries import Text
from app.summaries.schemas import (
    ClaimEvidence,
    SummaryOut,
    SummaryState,
    SummaryTextOut,
    SummaryTextRow,
    TouchedParagraph,
)


class Stored(Protocol):
    """What has a document's text: a summary, one of its frozen texts, or either as a reader has it."""

    @property
    def content(self) -> Any: ...


async def shown(session: AsyncSession, text: Summary | Text) -> tuple[Document, list[str]]:
    """The document, and the ids of sources whose words were taken out of it."""
    return await shown_text(session, text.consultation_id, text)


async def shown_text(session: AsyncSession, consultation_id: UUID, text: Stored) -> tuple[Document, list[str]]:
    gone = await queries.no_longer_public(session, consultation_id)
    return await to_thread.run_sync(_parsed, text.content, gone)


def _parsed(content: str, gone: frozenset[str]) -> tuple[Document, list[str]]:
    document = Document.model_validate_json(content)
    return redact(document, gone), sorted(gone & shown_sources(document))


async def located(session: AsyncSession, summary: Summary, text: Text) -> tuple[Document, list[Place], list[str]]:
    """The document with its paragraphs by their stable ids."""
    gone = await queries.no_longer_public(session, text.consultation_id)
    return await to_thread.run_sync(_located, text, summary.drafted, summary.edits, gone)


def _located(text: Text, drafted: str, edits: Any, gone: frozenset[str]) -> tuple[Document, list[Place], list[str]]:
    # The ids first: both texts parsed at the same time would take twice the memory.
    ids = text.paragraphs if text.paragraphs is not None else list(composed(drafted, edits).ids.values())
    document, redacted = _parsed(text.content, gone)
    return document, frozen_places(document, ids), redacted


@dataclass(frozen=True, slots=True)
class News:
    """What has changed since a text's cut-off: sources and options, by id, and the wordings of options as they are."""

    changed: dict[str, tuple[str, int]]
    versions: dict[str, int]


async def news(session: AsyncSession, text: Text) -> News:
    note = await consultation_queries.note(session, text.consultation_id)
    versions = {str(each.id): each.version for question in note.questions for each in question.options} if note else {}
    return News(await changes.since(session, text.consultation_id, text.cutoff_seq), versions)


def touched(text: Text, document: Document, found: Sequence[Place], since: News) -> list[TouchedParagraph]:
    """Paragraphs whose sources changed after the text's cut-off."""
    amended = staleness.amended(document, since.versions, text.cutoff_seq)
    return staleness.touched(document, found, amended | since.changed)


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything an answer with a text is made from, read; the making may go on without a session, or elsewhere."""

    text: Text
    drafted: str
    edits: list[Any]
    gone: frozenset[str]
    since: News | None
    languages: list[str]
    wanted: Wanted | None


async def asked(session: AsyncSession, actor: Actor, summary: Summary, language: str | None = None) -> Asked:
    text = await queries.text_for(session, actor, summary)
    stands_in = await queries.stands_in(session, text)
    others = [each for each in LANGUAGES if each != stands_in] if await queries.has_facts(session, text) else []
    last, _ = await queries.cutoff(session, text.consultation_id)
    gone = await queries.no_longer_public(session, text.consultation_id)
    since = await news(session, text) if last > text.cutoff_seq else None
    needed = text.paragraphs is None  # or the ids of the paragraphs are kept
    return Asked(
        text=text,
        drafted=summary.drafted if needed else "",
        edits=summary.edits if needed else [],
        gone=gone,
        since=since,
        languages=[stands_in, *others],
        wanted=await wanted(session, summary, text, language),
    )


async def wanted(session: AsyncSession, summary: Summary, text: Text, language: str | None) -> Wanted | None:
    """What the text in another language is made from; null where the text as it stands is asked for."""
    if language is None or language == await queries.stands_in(session, text):
        return None
    facts = await queries.facts(session, text)
    if facts is None:
        raise NotFound("This text is not to be had in that language.", code="no_such_language")
    edits, kept = summary.edits, text.paragraphs
    return Wanted(text.content, summary.drafted, edits, kept, text.moves, facts, language, text.arranged)


def as_out(asked: Asked) -> SummaryOut:
    text = asked.text
    document, found, redacted = _located(text, asked.drafted, asked.edits, asked.gone)
    return SummaryOut(
        **SummaryState.model_validate(text).model_dump(),
        acted_as=ActedAs.model_validate(text.acted_as),
        stale=asked.since is not None,
        touched=touched(text, document, found, asked.since) if asked.since else [],
        redacted=redacted,
        working=text.working,
        symbol=text.symbol,
        languages=asked.languages,
        content=document,
    )


async def asked_by_id(session: AsyncSession, actor: Actor, summary_id: UUID) -> Asked:
    """For whoever may read it: the draft of others does not exist."""
    return await asked(session, actor, (await queries.visible(session, actor, summary_id))[0])


async def evidence(session: AsyncSession, actor: Actor, summary_id: UUID, claim_id: str) -> ClaimEvidence:
    summary, _ = await queries.visible(session, actor, summary_id)
    document, _ = await shown(session, await queries.text_for(session, actor, summary))
    claim = document.claim(claim_id)
    if claim is None:
        raise NotFound("The summary makes no such claim.")
    sources = {each.id for each in claim.evidence}
    return ClaimEvidence(
        claim=claim,
        paired=[other for other in document.claims if other.id in claim.paired_with],
        positions=[row for row in document.positions if row.id in sources],
        statements=[row for row in document.statements if row.id in sources],
    )


async def version_out(session: AsyncSession, consultation_id: UUID, frozen: SummaryVersion) -> SummaryTextOut:
    document, redacted = await shown_text(session, consultation_id, frozen)
    row = SummaryTextRow.model_validate({name: getattr(frozen, name) for name in SummaryTextRow.model_fields})
    return SummaryTextOut(**row.model_dump(), redacted=redacted, content=document)


def standing(text: Summary | Text) -> Standing:
    """For the plain page and the exports; a draft has no standing to speak of."""
    out = SummaryState.model_validate(text).model_dump(mode="json")
    return Standing(
        state=out["state"],
        version=out["version"],
        published_at=out["published_at"],
        digest=out["digest"] if out["published_at"] or out["versions"] else None,
        text_number=out["versions"] or None,
        window=(out["window"]["closes_at"], out["window"]["zone"]) if out["window"] else None,
        transmitted=(out["transmitted"]["body"], out["transmitted"]["on"]) if out["transmitted"] else None,
    )
