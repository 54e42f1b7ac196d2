"""A stored summary as it may be shown now: parsed, without words hidden since, with what has happened to it."""

from uuid import UUID

from anyio import to_thread
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import ActedAs, Actor
from app.core.errors import NotFound
from app.summaries import queries
from app.summaries.engine.document import Document
from app.summaries.engine.redaction import redact, shown_sources
from app.summaries.engine.rendering import Standing
from app.summaries.models import Summary
from app.summaries.schemas import ClaimEvidence, SummaryOut, SummaryState


async def shown(session: AsyncSession, summary: Summary) -> tuple[Document, list[str]]:
    """The document, and the ids of sources whose words were taken out of it."""
    gone = await queries.no_longer_public(session, summary.consultation_id)
    return await to_thread.run_sync(_parsed, summary.content, gone)


def _parsed(content: str, gone: frozenset[str]) -> tuple[Document, list[str]]:
    document = Document.model_validate_json(content)
    return redact(document, gone), sorted(gone & shown_sources(document))


async def as_out(session: AsyncSession, summary: Summary) -> SummaryOut:
    document, redacted = await shown(session, summary)
    last, _ = await queries.cutoff(session, summary.consultation_id)
    return SummaryOut(
        **SummaryState.model_validate(summary).model_dump(),
        acted_as=ActedAs.model_validate(summary.acted_as),
        stale=last > summary.cutoff_seq,
        redacted=redacted,
        content=document,
    )


async def out_by_id(session: AsyncSession, actor: Actor, summary_id: UUID) -> SummaryOut:
    """For whoever may read it: the draft of others does not exist."""
    summary, consultation = await queries.visible(session, actor, summary_id)
    return await as_out(session, queries.readable(actor, summary, consultation))


async def evidence(session: AsyncSession, actor: Actor, summary_id: UUID, claim_id: str) -> ClaimEvidence:
    summary, consultation = await queries.visible(session, actor, summary_id)
    document, _ = await shown(session, queries.readable(actor, summary, consultation))
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


def standing(summary: Summary) -> Standing:
    """For the plain page; a draft has no standing to speak of."""
    out = SummaryState.model_validate(summary).model_dump(mode="json")
    return Standing(out["state"], out["version"], out["published_at"], out["digest"] if out["published_at"] else None)
