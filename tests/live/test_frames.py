"""Shared frames on the wire, and what they lean on in uvicorn: an upgrade that takes it away is noticed here."""

import inspect
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI, WebSocket
from websockets.asyncio.client import connect
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory, PerMessageDeflate
from websockets.frames import Frame as WireFrame
from websockets.frames import Opcode
from websockets.streams import StreamReader

from app.live import frames
from app.live.frames import HOOK, WINDOW_BITS, Frame, Part, QueueSink, SharedFrameProtocol, TransportSink
from tests.live.following import follow, head
from tests.serving import in_this_process
from tests.world import World


def parsed(wire: bytes, extensions: list[PerMessageDeflate] | None = None) -> WireFrame:
    """By the parser of the `websockets` library, as a client would."""
    reader = StreamReader()
    reader.feed_data(wire)
    parsing = WireFrame.parse(reader.read_exact, mask=False, extensions=extensions)
    try:
        next(parsing)
    except StopIteration as done:
        frame: WireFrame = done.value
        assert not reader.buffer, "bytes are left over"
        return frame
    raise AssertionError("the frame is not whole")


def inflating() -> list[PerMessageDeflate]:
    return [
        PerMessageDeflate(
            remote_no_context_takeover=True,
            local_no_context_takeover=True,
            remote_max_window_bits=WINDOW_BITS,
            local_max_window_bits=WINDOW_BITS,
        )
    ]


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_every_length_is_written_as_the_standard_says(size: int) -> None:
    text = "x" * size
    frame = Frame(0, 0, Part(text))
    plain, packed = parsed(frame.plain), parsed(frame.compressed, inflating())
    for found in (plain, packed):
        assert (found.fin, found.opcode, bytes(found.data).decode()) == (True, Opcode.TEXT, text)
    assert frame.plain == WireFrame(Opcode.TEXT, text.encode()).serialize(mask=False)


def test_a_compressed_frame_depends_on_no_frame_before() -> None:
    extensions = inflating()
    texts = ["النص العربي " * 50, "x" * 10, "النص العربي " * 50]
    for text in (*texts, *reversed(texts)):
        assert bytes(parsed(Frame(0, 0, Part(text)).compressed, extensions).data).decode() == text


def test_the_closing_frame() -> None:
    frame = parsed(frames.CLOSE_TOO_SLOW)
    assert (frame.opcode, bytes(frame.data)) == (Opcode.CLOSE, (1013).to_bytes(2, "big"))


def test_the_form_is_made_once() -> None:
    frame = Frame(0, 1, Part("x" * 1000))
    assert frame.compressed is frame.compressed
    assert frame.plain is frame.plain
    assert len(frame.compressed) < 100 < len(frame.plain)


@pytest.fixture
def sinks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Which way each connection got."""
    made: list[Any] = []
    real = frames.sink_for

    def remember(socket: WebSocket) -> Any:
        made.append(real(socket))
        return made[-1]

    monkeypatch.setattr("app.live.socket.sink_for", remember)
    return made


async def test_the_hook_is_still_there(app: FastAPI, world: World, sinks: list[Any]) -> None:
    """If this fails after an upgrade of uvicorn, app/live/frames.py has to follow it."""
    async with in_this_process(app, SharedFrameProtocol) as address, follow(address, world) as one:
        await one.until(1)
        (sink,) = sinks
        assert isinstance(sink, TransportSink)
        assert sink.form == "compressed"
        assert sink.waiting() == 0
    source = inspect.getsource(SharedFrameProtocol.__mro__[1])
    for leaned_on in ("self.transport.write(", "self.conn = ServerProtocol(", "self.scope", "def handle_connect("):
        assert leaned_on in source, leaned_on
    async with in_this_process(app, "websockets-sansio") as address, follow(address, world) as other:
        await other.until(1)
        assert isinstance(sinks[-1], QueueSink)


async def test_who_agreed_on_compression_gets_it_and_who_did_not_gets_plain(app: FastAPI, world: World) -> None:
    """All on the same frames, and interleaved with what goes out through the server's own `send`."""
    narrow = [ClientPerMessageDeflateFactory(client_max_window_bits=True)]
    async with (
        in_this_process(app, SharedFrameProtocol) as address,
        follow(address, world, compression=None) as plain,
        follow(address, world) as packed,
        follow(address, world, compression=None, extensions=narrow) as offered,
    ):
        everybody = (plain, packed, offered)
        for number in range(3):
            await world.post_comment(f"{number} 我们支持 " * 100)
            seq = await head(world)
            for each in everybody:
                await each.until(seq)
        assert plain.socket.protocol.extensions == []
        for each in (packed, offered):
            (agreed,) = each.socket.protocol.extensions
            assert isinstance(agreed, PerMessageDeflate)
            assert agreed.remote_no_context_takeover
        assert plain.entries == packed.entries == offered.entries


async def test_the_hook_shows_the_connection_itself(world: World) -> None:
    """`scope["extensions"]` carries the protocol object, whose transport takes bytes and says how many wait."""
    seen: dict[str, Any] = {}
    bare = FastAPI()

    @bare.websocket("/")
    async def look(socket: WebSocket) -> None:
        await socket.accept()
        protocol = socket.scope["extensions"][HOOK]["protocol"]
        seen["waiting"] = protocol.transport.get_write_buffer_size()
        protocol.transport.write(Frame(0, 0, Part(json.dumps({"past": "send"}))).plain)
        await socket.send_text("through send")
        await socket.close()

    async with in_this_process(bare) as address, connect(f"ws://{address}/", proxy=None) as client:
        assert [await client.recv(), await client.recv()] == ['{"past": "send"}', "through send"]
    assert seen == {"waiting": 0}
