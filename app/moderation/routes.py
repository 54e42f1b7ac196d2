"""Moderation over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, Page
from app.moderation import queries, service
from app.moderation.schemas import DecisionIn, DecisionOut

router = APIRouter(tags=["moderation"], responses=documented(401, 403, 404, 409))


@router.post("/moderation/decisions", operation_id="moderate", status_code=201, openapi_extra=access(Action.MODERATE))
async def moderate(body: DecisionIn, actor: Current, session: Writing, once: OnceOnly) -> DecisionOut:
    return await once(DecisionOut, lambda: service.decide(session, actor, body))


@router.get(
    "/consultations/{ref}/moderation/decisions",
    operation_id="list_moderation_decisions",
    openapi_extra=access(Action.REVIEW_MODERATION),
)
async def list_moderation_decisions(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> Page[DecisionOut]:
    consultation = await consultation_queries.visible(session, actor, ref)
    policy.require(actor, Action.REVIEW_MODERATION, consultation.id)
    found = await queries.page(session, consultation.id, before, limit + 1)
    texts = await queries.texts(session, found[:limit])
    items = [service.as_out(decision, texts.get(decision.subject_id)) for decision in found[:limit]]
    return Page(items=items, next=items[-1].seq if len(found) > limit else None)
