"""Interventions and prepared statements over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations.policy import Action, access
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, LivePage
from app.meetings import queries as meeting_queries
from app.meetings.interventions import queries, service
from app.meetings.interventions.schemas import (
    InterventionOut,
    PreparedStatementIn,
    PreparedStatementOut,
    PreparedStatementText,
)
from app.record import queries as record_queries

router = APIRouter(tags=["speakers"], responses=documented(401, 403, 404, 409))
Before = Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")]


@router.get("/meetings/{meeting_id}/interventions", operation_id="list_interventions", openapi_extra=access(Action.SEE))
async def list_interventions(
    meeting_id: UUID, actor: Current, session: Reading, before: Before = None, limit: Limit = 50
) -> LivePage[InterventionOut]:
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    seq, _ = await record_queries.head(session, meeting.consultation_id)
    found = await queries.interventions(session, meeting.id, before, limit + 1)
    items = [InterventionOut.of(intervention) for intervention in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.get(
    "/meetings/{meeting_id}/prepared-statements",
    operation_id="list_prepared_statements",
    openapi_extra=access(Action.SEE),
)
async def list_prepared_statements(
    meeting_id: UUID, actor: Current, session: Reading, before: Before = None, limit: Limit = 20
) -> LivePage[PreparedStatementOut]:
    """A text that has not been delivered yet shows to its authors and to officers only."""
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    seq, _ = await record_queries.head(session, meeting.consultation_id)
    found = await queries.prepared_statements(session, actor, meeting, before, limit + 1)
    items = [PreparedStatementOut.of(s, early=queries.may_read_early(actor, s)) for s in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/meetings/{meeting_id}/prepared-statements",
    operation_id="file_prepared_statement",
    status_code=201,
    openapi_extra=access(Action.SPEAK),
)
async def file_prepared_statement(
    meeting_id: UUID, body: PreparedStatementIn, actor: Current, session: Writing, once: OnceOnly
) -> PreparedStatementOut:
    return await once(PreparedStatementOut, lambda: service.file(session, actor, meeting_id, body))


@router.put(
    "/prepared-statements/{statement_id}", operation_id="revise_prepared_statement", openapi_extra=access(Action.OWN)
)
async def revise_prepared_statement(
    statement_id: UUID, body: PreparedStatementText, actor: Current, session: Writing
) -> PreparedStatementOut:
    return await service.revise(session, actor, statement_id, body)


@router.post(
    "/prepared-statements/{statement_id}/not-delivered",
    operation_id="give_up_prepared_statement",
    openapi_extra=access(Action.MANAGE_SPEAKERS),
)
async def give_up_prepared_statement(statement_id: UUID, actor: Current, session: Writing) -> PreparedStatementOut:
    return await service.not_delivered(session, actor, statement_id)
