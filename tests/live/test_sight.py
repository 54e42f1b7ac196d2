"""What must not leave through the socket: hidden words, contents for others, consultations one may not see."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from app.consultations.models import Consultation
from app.core import security
from app.live import pump
from tests.live.following import Follower, follow, from_elsewhere, head, live_address
from tests.world import World

DRAFTING_SECONDS = 60  # the worker may have to start first
SECRET = "Words that must not be read again"


async def joined(server: str, world: World, after: int = 0, *, by: str = "reader") -> Follower:
    """A newcomer, with everything there is."""
    async with follow(server, world, after, by=by) as newcomer:
        return await newcomer.until(await head(world))


async def say(world: World, kind: str) -> str:
    """Puts the secret words in; gives the id."""
    if kind == "comment":
        return str((await world.post_comment(SECRET))["id"])
    if kind == "position":
        return str((await world.state("oppose", reason=SECRET))["id"])
    contribution = await world.file(SECRET)
    body = {"title": "Again", "text": f"{SECRET}, revised", "language": "en"}
    assert (await world.delegate.post(f"/contributions/{contribution['id']}/versions", body)).status_code == 201
    return str(contribution["id"])


@pytest.mark.parametrize("kind", ["comment", "position", "contribution"])
async def test_who_joins_after_the_hiding_never_gets_the_words(shared_server: str, world: World, kind: str) -> None:
    """The hub's memory held them: somebody was connected all the time."""
    async with follow(shared_server, world) as witness:
        subject_id = await say(world, kind)
        await witness.until(await head(world))
        assert SECRET in witness.text
        await world.moderate("hide", kind, subject_id)
        for by in ("reader", "delegate", "secretariat"):
            newcomer = await joined(shared_server, world, by=by)
            assert SECRET not in newcomer.text
            withheld = [entry for entry in newcomer.entries if entry["withheld"] and entry["subject_id"] == subject_id]
            assert all(entry["payload"] is entry["salt"] is None for entry in withheld)
            assert withheld
        assert (await joined(shared_server, world)).entries == await world.record()
        await world.moderate("restore", kind, subject_id)
        newcomer = await joined(shared_server, world)
        assert SECRET in newcomer.text
        assert newcomer.entries == await world.record()
        await witness.until(newcomer.seq)


async def test_also_when_the_poke_is_lost(shared_server: str, world: World) -> None:
    """Another process hid it and Redis was away: whoever comes now is not served from the old memory."""
    world.app.state.hub._heal_seconds = 60
    async with follow(shared_server, world) as witness:
        comment = await world.post_comment(SECRET)
        await witness.until(comment["seq"])
        from_elsewhere(world, poked=False)
        await world.moderate("hide", "comment", comment["id"])
        assert SECRET not in (await joined(shared_server, world)).text


