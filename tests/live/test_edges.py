"""What clients do that they should not, and places that do not exist: the socket stays polite and the others served."""

import asyncio
import contextlib
import logging
from datetime import timedelta
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from app.core import clock, security
from tests.live.following import follow, head, live_address
from tests.world import World


async def closed_with(url: str, **more: Any) -> int | None:
    """The close code, or the HTTP status if there was no socket at all."""
    try:
        async with connect(url, proxy=None, **more) as socket, asyncio.timeout(5):
            with contextlib.suppress(ConnectionClosed):
                while True:
                    await socket.recv()
    except InvalidStatus as refused:
        return refused.response.status_code
    return socket.close_code


@pytest.mark.parametrize("message", ["hello", "", b"\x00\xff", b"", "{" * 4000, "👩‍👩‍👧"])
async def test_what_clients_say_is_passed_over(
    message: str | bytes, server: str, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    seq = await head(world)
    with caplog.at_level(logging.ERROR):
        async with follow(server, world, seq) as talker, follow(server, world, seq) as listener:
            for _ in range(3):
                await talker.socket.send(message)
            comment = await world.post_comment()
            await asyncio.gather(talker.until(comment["seq"]), listener.until(comment["seq"]))
    assert caplog.text == ""


async def test_a_message_too_long_ends_only_its_own_connection(shared_server: str, world: World) -> None:
    seq = await head(world)
    async with follow(shared_server, world, seq) as talker, follow(shared_server, world, seq) as listener:
        await talker.socket.send("x" * 5000)
        with pytest.raises(ConnectionClosed):
            await talker.until(seq + 1)
        assert talker.socket.close_code == 1009
        comment = await world.post_comment()
        await listener.until(comment["seq"])


@pytest.mark.parametrize("ref", ["nothing", "%00", "a%00b", "%ff", "'%20OR%201=1", "0" * 36, "😀"])
async def test_places_that_do_not_exist(ref: str, shared_server: str, world: World) -> None:
    assert await closed_with(live_address(shared_server, ref, 0)) == 4404


@pytest.mark.parametrize("after", ["x", "", "1.5", "9" * 5000, "NaN", "%00"])
async def test_an_after_that_is_no_number_opens_nothing(after: str, shared_server: str, world: World) -> None:
    url = live_address(shared_server, world.slug, 0).replace("after=0", f"after={after}")
    assert await closed_with(url) in {400, 403, 414, 1008, 4422}


async def test_an_after_before_the_beginning_opens_nothing(shared_server: str, world: World) -> None:
    for after in (-1, -(10**30)):
        assert await closed_with(live_address(shared_server, world.slug, after)) == 403


@pytest.mark.parametrize("ahead", [1, 1000])
async def test_an_after_beyond_the_head_waits(ahead: int, server: str, world: World) -> None:
    """As after a backup was put back: hello says where the record stands, so the client can see that it is ahead."""
    seq = await head(world)
    async with follow(server, world, seq + ahead) as lost, follow(server, world, seq) as other:
        assert f'"record_seq":{seq}' in lost.raw[0]
        comment = await world.post_comment()
        await other.until(comment["seq"])
        with pytest.raises(TimeoutError):
            await lost.message(0.3)


async def test_an_after_beyond_every_record_opens_nothing(shared_server: str, world: World) -> None:
    for after in (2**31, 2**63, 10**30):
        assert await closed_with(live_address(shared_server, world.slug, after)) == 403


async def test_a_stale_cookie_is_a_public_reader_here_too(shared_server: str, world: World) -> None:
    """Who reads the page must be able to follow it; the page cannot throw an HttpOnly cookie away."""
    url, cookie = live_address(shared_server, world.slug, 0), {"Cookie": f"{security.COOKIE}={world.chair.token}"}
    with clock.frozen(clock.now() + timedelta(days=1000)):
        async with connect(url, additional_headers=cookie, origin=f"http://{shared_server}", proxy=None) as socket:
            assert "hello" in str(await socket.recv())


async def test_clients_that_vanish_are_forgotten(server: str, world: World) -> None:
    """Cut without a word, some of them in the middle of their replay."""
    hub = world.app.state.hub
    for _ in range(5):
        async with follow(server, world) as follower:
            follower.socket.transport.abort()
    async with asyncio.timeout(5):
        while hub._pumps:
            await asyncio.sleep(0.01)
    async with follow(server, world) as follower:
        await follower.until(await head(world))


async def test_many_come_and_go_while_it_goes_on(shared_server: str, world: World) -> None:
    seq = await head(world)

    async def come_and_go() -> None:
        for after in range(0, seq, 3):
            async with follow(shared_server, world, after) as passing:
                await passing.until(seq)

    async with follow(shared_server, world, seq) as stays:
        await asyncio.gather(*(come_and_go() for _ in range(10)), *(world.post_comment(f"{n}") for n in range(20)))
        await stays.until(seq + 20)
    assert [entry["seq"] for entry in stays.entries] == list(range(seq + 1, seq + 21))
