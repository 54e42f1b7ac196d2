"""An arrangement beside the template's text, line by line, as those who prepare the summary see it."""

from uuid import UUID

from anyio import to_thread
from sqlalchemy.ext.asyncio import AsyncSession

from app.summaries import queries as summary_queries
from app.summaries.engine.document import Document, Paragraph
from app.summaries.phrasing import queries
from app.summaries.phrasing.endpoint import Endpoint
from app.summaries.phrasing.schemas import Arranged, ArrangementOut, AuditRow, ComparedParagraph


async def arrangement(session: AsyncSession, endpoint: Endpoint | None, consultation_id: UUID) -> ArrangementOut:
    summary = await summary_queries.of_consultation(session, consultation_id)
    arranged = Arranged.model_validate(summary.arranged) if summary and summary.arranged else None
    audits = await queries.audits(session, consultation_id)
    found: list[ComparedParagraph] = []
    language = None
    if summary and arranged:
        found, language = await to_thread.run_sync(_compared, arranged, summary.content)
    return ArrangementOut(
        configured=endpoint.model if endpoint else None,
        version=summary.version if summary else None,
        summary_id=summary.id if summary else None,
        model=arranged.model if arranged else None,
        language=language,
        paragraphs=found,
        audits=[AuditRow.model_validate(row) for row in audits],
    )


def _compared(arranged: Arranged, content: str) -> tuple[list[ComparedParagraph], str]:
    document = Document.model_validate_json(content)
    numbers = {
        frozenset(run.ref for run in block.runs if run.kind == "claim"): block.number
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    }
    return [
        ComparedParagraph(
            id=each.id,
            number=numbers.get(frozenset(each.slots)),
            template=each.template,
            arranged=each.text,
            declined=each.declined,
        )
        for each in arranged.paragraphs
        if each.changes
    ], document.language
