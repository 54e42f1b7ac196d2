"""Summaries as files: one address, six formats. Whoever may read the page may have the file, and it says no more."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.capacities.actor import Current
from app.consultations.policy import Action, access
from app.core.db import Reading
from app.core.errors import documented
from app.summaries.answering import AnswersOf
from app.summaries.export import reading
from app.summaries.export.serving import FILES, FormatAsked, KnownTag, PressOf, answered
from app.summaries.request import InLanguage

router = APIRouter(tags=["summaries"], responses=documented(401, 403, 404, 409, 503))
Issued = Annotated[
    str | None,
    Query(pattern="^[0-9a-f]{64}$", description="Of a text that was issued, as the list of documents gives it."),
]


@router.get(
    "/summaries/{summary_id}/export",
    operation_id="export_summary",
    openapi_extra=access(Action.SEE),
    response_class=Response,
    responses=FILES,
)
async def export_summary(
    summary_id: UUID,
    actor: Current,
    session: Reading,
    press: PressOf,
    form: FormatAsked,
    answers: AnswersOf,
    digest: Issued = None,
    language: InLanguage = None,
    known: KnownTag = None,
) -> Response:
    """The summary as its reader may see it, or a text of it that was issued, as a file. The same text gives the same
    bytes.

    503 `pdf_unavailable` where the server cannot make PDF files.
    """
    sheet = await reading.sheet(session, actor, answers, reading.Issue(summary_id, digest, language))
    await session.close()  # rendering may take a while, and a connection is for who needs it
    return await answered(press, sheet, form, known)
