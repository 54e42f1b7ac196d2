"""Ballots over HTTP: setting up, voting, results."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response

from app.ballots import queries, service
from app.ballots.casting import service as casting
from app.ballots.casting.schemas import CastIn, ReceiptOut
from app.ballots.definition import BallotDefinition
from app.ballots.limits import LIMITS
from app.ballots.office import Office
from app.ballots.schemas import Annulling, BallotEdit, BallotIn, BallotOut, DraftOut, MyBallotOut
from app.ballots.sealing import service as sealing
from app.ballots.sealing.schemas import BallotTermsOut, ResultsOut, ResultsPageOut
from app.capacities.actor import Calling, Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.places import Known
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core import clock
from app.core.crowd import Together
from app.core.db import Reading, Writing, instant
from app.core.errors import NotFound, NotPermitted, documented
from app.core.jobs import JobsOf
from app.core.schemas import Cursor, Limit, LivePage
from app.record import queries as record_queries

router = APIRouter(tags=["ballots"], responses=documented(401, 403, 404, 409))
SEE, MANAGE = access(Action.SEE), access(Action.MANAGE_BALLOTS)
ZIP = {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}, "description": "The file."}
LINES = {"content": {"application/jsonl": {"schema": {"type": "string"}}}, "description": "A ballot a line."}


async def _office(request: Request) -> Office:
    office: Office = request.app.state.ballot_office
    return office


InOffice = Annotated[Office, Depends(_office)]


@router.get("/ballot-terms", operation_id="get_ballot_terms", openapi_extra=access(Action.ANYONE))
async def get_ballot_terms(office: InOffice) -> BallotTermsOut:
    return BallotTermsOut(limits=list(LIMITS), key=office.key)


@router.get("/consultations/{ref}/ballots", operation_id="list_ballots", openapi_extra=SEE)
async def list_ballots(
    ref: Ref,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[MyBallotOut]:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, actor, consultation.id, before, limit + 1)
    mine, now = await queries.own(session, actor, found), clock.now()
    account_id = actor.account.id if actor.account else None
    items = [MyBallotOut.seen(ballot, mine.get(ballot.id), account_id, now) for ballot in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.post("/consultations/{ref}/ballots", operation_id="draft_ballot", status_code=201, openapi_extra=MANAGE)
async def draft_ballot(ref: Ref, body: BallotIn, actor: Current, session: Writing, once: OnceOnly) -> DraftOut:
    return await once(DraftOut, lambda: service.draft(session, actor, ref, body))


@router.get("/ballots/{ballot_id}", operation_id="get_ballot", openapi_extra=SEE)
async def get_ballot(ballot_id: UUID, actor: Current, session: Reading) -> MyBallotOut:
    ballot = await queries.visible(session, actor, ballot_id)
    mine = await queries.own(session, actor, [ballot])
    account_id = actor.account.id if actor.account else None
    return MyBallotOut.seen(ballot, mine.get(ballot.id), account_id, clock.now())


@router.get("/ballots/{ballot_id}/draft", operation_id="get_ballot_draft", openapi_extra=MANAGE)
async def get_ballot_draft(ballot_id: UUID, actor: Current, session: Reading) -> DraftOut:
    """With the parts that are resolved when it is frozen: recusals and tellers by capacity."""
    return await service.drafted(session, actor, ballot_id)


@router.put("/ballots/{ballot_id}", operation_id="revise_ballot", openapi_extra=MANAGE)
async def revise_ballot(ballot_id: UUID, body: BallotEdit, actor: Current, session: Writing) -> DraftOut:
    return await service.revise(session, actor, ballot_id, body)


@router.post("/ballots/{ballot_id}/freeze", operation_id="freeze_ballot", openapi_extra=MANAGE)
async def freeze_ballot(ballot_id: UUID, actor: Current, session: Writing, office: InOffice) -> BallotOut:
    return await service.freeze(session, office.vault, actor, ballot_id)


@router.post("/ballots/{ballot_id}/annul", operation_id="annul_ballot", openapi_extra=MANAGE)
async def annul_ballot(ballot_id: UUID, body: Annulling, actor: Current, session: Writing) -> BallotOut:
    return await service.annul(session, actor, ballot_id, body.reason)


@router.get("/ballots/{ballot_id}/definition", operation_id="get_ballot_definition", openapi_extra=SEE)
async def get_ballot_definition(ballot_id: UUID, actor: Current, session: Reading) -> BallotDefinition:
    """All that was frozen, with the roll. Its canonical JSON hashes to `definition_hash`."""
    ballot = await queries.visible(session, actor, ballot_id)
    if ballot.definition is None:
        raise NotFound("This ballot is not frozen yet.")
    return BallotDefinition.model_validate(ballot.definition)


@router.put("/ballots/{ballot_id}/ballot", operation_id="cast_ballot", openapi_extra=access(Action.CAST_BALLOT))
async def cast_ballot(
    ballot_id: UUID, body: CastIn, caller: Calling, places: Known, crowds: Together, request: Request
) -> ReceiptOut:
    consultation_id = await places.find(ballot_id, queries.consultation_of)
    if consultation_id is None:
        raise NotFound(queries.UNKNOWN)
    shared = (consultation_id, ballot_id, await _office(request))
    return await crowds.join(casting.cast_all, shared, casting.Casting(caller, body))


@router.post("/ballots/{ballot_id}/seal", operation_id="seal_ballot", openapi_extra=MANAGE)
async def seal_ballot(ballot_id: UUID, actor: Current, request: Request, jobs: JobsOf, office: InOffice) -> BallotOut:
    """Once the closing time has passed; the service does it by itself some seconds later."""
    return await sealing.seal(request.app.state.db, jobs, office, actor, ballot_id)


@router.get("/ballots/{ballot_id}/results", operation_id="get_ballot_results", openapi_extra=SEE)
async def get_ballot_results(ballot_id: UUID, actor: Current, session: Reading) -> ResultsPageOut:
    ballot = await queries.with_results(session, actor, ballot_id, await instant(session))
    seal = {name: value for name, value in (ballot.seal or {}).items() if name != "summary"}
    return ResultsPageOut(results=ResultsOut.model_validate(ballot.results), seal=seal)


@router.get(
    "/ballots/{ballot_id}/bundle",
    operation_id="get_ballot_bundle",
    openapi_extra=SEE,
    response_class=Response,
    responses={200: ZIP},
)
async def get_ballot_bundle(ballot_id: UUID, actor: Current, session: Reading) -> Response:
    """The published file, which anyone can check: `python verify.py FILE`."""
    ballot = await queries.with_results(session, actor, ballot_id, await instant(session))
    content = await queries.bundle(session, ballot.id)
    name = f'attachment; filename="ballot-{ballot.id}.zip"'
    return Response(content, media_type="application/zip", headers={"Content-Disposition": name})


@router.get(
    "/ballots/{ballot_id}/openings",
    operation_id="get_ballot_openings",
    openapi_extra=access(Action.RECOUNT_BALLOT),
    response_class=Response,
    responses={200: LINES},
)
async def get_ballot_openings(ballot_id: UUID, actor: Current, session: Reading, office: InOffice) -> Response:
    """For the tellers named when the ballot was frozen: the single ballots, without names, to recount them."""
    ballot = await queries.visible(session, actor, ballot_id)
    tellers = {teller["account"] for teller in (ballot.definition or {}).get("tellers", [])}
    if str(actor.account_id) not in tellers:
        raise NotPermitted("Only the tellers named when this ballot was frozen may recount it.")
    ballot = await queries.with_results(session, actor, ballot_id, await instant(session))
    return Response(office.vault.openings(ballot.id), media_type="application/jsonl")
