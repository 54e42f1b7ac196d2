"""`convenor summary …`: the summary on standard output. Reads only; nothing is stored."""

from collections.abc import Callable
from enum import StrEnum

from anyio import to_thread

from app.consultations import queries as consultation_queries
from app.core.db import Database
from app.core.errors import NotFound
from app.summaries import queries, reading
from app.summaries.engine.document import Document
from app.summaries.engine.drafting import draft
from app.summaries.engine.rendering import Standing, to_html, to_json, to_markdown
from app.summaries.gathering import gather, one_snapshot
from app.summaries.schemas import SummaryStanding


class Format(StrEnum):
    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"


_WRITE: dict[Format, Callable[[Document, Standing], str]] = {
    Format.MARKDOWN: to_markdown,
    Format.HTML: to_html,
    Format.JSON: lambda document, _: to_json(document),
}


async def summary_text(database: Database, slug: str, form: Format) -> str:
    document, standing = await _document(database, slug)
    return await to_thread.run_sync(_WRITE[form], document, standing)


async def _document(database: Database, slug: str) -> tuple[Document, Standing]:
    async with database.read() as session:
        await one_snapshot(session)
        consultation = await consultation_queries.by_ref(session, slug)
        if consultation is None:
            raise NotFound(f"There is no consultation called {slug}.")
        summary = await queries.of_consultation(session, consultation.id)
        if summary and summary.state == SummaryStanding.PUBLISHED:
            document, _ = await reading.shown(session, summary)
            return document, reading.standing(summary)
        ledger = await gather(session, consultation)
    return await to_thread.run_sync(lambda: draft(ledger, language=ledger.consultation.language)), Standing()
