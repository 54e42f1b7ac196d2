"""A programme from its first draft to its adoption, and everything that adopts nothing."""

import asyncio
from typing import Any
from uuid import uuid4

from httpx import Response

from app.core import clock
from tests.problems import assert_problem
from tests.samples.programme import CALL, DRAFT
from tests.themes.acts import ok, propose
from tests.world import World

SLOTS = [
    {"kind": "workshop", "title": "Local content", "main_theme": 2},
    {"kind": "closing", "title": "Closing", "starts_at": "2026-11-02T15:00:00Z", "ends_at": "2026-11-02T16:00:00Z"},
    {"kind": "opening", "title": "Opening", "starts_at": "2026-10-30T10:00:00+01:00", "place": "Hall, simulated"},
]


async def save(world: World, by: str = "secretariat", **more: Any) -> Response:
    return await world.people[by].post(f"/consultations/{world.slug}/programme", DRAFT | more)


async def now(world: World) -> dict[str, Any]:
    return dict(ok(await world.reader.get(f"/consultations/{world.slug}/programme")))


async def put(world: World, **more: Any) -> Response:
    return await world.chair.post(f"/consultations/{world.slug}/programme/consensus-call", CALL | more)


async def adopt(world: World, call: Any, version: int = 1) -> Response:
    body = {"version": version, "call_id": str(call)}
    return await world.chair.post(f"/consultations/{world.slug}/programme/adopt", body)


async def count_and_close(world: World, call: str) -> None:
    for number in range(1, 7):
        ok(await world.chair.post(f"/consensus-calls/{call}/count", {"count": number}))
    ok(await world.chair.post(f"/consensus-calls/{call}/close", {}))


async def test_from_a_draft_to_its_adoption_by_consensus(world: World) -> None:
    assert (await now(world))["latest"] is None
    access = await propose(world, "Access")
    first = ok(
        await save(
            world, slots=SLOTS, main_themes=[{"title": "Access for all", "theme_id": access}, {"title": "Diversity"}]
        )
    )
    assert (first["version"], first["state"], first["decisions"]) == (1, "draft", [])
    assert [slot["title"] for slot in first["slots"]] == ["Opening", "Closing", "Local content"]
    assert first["slots"][0]["starts_at"] == "2026-10-30T09:00:00.000000Z"
    assert first["main_themes"][0] == {"title": "Access for all", "theme_id": access}
    [call] = ok(await put(world))["call_ids"]
    await count_and_close(world, call)
    adopted = ok(await adopt(world, call))
    [decision] = adopted["decisions"]
    assert (adopted["state"], decision["kind"], decision["id"]) == ("adopted", "consensus_call", call)
    assert (decision["settles"], decision["matter"]) == ("whole", CALL["text"])
    record = await world.record()
    closing = record[decision["seq"] - 1]
    assert (closing["type"], closing["payload"]["call"]["state"]) == ("consensus_call.closed", "adopted")
    assert (record[-1]["type"], record[-1]["payload"]["programme"]) == ("programme.adopted", adopted)
    assert [entry["type"] for entry in record if entry["type"].startswith("programme")] == [
        "programme.drafted", "programme.put", "programme.adopted",
    ]  # fmt: skip
    shown = await now(world)
    assert shown["latest"] == shown["adopted"] == adopted
    assert_problem(await adopt(world, call), 409, "already_adopted")
    second = ok(await save(world, "chair", version=1, note="With one more workshop."))
    shown = await now(world)
    assert (shown["latest"], shown["adopted"]) == (second, adopted), "what was adopted stands until another is"
    versions = ok(await world.reader.get(f"/consultations/{world.slug}/programme/versions?limit=1"))
    assert ([each["version"] for each in versions["items"]], versions["next"]) == ([2], 2)
    assert ok(await world.reader.get(f"/programmes/{first['id']}")) == adopted


async def test_only_a_decision_in_favour_on_this_very_version_adopts_it(world: World) -> None:
    ok(await save(world))
    assert_problem(await adopt(world, uuid4()), 409, "not_on_this_version")
    other = ok(
        await world.chair.post(f"/consultations/{world.slug}/consensus-calls", {"text": "Else", "language": "en"})
    )
    await count_and_close(world, other["id"])
    assert_problem(await adopt(world, other["id"]), 409, "not_on_this_version")
    [call] = ok(await put(world))["call_ids"]
    assert_problem(await adopt(world, call), 409, "decision_running")
    assert_problem(await put(world), 409, "call_running")
    objection = {"reason": "No theme on costs.", "language": "en"}
    ok(await world.delegate.post(f"/consensus-calls/{call}/objections", objection))
    ok(await world.chair.post(f"/consensus-calls/{call}/close", {}))
    assert_problem(await adopt(world, call), 409, "not_in_favour", "objections standing")
    withdrawn = ok(await put(world))["call_ids"][0]
    ok(await world.chair.post(f"/consensus-calls/{withdrawn}/withdraw", {"reason": "Not yet."}))
    assert_problem(await adopt(world, withdrawn), 409, "not_in_favour", "withdrawn")
    third = ok(await put(world))["call_ids"][0]
    await count_and_close(world, third)
    ok(await save(world, version=1, note="Changed after the call."))
    assert_problem(await adopt(world, third), 409, "version_changed")
    assert_problem(await adopt(world, third, 2), 409, "not_on_this_version")
    assert (await now(world))["adopted"] is None


async def test_drafts_are_refused_in_words(world: World) -> None:
    for role in ("delegate", "rapporteur", "convener", "advisory"):
        assert_problem(await save(world, role), 403, "not_permitted")
    assert_problem(await save(world, version=1), 409, "version_changed")
    assert_problem(await save(world, overall_theme={"title": "X", "theme_id": str(uuid4())}), 422, "unknown_theme")
    late = {"kind": "session", "title": "S", "starts_at": clock.iso(clock.now()), "ends_at": "2020-01-01T00:00:00Z"}
    for slots, words in (
        ([late], "ends after it starts"),
        ([{"kind": "session", "title": "S", "ends_at": clock.iso(clock.now())}], "ends after it starts"),
        ([{"kind": "session", "title": "S", "main_theme": 3}], "one of the main themes"),
    ):
        assert_problem(await save(world, slots=slots), 422, "invalid", words)
    assert_problem(await put(world), 404, "not_found", "no programme yet")
    answers = await asyncio.gather(*(save(world, by) for by in ("chair", "secretariat", "chair")))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    assert_problem(await put(world, version=2), 409, "version_changed")
    ok(await save(world, version=1))
    assert_problem(await put(world), 409, "version_changed")
