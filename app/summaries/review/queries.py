"""Finding comments on circulated texts; whoever sees the consultation sees them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.core.errors import NotFound
from app.summaries.review.models import SummaryComment

UNDISPOSED = SummaryComment.outcome.is_(None)


async def page(
    session: AsyncSession, summary_id: UUID, after: int, limit: int, *, paragraph_id: str | None = None,
    undisposed: bool = False,
) -> Sequence[SummaryComment]:  # fmt: skip
    """Oldest first, as they came in."""
    query = select(SummaryComment).where(SummaryComment.summary_id == summary_id, SummaryComment.seq > after)
    if paragraph_id is not None:
        query = query.where(SummaryComment.paragraph_id == paragraph_id)
    if undisposed:
        query = query.where(UNDISPOSED)
    return (await session.scalars(query.order_by(SummaryComment.seq).limit(limit))).all()


async def everything(session: AsyncSession, summary_id: UUID) -> Sequence[SummaryComment]:
    """For the annex, in the order of paragraphs."""
    query = select(SummaryComment).where(SummaryComment.summary_id == summary_id)
    ordered = query.order_by(SummaryComment.text_number, SummaryComment.paragraph_number, SummaryComment.seq)
    return (await session.scalars(ordered)).all()


async def tallies(session: AsyncSession, summary_id: UUID) -> dict[str, tuple[int, int]]:
    """By paragraph: how many comments there are, and how many wait for a disposition."""
    waiting = func.count().filter(UNDISPOSED)
    query = (
        select(SummaryComment.paragraph_id, func.count(), waiting)
        .where(SummaryComment.summary_id == summary_id)
        .group_by(SummaryComment.paragraph_id)
    )
    return {paragraph: (all_, left) for paragraph, all_, left in await session.execute(query)}


async def undisposed(session: AsyncSession, summary_id: UUID) -> int:
    """Hidden ones too: moderation takes away words, not the duty to answer."""
    query: Any = select(func.count()).where(SummaryComment.summary_id == summary_id, UNDISPOSED)
    return int(await session.scalar(query) or 0)


async def visible(session: AsyncSession, actor: Actor, comment_id: UUID) -> SummaryComment:
    query = (
        select(SummaryComment, Consultation)
        .join(Consultation, Consultation.id == SummaryComment.consultation_id)
        .where(SummaryComment.id == comment_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such comment on a summary.")
    comment: SummaryComment = row.SummaryComment
    return comment
