"""Declared conflicts of interest over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.advisory.interests import queries, service
from app.advisory.interests.schemas import InterestIn, InterestOut
from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.contributions.schemas import WithdrawalIn
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.record import queries as record_queries

router = APIRouter(tags=["advisory group"], responses=documented(401, 403, 404, 409))
DECLARE = access(Action.DECLARE_INTEREST)


@router.get("/consultations/{ref}/interests", operation_id="list_interests", openapi_extra=access(Action.SEE))
async def list_interests(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[InterestOut]:
    """Open to everybody: a recusal is to be seen."""
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, consultation.id, before, limit + 1)
    items = [InterestOut.of(each) for each in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post("/consultations/{ref}/interests", operation_id="declare_interest", status_code=201, openapi_extra=DECLARE)
async def declare_interest(ref: Ref, body: InterestIn, actor: Current, session: Writing, once: OnceOnly) -> InterestOut:
    return await once(InterestOut, lambda: service.declare(session, actor, ref, body))


@router.post("/interests/{interest_id}/withdraw", operation_id="withdraw_interest", openapi_extra=DECLARE)
async def withdraw_interest(interest_id: UUID, body: WithdrawalIn, actor: Current, session: Writing) -> InterestOut:
    return await service.withdraw(session, actor, interest_id, body.reason)
