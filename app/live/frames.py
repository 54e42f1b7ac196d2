"""One encoded frame written to many sockets, and everything that depends on uvicorn's inside to do so.

`await socket.send_text(…)` per socket costs five times the kernel's own work. Here a frame is encoded (and
compressed) once and handed to each connection's transport. That is sound because the service only ever sends whole,
unfragmented text frames, and because frames are compressed without context (`server_no_context_takeover`), so that
no frame depends on what a connection was sent before.

If the hook is missing (another server, another uvicorn), `sink_for` falls back to the ordinary way;
tests/live/test_frames.py notices that an upgrade took the hook away.
"""

import asyncio
import contextlib
import zlib
from collections.abc import Callable
from functools import cached_property
from typing import Any, Literal, Protocol

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.http11 import Request
from websockets.server import ServerProtocol

from app.live import protocol

HOOK = "convenor.shared_frame"
WINDOW_BITS = 12
TOO_SLOW = 1013  # close code: try again later
GRACE_SECONDS = 10.0
WORTH_COMPRESSING = 200  # bytes; below that the compressed frame is hardly smaller


Form = Literal["compressed", "plain", "text"]


class Part:
    """Text that many frames have in common. `packed` stands alone: it begins and ends on a byte (with an empty block)
    and looks back to nothing before it, so the parts of a frame, one after the other, are one stream.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def data(self) -> bytes:
        return self.text.encode()

    @cached_property
    def packed(self) -> bytes:
        packer = zlib.compressobj(wbits=-WINDOW_BITS, memLevel=5)
        return packer.compress(self.text.encode()) + packer.flush(zlib.Z_SYNC_FLUSH)


class Frame:
    """Encoded entries `prev_seq + 1 … last_seq`; the forms on the wire are made when first needed, then shared."""

    def __init__(self, prev_seq: int, last_seq: int, *parts: Part) -> None:
        self.prev_seq, self.last_seq, self._parts = prev_seq, last_seq, parts

    @cached_property
    def text(self) -> str:
        return "".join(part.text for part in self._parts)

    @cached_property
    def plain(self) -> bytes:
        return text_frame(b"".join(part.data for part in self._parts))

    @cached_property
    def compressed(self) -> bytes:
        if sum(len(part.text) for part in self._parts) < WORTH_COMPRESSING:
            return self.plain
        packed = b"".join(part.packed for part in self._parts)
        return text_frame(packed[:-4], compressed=True)  # RFC 7692, 7.2.1: without the empty block at the end

    def wire(self, form: Form) -> Any:
        """What a sink of this form sends."""
        return getattr(self, form)


def text_frame(payload: bytes, *, compressed: bool = False) -> bytes:
    """A whole text frame from server to client (RFC 6455, 5.2): FIN, not masked; RSV1 says compressed (RFC 7692)."""
    first, size = 0xC1 if compressed else 0x81, len(payload)
    if size < 126:
        return bytes((first, size)) + payload
    if size < 1 << 16:
        return bytes((first, 126)) + size.to_bytes(2, "big") + payload
    return bytes((first, 127)) + size.to_bytes(8, "big") + payload


RESYNC = Frame(0, 0, Part(protocol.ResyncMessage().model_dump_json()))
CLOSE_TOO_SLOW = bytes((0x88, 2)) + TOO_SLOW.to_bytes(2, "big")


class SharedFrameProtocol(WebSocketsSansIOProtocol):
    """uvicorn's protocol, which shows itself to the application and agrees on compression without context."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        compression = ServerPerMessageDeflateFactory(
            server_no_context_takeover=True,
            client_no_context_takeover=True,
            server_max_window_bits=WINDOW_BITS,
            client_max_window_bits=WINDOW_BITS,
            compress_settings={"memLevel": 5},
        )
        self.conn = ServerProtocol(extensions=[compression], max_size=self.config.ws_max_size, logger=self.conn.logger)

    # Asked before the server queues a text for the connection's task; True: it has been dealt with.
    on_text: Callable[[bytes], bool] | None = None

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.scope["extensions"][HOOK] = {"protocol": self}

    def send_receive_event_to_app(self) -> None:
        whole = self.curr_msg_data_type == "text" and len(self.frames) == 1 and not self.close_sent
        if whole and self.on_text and self.on_text(self.frames[0]):
            self.frames = []
            return
        super().send_receive_event_to_app()


