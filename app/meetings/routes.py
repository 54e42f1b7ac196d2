"""Meetings over HTTP."""

import io
from uuid import UUID

import segno
from fastapi import APIRouter, Request, Response

from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.meetings import queries, service
from app.meetings.schemas import MeetingChanges, MeetingIn, MeetingList, MeetingOut
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
    """Also while it is closed to the reader: that it takes place is no secret, what goes on in it is."""
    meeting, _ = await queries.announced(session, actor, meeting_id)
    return MeetingOut.model_validate(meeting)


@router.post("/meetings/{meeting_id}/start", operation_id="start_meeting", openapi_extra=access(Action.MANAGE_MEETINGS))
async def start_meeting(meeting_id: UUID, actor: Current, session: Writing) -> MeetingOut:
    return await service.start(session, actor, meeting_id)


@router.post("/meetings/{meeting_id}/end", operation_id="end_meeting", openapi_extra=access(Action.MANAGE_MEETINGS))
async def end_meeting(meeting_id: UUID, actor: Current, session: Writing) -> MeetingOut:
    return await service.end(session, actor, meeting_id)


@router.get("/meetings/{meeting_id}/qr", operation_id="get_meeting_qr", openapi_extra=access(Action.SEE))
async def get_meeting_qr(meeting_id: UUID, actor: Current, session: Reading, request: Request) -> Response:
    """The meeting's short address as a QR code (SVG), for the screen in the room."""
    meeting, _ = await queries.announced(session, actor, meeting_id)
    code = segno.make(f"{request.app.state.settings.base_url}/m/{meeting.code}", micro=False)
    image = io.BytesIO()  # `svg_inline` leaves out the namespace, without which an <img> shows nothing
    code.save(image, kind="svg", xmldecl=False, border=2, omitsize=True)
    return Response(image.getvalue(), media_type="image/svg+xml")


@router.patch("/meetings/{meeting_id}", operation_id="configure_meeting", openapi_extra=access(Action.MANAGE_MEETINGS))
async def configure_meeting(meeting_id: UUID, body: MeetingChanges, actor: Current, session: Writing) -> MeetingOut:
    return await service.configure(session, actor, meeting_id, body)
