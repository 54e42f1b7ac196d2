"""Documents over HTTP: the list with its symbols, the scheme they follow, and what the chair hands on."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.capacities.actor import Current
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit
from app.documents import queries, service
from app.documents.schemas import DocumentOut, DocumentPage, OutcomeIn, OutcomeOut, SchemeIn, SchemeOut

router = APIRouter(tags=["documents"], responses=documented(401, 403, 404, 409))


@router.get("/consultations/{ref}/documents", operation_id="list_documents", openapi_extra=access(Action.SEE))
async def list_documents(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> DocumentPage:
    """What was issued under a symbol, as far as this reader may see it."""
    consultation = await consultation_queries.visible(session, actor, ref)
    scheme = await queries.scheme(session, consultation)
    found = await queries.page(session, actor, consultation.id, before, limit + 1)
    items = [DocumentOut.of(document) for document in found[:limit]]
    return DocumentPage(items=items, next=items[-1].seq if len(found) > limit else None, scheme=scheme)


@router.put(
    "/consultations/{ref}/document-scheme",
    operation_id="set_document_scheme",
    openapi_extra=access(Action.MANAGE_DOCUMENTS),
)
async def set_document_scheme(ref: Ref, body: SchemeIn, actor: Current, session: Writing) -> SchemeOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    return await service.set_scheme(session, actor, consultation, body)


@router.get("/consultations/{ref}/outcome", operation_id="get_outcome", openapi_extra=access(Action.MANAGE_DOCUMENTS))
async def get_outcome(ref: Ref, actor: Current, session: Reading) -> OutcomeOut:
    """Recommendations, open issues and the transmittal note, for those who write them."""
    consultation = await consultation_queries.visible(session, actor, ref)
    policy.require(actor, Action.MANAGE_DOCUMENTS, consultation.id)
    return await queries.outcome(session, consultation.id)


@router.put("/consultations/{ref}/outcome", operation_id="write_outcome", openapi_extra=access(Action.MANAGE_DOCUMENTS))
async def write_outcome(ref: Ref, body: OutcomeIn, actor: Current, session: Writing) -> OutcomeOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    return await service.write_outcome(session, actor, consultation, body)
