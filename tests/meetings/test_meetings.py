"""Meetings: scheduled by officers, begun and ended by the chair, resumed when ended by mistake."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from app.core import clock
from tests.problems import assert_problem
from tests.world import World, definition


def a_meeting(world: World, **changes: Any) -> dict[str, Any]:
    start = clock.now() + timedelta(days=1)
    return {
        "round_id": str(world.round_ids[1]),
        "title": "Second meeting",
        "venue": "قاعة ٢",
        "scheduled_starts_at": clock.iso(start),
        "scheduled_ends_at": clock.iso(start + timedelta(hours=3)),
        **changes,
    }


async def schedule(world: World, by: str = "secretariat", **changes: Any) -> Any:
    return await world.people[by].post(f"/consultations/{world.slug}/meetings", a_meeting(world, **changes))


async def act(world: World, what: str, by: str = "chair") -> Any:
    return await world.people[by].post(f"/meetings/{world.meeting_id}/{what}")


async def test_a_meeting_is_scheduled_and_listed_by_time(world: World) -> None:
    later = (await schedule(world)).json()
    earlier = (await schedule(world, "chair", scheduled_starts_at="2006-05-16T07:00:00Z", venue=" ")).json()
    assert (later["state"], later["started_at"], later["venue"], later["version"]) == ("scheduled", None, "قاعة ٢", 1)
    assert earlier["venue"] is None
    listed = (await world.reader.get(f"/consultations/{world.slug}/meetings")).json()
    assert [m["id"] for m in listed["items"]] == [earlier["id"], str(world.meeting_id), later["id"]]
    assert (await world.reader.get(f"/meetings/{later['id']}")).json() == later
    entry = (await world.record())[-2]
    assert (entry["type"], entry["payload"]["meeting"]) == ("meeting.scheduled", later)
    assert listed["record_seq"] == entry["seq"] + 1


async def test_what_cannot_be_a_meeting(world: World) -> None:
    backwards = await schedule(world, scheduled_ends_at="2006-05-16T07:00:00Z")
    assert_problem(backwards, 422, "invalid", "ends after it starts")
    other = (await world.founder.post("/consultations", definition(slug="other"))).json()
    elsewhere = await schedule(world, round_id=other["rounds"][0]["id"])
    assert_problem(elsewhere, 422, "unknown_round", "not one of this consultation")
    assert_problem(await schedule(world, title=" "), 422, "invalid", "title")


async def test_ending_and_resuming(world: World) -> None:
    before = (await world.reader.get(f"/meetings/{world.meeting_id}")).json()
    assert (before["state"], before["ended_at"]) == ("in_progress", None)
    ended = (await act(world, "end")).json()
    assert (ended["state"], ended["started_at"], ended["version"]) == ("ended", before["started_at"], 3)
    assert ended["ended_at"] is not None
    resumed = (await act(world, "start", "secretariat")).json()
    assert (resumed["state"], resumed["started_at"], resumed["ended_at"]) == ("in_progress", before["started_at"], None)
    assert [e["type"] for e in (await world.record())[-2:]] == ["meeting.ended", "meeting.started"]


async def test_what_does_not_fit_the_state(world: World) -> None:
    assert_problem(await act(world, "start"), 409, "meeting_in_progress", "already in progress")
    await act(world, "end")
    assert_problem(await act(world, "end"), 409, "meeting_not_in_progress", "not in progress")


async def test_of_two_who_end_it_at_once_one_comes_too_late(world: World) -> None:
    answers = await asyncio.gather(*(act(world, "end", by) for by in ("chair", "secretariat") * 3))
    assert sorted(a.status_code for a in answers) == [200, 409, 409, 409, 409, 409]
    assert [e["type"] for e in await world.record()].count("meeting.ended") == 1


@pytest.mark.parametrize("role", ["convener", "observer", "advisory", "delegate", "person", "stranger", "founder"])
async def test_only_chair_and_secretariat_manage_meetings(role: str, world: World) -> None:
    before = await world.record()
    for refused in (await act(world, "end", role), await schedule(world, role)):
        assert_problem(refused, 403, "not_permitted", "may not manage meetings")
    for refused in (await act(world, "end", "reader"), await schedule(world, "reader")):
        assert_problem(refused, 401, "not_signed_in")
    assert await world.record() == before
