"""The socket that replays a record from `after` and follows it, and takes the acts of who came by it.

Stands before the framework's router: thousands come at once after a restart, and what the router builds for each
costs as much as all the rest of a join, and as much memory for as long as the connection lasts.
"""

import asyncio
import logging
import re

from pydantic import TypeAdapter, ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.core.errors import ConvenorError, NotFound
from app.core.schemas import Cursor
from app.live import protocol
from app.live.acts import Acts
from app.live.door import Visit
from app.live.frames import offer_texts, sink_for
from app.live.hub import Hub

log = logging.getLogger(__name__)

# Close codes of our own (RFC 6455 leaves 4000 to 4999 to applications), after the HTTP statuses they stand for.
REFUSED, NOT_FOUND = 4403, 4404
TRY_AGAIN, NOT_ACCEPTABLE = 1013, 1008  # RFC 6455
SEQ: TypeAdapter[int] = TypeAdapter(Cursor)


class LiveSocket:
    """Answers `{prefix}/consultations/{ref}/live?after=`; everything else goes on."""

    def __init__(self, app: ASGIApp, *, prefix: str) -> None:
        self.app = app
        self._path = re.compile(rf"{prefix}/consultations/([^/]{{1,80}})/live")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._path.fullmatch(scope["path"]) if scope["type"] == "websocket" else None
        if found is None:
            await self.app(scope, receive, send)
            return
        socket = WebSocket(scope, receive, send)
        try:
            after = SEQ.validate_python(socket.query_params.get("after", 0))
        except ValidationError:
            await socket.close(NOT_ACCEPTABLE)
            return
        if visit := await _enter(socket, found[1]):
            await _follow(socket, visit, after)


async def _enter(socket: WebSocket, ref: str) -> Visit | None:
    """Browsers learn why only from a socket that was opened."""
    await socket.accept()
    try:
        visit: Visit = await socket.app.state.door.enter(socket, ref)
    except (SQLAlchemyError, OSError) as error:
        log.warning("a socket was sent back, the database did not answer (%s)", type(error).__name__)
        await socket.close(TRY_AGAIN)
    except ConvenorError as refusal:
        await socket.close(NOT_FOUND if refusal.status == NotFound.status else REFUSED, refusal.code)
    else:
        return visit
    return None


async def _follow(socket: WebSocket, visit: Visit, after: int) -> None:
    """Until it leaves."""
    hub: Hub = socket.app.state.hub
    sink = sink_for(socket)
    acts, place = Acts(socket, sink), None
    try:
        await socket.send_text(protocol.hello(visit.standing.seq))
        place = await hub.join(visit, after, socket, sink)
        offer_texts(socket, acts.take_at_once)
        while (said := await socket.receive())["type"] != "websocket.disconnect":
            await acts.take(said.get("text"))
    except WebSocketDisconnect:
        return
    except asyncio.CancelledError:
        if not sink.cut:
            raise
    finally:
        sink.stop()
        if place:
            await hub.leave(place)