class Sink(Protocol):
    """Where a connection's frames go, in which form. `send` never waits; `waiting`: bytes the client has not taken."""

    @property
    def form(self) -> Form: ...
    @property
    def send(self) -> Callable[[Any], None]: ...
    @property
    def waiting(self) -> Callable[[], int]: ...
    def send_back(self) -> None:
        """Say "resync" and close with 1013: the client was too slow and has to come back."""

    @property
    def cut(self) -> bool:
        """Whether it was this sink that cancelled the connection's task."""

    def stop(self) -> None: ...


class TransportSink:
    """Straight to the connection's transport, which throws what is sent after the line is lost away or says so."""

    __slots__ = ("_transport", "form", "send", "waiting")
    cut = False

    def __init__(self, connection: SharedFrameProtocol) -> None:
        self._transport = connection.transport
        self.send: Callable[[Any], None] = connection.transport.write
        self.waiting: Callable[[], int] = connection.transport.get_write_buffer_size
        packed = any(isinstance(found, PerMessageDeflate) for found in connection.conn.extensions)
        self.form: Form = "compressed" if packed else "plain"

    def send_back(self) -> None:
        """A client that does not read will not take these frames either: then the line is cut."""
        if not self._transport.is_closing():
            self.send(RESYNC.wire(self.form))
            self.send(CLOSE_TOO_SLOW)
        self._transport.close()
        asyncio.get_running_loop().call_later(GRACE_SECONDS, self._transport.abort)

    def stop(self) -> None:
        """Nothing of its own to end: the transport belongs to the server."""


class QueueSink:
    """The ordinary way, through the server's `send`: a queue and a task for each connection."""

    form: Form = "text"

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._texts: asyncio.Queue[str] = asyncio.Queue()
        self._waiting = 0
        self._task = asyncio.create_task(self._send_all(), name="socket-sender")
        self._connection = asyncio.current_task()
        self.cut = False

    def send(self, text: str) -> None:
        self._waiting += len(text)
        self._texts.put_nowait(text)

    def waiting(self) -> int:
        return self._waiting

    async def _send_all(self) -> None:
        while True:
            text = await self._texts.get()
            try:
                await self._socket.send_text(text)
            except (WebSocketDisconnect, RuntimeError):
                return  # the client is gone; the connection's own reader notices and leaves the hub
            self._waiting -= len(text)

    def send_back(self) -> None:
        self._task.cancel()
        self._task = asyncio.create_task(self._close(), name="socket-closer")

    async def _close(self) -> None:
        """A client that does not read takes no close either: then its task is ended, and the server closes."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, TimeoutError):
            async with asyncio.timeout(GRACE_SECONDS):
                await self._socket.send_text(RESYNC.text)
                await self._socket.close(TOO_SLOW)
                return
        if self._connection:
            self.cut = True
            self._connection.cancel()

    def stop(self) -> None:
        self._task.cancel()


def offer_texts(socket: WebSocket, take: Callable[[bytes], bool]) -> None:
    """Let texts be looked at where they come in, where the server lets us: a hall that votes at the same moment would
    pay more for its ten thousand tasks than for its votes. What is not taken there is received as usual.
    """
    if hook := socket.scope.get("extensions", {}).get(HOOK):
        hook["protocol"].on_text = take


def sink_for(socket: WebSocket) -> Sink:
    """The fast way where the server offers it. Call it after `accept`: only then is compression agreed."""
    hook = socket.scope.get("extensions", {}).get(HOOK)
    return TransportSink(hook["protocol"]) if hook else QueueSink(socket)
