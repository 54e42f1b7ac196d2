"""Points over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from app.capacities.actor import Current
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.contributions import queries as contribution_queries
from app.core.db import Database, Reading, Writing
from app.core.errors import NotNow, documented
from app.core.jobs import JobsOf
from app.core.schemas import Cursor, Limit
from app.points.register import queries, reading, service
from app.points.register.schemas import (
    Decided,
    LinkDecision,
    LinkDecisions,
    LinksPage,
    MadePoints,
    PairIn,
    PointOut,
    PointsPage,
    QueuePage,
    SuggestionsOut,
    SurveyOut,
)
from app.record import queries as record_queries

router = APIRouter(tags=["points"], responses=documented(401, 403, 404, 409))
PREPARE = access(Action.PREPARE_SUMMARY)
After = Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")]


@router.get("/consultations/{ref}/points", operation_id="list_points", openapi_extra=access(Action.SEE))
async def list_points(ref: Ref, actor: Current, session: Reading, after: After = None, limit: Limit = 50) -> PointsPage:
    """What the written contributions say, in their own words, in the order of the points' numbers."""
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    survey = await queries.survey(session, consultation.id)
    found = await queries.page(session, consultation.id, after, limit + 1)
    items = await reading.points_out(session, consultation.id, found[:limit])
    listed = await queries.listed(session, consultation.id)
    return PointsPage(
        items=items,
        next=items[-1].number if len(found) > limit else None,
        record_seq=seq,
        survey=reading.survey_out(survey, listed) if survey else None,
        stale=survey is not None and await queries.stale(session, survey),
        campaigns=await reading.campaigns_out(session, consultation.id),
    )


@router.post(
    "/consultations/{ref}/points/survey",
    operation_id="find_points",
    openapi_extra=PREPARE,
    responses=documented(503),
)
async def find_points(ref: Ref, actor: Current, request: Request, jobs: JobsOf) -> SurveyOut:
    """Look for points in all public contributions. What persons have said of points stays."""
    database: Database = request.app.state.db
    consultation_id = await service.find(database, jobs, actor, ref)
    async with database.read() as session:
        survey = await queries.survey(session, consultation_id)
        if survey is None:
            raise NotNow("No contribution has been filed yet, so there is nothing to look for.", code="no_contribution")
        return reading.survey_out(survey, await queries.listed(session, consultation_id))


@router.get("/consultations/{ref}/points/queue", operation_id="list_point_queue", openapi_extra=PREPARE)
async def list_point_queue(
    ref: Ref,
    actor: Current,
    session: Reading,
    after: After = None,
    limit: Limit = 20,
    point: Annotated[UUID | None, Query(description="Only the links to this point.")] = None,
) -> QueuePage:
    """Links that a person should look at, the most doubtful first, and how far that has come."""
    consultation = await consultation_queries.visible(session, actor, ref)
    policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
    rows = await queries.queue(session, consultation.id, after, limit + 1, point)
    items = await reading.queue_out(session, rows[:limit])
    return QueuePage(
        items=items,
        next=items[-1].place if len(rows) > limit else None,
        threshold=survey.threshold if (survey := await queries.survey(session, consultation.id)) else 1.0,
        coverage=await reading.coverage(session, consultation.id),
    )


@router.post("/consultations/{ref}/points/decisions", operation_id="decide_point_links", openapi_extra=PREPARE)
async def decide_point_links(ref: Ref, body: LinkDecisions, actor: Current, session: Writing) -> Decided:
    """Say the same of several links at once: confirm, reject, or take it back. Harmless to resend."""
    consultation_id, changed, left = await service.decide_several(session, actor, ref, body)
    await session.flush()
    return Decided(changed=changed, left=left, coverage=await reading.coverage(session, consultation_id))


