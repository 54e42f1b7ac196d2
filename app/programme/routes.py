"""The programme over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor, Limit, Page
from app.programme import queries, service
from app.programme.schemas import (
    ProgrammeAdoptionIn,
    ProgrammeCallIn,
    ProgrammeIn,
    ProgrammeNow,
    ProgrammeOut,
    ProgrammeVersionBrief,
)
from app.record import queries as record_queries

router = APIRouter(tags=["programme"], responses=documented(401, 403, 404, 409))
DECIDE = access(Action.DECIDE)


@router.get("/consultations/{ref}/programme", operation_id="get_programme", openapi_extra=access(Action.SEE))
async def get_programme(ref: Ref, actor: Current, session: Reading) -> ProgrammeNow:
    """The latest version and the one that is adopted; both null before there is any."""
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    return ProgrammeNow(
        latest=await queries.out(session, await queries.latest(session, consultation.id)),
        adopted=await queries.out(session, await queries.adopted(session, consultation.id)),
        record_seq=seq,
    )


@router.post(
    "/consultations/{ref}/programme",
    operation_id="save_programme",
    status_code=201,
    openapi_extra=access(Action.PREPARE_PROGRAMME),
)
async def save_programme(ref: Ref, body: ProgrammeIn, actor: Current, session: Writing, once: OnceOnly) -> ProgrammeOut:
    """A whole new version."""
    return await once(ProgrammeOut, lambda: service.save(session, actor, ref, body))


@router.get(
    "/consultations/{ref}/programme/versions", operation_id="list_programme_versions", openapi_extra=access(Action.SEE)
)
async def list_programme_versions(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> Page[ProgrammeVersionBrief]:
    """The latest first."""
    consultation = await consultation_queries.visible(session, actor, ref)
    found = await queries.versions(session, consultation.id, before, limit + 1)
    items = [ProgrammeVersionBrief.model_validate(each) for each in found[:limit]]
    return Page(items=items, next=items[-1].version if len(found) > limit else None)


@router.get("/programmes/{programme_id}", operation_id="get_programme_version", openapi_extra=access(Action.SEE))
async def get_programme_version(programme_id: UUID, actor: Current, session: Reading) -> ProgrammeOut:
    programme = await queries.visible(session, actor, programme_id)
    return ProgrammeOut.of(programme, [call.id for call in await queries.calls(session, programme.id)])


@router.post(
    "/consultations/{ref}/programme/consensus-call",
    operation_id="put_programme",
    status_code=201,
    openapi_extra=DECIDE,
)
async def put_programme(
    ref: Ref, body: ProgrammeCallIn, actor: Current, session: Writing, once: OnceOnly
) -> ProgrammeOut:
    """Ask whether there is any objection to the latest version."""
    return await once(ProgrammeOut, lambda: service.put(session, actor, ref, body))


@router.post("/consultations/{ref}/programme/adopt", operation_id="adopt_programme", openapi_extra=DECIDE)
async def adopt_programme(ref: Ref, body: ProgrammeAdoptionIn, actor: Current, session: Writing) -> ProgrammeOut:
    """By a consensus call on this very version, closed without objection; or by the ballots that chose its themes."""
    return await service.adopt(session, actor, ref, body)
