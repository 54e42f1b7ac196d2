"""Silence procedures over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core import clock
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.decisions.silence import queries, service
from app.decisions.silence.schemas import SilenceBreak, SilenceExtension, SilenceIn, SilenceOut, SilenceWithdrawal
from app.record import queries as record_queries

router = APIRouter(tags=["decisions"], responses=documented(401, 403, 404, 409))
DECIDE = access(Action.DECIDE)


@router.get(
    "/consultations/{ref}/silence-procedures", operation_id="list_silence_procedures", openapi_extra=access(Action.SEE)
)
async def list_silence_procedures(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[SilenceOut]:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found, now = await queries.page(session, consultation.id, before, limit + 1), clock.now()
    items = [SilenceOut.of(silence, now) for silence in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/consultations/{ref}/silence-procedures",
    operation_id="open_silence_procedure",
    status_code=201,
    openapi_extra=DECIDE,
)
async def open_silence_procedure(
    ref: Ref, body: SilenceIn, actor: Current, session: Writing, once: OnceOnly
) -> SilenceOut:
    return await once(SilenceOut, lambda: service.open_silence(session, actor, ref, body))


@router.post(
    "/silence-procedures/{silence_id}/break", operation_id="break_silence", openapi_extra=access(Action.OBJECT)
)
async def break_silence(
    silence_id: UUID, body: SilenceBreak, actor: Current, session: Writing, once: OnceOnly
) -> SilenceOut:
    return await once(SilenceOut, lambda: service.break_silence(session, actor, silence_id, body))


@router.post("/silence-procedures/{silence_id}/extend", operation_id="extend_silence_procedure", openapi_extra=DECIDE)
async def extend_silence_procedure(
    silence_id: UUID, body: SilenceExtension, actor: Current, session: Writing
) -> SilenceOut:
    return await service.extend(session, actor, silence_id, body)


@router.post(
    "/silence-procedures/{silence_id}/withdraw", operation_id="withdraw_silence_procedure", openapi_extra=DECIDE
)
async def withdraw_silence_procedure(
    silence_id: UUID, body: SilenceWithdrawal, actor: Current, session: Writing
) -> SilenceOut:
    return await service.withdraw(session, actor, silence_id, body.reason)
