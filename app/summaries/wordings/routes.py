"""Proposed wordings over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from app.capacities.actor import Current
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.summaries.phrasing.endpoint import EndpointOf
from app.summaries.request import DatabaseOf
from app.summaries.wordings import queries, reading, service
from app.summaries.wordings.schemas import (
    PointWordingOut,
    PointWordingsOut,
    WordingAskIn,
    WordingDecisionIn,
    WordingStanding,
)

router = APIRouter(tags=["points"], responses=documented(401, 403, 404, 409))
PREPARE = access(Action.PREPARE_SUMMARY)


@router.get("/consultations/{ref}/wordings", operation_id="list_wordings", openapi_extra=access(Action.SEE))
async def list_wordings(ref: Ref, actor: Current, session: Reading, endpoint: EndpointOf) -> PointWordingsOut:
    """Points in other words or another language, each beside its quotation: what a person approved, and for those who
    prepare the summary also what waits and what was declined.
    """
    consultation = await consultation_queries.visible(session, actor, ref)
    prepares = policy.may(actor, Action.PREPARE_SUMMARY, consultation.id)
    standings = queries.EVERY if prepares else (WordingStanding.APPROVED,)
    return PointWordingsOut(
        configured=endpoint.model if endpoint and prepares else None,
        items=await reading.wordings_out(session, consultation.id, standings),
    )


@router.post(
    "/consultations/{ref}/wordings",
    operation_id="ask_for_wording",
    status_code=201,
    openapi_extra=PREPARE,
    responses=documented(503),
)
async def ask_for_wording(
    ref: Ref, body: WordingAskIn, actor: Current, database: DatabaseOf, endpoint: EndpointOf
) -> PointWordingOut:
    """Have the language model propose one. Nothing of it is shown to others before a person approves it."""
    wording_id = await service.ask(database, endpoint, actor, ref, body)
    async with database.read() as session:
        return reading.wording_out(await queries.visible(session, actor, wording_id))


@router.post("/wordings/{wording_id}/decision", operation_id="decide_wording", openapi_extra=PREPARE)
async def decide_wording(
    wording_id: UUID, body: WordingDecisionIn, actor: Current, session: Writing
) -> PointWordingOut:
    """Approve it, as it is or in the person's own words; decline it, or take an approval back, with a reason."""
    return reading.wording_out(await service.decide(session, actor, wording_id, body))
