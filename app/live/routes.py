"""The record over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse
from starlette.datastructures import State

from app.capacities.actor import Current
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading
from app.core.errors import documented
from app.core.schemas import Cursor, Limit
from app.live import protocol
from app.live.channel import encode
from app.live.door import Visit
from app.live.protocol import ActMessage, PresenceOut, RecordPage, SocketMessage, page_text
from app.record import archive, queries

router = APIRouter(tags=["record"], responses=documented(404))


@router.get(
    "/consultations/{ref}/record",
    operation_id="get_record",
    response_model=RecordPage,
    responses={304: {"description": "Nothing is new since the answer with this ETag."}},
    openapi_extra=access(Action.SEE),
)
async def get_record(
    request: Request,
    ref: Ref,
    after: Annotated[Cursor, Query(description="Give the entries that follow this seq.")] = 0,
    limit: Limit = 200,
    if_none_match: Annotated[str | None, Header(max_length=200, description="The ETag of the last answer.")] = None,
) -> Response:
    """Also for who cannot open a socket: asking every few seconds with `after=` costs next to nothing."""
    state = request.app.state
    visit = await state.door.enter(request, ref)
    standing = visit.standing
    tag = f'"{standing.hash[:16]}.{standing.redactions}.{"+".join(sorted(visit.audiences))}.{after}.{limit}"'
    headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "authorization, cookie"}
    if if_none_match == tag:
        return Response(status_code=304, headers=headers)
    items = await _items(state, visit, after, limit)
    last = after + len(items)
    text = page_text(items, last if items and last < standing.seq else None, standing.seq, standing.hash)
    return Response(text, media_type="application/json", headers=headers)


async def _items(state: State, visit: Visit, after: int, limit: int) -> list[str]:
    """From memory, unless it is further back than that."""
    count = min(limit, visit.standing.seq - after)
    if count <= 0:
        return []
    ring = await state.hub.ring(visit)
    if ring.holds_after(after):
        found: list[str] = ring.items_after(visit.audiences, after, count)
        return found
    async with state.db.read() as session:
        entries = await queries.entries(session, visit.consultation_id, after, count)
    return [encode(queries.as_dict(entry, visit.audiences)) for entry in entries]


@router.get("/consultations/{ref}/presence", operation_id="get_presence", openapi_extra=access(Action.SEE))
async def get_presence(request: Request, ref: Ref) -> PresenceOut:
    """How many are connected, in all processes together; the socket says so by itself."""
    state = request.app.state
    visit = await state.door.enter(request, ref)
    return PresenceOut(connected=state.hub.connected(visit.consultation_id))


@router.get(
    "/consultations/{ref}/record/export",
    operation_id="export_record",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": {}}, "description": "What `convenor verify` checks."}},
    openapi_extra=access(Action.SEE),
)
async def export_record(ref: Ref, actor: Current, session: Reading) -> StreamingResponse:
    """The record as this reader may see it, as a file that anyone can verify offline."""
    consultation = await consultation_queries.visible(session, actor, ref)
    audiences = policy.audiences(actor, consultation.id)
    file = await archive.export(session, consultation.id, consultation.slug, audiences)
    headers = {"content-disposition": f'attachment; filename="{consultation.slug}-record.zip"'}
    return StreamingResponse(archive.chunks(file), media_type="application/zip", headers=headers)


@router.get(
    "/socket-messages",
    operation_id="describe_socket_messages",
    include_in_schema=True,
    openapi_extra=access(Action.ANYONE),
)
async def describe_socket_messages() -> list[SocketMessage]:
    """The forms of the socket's messages, so that generated clients know them; the list itself is an example."""
    return [protocol.PingMessage()]


@router.get(
    "/socket-acts", operation_id="describe_socket_acts", include_in_schema=True, openapi_extra=access(Action.ANYONE)
)
async def describe_socket_acts() -> list[ActMessage]:
    """The form of what clients may send on the socket, for generated clients; the list itself is empty."""
    return []
