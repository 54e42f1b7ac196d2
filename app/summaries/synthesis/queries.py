"""Finding published synthesis papers; whoever may see the consultation may read them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import NotFound
from app.summaries.synthesis.models import SynthesisPaper
from app.summaries.synthesis.schemas import SynthesisVersion

KEPT = ("consultation_id", "number", "symbol", "ledger_digest", "cutoff_seq", "acted_as", "published_at")


async def last_number(session: AsyncSession, consultation_id: UUID) -> int:
    query = select(func.max(SynthesisPaper.number)).where(SynthesisPaper.consultation_id == consultation_id)
    return await session.scalar(query) or 0


async def versions(session: AsyncSession, consultation_id: UUID) -> list[SynthesisVersion]:
    """All of them, without their texts, the first first; there are few."""
    columns = (*(getattr(SynthesisPaper, name) for name in KEPT), SynthesisPaper.issued, SynthesisPaper.language)
    query = select(*columns).where(SynthesisPaper.consultation_id == consultation_id)
    rows = (await session.execute(query.order_by(SynthesisPaper.number, SynthesisPaper.language))).all()
    return [_version([row for row in rows if row.number == number]) for number in sorted({r.number for r in rows})]


def _version(rows: Sequence[object]) -> SynthesisVersion:
    first = rows[0]
    kept = {name: getattr(first, name) for name in KEPT}
    languages = [getattr(row, "language") for row in rows]  # noqa: B009 - a row of columns
    return SynthesisVersion.model_validate({**kept, "digest": getattr(first, "issued"), "languages": languages})  # noqa: B009


async def version(session: AsyncSession, consultation_id: UUID, number: int) -> SynthesisVersion | None:
    return next((each for each in await versions(session, consultation_id) if each.number == number), None)


async def text(
    session: AsyncSession, consultation_id: UUID, issued: str | None, language: str | None
) -> SynthesisPaper:
    """The text of the version the record has this digest of, or of the latest; in a language, or as it was issued."""
    query = select(SynthesisPaper).where(SynthesisPaper.consultation_id == consultation_id)
    query = query.where(SynthesisPaper.issued == issued) if issued else query
    wanted = SynthesisPaper.language == language if language else SynthesisPaper.digest == SynthesisPaper.issued
    found: SynthesisPaper | None = await session.scalar(
        query.where(wanted).order_by(SynthesisPaper.number.desc()).limit(1)
    )
    if found is None:
        raise NotFound("No synthesis paper has been published.", code="no_synthesis")
    return found
