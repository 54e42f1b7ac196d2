"""The measuring client against a scripted server: what it counts is what happened, however the bytes arrive."""

import asyncio
import json
import os
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.bench.live import programs
from tests.bench.live.figures import percentile
from tests.bench.live.programs import Binaries, Clients, Json

ANSWER = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
Talk = Callable[[str, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Launch = Callable[..., Awaitable[Clients]]


@pytest.fixture(scope="module")
def binaries() -> Binaries:
    """Where there is no C compiler the tests of the client are left out in words; in CI that is a failure."""
    try:
        return programs.build()
    except SystemExit as refusal:
        if os.environ.get("CI") == "true":
            pytest.fail(str(refusal))
        pytest.skip(str(refusal))  # a laptop without a C compiler; in CI it has failed above


@pytest.fixture
async def launch(binaries: Binaries) -> AsyncIterator[Launch]:
    """`await launch(talk, count, …)`: a server that talks as told, and that many clients connected to it."""
    running: list[Clients] = []
    servers: list[asyncio.Server] = []

    async def begin(talk: Talk, count: int = 1, **options: object) -> Clients:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await talk((await reader.readuntil(b"\r\n\r\n")).decode(), reader, writer)
            except (OSError, asyncio.IncompleteReadError):
                pass
            finally:
                writer.close()

        servers.append(await asyncio.start_server(serve, "127.0.0.1", 0))
        port = servers[0].sockets[0].getsockname()[1]
        cores = os.sched_getaffinity(0)
        running.append(await Clients.launch(binaries.client, cores, count, port=port, path="/x", **options))
        await running[0].mark(0)
        running[0].tell("start")
        return running[0]

    yield begin
    for clients in running:
        await clients.close()
    for server in servers:
        server.close()


def frame(payload: bytes, first: int = 0x81) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes((first, size)) + payload
    if size < 65536:
        return bytes((first, 126)) + size.to_bytes(2, "big") + payload
    return bytes((first, 127)) + size.to_bytes(8, "big") + payload


def entries(prev: int, *seqs: int, pad: int = 10) -> bytes:
    """Strings hold what a careless reader would stumble over."""
    entry = {
        "consultation_id": "c",
        "type": "comment.posted",
        "at": "2003-12-10T09:00:00.000001Z",
        "actor": {"seq": 99},
    }
    payload = {"text": '"}],{\\', "x": "x" * pad}
    items = [{"seq": seq, **entry, "payload": payload} for seq in seqs]
    return json.dumps({"type": "entries", "prev_seq": prev, "items": items}, separators=(",", ":")).encode()


async def silence(reader: asyncio.StreamReader) -> None:
    await reader.read()


async def test_entries_are_counted_however_the_bytes_arrive(launch: Launch) -> None:
    async def talk(_: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(ANSWER + b"\r\n" + frame(b'{"type":"hello","record_seq":0}') + frame(entries(0, 1, 2)))
        for byte in frame(entries(2, 3)):
            writer.write(bytes((byte,)))
            await writer.drain()
        big = frame(entries(3, *range(4, 304), pad=2000))
        for start in range(0, len(big), 50_000):
            writer.write(big[start : start + 50_000])
            await asyncio.sleep(0.001)
        await silence(reader)

    clients = await launch(talk, 3)
    assert await clients.reach(303, 10)
    found, total = await clients.report()
    assert [entry["seq"] for entry in found] == list(range(1, 304))
    assert {entry["reached"] for entry in found} == {3}
    assert all(entry["comment"] and 0 < entry["first"] <= entry["p50"] <= entry["last"] for entry in found)
    assert total["frames"] == 9
    assert _faults(clients) == (0, 0, 0)


def _faults(clients: Clients) -> tuple[int, int, int]:
    status = clients.status
    return status["gaps"], status["doubles"], status["malformed"]


@pytest.mark.parametrize(
    ("messages", "faults"),
    [
        ([entries(0, 1), entries(2, 3)], (1, 0, 0)),
        ([entries(0, 1, 2), entries(0, 1, 2, 3)], (0, 2, 0)),
        ([entries(0, 1, 2), entries(0, 1)], (0, 1, 0)),
        ([entries(0, 1, 3)], (0, 0, 1)),
        ([b'{"type":"entries","prev_seq":0,"items":[', entries(0, 1)], (0, 0, 1)),
    ],
    ids=["gap", "overlap", "repetition", "hole in a message", "half a message"],
)
async def test_what_is_wrong_is_counted(launch: Launch, messages: list[bytes], faults: tuple[int, int, int]) -> None:
    async def talk(_: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(ANSWER + b"\r\n" + b"".join(frame(message) for message in messages) + frame(b'{"type":"ping"}'))
        await silence(reader)

    clients = await launch(talk)
    assert await clients.until(lambda status: bool(status["pings"]), 5)
    assert _faults(clients) == faults


async def test_a_ping_is_answered_and_a_close_is_followed_by_a_return_with_what_it_has(launch: Launch) -> None:
    requests: list[str] = []
    pong = bytearray()

    async def talk(request: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(request.splitlines()[0])
        writer.write(ANSWER + b"\r\n")
        if len(requests) == 1:
            writer.write(frame(entries(0, 1, 2)) + frame(b"are you there", 0x89))
            pong.extend(await reader.readexactly(6 + 13))
            writer.write(frame(b'{"type":"resync"}') + frame((1013).to_bytes(2, "big"), 0x88))
        else:
            writer.write(frame(entries(2, 3)))
        await silence(reader)

    clients = await launch(talk, spread_ms=100)
    assert await clients.reach(3, 5)
    assert requests == ["GET /x?after=0 HTTP/1.1", "GET /x?after=2 HTTP/1.1"]
    assert bytes(pong) == b"\x8a\x8d\0\0\0\0are you there"
    assert (clients.status["closed_1013"], clients.status["resyncs"], clients.status["lost"]) == (1, 1, 1)
    assert _faults(clients) == (0, 0, 0)


async def test_refusals_and_silence_lead_to_another_attempt(launch: Launch) -> None:
    seen: list[str] = []

    async def talk(request: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(request)
        if len(seen) == 1:
            writer.write(b"HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n")
            return
        writer.write(ANSWER + b"\r\n" + frame(entries(0, 1) if len(seen) > 2 else b'{"type":"hello"}'))
        await silence(reader)

    clients = await launch(talk, spread_ms=50, silence_ms=300)
    assert await clients.reach(1, 5)
    assert (clients.status["refused"], clients.status["silent"]) == (1, 1)


async def test_a_shared_compressed_frame_is_read(launch: Launch, binaries: Binaries) -> None:
    if not binaries.deflate:
        assert os.environ.get("CI") != "true", "zlib's header file is not there"
        # On a laptop the benchmark itself then measures uncompressed frames, and says so.
        pytest.skip("zlib's header file is not there, so the client does not offer compression")
    squeeze = zlib.compressobj(1, zlib.DEFLATED, -12, 5)

    async def talk(request: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert "permessage-deflate; client_max_window_bits" in request
        head = b"Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n\r\n"
        packed = squeeze.compress(entries(0, *range(1, 51))) + squeeze.flush(zlib.Z_SYNC_FLUSH)
        writer.write(ANSWER + head + frame(packed[:-4], 0xC1))
        await silence(reader)

    clients = await launch(talk, deflate=1)
    assert await clients.reach(50, 5)
    assert _faults(clients) == (0, 0, 0)


async def test_one_that_stops_reading_is_left_out_until_it_wakes(launch: Launch) -> None:
    more = asyncio.Event()

    async def talk(_: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(ANSWER + b"\r\n" + frame(entries(0, 1)))
        await more.wait()
        writer.write(frame(entries(1, 2)))
        await silence(reader)

    clients = await launch(talk, 3, slow=1)
    assert await clients.reach(1, 5)
    clients.tell("stall")
    await asyncio.sleep(0.2)
    more.set()
    assert await clients.reach(2, 5)
    found, _ = await clients.report()
    assert [entry["reached"] for entry in found] == [2, 2]
    clients.tell("wake")
    assert await clients.until(_whole, 5)


def _whole(status: Json) -> bool:
    return bool(status["lowest"] == 2)


def test_without_a_compiler_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CC", raising=False)
    with pytest.raises(SystemExit, match="needs a C compiler"):
        programs.build()


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.99, 99), (1.0, 100), (0.001, 1)])
def test_percentiles_are_values_that_occurred(share: float, value: int) -> None:
    assert percentile(range(1, 101), share) == value


async def test_votes_are_sent_at_once_and_their_answers_counted(launch: Launch) -> None:
    said: list[dict[str, object]] = []

    async def talk(_: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(ANSWER + b"\r\n" + frame(b'{"type":"hello","record_seq":0}'))
        head = await reader.readexactly(8)  # FIN, text; masked, with two bytes of length; a key of zeros
        assert head[:2] == b"\x81\xfe"
        assert head[4:] == bytes(4)
        said.append(json.loads(await reader.readexactly(int.from_bytes(head[2:4], "big"))))
        status = 200 if len(said) < 3 else 409
        writer.write(frame(b'{"type":"answer","id":"vote","status":%d,"body":{"hidden":null,"errors":[]}}' % status))
        await silence(reader)

    clients = await launch(talk, 3)
    assert await clients.until(lambda status: status["open"] == 3, 10)
    clients.tell("vote 0-1")
    assert await clients.until(lambda status: status["votes_answered"] == 3, 10)
    assert (clients.status["votes"], clients.status["votes_refused"]) == (3, 1)
    assert 0 < clients.status["votes_half_ms"] <= clients.status["votes_most_ms"] <= clients.status["votes_last_ms"]
    assert [(each["operation"], each["item"], each["body"]) for each in said] == [
        ("vote", "0-1", {"value": "agree"})
    ] * 3
    assert _faults(clients) == (0, 0, 0)
