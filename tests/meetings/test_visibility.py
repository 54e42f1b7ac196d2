"""A meeting that is closed for a while: who may not attend finds nothing of what goes on in it, then or later.

(In a consultation of 2010 the first 45 minutes of a meeting were closed to non-governments.)
"""

from typing import Any

import pytest

from tests.problems import assert_problem
from tests.world import World

OUTSIDE = {"public": (), "participants": ("reader", "stranger"), "governments": ("reader", "stranger", "neighbour")}
INSIDE = ("chair", "secretariat", "convener", "delegate", "colleague")
SECRET = "Said behind closed doors"
ROOMS = ("comments", "speakers", "interventions", "prepared-statements", "notices", "slow-counts", "transcript")


async def switch(world: World, visibility: str) -> None:
    done = await world.chair.patch(f"/meetings/{world.meeting_id}", {"visibility": visibility, "reason": "As agreed"})
    assert done.status_code == 200, done.text


async def act(world: World) -> None:
    """Something of everything that leaves a text."""
    meeting = f"/meetings/{world.meeting_id}"
    await world.post_comment(SECRET)
    floor = f"{meeting}/speakers"
    text = {"title": SECRET, "text": SECRET, "language": "en"}
    await done(world, "chair", f"{floor}/open")
    await done(world, "delegate", f"{meeting}/prepared-statements", text)
    speaker = (await done(world, "delegate", floor, {}))["id"]
    for step in ("call", "start"):
        await done(world, "chair", f"/speakers/{speaker}/{step}")
    await done(world, "secretariat", f"{meeting}/transcript", {"language": "en", "lines": [{"text": SECRET}]})
    await done(world, "chair", f"/speakers/{speaker}/finish")
    await done(world, "chair", f"{meeting}/notices", {"text": SECRET, "language": "en"})
    await done(world, "chair", f"{meeting}/slow-counts", {"matter": SECRET})


async def done(world: World, by: str, path: str, body: Any = None) -> dict[str, Any]:
    answer = await world.people[by].post(path, body)
    assert answer.status_code in {200, 201}, answer.text
    result: dict[str, Any] = answer.json()
    return result


async def everything(world: World, by: str) -> str:
    """All that a person can read about the meeting, on every channel but the socket (which sends the record)."""
    rooms = [(await world.people[by].get(f"/meetings/{world.meeting_id}/{room}")).text for room in ROOMS]
    return " ".join([str(await world.record(by)), *rooms])


@pytest.mark.parametrize("visibility", ["participants", "governments"])
async def test_nothing_leaves_a_closed_meeting_then_or_later(world: World, visibility: str) -> None:
    await switch(world, visibility)
    await act(world)
    outside = OUTSIDE[visibility]
    for by in outside:
        assert SECRET not in await everything(world, by)
    for by in INSIDE:
        assert SECRET in await everything(world, by)
    await switch(world, "public")
    await world.post_comment("Open again")
    for by in outside:
        seen = await everything(world, by)
        assert SECRET not in seen
        assert "Open again" in seen
    assert SECRET in await everything(world, "delegate")


async def test_it_is_not_to_be_found_but_that_it_takes_place_is_no_secret(world: World) -> None:
    await switch(world, "governments")
    for by in ("reader", "neighbour"):
        for room in ROOMS:
            found = await world.people[by].get(f"/meetings/{world.meeting_id}/{room}")
            assert_problem(found, 404, "meeting_closed_to_you", "closed to you")
        assert (await world.people[by].get(f"/meetings/{world.meeting_id}")).json()["visibility"] == "governments"
        assert (await world.people[by].get(f"/meetings/{world.meeting_id}/agenda")).status_code == 200
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["reason"]) == ("meeting.configured", "As agreed")


async def test_who_may_not_attend_cannot_act(world: World) -> None:
    await done(world, "chair", f"/meetings/{world.meeting_id}/speakers/open")
    await switch(world, "governments")
    comment = {"text": "May I?", "language": "en"}
    refused = await world.neighbour.post(f"/meetings/{world.meeting_id}/comments", comment)
    assert_problem(refused, 404, "meeting_closed_to_you")
    refused = await world.neighbour.post(f"/meetings/{world.meeting_id}/speakers", {})
    assert_problem(refused, 404, "meeting_closed_to_you")
    assert (await world.delegate.post(f"/meetings/{world.meeting_id}/speakers", {})).status_code == 201


async def test_closing_hides_nothing_that_was_public(world: World) -> None:
    comment = await world.post_comment("Said in the open")
    await switch(world, "governments")
    assert (await world.reader.get(f"/comments/{comment['id']}")).json() == comment
    assert "Said in the open" in str(await world.record())


async def test_moderation_of_what_was_closed_stays_closed(world: World) -> None:
    await switch(world, "governments")
    comment = await world.post_comment(SECRET)
    await world.moderate("hide", "comment", comment["id"])
    await world.moderate("restore", "comment", comment["id"])
    await switch(world, "public")
    assert SECRET not in await everything(world, "reader")
    assert (await world.reader.get(f"/comments/{comment['id']}")).status_code == 404


async def test_a_change_must_be_one(world: World) -> None:
    nothing = await world.chair.patch(f"/meetings/{world.meeting_id}", {"reason": "None"})
    assert_problem(nothing, 422, "invalid", "say what should change")


async def test_the_short_code_leads_to_the_meeting(world: World) -> None:
    code = (await world.reader.get(f"/meetings/{world.meeting_id}")).json()["code"]
    for written in (code, code.lower()):
        found = await world.client.get(f"/m/{written}")
        assert found.status_code == 303
        assert found.headers["location"] == f"/c/{world.slug}/meetings/{world.meeting_id}"
    assert (await world.client.get("/m/000000")).status_code == 404
    picture = await world.reader.get(f"/meetings/{world.meeting_id}/qr")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert picture.text.startswith("<svg")
