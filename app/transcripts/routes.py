"""Transcripts over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from app.capacities.actor import Current, OnceOnly
from app.consultations.policy import Action, access
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Instant, LanguageTag, Limit, LivePage
from app.meetings import queries as meeting_queries
from app.record import queries as record_queries
from app.transcripts import queries, service
from app.transcripts.schemas import Added, FileFormat, PartChanges, Preview, TranscriptIn, TranscriptPartOut

router = APIRouter(tags=["meetings"], responses=documented(401, 403, 404, 409))
TRANSCRIBE = access(Action.TRANSCRIBE)
A_FILE = {"required": True, "content": {"text/plain": {"schema": {"type": "string", "format": "binary"}}}}


@router.get("/meetings/{meeting_id}/transcript", operation_id="list_transcript", openapi_extra=access(Action.SEE))
async def list_transcript(
    meeting_id: UUID,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[TranscriptPartOut]:
    """The latest part first."""
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    seq, _ = await record_queries.head(session, meeting.consultation_id)
    found = await queries.page(session, actor, meeting, before, limit + 1)
    items = [TranscriptPartOut.of(part) for part in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post(
    "/meetings/{meeting_id}/transcript", operation_id="add_to_transcript", status_code=201, openapi_extra=TRANSCRIBE
)
async def add_to_transcript(
    meeting_id: UUID, body: TranscriptIn, actor: Current, session: Writing, once: OnceOnly
) -> Added:
    return await once(Added, lambda: service.add(session, actor, meeting_id, body))


@router.post(
    "/meetings/{meeting_id}/transcript/file",
    operation_id="add_transcript_file",
    status_code=201,
    openapi_extra=TRANSCRIBE | {"requestBody": A_FILE},
)
async def add_transcript_file(
    meeting_id: UUID,
    request: Request,
    actor: Current,
    session: Writing,
    once: OnceOnly,
    language: Annotated[LanguageTag, Query()],
    file_format: Annotated[FileFormat, Query(alias="format")] = FileFormat.WEBVTT,
    begins: Annotated[Instant | None, Query(description="What the file's times count from.")] = None,
) -> Added:
    """The body is the file itself, in UTF-8."""
    content = await request.body()
    return await once(
        Added, lambda: service.add_file(session, actor, meeting_id, content, file_format, language, begins)
    )


@router.post(
    "/meetings/{meeting_id}/transcript/preview",
    operation_id="preview_transcript_file",
    openapi_extra=TRANSCRIBE | {"requestBody": A_FILE},
)
async def preview_transcript_file(
    meeting_id: UUID,
    request: Request,
    actor: Current,
    session: Reading,
    file_format: Annotated[FileFormat, Query(alias="format")] = FileFormat.WEBVTT,
    begins: Annotated[Instant | None, Query(description="What the file's times count from.")] = None,
) -> Preview:
    """Which lines would be whose, before they are added. The body is the file itself, in UTF-8."""
    return await service.preview(session, actor, meeting_id, await request.body(), file_format, begins)


@router.put("/transcript-parts/{part_id}", operation_id="correct_transcript", openapi_extra=TRANSCRIBE)
async def correct_transcript(part_id: UUID, body: PartChanges, actor: Current, session: Writing) -> TranscriptPartOut:
    return await service.correct(session, actor, part_id, body)
