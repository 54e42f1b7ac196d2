"""The hub's own life: ending, asking at the door, what the kernel is told, whether the process is ready."""

import asyncio
import gc
import socket
from contextlib import AsyncExitStack

import pytest
from websockets.exceptions import ConnectionClosed

from app.live import hub, pump
from app.live.hub import Settled
from tests.live.following import follow, head
from tests.world import World


async def test_who_leaves_after_the_end_leaves_in_peace(
    shared_server: str, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async with follow(shared_server, world, await head(world)):
        await world.app.state.hub.stop()
    await asyncio.sleep(0.1)
    assert "Traceback" not in caplog.text


async def test_a_hall_that_comes_at_once_is_looked_up_together(
    shared_server: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[int] = []
    door = world.app.state.door
    real = door._look_up

    async def look_up(knocks: list[object]) -> object:
        looked_up.append(len(knocks))
        return await real(knocks)

    monkeypatch.setattr(door, "_look_up", look_up)
    seq = await head(world)
    looked_up.clear()
    async with AsyncExitStack() as hall:
        roles = [role for role in world.people if role != "founder"] * 8
        await asyncio.gather(*(hall.enter_async_context(follow(shared_server, world, seq, by=by)) for by in roles))
    assert sum(looked_up) == len(roles)
    assert len(looked_up) < len(roles) / 2


async def test_a_failed_lookup_is_told_and_does_not_stay(
    shared_server: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = world.app.state.door
    real, failing = door._look_up, [True]

    async def look_up(knocks: list[object]) -> object:
        if failing:
            failing.clear()
            raise OSError("the line is cut")
        return await real(knocks)

    monkeypatch.setattr(door, "_look_up", look_up)
    with pytest.raises(ConnectionClosed) as refused:
        async with follow(shared_server, world):
            pass
    assert refused.value.rcvd is not None
    assert refused.value.rcvd.code == 1013
    async with follow(shared_server, world) as again:
        await again.until(1)


async def test_the_kernel_keeps_little_for_a_client_that_does_not_read(shared_server: str, world: World) -> None:
    async with follow(shared_server, world) as follower:
        await follower.until(1)
        pump = world.app.state.hub._pumps[world.consultation_id]
        (listener,) = pump.channel.listeners
        line = listener.sink._transport.get_extra_info("socket")
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 2 * 64 * 1024
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) == 1


async def test_ready_while_every_connection_of_the_pool_is_taken(world: World) -> None:
    async with AsyncExitStack() as taken, asyncio.timeout(10):
        for _ in range(4 if world.db.is_sqlite else 20):
            session = await taken.enter_async_context(world.db.read())
            await session.connection()
        assert (await world.client.get("/readyz")).status_code == 200


async def test_not_ready_without_the_database(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    away = "sqlite:////no/such/folder/convenor.db" if world.db.is_sqlite else "postgresql://nobody@127.0.0.1:1/none"
    monkeypatch.setattr(world.app.state.settings, "database_url", away)
    response = await world.client.get("/readyz")
    assert (response.status_code, response.json()["code"]) == (503, "not_ready")


def test_settled_connections_are_left_alone_and_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "SETTLE", 10)
    settled, before = Settled(), gc.get_freeze_count()
    try:
        for _ in range(10):
            settled.came()
        frozen = gc.get_freeze_count()
        assert frozen > before
        circle: list[object] = []
        circle.append(circle)
        gc.freeze()
        del circle
        for _ in range(10):
            settled.went()
        assert gc.get_freeze_count() <= frozen + 1000
    finally:
        gc.unfreeze()


async def test_a_hall_that_acts_is_answered_before_frames_go_out(
    shared_server: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comment's frame waits for the hall; what somebody waits for goes out at once, and takes it along."""
    monkeypatch.setattr(pump, "CROWD", -1)
    monkeypatch.setattr(pump, "CROWDED_SECONDS", 60.0)
    async with follow(shared_server, world, await head(world)) as follower:
        comment = await world.post_comment()
        with pytest.raises(TimeoutError):
            await follower.message(0.3)
        notice = {"text": "We resume at three.", "language": "en"}
        assert (await world.chair.post(f"/meetings/{world.meeting_id}/notices", notice)).status_code == 201
        await follower.until(comment["seq"] + 1)


async def test_acts_wait_while_a_hall_cannot_be_given_what_there_is(
    shared_server: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At their own pace nobody would be left on the ring; they go on in the end, whatever the connections do."""
    async with follow(shared_server, world, await head(world)):
        hall = world.app.state.hub._pumps[world.consultation_id]
        await world.post_comment("At once")
        monkeypatch.setattr(pump, "PACE_SECONDS", 60.0)
        monkeypatch.setattr(pump.Pump, "_overtaken", True)
        waiting = asyncio.create_task(world.post_comment("When the round is over"))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.shield(waiting), 0.3)
        monkeypatch.setattr(pump.Pump, "_overtaken", False)
        await asyncio.wait_for(waiting, 10)
        monkeypatch.setattr(pump.Pump, "_overtaken", True)
        monkeypatch.setattr(pump, "PACE_SECONDS", 0.1)
        await asyncio.wait_for(world.post_comment("After a while"), 10)
        monkeypatch.undo()
        hall.channel.lagging.update(range(pump.MANY_LAGGING + 1))
        assert hall._overtaken
        hall.channel.lagging.clear()
        assert not hall._overtaken
        hall._given -= pump.RING
        assert hall._overtaken
