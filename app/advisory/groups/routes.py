"""Advisory groups and their composition over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.advisory import queries as advisory
from app.advisory.groups import queries, service
from app.advisory.groups.schemas import AdvisoryGroupIn, AdvisoryGroupOut, AdvisoryGroupRevision, CompositionOut
from app.advisory.nominations import queries as nominations
from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Instant, Limit, LivePage
from app.record import queries as record_queries

router = APIRouter(tags=["advisory group"], responses=documented(401, 403, 404, 409))
SEE, MANAGE = access(Action.SEE), access(Action.MANAGE_ADVISORY)
At = Annotated[Instant | None, Query(description="An instant in the term that is asked for; now, if left out.")]


@router.get("/consultations/{ref}/advisory-groups", operation_id="list_advisory_groups", openapi_extra=SEE)
async def list_advisory_groups(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 20,
) -> LivePage[AdvisoryGroupOut]:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, consultation.id, before, limit + 1)
    items = [AdvisoryGroupOut.of(group) for group in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/consultations/{ref}/advisory-groups",
    operation_id="establish_advisory_group",
    status_code=201,
    openapi_extra=MANAGE,
)
async def establish_advisory_group(
    ref: Ref, body: AdvisoryGroupIn, actor: Current, session: Writing, once: OnceOnly
) -> AdvisoryGroupOut:
    return await once(AdvisoryGroupOut, lambda: service.establish(session, actor, ref, body))


@router.get("/advisory-groups/{group_id}", operation_id="get_advisory_group", openapi_extra=SEE)
async def get_advisory_group(group_id: UUID, actor: Current, session: Reading) -> AdvisoryGroupOut:
    return AdvisoryGroupOut.of(await advisory.visible_group(session, actor, group_id))


@router.put("/advisory-groups/{group_id}", operation_id="revise_advisory_group", openapi_extra=MANAGE)
async def revise_advisory_group(
    group_id: UUID, body: AdvisoryGroupRevision, actor: Current, session: Writing
) -> AdvisoryGroupOut:
    return await service.revise(session, actor, group_id, body)


@router.get("/advisory-groups/{group_id}/composition", operation_id="get_composition", openapi_extra=SEE)
async def get_composition(group_id: UUID, actor: Current, session: Reading, at: At = None) -> CompositionOut:
    """Seats by stakeholder group, region and gender: planned, filled and still to fill, in one term."""
    group = await advisory.visible_group(session, actor, group_id)
    seq, _ = await record_queries.head(session, group.consultation_id)
    return queries.composition(group, await queries.seats(session, group.id), at, None, seq)


@router.get("/advisory-groups/{group_id}/draft-composition", operation_id="draft_composition", openapi_extra=SEE)
async def draft_composition(
    group_id: UUID,
    actor: Current,
    session: Reading,
    nominations_: Annotated[
        list[UUID], Query(alias="nomination", max_length=100, description="Who would be appointed, in this order.")
    ],
    at: At = None,
) -> CompositionOut:
    """What the composition would be if these nominees were appointed. Nothing is kept."""
    group = await advisory.visible_group(session, actor, group_id)
    seq, _ = await record_queries.head(session, group.consultation_id)
    nominees = await nominations.chosen(session, actor, group, nominations_)
    return queries.composition(group, await queries.seats(session, group.id), at, nominees, seq)
