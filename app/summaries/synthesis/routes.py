"""The synthesis paper over HTTP: made from the record for those who prepare documents, published for everybody."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from app.capacities.actor import Current
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Database, Reading
from app.core.errors import documented
from app.core.jobs import JobsOf
from app.summaries.export.serving import FILES, FormatAsked, KnownTag, PressOf, answered
from app.summaries.synthesis import queries, service
from app.summaries.synthesis.schemas import SynthesisVersion

router = APIRouter(tags=["documents"], responses=documented(401, 403, 404, 409, 503))


def _database(request: Request) -> Database:
    """Its facts are read in one snapshot, which the service opens and closes before it writes."""
    database: Database = request.app.state.db
    return database


DatabaseOf = Annotated[Database, Depends(_database)]
Issued = Annotated[str | None, Query(pattern="^[0-9a-f]{64}$", description="As the list of documents gives it.")]
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
    database: DatabaseOf,
    press: PressOf,
    form: FormatAsked,
    jobs: JobsOf,
    language: Asked = None,
    known: KnownTag = None,
) -> Response:
    """Written contributions by question and stakeholder group, counted and quoted, as a file in any format."""
    return await answered(press, await service.sheet(database, jobs, actor, ref, language), form, known)


@router.post(
    "/consultations/{ref}/synthesis", operation_id="publish_synthesis", openapi_extra=access(Action.MANAGE_DOCUMENTS)
)
async def publish_synthesis(ref: Ref, actor: Current, database: DatabaseOf, jobs: JobsOf) -> SynthesisVersion:
    """The paper of this moment, in six languages, under a document symbol. Harmless to resend."""
    return await service.publish(database, jobs, actor, ref)


@router.get("/consultations/{ref}/synthesis/versions", operation_id="list_syntheses", openapi_extra=access(Action.SEE))
async def list_syntheses(ref: Ref, actor: Current, session: Reading) -> list[SynthesisVersion]:
    """Every paper that was published, the first first."""
    consultation = await consultation_queries.visible(session, actor, ref)
    return await queries.versions(session, consultation.id)


@router.get(
    "/consultations/{ref}/synthesis/published",
    operation_id="export_published_synthesis",
    openapi_extra=access(Action.SEE),
    response_class=Response,
    responses=FILES,
)
async def export_published_synthesis(
    ref: Ref,
    actor: Current,
    database: DatabaseOf,
    press: PressOf,
    form: FormatAsked,
    digest: Issued = None,
    language: Asked = None,
    known: KnownTag = None,
) -> Response:
    """A published paper as a file: the latest, or the one the list of documents has this digest of."""
    return await answered(press, await service.published(database, actor, ref, digest, language), form, known)
