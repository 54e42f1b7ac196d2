"""Joint statements over HTTP."""

from uuid import UUID

from fastapi import APIRouter

from app.capacities.actor import Current
from app.consultations.policy import Action, access
from app.contributions import queries as contribution_queries
from app.contributions.joint import queries, service
from app.contributions.joint.schemas import (
    AssociationIn,
    DissociationIn,
    InvitationsIn,
    SignatoriesOut,
    SignatoryOut,
)
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.record import queries as record_queries

router = APIRouter(tags=["joint statements"], responses=documented(401, 403, 404, 409))


@router.get(
    "/contributions/{contribution_id}/signatories", operation_id="list_signatories", openapi_extra=access(Action.SEE)
)
async def list_signatories(contribution_id: UUID, actor: Current, session: Reading) -> SignatoriesOut:
    contribution = await contribution_queries.visible(session, actor, contribution_id)
    seq, _ = await record_queries.head(session, contribution.consultation_id)
    found = await queries.signatories(session, contribution.id)
    counted = await queries.counted(session, [contribution.id])
    items = [SignatoryOut.model_validate(signatory) for signatory in found]
    return SignatoriesOut(items=items, counted=counted.get(contribution.id, 0), record_seq=seq)


@router.post(
    "/contributions/{contribution_id}/co-sponsors", operation_id="invite_co_sponsors", openapi_extra=access(Action.OWN)
)
async def invite_co_sponsors(
    contribution_id: UUID, body: InvitationsIn, actor: Current, session: Writing
) -> list[SignatoryOut]:
    return await service.invite(session, actor, contribution_id, body)


@router.post(
    "/contributions/{contribution_id}/associate",
    operation_id="associate_with_statement",
    openapi_extra=access(Action.TAKE_POSITION),
)
async def associate_with_statement(
    contribution_id: UUID, body: AssociationIn, actor: Current, session: Writing
) -> SignatoryOut:
    return await service.associate(session, actor, contribution_id, body)


@router.post(
    "/contributions/{contribution_id}/dissociate",
    operation_id="dissociate_from_statement",
    openapi_extra=access(Action.OWN),
)
async def dissociate_from_statement(
    contribution_id: UUID, body: DissociationIn, actor: Current, session: Writing
) -> SignatoryOut:
    return await service.dissociate(session, actor, contribution_id, body.reason)
