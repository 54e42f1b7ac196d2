"""How many are connected: over the bus, to the sockets and over HTTP, and in no record."""

import asyncio
from uuid import uuid4

import pytest

from app.live import presence
from app.live.presence import Presence
from tests.live.following import Follower, follow, head
from tests.world import World


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "TELL_SECONDS", 0.05)


async def told(follower: Follower, connected: int) -> None:
    """Until the socket says so."""
    async with asyncio.timeout(5):
        while await follower.message() != {"type": "presence", "connected": connected}:
            pass


async def asked(world: World) -> int:
    response = await world.reader.get(f"/consultations/{world.slug}/presence")
    assert response.status_code == 200, response.text
    return int(response.json()["connected"])


async def test_pages_hear_who_comes_and_goes(server: str, world: World) -> None:
    seq = await head(world)
    assert await asked(world) == 0
    async with follow(server, world, seq) as stays:
        await told(stays, 1)
        async with follow(server, world, seq):
            await told(stays, 2)
            assert await asked(world) == 2
        await told(stays, 1)
    assert await head(world) == seq, "not in the record"


async def test_it_is_said_when_it_has_changed_and_only_then(server: str, world: World) -> None:
    seq = await head(world)
    async with follow(server, world, seq) as follower:
        await told(follower, 1)
        with pytest.raises(TimeoutError):
            await follower.message(0.4)


async def test_other_processes_count_until_they_are_silent(
    server: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "FORGET_SECONDS", 0.5)
    async with follow(server, world, await head(world)) as follower:
        await world.app.state.bus.count(world.consultation_id, "another", 40)
        await told(follower, 41)
        assert await asked(world) == 41
        await told(follower, 1)  # it did not say so again: it is no more


async def test_a_consultation_nobody_follows_here_is_known_from_the_others(world: World) -> None:
    await world.app.state.bus.count(world.consultation_id, "another", 7)
    await world.app.state.bus.count(world.consultation_id, "a third", 2)
    assert await asked(world) == 9
    await world.app.state.bus.count(world.consultation_id, "another", 0)
    assert await asked(world) == 2


def test_what_is_old_is_thrown_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "FORGET_SECONDS", -1)
    heard = Presence()
    heard.hear(uuid4(), "a", 1)
    heard.forget_old()
    assert heard._heard == {}
