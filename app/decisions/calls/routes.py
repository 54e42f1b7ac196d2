"""Consensus calls over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.decisions.calls import queries, service
from app.decisions.calls.schemas import CallCount, CallEnd, CallIn, CallOut, CallWithdrawal
from app.decisions.objections.schemas import ObjectionIn, ObjectionOut
from app.record import queries as record_queries

router = APIRouter(tags=["decisions"], responses=documented(401, 403, 404, 409))
DECIDE = access(Action.DECIDE)


@router.get(
    "/consultations/{ref}/consensus-calls", operation_id="list_consensus_calls", openapi_extra=access(Action.SEE)
)
async def list_consensus_calls(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[CallOut]:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, consultation.id, before, limit + 1)
    items = [CallOut.of(call) for call in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/consultations/{ref}/consensus-calls", operation_id="open_consensus_call", status_code=201, openapi_extra=DECIDE
)
async def open_consensus_call(ref: Ref, body: CallIn, actor: Current, session: Writing, once: OnceOnly) -> CallOut:
    return await once(CallOut, lambda: service.open_call(session, actor, ref, body))


@router.post("/consensus-calls/{call_id}/count", operation_id="count_in_consensus_call", openapi_extra=DECIDE)
async def count_in_consensus_call(call_id: UUID, body: CallCount, actor: Current, session: Writing) -> CallOut:
    return await service.count(session, actor, call_id, body.count)


@router.post("/consensus-calls/{call_id}/close", operation_id="close_consensus_call", openapi_extra=DECIDE)
async def close_consensus_call(call_id: UUID, body: CallEnd, actor: Current, session: Writing) -> CallOut:
    return await service.close(session, actor, call_id, body.reason)


@router.post("/consensus-calls/{call_id}/withdraw", operation_id="withdraw_consensus_call", openapi_extra=DECIDE)
async def withdraw_consensus_call(call_id: UUID, body: CallWithdrawal, actor: Current, session: Writing) -> CallOut:
    return await service.withdraw(session, actor, call_id, body.reason)


@router.post(
    "/consensus-calls/{call_id}/objections",
    operation_id="object_to_consensus_call",
    status_code=201,
    openapi_extra=access(Action.OBJECT),
)
async def object_to_consensus_call(
    call_id: UUID, body: ObjectionIn, actor: Current, session: Writing, once: OnceOnly
) -> ObjectionOut:
    return await once(ObjectionOut, lambda: service.object_to(session, actor, call_id, body))
