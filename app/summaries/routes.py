"""Summaries over HTTP: as data under /api/v1, and as one plain page of their own that needs no script."""

import base64
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response

from app.capacities.actor import Actor, Current
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.consultations.rules import Visibility
from app.core.db import Reading, WriteSession
from app.core.errors import NotFound, documented
from app.core.progress import BoardOf
from app.core.schemas import Cursor
from app.summaries import queries, reading, service
from app.summaries.answering import AnswersOf
from app.summaries.editing.standing import full_standing
from app.summaries.engine.rendering import stylesheet
from app.summaries.models import Summary
from app.summaries.request import DatabaseOf, InLanguage, MeansOf, OptionalVersion, Version
from app.summaries.schemas import (
    CirculateIn,
    ClaimEvidence,
    DraftProgress,
    ExtendIn,
    ReopenIn,
    SummaryChanges,
    SummaryOut,
    SummaryTextOut,
    SummaryTextRow,
    TransmitIn,
)

router = APIRouter(tags=["summaries"], responses=documented(401, 403, 404, 409, 503))
page_router = APIRouter(include_in_schema=False)
# These answer with a whole text as a Response of their own (answering.py); what is in it is declared here.
WHOLE: dict[str, Any] = {"response_model": SummaryOut}


@dataclass(frozen=True, slots=True)
class Acting:
    """An act on a summary and its answer, which is made when the record is no longer held."""

    actor: Current
    database: DatabaseOf
    answers: AnswersOf

    async def answer(self, act: Callable[[WriteSession, Actor], Awaitable[Summary]]) -> Response:
        async with self.database.write() as session:
            summary = await act(session, self.actor)
            asked = await reading.asked(session, self.actor, summary)
        return await self.answers.json(asked)


ActingOf = Annotated[Acting, Depends()]


@router.get("/consultations/{ref}/summary", operation_id="get_summary", openapi_extra=access(Action.SEE), **WHOLE)
async def get_summary(
    ref: Ref, actor: Current, database: DatabaseOf, answers: AnswersOf, language: InLanguage = None
) -> Response:
    """The text you have: the working one for those who prepare it, else the latest that was circulated or made final;
    404 before there is one.
    """
    async with database.read() as session:
        consultation = await consultation_queries.visible(session, actor, ref)
        summary = await queries.of_consultation(session, consultation.id)
        if summary is None:
            raise NotFound(queries.NONE_YET, code="no_summary")
        asked = await reading.asked(session, actor, summary, language)
    return await answers.json(asked)


@router.post(
    "/consultations/{ref}/summary", operation_id="draft_summary", openapi_extra=access(Action.PREPARE_SUMMARY), **WHOLE
)
async def draft_summary(ref: Ref, actor: Current, database: DatabaseOf, means: MeansOf, answers: AnswersOf) -> Response:
    """Draft, or draft again. Harmless to resend: without new facts nothing changes."""
    summary_id = await service.draft(database, means, actor, ref)
    async with database.read() as session:
        asked = await reading.asked_by_id(session, actor, summary_id)
    return await answers.json(asked)


@router.get(
    "/consultations/{ref}/summary/progress",
    operation_id="get_summary_progress",
    openapi_extra=access(Action.PREPARE_SUMMARY),
)
async def get_summary_progress(ref: Ref, actor: Current, session: Reading, board: BoardOf) -> DraftProgress:
    """How far the draft is that is being made; `step` null when none is."""
    consultation = await consultation_queries.visible(session, actor, ref)
    policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
    step = board.step(consultation.id, service.WORK)
    return DraftProgress(step=step.name if step else None, number=step.done if step else 0, of=step.of if step else 0)


@router.patch(
    "/summaries/{summary_id}", operation_id="revise_summary", openapi_extra=access(Action.PREPARE_SUMMARY), **WHOLE
)
async def revise_summary(
    summary_id: UUID,
    body: SummaryChanges,
    version: Version,
    actor: Current,
    database: DatabaseOf,
    means: MeansOf,
    answers: AnswersOf,
) -> Response:
    await service.revise(database, means, actor, summary_id, version, body)
    async with database.read() as session:
        asked = await reading.asked_by_id(session, actor, summary_id)
    return await answers.json(asked)


