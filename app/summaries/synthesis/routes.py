"""The synthesis paper over HTTP: made from the record when it is asked for, for those who prepare documents."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from app.capacities.actor import Current
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Database
from app.core.errors import documented
from app.summaries.export.serving import FILES, FormatAsked, KnownTag, PressOf, answered
from app.summaries.synthesis import service

router = APIRouter(tags=["documents"], responses=documented(401, 403, 404, 409, 503))


def _database(request: Request) -> Database:
    """Its facts are read in one snapshot, which the service opens and closes before it writes."""
    database: Database = request.app.state.db
    return database


Asked = Annotated[
    Literal["ar", "zh", "en", "fr", "ru", "es"] | None,
    Query(description="Of the paper; without it the consultation's own. Quotations stay in theirs."),
]


@router.get(
    "/consultations/{ref}/synthesis",
    operation_id="export_synthesis",
    openapi_extra=access(Action.MANAGE_DOCUMENTS),
    response_class=Response,
    responses=FILES,
)
async def export_synthesis(
    ref: Ref,
    actor: Current,
    database: Annotated[Database, Depends(_database)],
    press: PressOf,
    form: FormatAsked,
    language: Asked = None,
    known: KnownTag = None,
) -> Response:
    """Written contributions by question and stakeholder group, counted and quoted, as a file in any format."""
    return await answered(press, await service.sheet(database, actor, ref, language), form, known)
