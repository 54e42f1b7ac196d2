"""Meetings and comments over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from app.capacities.actor import Calling, Current, IdempotencyKey, OnceOnly, fingerprint
from app.consultations import queries as consultation_queries
from app.consultations.places import Known
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.crowd import Together
from app.core.db import Reading, Writing
from app.core.errors import NotFound, documented
from app.core.idempotency import Request as Kept
from app.core.schemas import Cursor, Limit, LivePage
from app.meetings import queries, service
from app.meetings.schemas import CommentIn, CommentOut, MeetingIn, MeetingList, MeetingOut
from app.record import queries as record_queries

router = APIRouter(tags=["meetings"], responses=documented(401, 403, 404, 409))


@router.get("/consultations/{ref}/meetings", operation_id="list_meetings", openapi_extra=access(Action.SEE))
async def list_meetings(ref: Ref, actor: Current, session: Reading) -> MeetingList:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.of_consultation(session, consultation.id)
    return MeetingList(items=[MeetingOut.model_validate(m) for m in found], record_seq=seq)


@router.post(
    "/consultations/{ref}/meetings",
    operation_id="schedule_meeting",
    status_code=201,
    openapi_extra=access(Action.MANAGE_MEETINGS),
)
async def schedule_meeting(ref: Ref, body: MeetingIn, actor: Current, session: Writing, once: OnceOnly) -> MeetingOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    return await once(MeetingOut, lambda: service.schedule(session, actor, consultation, body))


@router.get("/meetings/{meeting_id}", operation_id="get_meeting", openapi_extra=access(Action.SEE))
async def get_meeting(meeting_id: UUID, actor: Current, session: Reading) -> MeetingOut:
    meeting, _ = await queries.visible(session, actor, meeting_id)
    return MeetingOut.model_validate(meeting)


@router.post("/meetings/{meeting_id}/start", operation_id="start_meeting", openapi_extra=access(Action.MANAGE_MEETINGS))
async def start_meeting(meeting_id: UUID, actor: Current, session: Writing) -> MeetingOut:
    return await service.start(session, actor, meeting_id)


@router.post("/meetings/{meeting_id}/end", operation_id="end_meeting", openapi_extra=access(Action.MANAGE_MEETINGS))
async def end_meeting(meeting_id: UUID, actor: Current, session: Writing) -> MeetingOut:
    return await service.end(session, actor, meeting_id)


@router.get("/meetings/{meeting_id}/comments", operation_id="list_comments", openapi_extra=access(Action.SEE))
async def list_comments(
    meeting_id: UUID,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[CommentOut]:
    meeting, _ = await queries.visible(session, actor, meeting_id)
    seq, _ = await record_queries.head(session, meeting.consultation_id)
    found = await queries.comments(session, meeting.id, before, limit + 1)
    items = [CommentOut.of(comment) for comment in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


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
    consultation_id = await places.find(meeting_id, queries.consultation_of(meeting_id))
    if consultation_id is None:
        raise NotFound("There is no such meeting.")
    kept = Kept.of(caller.claims.account_id, idempotency_key, await fingerprint(request))
    posting = service.Posting(caller, meeting_id, body, kept)
    return await crowds.join(service.post_comments, consultation_id, posting)
