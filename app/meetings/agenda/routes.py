"""Agenda, notices and slow counts over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations.policy import Action, access
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.meetings import queries as meeting_queries
from app.meetings.agenda import queries, service
from app.meetings.agenda.schemas import (
    Agenda,
    AgendaItemChanges,
    AgendaItemIn,
    AgendaItemOut,
    NextCount,
    NoticeIn,
    NoticeOut,
    SlowCountIn,
    SlowCountOut,
    StopReason,
)
from app.record import queries as record_queries

router = APIRouter(tags=["meetings"], responses=documented(401, 403, 404, 409))
MANAGE = access(Action.MANAGE_MEETINGS)
Before = Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")]


@router.get("/meetings/{meeting_id}/agenda", operation_id="get_agenda", openapi_extra=access(Action.SEE))
async def get_agenda(meeting_id: UUID, actor: Current, session: Reading) -> Agenda:
    meeting, _ = await meeting_queries.announced(session, actor, meeting_id)
    seq, _ = await record_queries.head(session, meeting.consultation_id)
    return Agenda(items=[AgendaItemOut.of(i) for i in await queries.items(session, meeting.id)], record_seq=seq)


@router.post(
    "/meetings/{meeting_id}/agenda-items", operation_id="add_agenda_item", status_code=201, openapi_extra=MANAGE
)
async def add_agenda_item(
    meeting_id: UUID, body: AgendaItemIn, actor: Current, session: Writing, once: OnceOnly
) -> AgendaItemOut:
    return await once(AgendaItemOut, lambda: service.add_item(session, actor, meeting_id, body))


@router.patch("/agenda-items/{item_id}", operation_id="revise_agenda_item", openapi_extra=MANAGE)
async def revise_agenda_item(item_id: UUID, body: AgendaItemChanges, actor: Current, session: Writing) -> AgendaItemOut:
    return await service.revise_item(session, actor, item_id, body)


@router.post("/agenda-items/{item_id}/take-up", operation_id="take_up_agenda_item", openapi_extra=MANAGE)
async def take_up_agenda_item(item_id: UUID, actor: Current, session: Writing) -> AgendaItemOut:
    return await service.take_up(session, actor, item_id)


@router.post("/agenda-items/{item_id}/conclude", operation_id="conclude_agenda_item", openapi_extra=MANAGE)
async def conclude_agenda_item(item_id: UUID, actor: Current, session: Writing) -> AgendaItemOut:
    return await service.conclude(session, actor, item_id)


@router.get("/meetings/{meeting_id}/notices", operation_id="list_notices", openapi_extra=access(Action.SEE))
async def list_notices(
    meeting_id: UUID, actor: Current, session: Reading, before: Before = None, limit: Limit = 20
) -> LivePage[NoticeOut]:
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    seq, _ = await record_queries.head(session, meeting.consultation_id)
    found = await queries.notices(session, actor, meeting, before, limit + 1)
    items = [NoticeOut.of(notice) for notice in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post("/meetings/{meeting_id}/notices", operation_id="post_notice", status_code=201, openapi_extra=MANAGE)
async def post_notice(meeting_id: UUID, body: NoticeIn, actor: Current, session: Writing, once: OnceOnly) -> NoticeOut:
    return await once(NoticeOut, lambda: service.post_notice(session, actor, meeting_id, body))


@router.post("/notices/{notice_id}/withdraw", operation_id="withdraw_notice", openapi_extra=MANAGE)
async def withdraw_notice(notice_id: UUID, actor: Current, session: Writing) -> NoticeOut:
    return await service.withdraw_notice(session, actor, notice_id)


@router.get("/meetings/{meeting_id}/slow-counts", operation_id="list_slow_counts", openapi_extra=access(Action.SEE))
async def list_slow_counts(
    meeting_id: UUID, actor: Current, session: Reading, before: Before = None, limit: Limit = 20
) -> LivePage[SlowCountOut]:
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    seq, _ = await record_queries.head(session, meeting.consultation_id)
    found = await queries.slow_counts(session, actor, meeting, before, limit + 1)
    items = [SlowCountOut.of(count) for count in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/meetings/{meeting_id}/slow-counts", operation_id="start_slow_count", status_code=201, openapi_extra=MANAGE
)
async def start_slow_count(
    meeting_id: UUID, body: SlowCountIn, actor: Current, session: Writing, once: OnceOnly
) -> SlowCountOut:
    return await once(SlowCountOut, lambda: service.start_count(session, actor, meeting_id, body))


@router.post("/slow-counts/{count_id}/next", operation_id="advance_slow_count", openapi_extra=MANAGE)
async def advance_slow_count(count_id: UUID, body: NextCount, actor: Current, session: Writing) -> SlowCountOut:
    return await service.advance_count(session, actor, count_id, body.count)


@router.post("/slow-counts/{count_id}/stop", operation_id="stop_slow_count", openapi_extra=access(Action.STOP_COUNT))
async def stop_slow_count(count_id: UUID, body: StopReason, actor: Current, session: Writing) -> SlowCountOut:
    return await service.stop_count(session, actor, count_id, body.reason)
