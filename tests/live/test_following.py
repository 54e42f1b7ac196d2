"""Replay from `after`, then follow: everybody gets every entry once and in order, however and whenever they come."""

import asyncio
import json
import random
import time
from typing import Any, get_args

import pytest

from app.live import channel, pump
from app.live.events import AnyEvent
from app.record.models import RecordEntry
from tests.live.following import Follower, follow, from_elsewhere, head
from tests.world import World


async def test_replay_then_follow(server: str, world: World) -> None:
    before = await head(world)
    async with follow(server, world) as all_of_it, follow(server, world, after=before) as the_rest:
        await all_of_it.until(before)
        for number in range(3):
            comment = await world.post_comment(f"Remark {number}")
            await asyncio.gather(*(each.until(comment["seq"]) for each in (all_of_it, the_rest)))
    assert all_of_it.entries == await world.record()
    assert the_rest.entries == all_of_it.entries[before:]


async def test_hello_says_where_the_record_stands(server: str, world: World) -> None:
    seq = await head(world)
    async with follow(server, world, after=seq) as follower:
        hello = follower.raw[0]
    assert f'"record_seq":{seq}' in hello
    assert '"server_time":"20' in hello


@pytest.mark.parametrize("block", [channel.BLOCK, 3])
async def test_whoever_joins_whenever(server: str, world: World, monkeypatch: pytest.MonkeyPatch, block: int) -> None:
    """200 comments while 20 clients come at random moments with random knowledge; some must read from the database."""
    for module in (channel, pump):
        monkeypatch.setattr(module, "RING", 150)  # nobody falls behind so far that they would be sent back
    monkeypatch.setattr(pump, "BATCH", 7)
    monkeypatch.setattr(channel, "BLOCK", block)
    chance, before = random.Random(7), await head(world)
    last = before + 200

    async def post(numbers: range) -> None:
        for number in numbers:
            await world.post_comment(f"Remark {number}", by=chance.choice(["delegate", "neighbour", "person"]))

    async def come() -> list[int]:
        await asyncio.sleep(chance.random())
        after = chance.randrange(before + 1)
        async with follow(server, world, after=after) as follower:
            await follower.until(last)
        return [after, *(entry["seq"] for entry in follower.entries)]

    posting = [post(range(start, start + 20)) for start in range(0, 200, 20)]
    *got, _ = await asyncio.gather(*(come() for _ in range(20)), asyncio.gather(*posting))
    assert await head(world) == last
    for after, *seqs in got:
        assert seqs == list(range(after + 1, last + 1))


async def test_a_ping_after_silence(server: str, world: World) -> None:
    world.app.state.hub._ping_seconds = 0.05
    seq = await head(world)
    async with follow(server, world, after=seq) as follower:
        assert [(await follower.message(2))["type"] for _ in range(2)] == ["ping", "ping"]
        comment = await world.post_comment()
        await follower.until(comment["seq"])


async def test_a_lost_poke_delays_and_never_loses(server: str, world: World) -> None:
    """The hub looks at the heads itself, here every 0.2 s."""
    seq = await head(world)
    async with follow(server, world, after=seq) as follower:
        from_elsewhere(world, poked=False)
        comment = await world.post_comment()
        began = time.monotonic()
        await follower.until(comment["seq"])
        assert time.monotonic() - began < 0.2 + 1
    assert [entry["type"] for entry in follower.entries] == ["comment.posted"]


async def test_a_database_that_cannot_be_read_for_a_while(
    shared_server: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pump, "RETRY_SECONDS", 0.05)
    real, failures = pump.queries.entries, iter(range(3))

    async def entries(*args: Any) -> Any:
        if next(failures, None) is not None:
            raise OSError("the line is cut")
        return await real(*args)

    seq = await head(world)
    from_elsewhere(world)
    async with follow(shared_server, world, after=seq) as follower:
        comment = await world.post_comment("one")
        await follower.until(comment["seq"])
        monkeypatch.setattr(pump.queries, "entries", entries)
        comment = await world.post_comment("two")
        await follower.until(comment["seq"])


