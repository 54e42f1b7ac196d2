"""Statements and votes over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Calling, Current
from app.consultations import queries as consultation_queries
from app.consultations.places import Known
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.crowd import Together
from app.core.db import Reading
from app.core.errors import documented
from app.core.schemas import Limit, LivePage
from app.opinions import queries, service
from app.opinions.schemas import MyStatementOut, VoteIn
from app.record import queries as record_queries

router = APIRouter(tags=["opinions"], responses=documented(401, 403, 404, 409))


@router.get("/consultations/{ref}/statements", operation_id="list_statements", openapi_extra=access(Action.SEE))
async def list_statements(
    ref: Ref,
    actor: Current,
    session: Reading,
    after: Annotated[int | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[MyStatementOut]:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, consultation.id, after, limit + 1)
    shown = found[:limit]
    mine = await queries.answers_of(session, actor.account.id, [s.id for s in shown]) if actor.account else {}
    items = [MyStatementOut.of(statement, my_vote=mine.get(statement.id)) for statement in shown]
    return LivePage(items=items, next=items[-1].number if len(found) > limit else None, record_seq=seq)


@router.put("/statements/{statement_id}/vote", operation_id="vote", openapi_extra=access(Action.VOTE))
async def vote(statement_id: UUID, body: VoteIn, caller: Calling, places: Known, crowds: Together) -> MyStatementOut:
    return await service.vote(places, crowds, service.Voting(caller, statement_id, body.value))
