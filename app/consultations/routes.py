"""Consultations and their rounds over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities import queries as capacity_queries
from app.capacities.actor import Actor, Current, OnceOnly
from app.capacities.schemas import CapacityOut
from app.consultations import queries, service
from app.consultations.models import Consultation
from app.consultations.policy import Action, access
from app.consultations.schemas import (
    ConsultationBrief,
    ConsultationIn,
    ConsultationOut,
    ConsultationState,
    OptionAmendment,
    OptionOut,
    Participation,
    RoundExtension,
    RoundOut,
    RoundReason,
    WordingOut,
    WordingsOut,
)
from app.core import clock
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, Page
from app.record import queries as record_queries

router = APIRouter(tags=["consultations"], responses=documented(401, 403, 404, 409))

Ref = Annotated[str, Path(max_length=80, description="The consultation's slug or id.")]


@router.get("/consultations", operation_id="list_consultations", openapi_extra=access(Action.ANYONE))
async def list_consultations(
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> Page[ConsultationBrief]:
    found = await queries.page(session, actor, before, limit + 1)
    open_rounds = await queries.open_rounds(session, [c.id for c in found])
    items = [_brief(c, [RoundOut.model_validate(r) for r in open_rounds[c.id]]) for c in found[:limit]]
    return Page(items=items, next=items[-1].number if len(found) > limit else None)


@router.post(
    "/consultations", operation_id="create_consultation", status_code=201, openapi_extra=access(Action.CONVENE)
)
async def create_consultation(
    body: ConsultationIn, actor: Current, session: Writing, once: OnceOnly
) -> ConsultationOut:
    async def act() -> ConsultationOut:
        return await _whole(session, actor, await service.convene(session, actor, body))

    return await once(ConsultationOut, act)


@router.get("/consultations/{ref}", operation_id="get_consultation", openapi_extra=access(Action.SEE))
async def get_consultation(ref: Ref, actor: Current, session: Reading) -> ConsultationOut:
    return await _whole(session, actor, await queries.visible(session, actor, ref))


@router.post("/rounds/{round_id}/open", operation_id="open_round", openapi_extra=access(Action.MANAGE_ROUNDS))
async def open_round(round_id: UUID, body: RoundReason, actor: Current, session: Writing) -> RoundOut:
    return await service.open_round(session, actor, round_id, body.reason)


@router.post("/rounds/{round_id}/close", operation_id="close_round", openapi_extra=access(Action.MANAGE_ROUNDS))
async def close_round(round_id: UUID, body: RoundReason, actor: Current, session: Writing) -> RoundOut:
    return await service.close_round(session, actor, round_id, body.reason)


@router.post("/rounds/{round_id}/extend", operation_id="extend_round", openapi_extra=access(Action.MANAGE_ROUNDS))
async def extend_round(round_id: UUID, body: RoundExtension, actor: Current, session: Writing) -> RoundOut:
    return await service.extend_round(session, actor, round_id, body)


@router.post("/options/{option_id}/amend", operation_id="amend_option", openapi_extra=access(Action.MANAGE_ROUNDS))
async def amend_option(option_id: UUID, body: OptionAmendment, actor: Current, session: Writing) -> OptionOut:
    return await service.amend_option(session, actor, option_id, body)


@router.get("/options/{option_id}/wordings", operation_id="get_option_wordings", openapi_extra=access(Action.SEE))
async def get_option_wordings(option_id: UUID, actor: Current, session: Reading) -> WordingsOut:
    option, _ = await queries.visible_option(session, actor, option_id)
    in_force = WordingOut(
        version=option.version, label=option.label, text=option.text, replaced_at=None, reason=None, acted_as=None
    )
    earlier = [WordingOut.model_validate(each) for each in await queries.wordings(session, option.id)]
    return WordingsOut(items=[in_force, *earlier])


def _brief(consultation: Consultation, open_rounds: list[RoundOut]) -> ConsultationBrief:
    state = ConsultationState.model_validate(consultation)
    kept = state.model_dump(include=set(ConsultationBrief.model_fields))
    return ConsultationBrief(**kept, number=consultation.number, open_rounds=open_rounds)


async def _whole(session: AsyncSession, actor: Actor, consultation: Consultation) -> ConsultationOut:
    """`record_seq` is read first: the state is at least that new, and entries after it apply harmlessly twice."""
    seq, _ = await record_queries.head(session, consultation.id)
    delegations, persons = await capacity_queries.participation(session, consultation.id)
    return ConsultationOut(
        **ConsultationState.model_validate(consultation).model_dump(),
        rounds=[RoundOut.model_validate(r) for r in await queries.rounds(session, consultation.id)],
        note=await queries.note(session, consultation.id),
        my_capacities=[CapacityOut.of(held) for held in actor.in_consultation(consultation.id)],
        participation=Participation(delegations=delegations, persons=persons),
        record_seq=seq,
        server_time=clock.now(),
    )
