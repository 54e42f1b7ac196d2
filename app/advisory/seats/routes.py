"""Seats over HTTP: who sits, who is appointed, who stays for another term, who leaves."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query

from app.advisory import queries as advisory
from app.advisory.groups import queries as groups
from app.advisory.groups.routes import At
from app.advisory.seats import queries, service
from app.advisory.seats.schemas import AppointmentsIn, SeatIn, SeatOut, SeatReasonIn, SeatsOut
from app.capacities.actor import Current, OnceOnly
from app.consultations.policy import Action, access
from app.core import clock
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.record import queries as record_queries

router = APIRouter(tags=["advisory group"], responses=documented(401, 403, 404, 409))
APPOINT = access(Action.APPOINT)


@router.get("/advisory-groups/{group_id}/seats", operation_id="list_seats", openapi_extra=access(Action.SEE))
async def list_seats(
    group_id: UUID,
    actor: Current,
    session: Reading,
    at: At = None,
    terms: Annotated[Literal["one", "all"], Query(description="The seats of one term, or of all.")] = "one",
    after: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 100,
) -> LivePage[SeatOut]:
    """In the order of appointment, with those who have left."""
    group = await advisory.visible_group(session, actor, group_id)
    seq, _ = await record_queries.head(session, group.consultation_id)
    term = None if terms == "all" else groups.term_at(group, at or clock.now()).number
    found = await queries.page(session, group.id, term, after, limit + 1)
    items = [SeatOut.of(seat) for seat in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/advisory-groups/{group_id}/appointments",
    operation_id="appoint_nominees",
    status_code=201,
    openapi_extra=APPOINT,
)
async def appoint_nominees(
    group_id: UUID, body: AppointmentsIn, actor: Current, session: Writing, once: OnceOnly
) -> SeatsOut:
    return await once(SeatsOut, lambda: service.appoint_nominees(session, actor, group_id, body))


@router.post(
    "/advisory-groups/{group_id}/seats", operation_id="appoint_directly", status_code=201, openapi_extra=APPOINT
)
async def appoint_directly(group_id: UUID, body: SeatIn, actor: Current, session: Writing, once: OnceOnly) -> SeatOut:
    return await once(SeatOut, lambda: service.appoint_directly(session, actor, group_id, body))


@router.post("/advisory-seats/{seat_id}/renew", operation_id="renew_seat", status_code=201, openapi_extra=APPOINT)
async def renew_seat(seat_id: UUID, body: SeatReasonIn, actor: Current, session: Writing, once: OnceOnly) -> SeatOut:
    return await once(SeatOut, lambda: service.renew(session, actor, seat_id, body.reason))


@router.post("/advisory-seats/{seat_id}/end", operation_id="end_seat", openapi_extra=APPOINT)
async def end_seat(seat_id: UUID, body: SeatReasonIn, actor: Current, session: Writing) -> SeatOut:
    return await service.end(session, actor, seat_id, body.reason)


@router.post("/advisory-seats/{seat_id}/resign", operation_id="resign_seat", openapi_extra=access(Action.RESIGN))
async def resign_seat(seat_id: UUID, body: SeatReasonIn, actor: Current, session: Writing) -> SeatOut:
    return await service.resign(session, actor, seat_id, body.reason)
