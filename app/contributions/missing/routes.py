"""What the note left out, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.contributions.missing import queries, service
from app.contributions.missing.schemas import EndorsementOut, MissingIn, MissingOut, MyMissingOut
from app.contributions.schemas import WithdrawalIn
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage, Page
from app.record import queries as record_queries

router = APIRouter(tags=["contributions"], responses=documented(401, 403, 404, 409))


@router.get("/consultations/{ref}/missing", operation_id="list_missing", openapi_extra=access(Action.SEE))
async def list_missing(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 20,
) -> LivePage[MyMissingOut]:
    """What participants say the background note left out, newest first."""
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, consultation.id, before, limit + 1)
    entities = {held.acted_as.entity_id for held in actor.in_consultation(consultation.id)}
    endorsed = await queries.endorsed_by(session, [each.id for each in found[:limit]], entities)
    items = [
        MyMissingOut.of_caller(each, mine=each.entity_id in entities, endorsed=each.id in endorsed)
        for each in found[:limit]
    ]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/consultations/{ref}/missing",
    operation_id="propose_missing",
    status_code=201,
    openapi_extra=access(Action.CONTRIBUTE),
)
async def propose_missing(ref: Ref, body: MissingIn, actor: Current, session: Writing, once: OnceOnly) -> MissingOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    return await once(MissingOut, lambda: service.propose(session, actor, consultation, body))


@router.get("/missing/{proposal_id}/endorsements", operation_id="list_endorsements", openapi_extra=access(Action.SEE))
async def list_endorsements(
    proposal_id: UUID,
    actor: Current,
    session: Reading,
    after: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> Page[EndorsementOut]:
    """Who seconds it, in order; open to everybody, like the proposal itself."""
    proposal = await queries.visible(session, actor, proposal_id)
    found = await queries.endorsements(session, proposal.id, after, limit + 1)
    items = [EndorsementOut.model_validate(each) for each in found[:limit]]
    return Page(items=items, next=items[-1].seq if len(found) > limit else None)


@router.put(
    "/missing/{proposal_id}/endorsement", operation_id="endorse_missing", openapi_extra=access(Action.CONTRIBUTE)
)
async def endorse_missing(proposal_id: UUID, actor: Current, session: Writing) -> MissingOut:
    """Second it. Harmless to resend: an entity counts once."""
    return await service.endorse(session, actor, proposal_id)


@router.post(
    "/missing/{proposal_id}/endorsement/withdraw", operation_id="withdraw_endorsement", openapi_extra=access(Action.OWN)
)
async def withdraw_endorsement(proposal_id: UUID, actor: Current, session: Writing) -> MissingOut:
    return await service.withdraw_endorsement(session, actor, proposal_id)


@router.post("/missing/{proposal_id}/withdraw", operation_id="withdraw_missing", openapi_extra=access(Action.OWN))
async def withdraw_missing(proposal_id: UUID, body: WithdrawalIn, actor: Current, session: Writing) -> MissingOut:
    return await service.withdraw(session, actor, proposal_id, body.reason)
