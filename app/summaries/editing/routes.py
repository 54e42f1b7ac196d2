"""Editing a summary over HTTP, and what anybody may compare: texts with one another, paragraphs with their sources."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query

from app.capacities.actor import Current
from app.consultations import policy
from app.consultations.policy import Action, access
from app.core.db import Reading
from app.core.errors import documented
from app.summaries import queries
from app.summaries.editing import reading, service
from app.summaries.editing.schemas import Changes, EditIn, EditingOut, OwnParagraphIn, Paragraphs
from app.summaries.request import DatabaseOf, Version

router = APIRouter(tags=["summaries"], responses=documented(401, 403, 404, 409))
PlaceId = Annotated[str, Path(min_length=1, max_length=120)]
Number = Annotated[int | None, Query(ge=1, le=10_000)]


@router.get("/summaries/{summary_id}/editing", operation_id="get_editing", openapi_extra=access(Action.PREPARE_SUMMARY))
async def get_editing(summary_id: UUID, actor: Current, session: Reading) -> EditingOut:
    """The working text by paragraph: computed, as edited, what was lost, what was set aside, whom it leaves out."""
    summary, consultation = await queries.visible(session, actor, summary_id)
    policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
    return await reading.editing(session, summary)


@router.put(
    "/summaries/{summary_id}/paragraphs/{paragraph_id}",
    operation_id="edit_paragraph",
    openapi_extra=access(Action.PREPARE_SUMMARY),
)
async def edit_paragraph(
    summary_id: UUID, paragraph_id: PlaceId, body: EditIn, version: Version, actor: Current, database: DatabaseOf
) -> EditingOut:
    """Accept, edit or drop a paragraph, or let the computed text stand again."""
    await service.edit(database, actor, summary_id, paragraph_id, version, body)
    async with database.read() as session:
        return await reading.editing(session, (await queries.visible(session, actor, summary_id))[0])


@router.post(
    "/summaries/{summary_id}/paragraphs",
    operation_id="add_paragraph",
    status_code=201,
    openapi_extra=access(Action.PREPARE_SUMMARY),
)
async def add_paragraph(
    summary_id: UUID, body: OwnParagraphIn, version: Version, actor: Current, database: DatabaseOf
) -> EditingOut:
    """A paragraph of the chair's own, marked as such."""
    await service.add(database, actor, summary_id, version, body)
    async with database.read() as session:
        return await reading.editing(session, (await queries.visible(session, actor, summary_id))[0])


@router.get(
    "/summaries/{summary_id}/paragraphs", operation_id="list_summary_paragraphs", openapi_extra=access(Action.SEE)
)
async def list_summary_paragraphs(summary_id: UUID, actor: Current, session: Reading) -> Paragraphs:
    """Paragraphs by their stable ids, with the formal inputs considered for each and its comments counted."""
    return await reading.paragraphs(session, actor, summary_id)


@router.get("/summaries/{summary_id}/changes", operation_id="get_summary_changes", openapi_extra=access(Action.SEE))
async def get_summary_changes(
    summary_id: UUID, actor: Current, session: Reading, before: Number = None, after: Number = None
) -> Changes:
    """By paragraph and word. Left out, `before` is the first circulated text and `after` the one you read now."""
    return await reading.changes(session, actor, summary_id, before, after)
