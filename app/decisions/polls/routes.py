"""Straw polls over HTTP."""

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
from app.decisions.polls import queries, service
from app.decisions.polls.schemas import MyPollOut, PollAnswerIn, PollIn, PollOut
from app.record import queries as record_queries

router = APIRouter(tags=["decisions"], responses=documented(401, 403, 404, 409))
DECIDE = access(Action.DECIDE)


@router.get("/consultations/{ref}/straw-polls", operation_id="list_straw_polls", openapi_extra=access(Action.SEE))
async def list_straw_polls(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[MyPollOut]:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, consultation.id, before, limit + 1)
    counts = await queries.counts(session, found)
    mine = await queries.own(session, actor, consultation.id, found)
    items = [MyPollOut.seen(poll, counts.get(poll.id), mine.get(poll.id)) for poll in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post("/consultations/{ref}/straw-polls", operation_id="open_straw_poll", status_code=201, openapi_extra=DECIDE)
async def open_straw_poll(ref: Ref, body: PollIn, actor: Current, session: Writing, once: OnceOnly) -> PollOut:
    return await once(PollOut, lambda: service.open_poll(session, actor, ref, body))


@router.put(
    "/straw-polls/{poll_id}/answer", operation_id="answer_straw_poll", openapi_extra=access(Action.TAKE_POSITION)
)
async def answer_straw_poll(poll_id: UUID, body: PollAnswerIn, actor: Current, session: Writing) -> MyPollOut:
    return await service.answer(session, actor, poll_id, body.answer)


@router.post("/straw-polls/{poll_id}/close", operation_id="close_straw_poll", openapi_extra=DECIDE)
async def close_straw_poll(poll_id: UUID, actor: Current, session: Writing) -> PollOut:
    return await service.close(session, actor, poll_id)
