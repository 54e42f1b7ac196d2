"""Comments on circulated texts over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations.policy import Action, access
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, Page
from app.summaries import queries as summary_queries
from app.summaries.review import (
    queries,
    service,
    subject,  # noqa: F401 - makes these comments known to moderation
)
from app.summaries.review.schemas import SummaryCommentIn, SummaryCommentOut, SummaryDispositionIn

router = APIRouter(tags=["summaries"], responses=documented(401, 403, 404, 409))


@router.get("/summaries/{summary_id}/comments", operation_id="list_summary_comments", openapi_extra=access(Action.SEE))
async def list_summary_comments(
    summary_id: UUID,
    actor: Current,
    session: Reading,
    after: Annotated[Cursor, Query(description="Cursor: `next` of the page before.")] = 0,
    limit: Limit = 50,
    *,
    paragraph_id: Annotated[str | None, Query(max_length=120)] = None,
    undisposed: Annotated[bool, Query(description="Only those that wait for a disposition.")] = False,
) -> Page[SummaryCommentOut]:
    """Oldest first, on every text that was circulated."""
    summary, _ = await summary_queries.visible(session, actor, summary_id)
    found = await queries.page(session, summary.id, after, limit + 1, paragraph_id=paragraph_id, undisposed=undisposed)
    items = [SummaryCommentOut.of(comment) for comment in found[:limit]]
    return Page(items=items, next=items[-1].seq if len(found) > limit else None)


@router.post(
    "/summaries/{summary_id}/comments",
    operation_id="comment_on_summary",
    status_code=201,
    openapi_extra=access(Action.COMMENT_ON_SUMMARY),
)
async def comment_on_summary(
    summary_id: UUID, body: SummaryCommentIn, actor: Current, session: Writing, once: OnceOnly
) -> SummaryCommentOut:
    """On a paragraph of the circulated text; with `position_id`, a correction of your own position's account."""
    return await once(SummaryCommentOut, lambda: service.comment(session, actor, summary_id, body))


@router.get("/summary-comments/{comment_id}", operation_id="get_summary_comment", openapi_extra=access(Action.SEE))
async def get_summary_comment(comment_id: UUID, actor: Current, session: Reading) -> SummaryCommentOut:
    return SummaryCommentOut.of(await queries.visible(session, actor, comment_id))


@router.post(
    "/summary-comments/{comment_id}/disposition",
    operation_id="dispose_of_summary_comment",
    openapi_extra=access(Action.PREPARE_SUMMARY),
)
async def dispose_of_summary_comment(
    comment_id: UUID, body: SummaryDispositionIn, actor: Current, session: Writing
) -> SummaryCommentOut:
    """Accepted, partly or not accepted, always with the reason; it may be decided anew until the text is final."""
    return await service.dispose(session, actor, comment_id, body)