@router.post(
    "/summaries/{summary_id}/review",
    operation_id="review_summary",
    openapi_extra=access(Action.PREPARE_SUMMARY),
    **WHOLE,
)
async def review_summary(summary_id: UUID, acting: ActingOf, version: OptionalVersion) -> Response:
    """To internal review: officers read it too."""
    return await acting.answer(lambda session, actor: service.review(session, actor, summary_id, version))


@router.post(
    "/summaries/{summary_id}/circulate",
    operation_id="circulate_summary",
    openapi_extra=access(Action.PUBLISH_SUMMARY),
    **WHOLE,
)
async def circulate_summary(
    summary_id: UUID, body: CirculateIn, acting: ActingOf, version: OptionalVersion
) -> Response:
    """Freeze the text as the next numbered one, for all who may see the consultation, and take comments on it."""
    return await acting.answer(lambda session, actor: service.circulate(session, actor, summary_id, version, body))


@router.post(
    "/summaries/{summary_id}/extend",
    operation_id="extend_summary_window",
    openapi_extra=access(Action.PUBLISH_SUMMARY),
    **WHOLE,
)
async def extend_summary_window(summary_id: UUID, body: ExtendIn, acting: ActingOf) -> Response:
    return await acting.answer(lambda session, actor: service.extend(session, actor, summary_id, body))


@router.post(
    "/summaries/{summary_id}/reopen",
    operation_id="reopen_summary",
    openapi_extra=access(Action.PUBLISH_SUMMARY),
    **WHOLE,
)
async def reopen_summary(summary_id: UUID, body: ReopenIn, acting: ActingOf) -> Response:
    """Back to drafting; what was circulated stays readable."""
    return await acting.answer(lambda session, actor: service.reopen(session, actor, summary_id, body.reason))


@router.post(
    "/summaries/{summary_id}/publish",
    operation_id="publish_summary",
    openapi_extra=access(Action.PUBLISH_SUMMARY),
    **WHOLE,
)
async def publish_summary(summary_id: UUID, acting: ActingOf, version: OptionalVersion) -> Response:
    """Make the text final: when the window has closed and every comment is disposed of."""
    return await acting.answer(lambda session, actor: service.publish(session, actor, summary_id, version))


@router.post(
    "/summaries/{summary_id}/transmit",
    operation_id="transmit_summary",
    openapi_extra=access(Action.PUBLISH_SUMMARY),
    **WHOLE,
)
async def transmit_summary(summary_id: UUID, body: TransmitIn, acting: ActingOf) -> Response:
    return await acting.answer(lambda session, actor: service.transmit(session, actor, summary_id, body))


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
async def summary_page(
    ref: Ref, actor: Current, database: DatabaseOf, answers: AnswersOf, language: InLanguage = None
) -> Response:
    """The summary as one plain page: no script, nothing fetched, its style sheet allowed by hash."""
    async with database.read() as session:
        consultation = await consultation_queries.visible(session, actor, ref)
        summary = await queries.of_consultation(session, consultation.id)
        text = await queries.text_for(session, actor, summary)
        assert summary is not None  # or there had been no text
        gone = await queries.no_longer_public(session, consultation.id)
        standing = await full_standing(session, summary, text)
        wanted = await reading.wanted(session, summary, text, language)
    text = await answers.in_language(text, wanted)
    public = not text.working and consultation.visibility == Visibility.PUBLIC
    answer = await answers.page(text.content, gone, standing, f"{text.digest} {language}")
    answer.headers["cache-control"] = "public, max-age=60" if public and actor.account is None else "no-store"
    answer.headers["content-security-policy"] = PAGE_POLICY
    return answer


_STYLE = base64.b64encode(hashlib.sha256(stylesheet().encode()).digest()).decode()
PAGE_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
