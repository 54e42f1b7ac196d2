"""The list of speakers over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations import policy
from app.consultations.policy import Action, access
from app.core import clock
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.meetings import queries as meeting_queries
from app.record import queries as record_queries
from app.speakers import queries, service
from app.speakers.schemas import (
    DecisionIn,
    FloorOut,
    MoveIn,
    SettingsChanges,
    SpeakerChanges,
    SpeakerIn,
    SpeakerOut,
    SpeakersListOut,
    Statistics,
)

router = APIRouter(tags=["speakers"], responses=documented(401, 403, 404, 409))
MANAGE = access(Action.MANAGE_SPEAKERS)


@router.get("/meetings/{meeting_id}/speakers", operation_id="get_floor", openapi_extra=access(Action.SEE))
async def get_floor(
    meeting_id: UUID,
    actor: Current,
    session: Reading,
    only_open: Annotated[bool, Query(description="Leave out those who have spoken or left the list.")] = False,  # noqa: FBT002
) -> FloorOut:
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    seq, _ = await record_queries.head(session, meeting.consultation_id)
    loaded = await queries.load(session, meeting)
    shown = [entry for entry in loaded.floor.entries if entry.is_open or not only_open]
    officer = policy.may(actor, Action.MANAGE_SPEAKERS, meeting.consultation_id)
    return FloorOut(
        speakers_list=SpeakersListOut.of(loaded.row, loaded.floor),
        speakers=[SpeakerOut.of(loaded.speakers[entry.id], entry) for entry in shown],
        statistics=Statistics.of(loaded.floor, for_officers=officer),
        record_seq=seq,
        server_time=clock.now(),
    )


@router.post(
    "/meetings/{meeting_id}/speakers",
    operation_id="ask_for_the_floor",
    status_code=201,
    openapi_extra=access(Action.SPEAK),
)
async def ask_for_the_floor(
    meeting_id: UUID, body: SpeakerIn, actor: Current, session: Writing, once: OnceOnly
) -> SpeakerOut:
    return await once(SpeakerOut, lambda: service.inscribe(session, actor, meeting_id, body))


@router.post("/meetings/{meeting_id}/speakers/open", operation_id="open_speakers_list", openapi_extra=MANAGE)
async def open_speakers_list(meeting_id: UUID, actor: Current, session: Writing) -> SpeakersListOut:
    return await service.open_list(session, actor, meeting_id)


@router.post("/meetings/{meeting_id}/speakers/close", operation_id="close_speakers_list", openapi_extra=MANAGE)
async def close_speakers_list(meeting_id: UUID, actor: Current, session: Writing) -> SpeakersListOut:
    return await service.close_list(session, actor, meeting_id)


@router.post("/meetings/{meeting_id}/speakers/reopen", operation_id="reopen_speakers_list", openapi_extra=MANAGE)
async def reopen_speakers_list(meeting_id: UUID, actor: Current, session: Writing) -> SpeakersListOut:
    return await service.reopen_list(session, actor, meeting_id)


@router.patch("/meetings/{meeting_id}/speakers/settings", operation_id="configure_speakers_list", openapi_extra=MANAGE)
async def configure_speakers_list(
    meeting_id: UUID, body: SettingsChanges, actor: Current, session: Writing
) -> SpeakersListOut:
    return await service.configure(session, actor, meeting_id, body)


@router.post("/meetings/{meeting_id}/speakers/reorder", operation_id="reorder_speakers", openapi_extra=MANAGE)
async def reorder_speakers(meeting_id: UUID, body: MoveIn, actor: Current, session: Writing) -> SpeakersListOut:
    return await service.reorder(session, actor, meeting_id, body)


@router.post("/meetings/{meeting_id}/speakers/conclude", operation_id="conclude_speakers_list", openapi_extra=MANAGE)
async def conclude_speakers_list(meeting_id: UUID, actor: Current, session: Writing) -> SpeakersListOut:
    return await service.conclude(session, actor, meeting_id)


@router.post("/meetings/{meeting_id}/speakers/undo", operation_id="undo_on_the_floor", openapi_extra=MANAGE)
async def undo_on_the_floor(meeting_id: UUID, actor: Current, session: Writing) -> SpeakersListOut:
    return await service.undo(session, actor, meeting_id)


@router.post("/meetings/{meeting_id}/speakers/call-next", operation_id="call_next_speaker", openapi_extra=MANAGE)
async def call_next_speaker(meeting_id: UUID, actor: Current, session: Writing) -> SpeakerOut:
    return await service.call_next(session, actor, meeting_id)


@router.patch("/speakers/{speaker_id}", operation_id="amend_speaker", openapi_extra=MANAGE)
async def amend_speaker(speaker_id: UUID, body: SpeakerChanges, actor: Current, session: Writing) -> SpeakerOut:
    return await service.amend(session, actor, speaker_id, body)


@router.post("/speakers/{speaker_id}/call", operation_id="call_speaker", openapi_extra=MANAGE)
async def call_speaker(speaker_id: UUID, actor: Current, session: Writing) -> SpeakerOut:
    return await service.call(session, actor, speaker_id)


@router.post("/speakers/{speaker_id}/start", operation_id="start_speaker", openapi_extra=MANAGE)
async def start_speaker(speaker_id: UUID, actor: Current, session: Writing) -> SpeakerOut:
    return await service.start(session, actor, speaker_id)


@router.post("/speakers/{speaker_id}/pause", operation_id="pause_speaker", openapi_extra=MANAGE)
async def pause_speaker(speaker_id: UUID, actor: Current, session: Writing) -> SpeakerOut:
    return await service.pause(session, actor, speaker_id)


@router.post("/speakers/{speaker_id}/resume", operation_id="resume_speaker", openapi_extra=MANAGE)
async def resume_speaker(speaker_id: UUID, actor: Current, session: Writing) -> SpeakerOut:
    return await service.resume(session, actor, speaker_id)


@router.post("/speakers/{speaker_id}/finish", operation_id="finish_speaker", openapi_extra=MANAGE)
async def finish_speaker(speaker_id: UUID, actor: Current, session: Writing) -> SpeakerOut:
    return await service.finish(session, actor, speaker_id)


@router.post("/speakers/{speaker_id}/miss", operation_id="miss_speaker", openapi_extra=MANAGE)
async def miss_speaker(speaker_id: UUID, actor: Current, session: Writing) -> SpeakerOut:
    return await service.miss(session, actor, speaker_id)


@router.post(
    "/speakers/{speaker_id}/withdraw", operation_id="withdraw_speaker", openapi_extra=access(Action.LEAVE_LIST)
)
async def withdraw_speaker(speaker_id: UUID, actor: Current, session: Writing) -> SpeakerOut:
    return await service.withdraw(session, actor, speaker_id)


@router.post("/speakers/{speaker_id}/decide", operation_id="decide_point_of_order", openapi_extra=MANAGE)
async def decide_point_of_order(speaker_id: UUID, body: DecisionIn, actor: Current, session: Writing) -> SpeakerOut:
    return await service.decide(session, actor, speaker_id, body)
