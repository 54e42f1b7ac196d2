"""Accreditation over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.accreditation import service
from app.accreditation.schemas import AccreditationIn, AccreditationOut, ParticipantsOut
from app.capacities import queries as capacity_queries
from app.capacities.actor import Current, OnceOnly
from app.capacities.schemas import CapacityHolder, DelegationOut
from app.consultations import policy, queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented

router = APIRouter(tags=["accreditation"], responses=documented(401, 403, 404, 409))


@router.post(
    "/consultations/{ref}/accreditations",
    operation_id="accredit",
    status_code=201,
    openapi_extra=access(Action.ACCREDIT),
)
async def accredit(
    ref: Ref, body: AccreditationIn, actor: Current, session: Writing, once: OnceOnly
) -> AccreditationOut:
    consultation = await queries.visible(session, actor, ref)
    return await once(AccreditationOut, lambda: service.accredit(session, actor, consultation, body))


@router.get(
    "/consultations/{ref}/accredited",
    operation_id="find_accredited",
    openapi_extra=access(Action.MANAGE_SPEAKERS),
)
async def find_accredited(
    ref: Ref,
    actor: Current,
    session: Reading,
    name: Annotated[str, Query(min_length=2, max_length=100, description="Part of a person's or an entity's name.")],
) -> list[CapacityHolder]:
    """Whom officers may put on the list of speakers: the first twenty by name."""
    consultation = await queries.visible(session, actor, ref)
    policy.require(actor, Action.MANAGE_SPEAKERS, consultation.id)
    return await capacity_queries.holders(session, consultation.id, name)


@router.get("/consultations/{ref}/participants", operation_id="list_participants", openapi_extra=access(Action.SEE))
async def list_participants(ref: Ref, actor: Current, session: Reading) -> ParticipantsOut:
    consultation = await queries.visible(session, actor, ref)
    found = await capacity_queries.delegations(session, consultation.id)
    return ParticipantsOut(delegations=[DelegationOut.model_validate(d) for d in found])
