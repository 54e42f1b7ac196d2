"""Straw polls: one answer per entity, and a hidden tally is hidden on every channel until the close."""

import asyncio
import hashlib
import json
from typing import Any

from httpx import Response

from tests.decisions.acts import listed, ok, open_poll, refused
from tests.world import World

EVERYBODY = ("reader", "observer", "secretariat", "convener", "chair", "neighbour")


async def answer(world: World, poll: dict[str, Any], number: int, by: str = "delegate") -> Response:
    return await world.people[by].put(f"/straw-polls/{poll['id']}/answer", {"answer": number})


async def seen(world: World, by: str) -> dict[str, Any]:
    """All of what this person can get, by which a tally could be told."""
    record = await world.record(by)
    head = ok(await world.people[by].get(f"/consultations/{world.slug}"))
    exported = await world.people[by].get(f"/consultations/{world.slug}/record/export")
    assert exported.status_code == 200
    return {
        "export": hashlib.sha256(exported.content).hexdigest(),
        "polls": await listed(world, "straw-polls", by),
        "record": record,
        "head": head.get("record_seq"),
        "findings": ok(await world.people[by].get(f"/consultations/{world.slug}/findings")),
    }


async def test_a_hidden_tally_leaves_no_trace_before_the_close(world: World) -> None:
    first, poll = await open_poll(world, question="When?"), await open_poll(world)
    before = {role: await seen(world, role) for role in EVERYBODY}
    mine = ok(await answer(world, poll, 2))
    assert (mine["mine"], mine["tally"]) == (2, None)
    ok(await answer(world, poll, 1, "person"))
    ok(await answer(world, poll, 0))
    ok(await answer(world, first, 0, "person"))
    assert {role: await seen(world, role) for role in EVERYBODY} == before
    assert [each["mine"] for each in await listed(world, "straw-polls", "colleague")] == [0, None]
    closed = ok(await world.chair.post(f"/straw-polls/{poll['id']}/close"))
    assert closed["tally"] == {
        "entities": 2,
        "totals": [1, 1, 0],
        "by_group": {"academic_community": [0, 1, 0], "government": [1, 0, 0]},
    }
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["poll"]) == ("straw_poll.closed", closed)
    assert (await listed(world, "straw-polls"))[1]["tally"] is None, "the other is still hidden"


async def test_no_channel_ever_says_who_answered_what(world: World) -> None:
    poll = await open_poll(world, hidden=False)
    ok(await answer(world, poll, 2))
    entry = (await world.record("secretariat"))[-1]
    assert entry["type"] == "straw_poll.answered"
    assert entry["actor"] == {"account_id": None, "capacity": "delegate", "delegation_id": None}
    for person in (world.delegate, world.person):
        assert str(person.account_id) not in json.dumps(entry)
    assert entry["payload"]["poll"]["tally"]["totals"] == [0, 0, 1]
    assert (await listed(world, "straw-polls", "chair"))[0]["mine"] is None
    ok(await answer(world, poll, 2, "colleague"))
    assert (await world.record())[-1]["seq"] == entry["seq"], "the same answer again leaves no trace"
    ok(await answer(world, poll, 0, "colleague"))
    assert (await listed(world, "straw-polls"))[0]["tally"]["totals"] == [1, 0, 0]


async def test_it_says_on_every_surface_that_it_binds_nobody(world: World) -> None:
    poll = await open_poll(world)
    ok(await world.chair.post(f"/straw-polls/{poll['id']}/close"))
    assert poll["binding"] is False
    assert [each["binding"] for each in await listed(world, "straw-polls")] == [False]
    polls = [entry["payload"]["poll"] for entry in await world.record() if "straw_poll" in entry["type"]]
    assert [each["binding"] for each in polls] == [False, False]


async def test_one_answer_per_entity_however_many_answer_at_once(world: World) -> None:
    poll = await open_poll(world)
    acts = [(0, "delegate"), (1, "colleague"), (2, "delegate"), (1, "neighbour"), (0, "neighbour"), (2, "person")]
    answers = await asyncio.gather(*(answer(world, poll, number, by) for number, by in acts))
    assert {each.status_code for each in answers} == {200}
    closed = ok(await world.chair.post(f"/straw-polls/{poll['id']}/close"))
    assert (closed["tally"]["entities"], sum(closed["tally"]["totals"])) == (3, 3)


async def test_an_answer_and_the_close_at_the_same_moment(world: World) -> None:
    poll = await open_poll(world)
    given, closing = await asyncio.gather(answer(world, poll, 1), world.chair.post(f"/straw-polls/{poll['id']}/close"))
    result = (await listed(world, "straw-polls"))[0]["tally"]
    assert ok(closing)["tally"] == result
    assert result["entities"] == (1 if given.status_code == 200 else 0)


async def test_refusals(world: World) -> None:
    poll = await open_poll(world, answers=["Yes", "No"])
    refused(await answer(world, poll, 2), 422, "unknown_answer")
    for role in ("observer", "advisory", "chair"):
        refused(await answer(world, poll, 0, role), 403)
    for answers in (["Only one"], ["Same", "same"], [str(number) for number in range(7)]):
        body = {"question": "Well?", "answers": answers, "hidden": True, "language": "en"}
        refused(await world.chair.post(f"/consultations/{world.slug}/straw-polls", body), 422)
    ok(await world.chair.post(f"/straw-polls/{poll['id']}/close"))
    refused(await world.chair.post(f"/straw-polls/{poll['id']}/close"), 409, "poll_closed")
    refused(await answer(world, poll, 0), 409, "poll_closed")
    other = await open_poll(world)
    for round_id in world.round_ids[:2]:
        ok(await world.chair.post(f"/rounds/{round_id}/close", {"reason": "As scheduled"}))
    refused(await answer(world, other, 0), 409, "round_closed")
