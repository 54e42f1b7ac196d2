"""Following by asking every few seconds, for those whose network blocks sockets: the same entries, and cheap."""

import asyncio
import json
from typing import Any

import pytest

from app.live import channel
from tests.counting import counted
from tests.live.following import follow, head
from tests.world import World


async def poll(world: World, after: int = 0, *, by: str = "reader", **more: Any) -> dict[str, Any]:
    response = await world.people[by].get(f"/consultations/{world.slug}/record?after={after}", **more)
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.json()
    return page


@pytest.mark.parametrize("by", ["reader", "delegate", "chair"])
async def test_a_poll_says_what_the_socket_says(shared_server: str, world: World, by: str) -> None:
    body = {"email": "new@example.org", "name": "Newcomer, simulated", "capacity": "observer"}
    await world.secretariat.post(f"/consultations/{world.slug}/accreditations", body)
    async with follow(shared_server, world, by=by) as follower:
        await world.post_comment("النص العربي")
        await follower.until(await head(world))
    assert (await poll(world, by=by))["items"] == follower.entries


async def test_from_memory_and_from_further_back_it_is_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from_memory = await poll(world)
    monkeypatch.setattr(channel.Channel, "holds_after", lambda *_: False)
    assert await poll(world) == from_memory
    assert len(from_memory["items"]) == from_memory["head"]["seq"]


async def test_page_by_page(world: World) -> None:
    whole, pages, after = await poll(world), list[dict[str, Any]](), 0
    assert whole["next"] is None
    while not pages or pages[-1]["next"]:
        response = await world.reader.get(f"/consultations/{world.slug}/record?after={after}&limit=3")
        pages.append(response.json())
        after = pages[-1]["next"]
    assert [item for page in pages for item in page["items"]] == whole["items"]
    assert {json.dumps(page["head"]) for page in pages} == {json.dumps(whole["head"])}


async def test_nothing_new_is_a_304_until_there_is_something(world: World) -> None:
    seq = await head(world)
    path = f"/consultations/{world.slug}/record?after={seq}"
    first = await world.reader.get(path)
    known = {"If-None-Match": first.headers["etag"]}
    assert first.json()["items"] == []
    assert "no-store" not in first.headers["cache-control"]
    again = await world.reader.get(path, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert (await world.chair.get(path, headers=known)).status_code == 200, "another reader's answer"
    await world.post_comment("Something new")
    changed = await world.reader.get(path, headers=known)
    assert [item["type"] for item in changed.json()["items"]] == ["comment.posted"]


async def test_what_was_hidden_is_not_given_again(world: World) -> None:
    """Neither by memory nor by an ETag that was given before."""
    comment = await world.post_comment("Words that must not be read again")
    path = f"/consultations/{world.slug}/record?after={comment['seq'] - 1}&limit=1"
    before = await world.reader.get(path)
    assert "must not be read" in before.text
    await world.moderate("hide", "comment", comment["id"])
    after = await world.reader.get(path, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert "must not be read" not in after.text
    assert after.json()["items"][0]["withheld"] is True


async def test_a_poll_reads_no_entries_from_the_database(world: World) -> None:
    """One look at the consultation, one at its head, and one at who asks."""
    await poll(world)
    with counted(world.db) as statements:
        await poll(world)
        assert len(statements) == 2, statements
        await poll(world, by="delegate")
        assert len(statements) == 5, statements
    assert not any("record_entries" in statement for statement in statements)


async def test_many_who_ask_at_once_are_looked_up_together(world: World) -> None:
    await poll(world)
    with counted(world.db) as statements:
        pages = await asyncio.gather(*(poll(world, by=by) for by in ("reader", "delegate", "chair") * 20))
    assert len({page["head"]["hash"] for page in pages}) == 1
    assert len(statements) <= 3 * 4, statements


async def test_a_ring_that_only_polls_use_is_given_up_after_a_while(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.live.hub.ASKED_SECONDS", 0.2)
    await poll(world)
    assert world.consultation_id in world.app.state.hub._pumps
    async with asyncio.timeout(5):
        while world.app.state.hub._pumps:
            await asyncio.sleep(0.02)
    await poll(world)
