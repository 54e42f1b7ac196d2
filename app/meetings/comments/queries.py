"""Finding comments, with the check of sight."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.core.errors import NotFound
from app.meetings.comments.models import Comment
from app.meetings.comments.schemas import CommentState
from app.meetings.models import Meeting
from app.record.events import Audience

# What everybody may read and may quote.
IS_PUBLIC = and_(Comment.hidden.is_(None), Comment.state == CommentState.POSTED, Comment.audience == Audience.PUBLIC)


async def page(
    session: AsyncSession, actor: Actor, meeting: Meeting, before: int | None, limit: int
) -> Sequence[Comment]:
    """What is posted, newest first, on the (meeting, seq) index: the cost does not depend on how many there are."""
    query = select(Comment).where(Comment.meeting_id == meeting.id, Comment.state == CommentState.POSTED)
    return await _page(session, actor, query, meeting.consultation_id, before, limit)


async def replies(
    session: AsyncSession, actor: Actor, meeting: Meeting, comment_id: UUID, before: int | None, limit: int
) -> Sequence[Comment]:
    query = select(Comment).where(Comment.reply_to == comment_id, Comment.state == CommentState.POSTED)
    return await _page(
        session, actor, query.where(Comment.meeting_id == meeting.id), meeting.consultation_id, before, limit
    )


async def not_posted(
    session: AsyncSession, actor: Actor, meeting: Meeting, state: CommentState, before: int | None, limit: int
) -> Sequence[Comment]:
    """Held or refused: all of them for who moderates, their own for everybody else."""
    query = select(Comment).where(
        Comment.meeting_id == meeting.id, Comment.state == state, Comment.state != CommentState.POSTED
    )
    if not policy.may(actor, Action.MODERATE, meeting.consultation_id):
        query = query.where(Comment.acted_as["account_id"].as_string() == str(actor.account_id))
    return await _page(session, actor, query, meeting.consultation_id, before, limit)


async def _page(
    session: AsyncSession,
    actor: Actor,
    query: Select[Comment],
    consultation_id: UUID,
    before: int | None,
    limit: int,
) -> Sequence[Comment]:
    query = query.where(Comment.audience.in_(policy.audiences(actor, consultation_id)))
    if before is not None:
        query = query.where(Comment.seq < before)
    return (await session.scalars(query.order_by(Comment.seq.desc()).limit(limit))).all()


async def visible(session: AsyncSession, actor: Actor, comment_id: UUID) -> Comment:
    query = (
        select(Comment, Consultation)
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .where(Comment.id == comment_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation) or not may_read(actor, row.Comment):
        raise NotFound("There is no such comment.")
    comment: Comment = row.Comment
    return comment


def may_read(actor: Actor, comment: Comment) -> bool:
    if comment.audience not in policy.audiences(actor, comment.consultation_id):
        return False
    if comment.state == CommentState.POSTED or policy.may(actor, Action.MODERATE, comment.consultation_id):
        return True
    return actor.account is not None and comment.acted_as["account_id"] == str(actor.account_id)


async def by_id(session: AsyncSession, comment_ids: Collection[UUID]) -> dict[UUID, Comment]:
    if not comment_ids:
        return {}
    found = await session.scalars(select(Comment).where(Comment.id.in_(comment_ids)))
    return {comment.id: comment for comment in found}
