"""Summaries over HTTP: as data under /api/v1, and as one plain page of their own that needs no script."""

import base64
import hashlib
import re
from typing import Annotated
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Depends, Header, Path, Request
from fastapi.responses import HTMLResponse

from app.capacities.actor import Current
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.consultations.rules import Visibility
from app.core.db import Database, Reading, Writing
from app.core.errors import Invalid, documented
from app.summaries import queries, reading, service
from app.summaries.engine.rendering import stylesheet, to_html
from app.summaries.schemas import ClaimEvidence, SummaryChanges, SummaryOut, SummaryStanding

router = APIRouter(tags=["summaries"], responses=documented(401, 403, 404, 409))
page_router = APIRouter(include_in_schema=False)


def _database(request: Request) -> Database:
    """Drafting opens its sessions itself: it reads first, thinks long, and writes at the end."""
    database: Database = request.app.state.db
    return database


def _version(if_match: Annotated[str, Header(description="The version the change was made to.")]) -> int:
    found = re.fullmatch(r'(?:W/)?"?(\d{1,9})"?', if_match.strip())
    if found is None:
        raise Invalid("If-Match must hold the summary's version.", code="invalid")
    return int(found.group(1))


def _optional_version(
    if_match: Annotated[str | None, Header(description="Publish only if this is still the version.")] = None,
) -> int | None:
    return None if if_match is None else _version(if_match)


DatabaseOf = Annotated[Database, Depends(_database)]
Version = Annotated[int, Depends(_version)]
OptionalVersion = Annotated[int | None, Depends(_optional_version)]


@router.get("/consultations/{ref}/summary", operation_id="get_summary", openapi_extra=access(Action.SEE))
async def get_summary(ref: Ref, actor: Current, session: Reading) -> SummaryOut:
    """The published summary; before that, the draft for the chair and the secretariat and 404 for everyone else."""
    consultation = await consultation_queries.visible(session, actor, ref)
    summary = await queries.of_consultation(session, consultation.id)
    return await reading.as_out(session, queries.readable(actor, summary, consultation))


@router.post("/consultations/{ref}/summary", operation_id="draft_summary", openapi_extra=access(Action.PREPARE_SUMMARY))
async def draft_summary(ref: Ref, actor: Current, database: DatabaseOf) -> SummaryOut:
    """Draft, or draft again. Harmless to resend: without new facts nothing changes."""
    summary_id = await service.draft(database, actor, ref)
    async with database.read() as session:
        return await reading.out_by_id(session, actor, summary_id)


@router.patch("/summaries/{summary_id}", operation_id="revise_summary", openapi_extra=access(Action.PREPARE_SUMMARY))
async def revise_summary(
    summary_id: UUID, body: SummaryChanges, version: Version, actor: Current, database: DatabaseOf
) -> SummaryOut:
    await service.revise(database, actor, summary_id, version, body)
    async with database.read() as session:
        return await reading.out_by_id(session, actor, summary_id)


@router.post(
    "/summaries/{summary_id}/publish", operation_id="publish_summary", openapi_extra=access(Action.PUBLISH_SUMMARY)
)
async def publish_summary(summary_id: UUID, actor: Current, session: Writing, version: OptionalVersion) -> SummaryOut:
    summary = await service.publish(session, actor, summary_id, version)
    return await reading.as_out(session, summary)


@router.get("/summaries/{summary_id}/claims/{claim_id}", operation_id="get_claim", openapi_extra=access(Action.SEE))
async def get_claim(
    summary_id: UUID, claim_id: Annotated[str, Path(max_length=80)], actor: Current, session: Reading
) -> ClaimEvidence:
    return await reading.evidence(session, actor, summary_id, claim_id)


@page_router.get("/c/{ref}/summary.html")
async def summary_page(ref: Ref, actor: Current, session: Reading) -> HTMLResponse:
    """The summary as one plain page: no script, nothing fetched, its style sheet allowed by hash."""
    consultation = await consultation_queries.visible(session, actor, ref)
    summary = queries.readable(actor, await queries.of_consultation(session, consultation.id), consultation)
    document, _ = await reading.shown(session, summary)
    html = await to_thread.run_sync(to_html, document, reading.standing(summary))
    public = summary.state == SummaryStanding.PUBLISHED and consultation.visibility == Visibility.PUBLIC
    caching = "public, max-age=60" if public else "no-store"
    return HTMLResponse(html, headers={"content-security-policy": PAGE_POLICY, "cache-control": caching})


_STYLE = base64.b64encode(hashlib.sha256(stylesheet().encode()).digest()).decode()
PAGE_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
