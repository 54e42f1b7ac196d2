"""Calls for nominations and nominations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.advisory import queries as advisory
from app.advisory.nominations import queries, service
from app.advisory.nominations.queries import Which
from app.advisory.nominations.schemas import (
    ConsentIn,
    MyNominationOut,
    NominationCallIn,
    NominationCallOut,
    NominationIn,
    NotAppointedIn,
)
from app.advisory.seats.schemas import SeatReasonIn
from app.capacities.actor import Current, OnceOnly
from app.consultations.policy import Action, access
from app.contributions.schemas import WithdrawalIn
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.record import queries as record_queries

router = APIRouter(tags=["advisory group"], responses=documented(401, 403, 404, 409))
SEE, MANAGE, CONSENT = (access(action) for action in (Action.SEE, Action.MANAGE_ADVISORY, Action.CONSENT))
Before = Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")]


@router.get("/advisory-groups/{group_id}/nomination-calls", operation_id="list_nomination_calls", openapi_extra=SEE)
async def list_nomination_calls(
    group_id: UUID, actor: Current, session: Reading, before: Before = None, limit: Limit = 20
) -> LivePage[NominationCallOut]:
    group = await advisory.visible_group(session, actor, group_id)
    seq, _ = await record_queries.head(session, group.consultation_id)
    found = await queries.calls(session, group.id, before, limit + 1)
    items = [NominationCallOut.of(call) for call in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/advisory-groups/{group_id}/nomination-calls",
    operation_id="call_for_nominations",
    status_code=201,
    openapi_extra=MANAGE,
)
async def call_for_nominations(
    group_id: UUID, body: NominationCallIn, actor: Current, session: Writing, once: OnceOnly
) -> NominationCallOut:
    return await once(NominationCallOut, lambda: service.call(session, actor, group_id, body))


@router.post("/nomination-calls/{call_id}/conclude", operation_id="conclude_nomination_call", openapi_extra=MANAGE)
async def conclude_nomination_call(
    call_id: UUID, body: SeatReasonIn, actor: Current, session: Writing
) -> NominationCallOut:
    return await service.conclude(session, actor, call_id, body.reason)


@router.get("/advisory-groups/{group_id}/nominations", operation_id="list_nominations", openapi_extra=SEE)
async def list_nominations(
    group_id: UUID,
    actor: Current,
    session: Reading,
    which: Annotated[Which, Query(description="`open`: neither decided nor declined nor withdrawn.")] = "all",
    before: Before = None,
    limit: Limit = 50,
) -> LivePage[MyNominationOut]:
    """Those the nominees have consented to; the others only for officers and for those concerned."""
    group = await advisory.visible_group(session, actor, group_id)
    seq, _ = await record_queries.head(session, group.consultation_id)
    found = await queries.page(session, actor, group, which, before, limit + 1)
    items = [MyNominationOut.seen(each, actor) for each in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/nomination-calls/{call_id}/nominations",
    operation_id="nominate",
    status_code=201,
    openapi_extra=access(Action.NOMINATE),
)
async def nominate(
    call_id: UUID, body: NominationIn, actor: Current, session: Writing, once: OnceOnly
) -> MyNominationOut:
    return await once(MyNominationOut, lambda: service.nominate(session, actor, call_id, body))


@router.post("/nominations/{nomination_id}/consent", operation_id="consent_to_nomination", openapi_extra=CONSENT)
async def consent_to_nomination(
    nomination_id: UUID, body: ConsentIn, actor: Current, session: Writing
) -> MyNominationOut:
    return await service.consent(session, actor, nomination_id, body)


@router.post("/nominations/{nomination_id}/decline", operation_id="decline_nomination", openapi_extra=CONSENT)
async def decline_nomination(nomination_id: UUID, actor: Current, session: Writing) -> MyNominationOut:
    return await service.decline(session, actor, nomination_id)


@router.post(
    "/nominations/{nomination_id}/withdraw", operation_id="withdraw_nomination", openapi_extra=access(Action.OWN)
)
async def withdraw_nomination(
    nomination_id: UUID, body: WithdrawalIn, actor: Current, session: Writing
) -> MyNominationOut:
    return await service.withdraw(session, actor, nomination_id, body.reason)


@router.post(
    "/nominations/{nomination_id}/do-not-appoint",
    operation_id="do_not_appoint_nominee",
    openapi_extra=access(Action.APPOINT),
)
async def do_not_appoint_nominee(
    nomination_id: UUID, body: NotAppointedIn, actor: Current, session: Writing
) -> MyNominationOut:
    return await service.do_not_appoint(session, actor, nomination_id, body.reason)
