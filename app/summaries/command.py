"""`convenor summary …`: the summary on standard output. Reads only; nothing is stored."""

import json
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from anyio import to_thread

from app.capacities.actor import Actor
from app.config import Settings
from app.consultations import queries as consultation_queries
from app.core.db import Database, one_snapshot
from app.core.errors import NotFound
from app.documents.queries import symbol_of
from app.summaries import queries, reading
from app.summaries.engine.document import Document
from app.summaries.engine.drafting import draft
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.rendering import Standing, to_html, to_json, to_markdown
from app.summaries.export.formats import ExportFormat, Sheet, render
from app.summaries.gathering import gather
from app.summaries.language_versions import spoken
from app.summaries.phrasing.endpoint import audit_json
from app.summaries.phrasing.model import arrange
from app.summaries.schemas import FINAL
from app.summaries.wordings.reading import approved, with_wordings


class Format(StrEnum):
    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"


_WRITE: dict[Format, Callable[[Document, Standing], str]] = {
    Format.MARKDOWN: to_markdown,
    Format.HTML: to_html,
    Format.JSON: lambda document, _: to_json(document),
}


async def summary_text(database: Database, slug: str, form: Format, language: str | None = None) -> str:
    """`language`: null is that in which the text stands."""
    document, standing = await _document(database, slug, language)
    return await to_thread.run_sync(_WRITE[form], document, standing)


async def arranged_text(
    database: Database, settings: Settings, slug: str, form: Format, language: str | None = None
) -> tuple[str, str]:
    """A fresh draft whose sentences a language model has arranged, and the audit: prompts, answers, outcomes (JSON)."""
    ledger = await _ledger(database, slug)
    document = await to_thread.run_sync(lambda: draft(ledger, language=language or ledger.consultation.language))
    document, audit = await arrange(settings, ledger, document)
    text = await to_thread.run_sync(_WRITE[form], document, Standing())
    return text, json.dumps(audit_json(audit), ensure_ascii=False, indent=1)


async def _ledger(database: Database, slug: str) -> Ledger:
    async with database.read() as session:
        await one_snapshot(session)
        consultation = await consultation_queries.by_ref(session, slug)
        if consultation is None:
            raise NotFound(f"There is no consultation called {slug}.")
        return await gather(session, consultation)


async def summary_file(database: Database, slug: str, form: ExportFormat, language: str | None = None) -> bytes:
    """The same as a file in any format. Raises PdfUnavailable where the system lacks what PDF needs."""
    document, standing = await _document(database, slug, language)
    symbol = await _symbol(database, slug, standing)
    return await to_thread.run_sync(render, Sheet(to_json(document), standing, symbol, slug), form)


async def _symbol(database: Database, slug: str, standing: Standing) -> str | None:
    async with database.read() as session:
        consultation = await consultation_queries.by_ref(session, slug)
        summary = await queries.of_consultation(session, consultation.id) if consultation else None
        if summary is None or standing.digest is None:
            return None
        return await symbol_of(session, Actor(), summary.consultation_id, summary.id, standing.digest)


async def _document(database: Database, slug: str, language: str | None) -> tuple[Document, Standing]:
    async with database.read() as session:
        await one_snapshot(session)
        consultation = await consultation_queries.by_ref(session, slug)
        if consultation is None:
            raise NotFound(f"There is no consultation called {slug}.")
        summary = await queries.of_consultation(session, consultation.id)
        if summary and summary.state in FINAL:
            text = await queries.text_for(session, Actor(), summary)
            wanted = await reading.wanted(session, summary, text, language)
            if wanted:
                text = replace(text, content=(await to_thread.run_sync(spoken, wanted)).decode())
            document, _ = await reading.shown(session, text)
            return document, reading.standing(summary)
        ledger = await gather(session, consultation)
        wordings = await approved(session, consultation.id)
    return await to_thread.run_sync(
        lambda: with_wordings(draft(ledger, language=language or ledger.consultation.language), wordings)
    ), Standing()
