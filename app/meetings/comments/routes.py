"""Comments over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from app.capacities.actor import Calling, Current, IdempotencyKey, fingerprint
from app.consultations.places import Known
from app.consultations.policy import Action, access
from app.core.crowd import Together
from app.core.db import Reading
from app.core.errors import NotFound, documented
from app.core.idempotency import Request as Kept
from app.core.schemas import Cursor, Limit, LivePage
from app.meetings import queries as meeting_queries
from app.meetings.comments import queries, service
from app.meetings.comments.schemas import CommentIn, CommentOut, CommentState
from app.record import queries as record_queries

router = APIRouter(tags=["meetings"], responses=documented(401, 403, 404, 409))


@router.get("/meetings/{meeting_id}/comments", operation_id="list_comments", openapi_extra=access(Action.SEE))
async def list_comments(
    meeting_id: UUID,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
    reply_to: Annotated[UUID | None, Query(description="Only the replies to this comment.")] = None,
    state: Annotated[CommentState, Query(description="Held or refused: your own; all of them for officers.")] = (
        CommentState.POSTED
    ),
) -> LivePage[CommentOut]:
    """Newest first, replies among the others."""
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    seq, _ = await record_queries.head(session, meeting.consultation_id)
    if state is not CommentState.POSTED:
        found = await queries.not_posted(session, actor, meeting, state, before, limit + 1)
    elif reply_to:
        found = await queries.replies(session, actor, meeting, reply_to, before, limit + 1)
    else:
        found = await queries.page(session, actor, meeting, before, limit + 1)
    items = [CommentOut.of(comment) for comment in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.get("/comments/{comment_id}", operation_id="get_comment", openapi_extra=access(Action.SEE))
async def get_comment(comment_id: UUID, actor: Current, session: Reading) -> CommentOut:
    """One that is held or was refused exists for its author and for officers only."""
    return CommentOut.of(await queries.visible(session, actor, comment_id))


@router.post(
    "/meetings/{meeting_id}/comments",
    operation_id="post_comment",
    status_code=201,
    openapi_extra=access(Action.COMMENT),
)
async def post_comment(
    meeting_id: UUID,
    body: CommentIn,
    caller: Calling,
    places: Known,
    crowds: Together,
    request: Request,
    idempotency_key: IdempotencyKey = None,
) -> CommentOut:
    consultation_id = await places.find(meeting_id, meeting_queries.consultation_of)
    if consultation_id is None:
        raise NotFound("There is no such meeting.")
    kept = Kept.of(caller.claims.account_id, idempotency_key, await fingerprint(request))
    posting = service.Posting(caller, meeting_id, body, kept)
    return await crowds.join(service.post_comments, consultation_id, posting)
