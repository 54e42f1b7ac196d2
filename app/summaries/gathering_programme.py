"""The programme as a fact of the ledger: each version that was adopted, and by what, as one more decision."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core import clock
from app.programme.models import Programme
from app.programme.rules import ProgrammeState
from app.programme.schemas import ProgrammeContent
from app.summaries.engine import proceedings as facts


async def adopted(session: AsyncSession, consultation_id: UUID) -> tuple[facts.DecisionFact, ...]:
    query = select(Programme).where(
        Programme.consultation_id == consultation_id, Programme.state == ProgrammeState.ADOPTED
    )
    return tuple(_decision(row) for row in await session.scalars(query.order_by(Programme.version)))


def _decision(row: Programme) -> facts.DecisionFact:
    assert row.adopted_at is not None  # it is adopted
    assert row.adopted_seq is not None
    by_ballot = any(each["kind"] == "ballot" for each in row.decisions)
    return facts.DecisionFact(
        id=str(row.id),
        kind="programme",
        option_id=None,
        option_version=None,
        matter=_matter(ProgrammeContent.model_validate(row.content)),
        language=row.language,
        state="by_ballot" if by_ballot else "by_consensus",
        opened_at=clock.iso(row.adopted_at),
        ended_at=clock.iso(row.adopted_at),
        seq=row.adopted_seq,
    )


def _matter(content: ProgrammeContent) -> str:
    """Its themes in its own words, with nothing between them that would be of one language."""
    overall = [content.overall_theme.title] if content.overall_theme else []
    main = "; ".join(theme.title for theme in content.main_themes)
    priorities = "; ".join(theme.title for theme in content.cross_cutting)
    return " – ".join(part for part in (*overall, main, priorities) if part)
