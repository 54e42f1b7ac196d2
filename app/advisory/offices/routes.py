"""Offices over HTTP: the rule, and who holds an office on any day."""

from datetime import UTC
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.advisory import queries as advisory
from app.advisory.groups.schemas import Day
from app.advisory.offices import queries, service
from app.advisory.offices.schemas import DeviationIn, OfficeAt, OfficeIn, OfficeOut, OfficeRevision, OfficesOut
from app.capacities.actor import Current, OnceOnly
from app.consultations.policy import Action, access
from app.core import clock
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.record import queries as record_queries

router = APIRouter(tags=["advisory group"], responses=documented(401, 403, 404, 409))
MANAGE = access(Action.MANAGE_ADVISORY)


@router.get("/advisory-groups/{group_id}/offices", operation_id="list_offices", openapi_extra=access(Action.SEE))
async def list_offices(
    group_id: UUID,
    actor: Current,
    session: Reading,
    on: Annotated[Day | None, Query(description="The day asked for (UTC); today, if left out.")] = None,
    turns: Annotated[int, Query(ge=1, le=50, description="How many turns to list, that of the day first.")] = 6,
) -> OfficesOut:
    group = await advisory.visible_group(session, actor, group_id)
    seq, _ = await record_queries.head(session, group.consultation_id)
    found = {office.id: office for office in await queries.offices(session, group.id)}
    day = on or clock.now().astimezone(UTC).date()
    items = [OfficeAt.at(each, found[each.follows_id or each.id], day, turns) for each in found.values()]
    return OfficesOut(record_seq=seq, items=items)


@router.post(
    "/advisory-groups/{group_id}/offices", operation_id="establish_office", status_code=201, openapi_extra=MANAGE
)
async def establish_office(
    group_id: UUID, body: OfficeIn, actor: Current, session: Writing, once: OnceOnly
) -> OfficeOut:
    return await once(OfficeOut, lambda: service.establish(session, actor, group_id, body))


@router.put("/advisory-offices/{office_id}", operation_id="revise_office", openapi_extra=MANAGE)
async def revise_office(office_id: UUID, body: OfficeRevision, actor: Current, session: Writing) -> OfficeOut:
    return await service.revise(session, actor, office_id, body)


@router.post(
    "/advisory-offices/{office_id}/deviations",
    operation_id="deviate_from_rotation",
    status_code=201,
    openapi_extra=MANAGE,
)
async def deviate_from_rotation(
    office_id: UUID, body: DeviationIn, actor: Current, session: Writing, once: OnceOnly
) -> OfficeOut:
    return await once(OfficeOut, lambda: service.deviate(session, actor, office_id, body))
