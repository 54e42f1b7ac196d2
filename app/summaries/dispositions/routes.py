"""What became of contributions, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.contributions import queries as contribution_queries
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.record import queries as record_queries
from app.summaries.dispositions import reading, service
from app.summaries.dispositions.schemas import DispositionIn, DispositionOut

router = APIRouter(tags=["summaries"], responses=documented(401, 403, 404, 409))


@router.get("/consultations/{ref}/dispositions", operation_id="list_dispositions", openapi_extra=access(Action.SEE))
async def list_dispositions(
    ref: Ref,
    actor: Current,
    session: Reading,
    *,
    mine: Annotated[bool, Query(description="Only the contributions of those the caller acts for.")] = False,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 20,
) -> LivePage[DispositionOut]:
    """All contributions that were not withdrawn, newest first, each with what became of it as far as the caller may
    know: when the summary has been circulated, or as one of those who prepare it.
    """
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await reading.page(session, actor, consultation.id, mine=mine, before=before, limit=limit + 1)
    items = found[:limit]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.get(
    "/contributions/{contribution_id}/disposition", operation_id="get_disposition", openapi_extra=access(Action.SEE)
)
async def get_disposition(contribution_id: UUID, actor: Current, session: Reading) -> DispositionOut:
    contribution = await contribution_queries.visible(session, actor, contribution_id)
    return await reading.of_contribution(session, actor, contribution)


@router.put(
    "/contributions/{contribution_id}/disposition",
    operation_id="decide_disposition",
    openapi_extra=access(Action.PREPARE_SUMMARY),
)
async def decide_disposition(
    contribution_id: UUID, body: DispositionIn, actor: Current, session: Writing
) -> DispositionOut:
    """Decide what became of it; goes before what the text of the summary shows, until that is final."""
    await service.decide(session, actor, contribution_id, body)
    await session.flush()
    contribution = await contribution_queries.visible(session, actor, contribution_id)
    return await reading.of_contribution(session, actor, contribution)


@router.post(
    "/contributions/{contribution_id}/disposition/return",
    operation_id="return_disposition",
    openapi_extra=access(Action.PREPARE_SUMMARY),
)
async def return_disposition(contribution_id: UUID, actor: Current, session: Writing) -> DispositionOut:
    """Take the decision back: what the text of the summary shows holds again."""
    await service.give_back(session, actor, contribution_id)
    await session.flush()
    contribution = await contribution_queries.visible(session, actor, contribution_id)
    return await reading.of_contribution(session, actor, contribution)