@router.get("/consultations/{ref}/points/suggestions", operation_id="list_point_suggestions", openapi_extra=PREPARE)
async def list_point_suggestions(ref: Ref, actor: Current, session: Reading) -> SuggestionsOut:
    """Points in different languages that may be the same, and what persons said of such pairs."""
    consultation = await consultation_queries.visible(session, actor, ref)
    policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
    return SuggestionsOut(items=await reading.suggestions_out(session, consultation.id))


@router.get("/points/{point_id}", operation_id="get_point", openapi_extra=access(Action.SEE))
async def get_point(point_id: UUID, actor: Current, session: Reading) -> PointOut:
    point = await queries.visible(session, actor, point_id)
    (out,) = await reading.points_out(session, point.consultation_id, [point])
    return out


@router.get("/points/{point_id}/links", operation_id="list_point_links", openapi_extra=access(Action.SEE))
async def list_point_links(
    point_id: UUID, actor: Current, session: Reading, after: After = None, limit: Limit = 50
) -> LinksPage:
    """The contributions that make it, with who says so."""
    point = await queries.visible(session, actor, point_id)
    rows = await queries.links_of(session, point.id, after, limit + 1)
    items = await reading.links_out(session, rows[:limit])
    return LinksPage(items=items, next=items[-1].contribution_seq if len(rows) > limit else None)


@router.put("/points/{point_id}/links/{contribution_id}", operation_id="decide_point_link", openapi_extra=PREPARE)
async def decide_point_link(
    point_id: UUID, contribution_id: UUID, body: LinkDecision, actor: Current, session: Writing
) -> PointOut:
    """Confirm that a contribution makes a point, reject it, or take that back."""
    await service.decide(session, actor, point_id, contribution_id, body)
    await session.flush()
    point = await queries.visible(session, actor, point_id)
    (out,) = await reading.points_out(session, point.consultation_id, [point])
    return out


@router.put("/points/{point_id}/same/{other_id}", operation_id="pair_points", openapi_extra=PREPARE)
async def pair_points(point_id: UUID, other_id: UUID, body: PairIn, actor: Current, session: Writing) -> PointOut:
    """Say whether two points in different languages are the same, or take that back."""
    await service.pair(session, actor, point_id, other_id, body.decision)
    await session.flush()
    point = await queries.visible(session, actor, point_id)
    (out,) = await reading.points_out(session, point.consultation_id, [point])
    return out


@router.get(
    "/contributions/{contribution_id}/points", operation_id="list_made_points", openapi_extra=access(Action.SEE)
)
async def list_made_points(contribution_id: UUID, actor: Current, session: Reading) -> MadePoints:
    """The points a contribution makes, and those of its questions that its author may declare."""
    contribution = await contribution_queries.visible(session, actor, contribution_id)
    return await reading.made_by(session, actor, contribution)


@router.put(
    "/contributions/{contribution_id}/points/{point_id}",
    operation_id="declare_point",
    openapi_extra=access(Action.OWN),
)
async def declare_point(contribution_id: UUID, point_id: UUID, actor: Current, session: Writing) -> PointOut:
    """As its author: this contribution makes this point. Harmless to resend."""
    return await _declared(session, actor, contribution_id, point_id, makes=True)


@router.post(
    "/contributions/{contribution_id}/points/{point_id}/withdraw",
    operation_id="withdraw_point",
    openapi_extra=access(Action.OWN),
)
async def withdraw_point(contribution_id: UUID, point_id: UUID, actor: Current, session: Writing) -> PointOut:
    """As its author: take the declaration back."""
    return await _declared(session, actor, contribution_id, point_id, makes=False)


async def _declared(
    session: Writing, actor: Current, contribution_id: UUID, point_id: UUID, *, makes: bool
) -> PointOut:
    await service.declare(session, actor, contribution_id, point_id, makes=makes)
    await session.flush()
    point = await queries.visible(session, actor, point_id)
    (out,) = await reading.points_out(session, point.consultation_id, [point])
    return out
