"""Written contributions over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.contributions import queries, service
from app.contributions.joint import queries as joint_queries
from app.contributions.schemas import (
    Campaign,
    ContributionCounts,
    ContributionDetail,
    ContributionIn,
    ContributionOut,
    ContributionsPage,
    ContributionVersionIn,
    VersionOut,
    WithdrawalIn,
)
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit
from app.record import queries as record_queries

router = APIRouter(tags=["contributions"], responses=documented(401, 403, 404, 409))


@router.get("/consultations/{ref}/contributions", operation_id="list_contributions", openapi_extra=access(Action.SEE))
async def list_contributions(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 20,
) -> ContributionsPage:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, consultation.id, before, limit + 1)
    items = [ContributionOut.of(contribution) for contribution in found[:limit]]
    return ContributionsPage(
        items=items,
        next=items[-1].seq if len(found) > limit else None,
        record_seq=seq,
        campaigns=await queries.campaign_sizes(session, found[:limit]),
        joint=await joint_queries.counted(session, [each.id for each in found[:limit] if each.on_behalf_of]),
    )


@router.get(
    "/consultations/{ref}/contributions/counts", operation_id="count_contributions", openapi_extra=access(Action.SEE)
)
async def count_contributions(ref: Ref, actor: Current, session: Reading) -> ContributionCounts:
    consultation = await consultation_queries.visible(session, actor, ref)
    submissions, contributors, texts = await queries.counts(session, consultation.id)
    return ContributionCounts(
        submissions=submissions,
        contributors=contributors,
        texts=texts,
        campaigns=[
            Campaign(first_id=row.id, title=row.title, contributors=row.contributors, submissions=row.submissions)
            for row in await queries.campaigns(session, consultation.id)
        ],
    )


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
