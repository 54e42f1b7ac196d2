"""Wordings as they are shown: each with the quotation it stands beside, and with who approved it."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import ActedAs
from app.summaries.engine.document import Document, Paragraph, WordingRow
from app.summaries.engine.quotations import excerpt
from app.summaries.wordings import queries
from app.summaries.wordings.checking import refusal
from app.summaries.wordings.schemas import PointWordingOut, WordingStanding


def wording_out(row: queries.Row) -> PointWordingOut:
    wording, point = row
    kept = (
        *("id", "point_id", "kind", "language", "text", "model", "standing", "edited", "reason", "asked_by"),
        *("asked_at", "decided_by", "decided_at", "seq"),
    )
    return PointWordingOut.model_validate(
        {name: getattr(wording, name) for name in kept}
        | {
            "point_number": point.number,
            "source_id": point.source_id,
            "quote": point.label,
            "quote_language": point.language,
        }
    )


async def wordings_out(
    session: AsyncSession, consultation_id: UUID, standings: Collection[WordingStanding]
) -> list[PointWordingOut]:
    return [wording_out(row) for row in await queries.of_consultation(session, consultation_id, standings)]


async def approved(session: AsyncSession, consultation_id: UUID) -> list[WordingRow]:
    """For a text of the summary: of every language, checked once more."""
    rows = await queries.of_consultation(session, consultation_id, (WordingStanding.APPROVED,))
    return [
        WordingRow(
            id=str(wording.id),
            source_id=str(point.source_id),
            quote=excerpt(point.label)[0],
            quote_language=point.language,
            point=point.number,
            kind="translation" if wording.kind == "translation" else "paraphrase",
            language=wording.language,
            text=wording.text,
            model=wording.model,
            approved_by=ActedAs.model_validate(wording.decided_by).name,
            edited=wording.edited,
            seq=wording.seq,
        )
        for wording, point in rows
        if wording.text and not refusal(point.label, point.language, wording.text, wording.language)
    ]


def with_wordings(document: Document, rows: Collection[WordingRow]) -> Document:
    """Those whose quotation the text has."""
    blocks = [block for section in document.sections for block in section.blocks if isinstance(block, Paragraph)]
    quoted = {(run.ref, run.text) for block in blocks for run in block.runs if run.kind == "quote"}
    found = [row for row in rows if (row.source_id, row.quote) in quoted]
    return document.model_copy(update={"wordings": found}) if found else document
