"""Caucuses over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.contributions.caucuses import queries, service
from app.contributions.caucuses.schemas import CaucusIn, CaucusOut
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.record import queries as record_queries

router = APIRouter(tags=["caucuses"], responses=documented(401, 403, 404, 409))


@router.get("/consultations/{ref}/caucuses", operation_id="list_caucuses", openapi_extra=access(Action.SEE))
async def list_caucuses(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[CaucusOut]:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, consultation.id, before, limit + 1)
    items = [CaucusOut.of(caucus) for caucus in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/consultations/{ref}/caucuses",
    operation_id="record_caucus_views",
    status_code=201,
    openapi_extra=access(Action.CONTRIBUTE),
)
async def record_caucus_views(ref: Ref, body: CaucusIn, actor: Current, session: Writing, once: OnceOnly) -> CaucusOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    return await once(CaucusOut, lambda: service.record_views(session, actor, consultation, body))


@router.post(
    "/caucuses/{caucus_id}/versions",
    operation_id="revise_caucus_views",
    status_code=201,
    openapi_extra=access(Action.OWN),
)
async def revise_caucus_views(
    caucus_id: UUID, body: CaucusIn, actor: Current, session: Writing, once: OnceOnly
) -> CaucusOut:
    return await once(CaucusOut, lambda: service.revise(session, actor, caucus_id, body))
