"""The results of the votes on statements over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from app.capacities.actor import Current
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.opinions.results import showing
from app.opinions.results.service import Analyst
from app.opinions.results.showing import OpinionResultsOut, ShownStatement
from app.record import queries as record_queries

router = APIRouter(tags=["opinions"], responses=documented(401, 403, 404, 409))


async def _analyst(request: Request) -> Analyst:
    analyst: Analyst = request.app.state.analyst
    return analyst


@router.get(
    "/consultations/{ref}/opinion-results", operation_id="get_opinion_results", openapi_extra=access(Action.SEE)
)
async def get_opinion_results(ref: Ref, actor: Current, session: Reading) -> OpinionResultsOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    return await showing.results(session, consultation.id, seq)


@router.get(
    "/consultations/{ref}/opinion-results/statements",
    operation_id="list_opinion_statements",
    openapi_extra=access(Action.SEE),
)
async def list_opinion_statements(
    ref: Ref,
    actor: Current,
    session: Reading,
    after: Annotated[Cursor, Query(description="Cursor: `next` of the page before.")] = 0,
    limit: Limit = 20,
) -> LivePage[ShownStatement]:
    """From what is most agreed on in every group to what is least. Empty before anything was computed."""
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    items, following = await showing.page(session, consultation.id, after, limit)
    return LivePage(items=items, next=following, record_seq=seq)


@router.post(
    "/consultations/{ref}/opinion-results",
    operation_id="compute_opinion_results",
    status_code=202,
    openapi_extra=access(Action.PREPARE_SUMMARY),
)
async def compute_opinion_results(
    ref: Ref, actor: Current, session: Reading, analyst: Annotated[Analyst, Depends(_analyst)]
) -> OpinionResultsOut:
    """Begins to compute from the votes as they now are; `opinions.computed` in the record says that it is done."""
    consultation_id = await analyst.ask(actor, ref)
    seq, _ = await record_queries.head(session, consultation_id)
    return await showing.results(session, consultation_id, seq)
