"""Summaries over HTTP: as data under /api/v1, and as one plain page of their own that needs no script."""

import base64
import hashlib
from typing import Annotated
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Path
from fastapi.responses import HTMLResponse

from app.capacities.actor import Current
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.consultations.rules import Visibility
from app.core.db import Reading, Writing
from app.core.errors import NotFound, documented
from app.core.schemas import Cursor
from app.summaries import queries, reading, service
from app.summaries.editing.standing import full_standing
from app.summaries.engine.rendering import stylesheet, to_html
from app.summaries.models import Summary
from app.summaries.request import DatabaseOf, OptionalVersion, Version
from app.summaries.schemas import (
    CirculateIn,
    ClaimEvidence,
    ExtendIn,
    ReopenIn,
    SummaryChanges,
    SummaryOut,
    SummaryTextOut,
    SummaryTextRow,
    TransmitIn,
)

router = APIRouter(tags=["summaries"], responses=documented(401, 403, 404, 409))
page_router = APIRouter(include_in_schema=False)


@router.get("/consultations/{ref}/summary", operation_id="get_summary", openapi_extra=access(Action.SEE))
async def get_summary(ref: Ref, actor: Current, session: Reading) -> SummaryOut:
    """The text you have: the working one for those who prepare it, else the latest that was circulated or made final;
    404 before there is one.
    """
    consultation = await consultation_queries.visible(session, actor, ref)
    summary = await queries.of_consultation(session, consultation.id)
    if summary is None:
        raise NotFound(queries.NONE_YET, code="no_summary")
    return await reading.as_out(session, summary, await queries.text_for(session, actor, summary))


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
    "/summaries/{summary_id}/review", operation_id="review_summary", openapi_extra=access(Action.PREPARE_SUMMARY)
)
async def review_summary(summary_id: UUID, actor: Current, session: Writing, version: OptionalVersion) -> SummaryOut:
    """To internal review: officers read it too."""
    return await _out(session, actor, await service.review(session, actor, summary_id, version))


@router.post(
    "/summaries/{summary_id}/circulate", operation_id="circulate_summary", openapi_extra=access(Action.PUBLISH_SUMMARY)
)
async def circulate_summary(
    summary_id: UUID, body: CirculateIn, actor: Current, session: Writing, version: OptionalVersion
) -> SummaryOut:
    """Freeze the text as the next numbered one, for all who may see the consultation, and take comments on it."""
    return await _out(session, actor, await service.circulate(session, actor, summary_id, version, body))


@router.post(
    "/summaries/{summary_id}/extend", operation_id="extend_summary_window", openapi_extra=access(Action.PUBLISH_SUMMARY)
)
async def extend_summary_window(summary_id: UUID, body: ExtendIn, actor: Current, session: Writing) -> SummaryOut:
    return await _out(session, actor, await service.extend(session, actor, summary_id, body))


@router.post(
    "/summaries/{summary_id}/reopen", operation_id="reopen_summary", openapi_extra=access(Action.PUBLISH_SUMMARY)
)
async def reopen_summary(summary_id: UUID, body: ReopenIn, actor: Current, session: Writing) -> SummaryOut:
    """Back to drafting; what was circulated stays readable."""
    return await _out(session, actor, await service.reopen(session, actor, summary_id, body.reason))


@router.post(
    "/summaries/{summary_id}/publish", operation_id="publish_summary", openapi_extra=access(Action.PUBLISH_SUMMARY)
)
async def publish_summary(summary_id: UUID, actor: Current, session: Writing, version: OptionalVersion) -> SummaryOut:
    """Make the text final: when the window has closed and every comment is disposed of."""
    return await _out(session, actor, await service.publish(session, actor, summary_id, version))


@router.post(
    "/summaries/{summary_id}/transmit", operation_id="transmit_summary", openapi_extra=access(Action.PUBLISH_SUMMARY)
)
async def transmit_summary(summary_id: UUID, body: TransmitIn, actor: Current, session: Writing) -> SummaryOut:
    return await _out(session, actor, await service.transmit(session, actor, summary_id, body))


async def _out(session: Writing, actor: Current, summary: Summary) -> SummaryOut:
    return await reading.as_out(session, summary, await queries.text_for(session, actor, summary))


@router.get("/summaries/{summary_id}/versions", operation_id="list_summary_versions", openapi_extra=access(Action.SEE))
async def list_summary_versions(summary_id: UUID, actor: Current, session: Reading) -> list[SummaryTextRow]:
    """Every text that was circulated or made final, the first first; there are few."""
    summary, _ = await queries.visible(session, actor, summary_id)
    return [SummaryTextRow.model_validate(row) for row in await queries.versions(session, summary.id)]


@router.get(
    "/summaries/{summary_id}/versions/{number}", operation_id="get_summary_version", openapi_extra=access(Action.SEE)
)
async def get_summary_version(
    summary_id: UUID, number: Annotated[Cursor, Path()], actor: Current, session: Reading
) -> SummaryTextOut:
    summary, consultation = await queries.visible(session, actor, summary_id)
    frozen = await queries.version(session, summary.id, number)
    if frozen is None:
        raise NotFound("There is no such text of the summary.", code="no_such_text")
    return await reading.version_out(session, consultation.id, frozen)


@router.get("/summaries/{summary_id}/claims/{claim_id}", operation_id="get_claim", openapi_extra=access(Action.SEE))
async def get_claim(
    summary_id: UUID, claim_id: Annotated[str, Path(max_length=80)], actor: Current, session: Reading
) -> ClaimEvidence:
    return await reading.evidence(session, actor, summary_id, claim_id)


@page_router.get("/c/{ref}/summary.html")
async def summary_page(ref: Ref, actor: Current, session: Reading) -> HTMLResponse:
    """The summary as one plain page: no script, nothing fetched, its style sheet allowed by hash."""
    consultation = await consultation_queries.visible(session, actor, ref)
    summary = await queries.of_consultation(session, consultation.id)
    text = await queries.text_for(session, actor, summary)
    assert summary is not None  # or there had been no text
    document, _ = await reading.shown(session, text)
    html = await to_thread.run_sync(to_html, document, await full_standing(session, summary, text))
    public = not text.working and consultation.visibility == Visibility.PUBLIC
    caching = "public, max-age=60" if public and actor.account is None else "no-store"
    return HTMLResponse(html, headers={"content-security-policy": PAGE_POLICY, "cache-control": caching})


_STYLE = base64.b64encode(hashlib.sha256(stylesheet().encode()).digest()).decode()
PAGE_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