@pytest.mark.parametrize("query", ["entries", "redactions"])
async def test_a_hiding_between_two_looks_of_the_hub(
    shared_server: str, world: World, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    """PostgreSQL gives each query its own view: the hiding falls between what was read and what is read next, and its
    poke comes when its entry is known already.
    """
    comment = await world.post_comment(SECRET)
    from_elsewhere(world)
    async with follow(shared_server, world) as witness:
        await witness.until(comment["seq"])
        real: Callable[..., Awaitable[Any]] = getattr(pump.queries, query)
        calls = iter(range(2))

        async def then_hide(*args: Any) -> Any:
            found = await real(*args)
            if next(calls, 1) == 0:
                poke, world.db.poke = world.db.poke, None
                await world.moderate("hide", "comment", comment["id"])
                world.db.poke = poke
            return found

        monkeypatch.setattr(pump.queries, query, then_hide)
        await world.post_comment("This wakes the hub.")
        await witness.until(comment["seq"] + 2)
        monkeypatch.undo()
        newcomer = await joined(shared_server, world)
    assert SECRET not in newcomer.text
    assert newcomer.entries == await world.record()


async def test_contents_go_to_their_audience_and_headers_to_everyone(shared_server: str, world: World) -> None:
    before = await head(world)
    roles = ("reader", "stranger", "delegate", "chair")
    async with asyncio.TaskGroup() as tasks:
        live = {by: tasks.create_task(_follow_until(shared_server, world, before, by, before + 2)) for by in roles}
        await _until_listening(world, len(roles))
        body = {
            "email": "new@example.org",
            "name": "Newcomer, simulated",
            "capacity": "personal_capacity",
            "group": "media",
        }
        accredited = await world.secretariat.post(f"/consultations/{world.slug}/accreditations", body)
        assert accredited.status_code == 201, accredited.text
        drafted = await world.chair.post(f"/consultations/{world.slug}/summary")
        assert drafted.status_code == 200, drafted.text
    for by in roles:
        later = await joined(shared_server, world, before, by=by)
        for follower in (live[by].result(), later):
            names, digest = "Newcomer" in follower.text, drafted.json()["digest"] in follower.text
            assert (names, digest) == (by in {"delegate", "chair"}, by == "chair"), by
            assert [entry["type"] for entry in follower.entries] == ["participant.accredited", "summary.drafted"]
    shown = {by: [entry["hash"] for entry in live[by].result().entries] for by in roles}
    assert len({tuple(hashes) for hashes in shown.values()}) == 1


async def _follow_until(server: str, world: World, after: int, by: str, seq: int) -> Follower:
    async with follow(server, world, after, by=by) as follower:
        return await follower.until(seq, DRAFTING_SECONDS)


async def _until_listening(world: World, count: int) -> None:
    pumps = world.app.state.hub._pumps
    async with asyncio.timeout(5):
        while world.consultation_id not in pumps or len(pumps[world.consultation_id].channel.listeners) < count:
            await asyncio.sleep(0.01)


async def _closed_with(url: str, **more: Any) -> tuple[int | None, list[str | bytes]]:
    """The close code, and what was sent before it."""
    got: list[str | bytes] = []
    async with connect(url, proxy=None, **more) as socket, asyncio.timeout(5):
        with contextlib.suppress(ConnectionClosed):
            while True:
                got.append(await socket.recv())
    return socket.close_code, got


async def test_a_consultation_one_may_not_see_does_not_exist(server: str, world: World) -> None:
    async with world.db.write() as session:
        consultation = await session.get(Consultation, world.consultation_id)
        assert consultation is not None
        consultation.visibility = "participants"
    stranger = {"Authorization": f"Bearer {world.stranger.token}"}
    for slug, headers in ((world.slug, {}), (world.slug, stranger), ("no-such-thing", {})):
        assert await _closed_with(live_address(server, slug, 0), additional_headers=headers) == (4404, [])
    async with follow(server, world, by="observer") as observer:
        await observer.until(1)


async def test_a_cookie_counts_only_from_our_own_pages(server: str, world: World) -> None:
    """Any site can make a browser open a socket, and the browser sends our cookie along."""
    url, cookie = live_address(server, world.slug, 0), {"Cookie": f"{security.COOKIE}={world.chair.token}"}
    foreign = await _closed_with(url, additional_headers=cookie, origin="https://elsewhere.example")
    assert foreign == (4403, [])
    async with connect(url, additional_headers=cookie, origin=f"http://{server}", proxy=None) as own:
        assert "hello" in str(await own.recv())
    async with connect(url, origin="https://elsewhere.example", proxy=None) as nobody:
        assert "hello" in str(await nobody.recv()), "without a cookie a foreign page is a public reader"


async def test_a_token_that_is_not_good_is_refused(server: str, world: World) -> None:
    bad = {"Authorization": "Bearer not-a-token"}
    assert await _closed_with(live_address(server, world.slug, 0), additional_headers=bad) == (4403, [])
