"""The record over HTTP, and the socket that replays it from `after` and follows."""

import logging
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, WebSocket
from fastapi.responses import StreamingResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect

from app.capacities.actor import Current, actor_of
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading
from app.core.errors import ConvenorError, documented
from app.core.schemas import Cursor, Limit
from app.live import protocol
from app.live.frames import sink_for
from app.live.hub import Hub
from app.live.protocol import Head, RecordPage, SocketMessage
from app.record import archive, queries
from app.record.events import Audience

log = logging.getLogger(__name__)
router = APIRouter(tags=["record"], responses=documented(404))

# Close codes of our own (RFC 6455 leaves 4000 to 4999 to applications), after the HTTP statuses they stand for.
REFUSED, NOT_FOUND = 4403, 4404
TRY_AGAIN = 1013  # RFC 6455


@router.get("/consultations/{ref}/record", operation_id="get_record", openapi_extra=access(Action.SEE))
async def get_record(
    ref: Ref,
    actor: Current,
    session: Reading,
    after: Annotated[Cursor, Query(description="Give the entries that follow this seq.")] = 0,
    limit: Limit = 200,
) -> RecordPage:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, digest = await queries.head(session, consultation.id)
    found = await queries.entries(session, consultation.id, after, limit)
    audiences = policy.audiences(actor, consultation.id)
    items = [queries.as_dict(entry, audiences) for entry in found]
    return RecordPage.model_validate(
        {
            "items": items,
            "next": found[-1].seq if found and found[-1].seq < seq else None,
            "head": Head(seq=seq, hash=digest),
        }
    )


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


@router.websocket("/consultations/{ref}/live")
async def follow_record(socket: WebSocket, ref: Ref, after: Cursor = 0) -> None:
    """Replay entries after `after`, then follow. Sends only; a client acts over HTTP."""
    state = socket.app.state
    await socket.accept()
    try:
        async with state.hub.door:
            actor = await actor_of(socket)
        async with state.hub.door, state.db.read() as session:
            consultation = await consultation_queries.visible(session, actor, ref)
            head, _ = await queries.head(session, consultation.id)
    except (SQLAlchemyError, OSError) as error:
        log.warning("a socket was sent back, the database did not answer (%s)", type(error).__name__)
        await socket.close(TRY_AGAIN)
        return
    except ConvenorError as refusal:
        await socket.close(NOT_FOUND if refusal.status == 404 else REFUSED, refusal.code)
        return
    await _follow(socket, consultation.id, policy.audiences(actor, consultation.id), after, head)


async def _follow(
    socket: WebSocket, consultation_id: UUID, audiences: frozenset[Audience], after: int, head: int
) -> None:
    """Until the client leaves; what it sends is read only to notice that."""
    hub: Hub = socket.app.state.hub
    sink = sink_for(socket)
    listener = None
    try:
        await socket.send_text(protocol.hello(head))
        listener = await hub.join(consultation_id, audiences, after, head, socket, sink)
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass  # text or not: clients have nothing to say here
    except WebSocketDisconnect:
        return
    finally:
        sink.stop()
        if listener:
            await hub.leave(consultation_id, listener)
