"""Findings over HTTP."""

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
from app.decisions.findings import proposals, queries, service
from app.decisions.findings.schemas import FindingIn, FindingOut, FindingsOut
from app.record import queries as record_queries

router = APIRouter(tags=["decisions"], responses=documented(401, 403, 404, 409))


@router.get("/consultations/{ref}/findings", operation_id="get_findings", openapi_extra=access(Action.SEE))
async def get_findings(ref: Ref, actor: Current, session: Reading) -> FindingsOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    ground = await queries.ground(session, consultation.id)
    signed = await queries.signed(session, [option.id for option in ground.options])
    return FindingsOut(
        options=[proposals.of_option(ground, option, signed.get(option.id)) for option in ground.options],
        record_seq=seq,
    )


@router.get("/options/{option_id}/findings", operation_id="list_findings", openapi_extra=access(Action.SEE))
async def list_findings(
    option_id: UUID,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 20,
) -> LivePage[FindingOut]:
    """Every version that was signed on this option, the latest first."""
    option, consultation = await consultation_queries.visible_option(session, actor, option_id)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.versions(session, option.id, before, limit + 1)
    items = [FindingOut.of(finding) for finding in found[:limit]]
    return LivePage(items=items, next=items[-1].version if len(found) > limit else None, record_seq=seq)


@router.post(
    "/options/{option_id}/findings", operation_id="sign_finding", status_code=201, openapi_extra=access(Action.DECIDE)
)
async def sign_finding(
    option_id: UUID, body: FindingIn, actor: Current, session: Writing, once: OnceOnly
) -> FindingOut:
    return await once(FindingOut, lambda: service.sign(session, actor, option_id, body))
