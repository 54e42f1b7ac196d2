"""What of a summary is put into a file: exactly what its reader may see on the page, with its standing and symbol."""

from dataclasses import dataclass, replace
from uuid import UUID

from anyio import to_thread
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.core.errors import NotFound
from app.documents import queries as document_queries
from app.summaries import queries
from app.summaries import reading as summary_reading
from app.summaries.answering import Answers
from app.summaries.editing.standing import full_standing
from app.summaries.engine.rendering import Standing, to_json
from app.summaries.export.formats import Sheet
from app.summaries.models import Summary, SummaryVersion
from app.summaries.queries import Text, frozen_text


@dataclass(frozen=True, slots=True)
class Issue:
    """`digest`: of a frozen text, since what was circulated stays what it was; without it the text the reader has."""

    summary_id: UUID
    digest: str | None = None
    language: str | None = None


async def sheet(session: AsyncSession, actor: Actor, answers: Answers, issue: Issue) -> Sheet:
    summary, consultation = await queries.visible(session, actor, issue.summary_id)
    if issue.digest is None:
        text = await queries.text_for(session, actor, summary)
        standing = await full_standing(session, summary, text)
    else:
        text = await _frozen(session, summary, issue.digest)
        standing = summary_reading.standing(text)
    wanted = await summary_reading.wanted(session, summary, text, issue.language)
    return await sheet_of(session, actor, await answers.in_language(text, wanted), standing, consultation.slug)


async def sheet_of(session: AsyncSession, actor: Actor, text: Text, standing: Standing, slug: str) -> Sheet:
    document, _ = await summary_reading.shown(session, text)
    symbol = await document_queries.symbol_of(session, actor, text.consultation_id, text.id, text.digest)
    return Sheet(
        content=await to_thread.run_sync(to_json, document),
        standing=standing,
        symbol=symbol,
        name=(symbol or f"{slug}-summary").replace("/", "-") + f"-{document.language}",
    )


async def _frozen(session: AsyncSession, summary: Summary, digest: str) -> Text:
    query = select(SummaryVersion).where(SummaryVersion.summary_id == summary.id, SummaryVersion.digest == digest)
    frozen = await session.scalar(query.order_by(SummaryVersion.number.desc()).limit(1))
    if frozen is None:
        raise NotFound("No text with this digest was issued.")
    text = frozen_text(summary, frozen)
    if frozen.number == summary.versions:
        return text
    # An earlier text is neither the final one nor open for comments, whatever has become of the summary since.
    return replace(
        text,
        state=frozen.kind,
        version=frozen.version,
        versions=frozen.number,
        changed_at=frozen.frozen_at,
        published_at=None,
        window=None,
        transmitted=None,
    )
