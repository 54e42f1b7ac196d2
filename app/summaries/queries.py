"""Finding summaries, with the check of sight: a draft exists only for those who prepare it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.contributions.models import Contribution
from app.core.errors import NotFound
from app.meetings.comments.models import Comment
from app.opinions.models import Statement
from app.opinions.votes import StatementState
from app.positions.models import Position
from app.record.models import RecordEntry
from app.summaries.models import Summary
from app.summaries.schemas import SummaryStanding

NONE_YET = "No summary has been published yet."


async def of_consultation(session: AsyncSession, consultation_id: UUID) -> Summary | None:
    query = select(Summary).where(Summary.consultation_id == consultation_id)
    return await session.scalar(query.execution_options(populate_existing=True))


async def visible(session: AsyncSession, actor: Actor, summary_id: UUID) -> tuple[Summary, Consultation]:
    """By id, for whoever may see its consultation; whether a draft may be read is `readable`'s question."""
    query = (
        select(Summary, Consultation)
        .join(Consultation, Consultation.id == Summary.consultation_id)
        .where(Summary.id == summary_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such summary.")
    return row.Summary, row.Consultation


def readable(actor: Actor, summary: Summary | None, consultation: Consultation) -> Summary:
    """The published text for everybody; the draft for the chair and the secretariat."""
    if summary is None:
        raise NotFound(NONE_YET, code="no_summary")
    if summary.state != SummaryStanding.PUBLISHED and not policy.may(actor, Action.PREPARE_SUMMARY, consultation.id):
        raise NotFound(NONE_YET, code="no_summary")
    return summary


async def cutoff(session: AsyncSession, consultation_id: UUID) -> tuple[int, datetime]:
    """The last entry that is not about the summary itself: drafting must not make its own draft stale."""
    query = (
        select(RecordEntry.seq, RecordEntry.at)
        .where(RecordEntry.consultation_id == consultation_id, RecordEntry.type.not_like("summary.%"))
        .order_by(RecordEntry.seq.desc())
        .limit(1)
    )
    row = (await session.execute(query)).one()
    return row.seq, row.at


async def no_longer_public(session: AsyncSession, consultation_id: UUID) -> frozenset[str]:
    """Ids of everything in the consultation whose words are not, or no longer, for the public."""
    gone: tuple[tuple[Any, Any], ...] = (
        (Position, Position.hidden.is_not(None)),
        (Comment, Comment.hidden.is_not(None)),
        (Contribution, Contribution.hidden.is_not(None) | Contribution.withdrawn.is_not(None)),
        (Statement, Statement.hidden.is_not(None) | (Statement.state != StatementState.ACCEPTED)),
    )
    found: set[str] = set()
    for model, condition in gone:
        ids = await session.scalars(select(model.id).where(model.consultation_id == consultation_id, condition))
        found.update(str(identity) for identity in ids)
    return frozenset(found)
