"""Objections over HTTP; they are raised at what they object to."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.decisions.objections import queries, service
from app.decisions.objections.schemas import DispositionIn, ObjectionOut
from app.record import queries as record_queries

router = APIRouter(tags=["decisions"], responses=documented(401, 403, 404, 409))


@router.get("/consultations/{ref}/objections", operation_id="list_objections", openapi_extra=access(Action.SEE))
async def list_objections(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[ObjectionOut]:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, consultation.id, before, limit + 1)
    items = [ObjectionOut.of(objection) for objection in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post("/objections/{objection_id}/withdraw", operation_id="withdraw_objection", openapi_extra=access(Action.OWN))
async def withdraw_objection(objection_id: UUID, actor: Current, session: Writing) -> ObjectionOut:
    return await service.withdraw(session, actor, objection_id)


@router.post(
    "/objections/{objection_id}/disposition", operation_id="dispose_of_objection", openapi_extra=access(Action.DECIDE)
)
async def dispose_of_objection(
    objection_id: UUID, body: DispositionIn, actor: Current, session: Writing
) -> ObjectionOut:
    return await service.dispose(session, actor, objection_id, body)