async def test_what_this_process_wrote_is_not_read_back(
    shared_server: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, read = pump.queries.entries, 0

    async def entries(*args: Any) -> Any:
        nonlocal read
        found = await real(*args)
        read += len(found)
        return found

    seq = await head(world)
    async with follow(shared_server, world, after=seq) as follower:
        await asyncio.sleep(5 * pump.READ_SECONDS)  # who joins makes the reader look once more
        monkeypatch.setattr(pump.queries, "entries", entries)
        for number in range(3):
            comment = await world.post_comment(f"{number}")
            await follower.until(comment["seq"])
    assert not read
    monkeypatch.undo()
    assert follower.entries == (await world.record())[seq:]


async def test_what_is_handed_over_and_what_is_read_make_one_record(shared_server: str, world: World) -> None:
    """Two processes write, comments are hidden and shown again: every mixture gives each follower what the record says
    (what was delivered before it was hidden was delivered; newcomers see the record as it is).
    """
    chance, hub, seq = random.Random(11), world.app.state.hub, await head(world)
    comments: list[Any] = []
    async with follow(shared_server, world, after=seq) as follower:
        for number in range(60):
            world.db.hand = chance.choice([None, hub.hand])
            if comments and chance.random() < 0.3:
                await world.moderate("hide", "comment", comments.pop(chance.randrange(len(comments))))
            else:
                both = [world.post_comment(f"{number} {which}", by=which) for which in ("delegate", "neighbour")]
                comments += [comment["id"] for comment in await asyncio.gather(*both)]
            if chance.random() < 0.5:
                async with follow(shared_server, world, after=seq) as newcomer:
                    await newcomer.until(await head(world))
                assert newcomer.entries == (await world.record())[seq:]
        await follower.until(await head(world))
    plain = {entry["seq"]: entry for entry in (await world.record())[seq:]}
    assert [entry["seq"] for entry in follower.entries] == list(plain)
    assert all(entry == plain[entry["seq"]] for entry in follower.entries if not plain[entry["seq"]]["withheld"])


async def test_a_consultation_nobody_follows_costs_nothing(shared_server: str, world: World) -> None:
    hub = world.app.state.hub

    async def gone() -> None:
        async with asyncio.timeout(5):
            while hub._pumps:
                await asyncio.sleep(0.01)

    for _ in range(2):
        followers: list[Follower] = []
        async with follow(shared_server, world) as one, follow(shared_server, world) as other:
            followers += [one, other]
            assert list(hub._pumps) == [world.consultation_id]
            await asyncio.gather(*(each.until(1) for each in followers))
        await gone()


async def test_a_hall_that_lacks_much_shares_the_same_parts(shared_server: str, world: World) -> None:
    """What came before the latest is encoded once, also while more comes in."""
    start = await head(world)
    await asyncio.gather(*(world.post_comment(f"{number}") for number in range(3 * channel.BLOCK)))
    async with follow(shared_server, world, start) as first:
        await first.until(await head(world))
        hall = world.app.state.hub._pumps[world.consultation_id].channel
        parts = dict(hall._parts)
        assert [seq % channel.BLOCK for _, seq in sorted(parts, key=lambda key: key[1])][1:] == [0, 0]
        await world.post_comment("One more")
        async with follow(shared_server, world, start) as second:
            await second.until(await head(world))
            assert all(hall._parts[key] is part for key, part in parts.items())
    assert second.entries[:-1] == first.entries[: len(second.entries) - 1]


def test_only_what_comes_in_masses_waits_for_company() -> None:
    types = {event.model_fields["type"].default for event in get_args(get_args(AnyEvent)[0])}
    waits = {name for name in types if not pump.urgent([RecordEntry(type=name)])}
    assert waits == {
        *("comment.posted", "comment.held", "position.stated", "votes.recorded", "contribution.filed"),
        *("missing.endorsed", "straw_poll.answered", "ballot.turnout"),
    }


async def test_masses_are_gathered_and_the_urgent_takes_them_along(
    shared_server: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pump, "COALESCE_SECONDS", 3.0)
    seq = await head(world)
    async with follow(shared_server, world, seq) as follower:
        began = time.monotonic()
        await follower.until((await world.post_comment("The first goes at once"))["seq"])
        assert time.monotonic() - began < 2
        for number in range(5):
            comment = await world.post_comment(f"{number}")
        with pytest.raises(TimeoutError):
            await follower.message(0.5)
        await world.moderate("hide", "comment", comment["id"])
        await follower.until(comment["seq"] + 1, seconds=1)
        frames = [json.loads(text) for text in follower.raw if '"entries"' in text]
    assert [len(frame["items"]) for frame in frames] == [1, 6]
