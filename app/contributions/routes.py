"""Written contributions over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.contributions import queries, service
from app.contributions.schemas import (
    ContributionDetail,
    ContributionIn,
    ContributionOut,
    ContributionVersionIn,
    VersionOut,
    WithdrawalIn,
)
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.record import queries as record_queries

router = APIRouter(tags=["contributions"], responses=documented(401, 403, 404, 409))


@router.get("/consultations/{ref}/contributions", operation_id="list_contributions", openapi_extra=access(Action.SEE))
async def list_contributions(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 20,
) -> LivePage[ContributionOut]:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, consultation.id, before, limit + 1)
    items = [ContributionOut.of(contribution) for contribution in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/consultations/{ref}/contributions",
    operation_id="file_contribution",
    status_code=201,
    openapi_extra=access(Action.CONTRIBUTE),
)
async def file_contribution(
    ref: Ref, body: ContributionIn, actor: Current, session: Writing, once: OnceOnly
) -> ContributionOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    return await once(ContributionOut, lambda: service.file(session, actor, consultation, body))


@router.get("/contributions/{contribution_id}", operation_id="get_contribution", openapi_extra=access(Action.SEE))
async def get_contribution(contribution_id: UUID, actor: Current, session: Reading) -> ContributionDetail:
    contribution = await queries.visible(session, actor, contribution_id)
    out = ContributionOut.of(contribution)
    shown = [] if out.text is None else await queries.versions(session, contribution.id)
    return ContributionDetail(contribution=out, versions=[VersionOut.of(version) for version in shown])


@router.post(
    "/contributions/{contribution_id}/versions",
    operation_id="revise_contribution",
    status_code=201,
    openapi_extra=access(Action.OWN),
)
async def revise_contribution(
    contribution_id: UUID, body: ContributionVersionIn, actor: Current, session: Writing, once: OnceOnly
) -> ContributionOut:
    return await once(ContributionOut, lambda: service.revise(session, actor, contribution_id, body))


@router.post(
    "/contributions/{contribution_id}/withdraw", operation_id="withdraw_contribution", openapi_extra=access(Action.OWN)
)
async def withdraw_contribution(
    contribution_id: UUID, body: WithdrawalIn, actor: Current, session: Writing
) -> ContributionOut:
    return await service.withdraw(session, actor, contribution_id, body.reason)
