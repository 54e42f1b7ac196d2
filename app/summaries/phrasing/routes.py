"""What a language model arranged, over HTTP; only for those who prepare the summary."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.capacities.actor import Current
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading
from app.core.errors import documented
from app.core.jobs import JobsOf
from app.summaries import queries as summary_queries
from app.summaries.phrasing import queries, reading, service
from app.summaries.phrasing.endpoint import EndpointOf
from app.summaries.phrasing.schemas import ArrangementOut, DeclineArrangementIn
from app.summaries.request import DatabaseOf, Version

router = APIRouter(tags=["summaries"], responses=documented(401, 403, 404, 409))
PREPARE = access(Action.PREPARE_SUMMARY)


@router.get("/consultations/{ref}/arrangement", operation_id="get_arrangement", openapi_extra=PREPARE)
async def get_arrangement(ref: Ref, actor: Current, session: Reading, endpoint: EndpointOf) -> ArrangementOut:
    """The sentences a language model ordered, beside the template's text, and what it was asked so far."""
    consultation = await consultation_queries.visible(session, actor, ref)
    policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
    return await reading.arrangement(session, endpoint, consultation.id)


@router.post("/summaries/{summary_id}/arrangement", operation_id="decline_arrangement", openapi_extra=PREPARE)
async def decline_arrangement(
    summary_id: UUID,
    body: DeclineArrangementIn,
    version: Version,
    actor: Current,
    database: DatabaseOf,
    jobs: JobsOf,
    endpoint: EndpointOf,
) -> ArrangementOut:
    """Take the template's order of sentences instead, in one paragraph or in all; or the model's again."""
    await service.decline(database, jobs, actor, summary_id, version, body)
    async with database.read() as session:
        _, consultation = await summary_queries.visible(session, actor, summary_id)
        return await reading.arrangement(session, endpoint, consultation.id)


@router.get(
    "/model-audits/{audit_id}",
    operation_id="get_model_audit",
    openapi_extra=PREPARE,
    responses={200: {"description": "A JSON list of requests.", "content": {"application/json": {}}}},
)
async def get_model_audit(audit_id: UUID, actor: Current, session: Reading) -> Response:
    """Prompts, answers and outcomes as a file."""
    found = await queries.audit(session, actor, audit_id)
    name = f"{found.kind}-{found.at:%Y%m%d-%H%M%S}.json"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(found.content, headers=headers, media_type="application/json")
