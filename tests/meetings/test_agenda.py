"""The agenda of a meeting, the chair's notices, and slow counts."""

import asyncio
from typing import Any

import pytest

from tests.problems import assert_problem
from tests.world import World


@pytest.fixture
def meeting(world: World) -> str:
    return f"/meetings/{world.meeting_id}"


async def made(world: World, path: str, body: Any, by: str = "chair") -> dict[str, Any]:
    answer = await world.people[by].post(path, body)
    assert answer.status_code in {200, 201}, answer.text
    result: dict[str, Any] = answer.json()
    return result


async def items(world: World, *titles: str) -> list[str]:
    path = f"/meetings/{world.meeting_id}/agenda-items"
    return [(await made(world, path, {"title": title}))["id"] for title in titles]


async def agenda(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await world.reader.get(f"/meetings/{world.meeting_id}/agenda")).json()["items"]
    return found


async def states(world: World) -> list[tuple[int, str]]:
    return [(item["number"], item["state"]) for item in await agenda(world)]


async def test_items_are_numbered_and_in_the_record(world: World, meeting: str) -> None:
    await items(world, "Adoption of the agenda", "Membership")
    third = await made(world, f"{meeting}/agenda-items", {"title": "Other matters", "number": 9}, "secretariat")
    assert [item["number"] for item in await agenda(world)] == [1, 2, 9]
    entry = (await world.record())[-1]
    assert (entry["type"], entry["subject_id"], entry["payload"]["items"]) == (
        "agenda_item.added", third["id"], [third],
    )  # fmt: skip
    taken = await world.chair.post(f"{meeting}/agenda-items", {"title": "Another", "number": 9})
    assert_problem(taken, 409, "number_taken", "already an item 9")
    assert (await made(world, f"{meeting}/agenda-items", {"title": "Closing"}))["number"] == 10


async def test_two_items_added_at_the_same_moment_get_two_numbers(world: World, meeting: str) -> None:
    bodies = [{"title": f"Item {number}"} for number in range(5)]
    await asyncio.gather(*(made(world, f"{meeting}/agenda-items", body) for body in bodies))
    assert [item["number"] for item in await agenda(world)] == [1, 2, 3, 4, 5]


async def test_one_item_is_current_and_another_suspends_it(world: World) -> None:
    first, second = await items(world, "Membership", "Length")
    await made(world, f"/agenda-items/{first}/take-up", None)
    assert await states(world) == [(1, "current"), (2, "upcoming")]
    assert_problem(await world.chair.post(f"/agenda-items/{first}/take-up"), 409, "item_current")
    taken_up = await made(world, f"/agenda-items/{second}/take-up", None)
    assert await states(world) == [(1, "suspended"), (2, "current")]
    entry = (await world.record())[-1]
    assert entry["type"] == "agenda_item.taken_up"
    assert [item["id"] for item in entry["payload"]["items"]] == [second, first]
    assert entry["payload"]["items"][0] == taken_up
    assert sorted(entry["payload"]["items"], key=lambda item: item["number"]) == await agenda(world)
    await made(world, f"/agenda-items/{second}/conclude", None)
    await made(world, f"/agenda-items/{first}/conclude", None)
    assert await states(world) == [(1, "concluded"), (2, "concluded")]
    again = await made(world, f"/agenda-items/{first}/take-up", None)
    assert (again["state"], again["concluded_at"]) == ("current", None), "a meeting may come back to an item"


async def test_what_has_not_been_taken_up_is_not_concluded(world: World) -> None:
    (item,) = await items(world, "Membership")
    refused = await world.chair.post(f"/agenda-items/{item}/conclude")
    assert_problem(refused, 409, "item_not_taken_up", "has not been taken up")
    await made(world, f"/agenda-items/{item}/take-up", None)
    await made(world, f"/agenda-items/{item}/conclude", None)
    assert_problem(await world.chair.post(f"/agenda-items/{item}/conclude"), 409, words="already been concluded")


async def test_outside_the_meeting_nothing_is_taken_up(world: World, meeting: str) -> None:
    (item,) = await items(world, "Membership")
    await world.chair.post(f"{meeting}/end")
    assert_problem(await world.chair.post(f"/agenda-items/{item}/take-up"), 409, "meeting_not_in_progress")
    refused = await world.chair.post(f"{meeting}/agenda-items", {"title": "Late"})
    assert_problem(refused, 409, "meeting_ended")


async def test_an_item_is_retitled_and_tied_to_a_question(world: World) -> None:
    (item,) = await items(world, "Membresia")
    question = str(world.question_ids[0])
    body = {"title": "Membership", "question_id": question}
    revised = await world.secretariat.patch(f"/agenda-items/{item}", body)
    assert (revised.json()["title"], revised.json()["question_id"], revised.json()["version"]) == (
        "Membership", question, 2,
    )  # fmt: skip
    retitled = await world.chair.patch(f"/agenda-items/{item}", {"title": "Members"})
    assert retitled.json()["question_id"] == question, "what is left out stays"
    nowhere = {"question_id": str(world.consultation_id)}
    assert_problem(await world.chair.patch(f"/agenda-items/{item}", nowhere), 422, "unknown_question")
    for wrong in ({}, {"title": None}, {"state": "current"}):
        assert_problem(await world.chair.patch(f"/agenda-items/{item}", wrong), 422, "invalid")


async def test_only_the_chair_and_the_secretariat_conduct_the_meeting(world: World, meeting: str) -> None:
    (item,) = await items(world, "Membership")
    for by, status in (("delegate", 403), ("convener", 403), ("observer", 403), ("reader", 401)):
        person = world.people[by]
        assert_problem(await person.post(f"{meeting}/agenda-items", {"title": "Mine"}), status)
        assert_problem(await person.patch(f"/agenda-items/{item}", {"title": "Mine"}), status)
        assert_problem(await person.post(f"/agenda-items/{item}/take-up"), status)
        assert_problem(await person.post(f"{meeting}/notices", {"text": "Hello", "language": "en"}), status)
        assert_problem(await person.post(f"{meeting}/slow-counts", {"matter": "All"}), status)
    assert_problem(
        await world.chair.post(f"/agenda-items/{world.meeting_id}/take-up"), 404, words="no such agenda item"
    )


async def test_a_resend_adds_nothing_twice(world: World, meeting: str) -> None:
    bodies: dict[str, Any] = {
        "agenda-items": {"title": "Membership"},
        "notices": {"text": "Coffee.", "language": "en"},
        "slow-counts": {"matter": "The report"},
    }
    for path, body in bodies.items():
        headers = {"Idempotency-Key": path}
        first, second = [await world.chair.post(f"{meeting}/{path}", body, headers=headers) for _ in range(2)]
        assert (first.status_code, second.status_code, first.json()) == (201, 201, second.json())


async def test_a_notice_is_shown_until_it_is_withdrawn(world: World, meeting: str) -> None:
    early = await made(world, f"{meeting}/notices", {"text": "Coffee at eleven.", "language": "en"})
    notice = await made(world, f"{meeting}/notices", {"text": "نستأنف في الثالثة.", "language": "ar"}, "secretariat")
    page = (await world.reader.get(f"{meeting}/notices?limit=1")).json()
    assert page["items"] == [notice]
    older = (await world.reader.get(f"{meeting}/notices?before={page['next']}")).json()
    assert older["items"] == [early]
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["notice"], entry["seq"]) == ("notice.posted", notice, notice["seq"])
    withdrawn = await made(world, f"/notices/{notice['id']}/withdraw", None)
    assert (withdrawn["text"], withdrawn["withdrawn_at"] is not None) == (None, True)
    assert "نستأنف" not in str(await world.record("chair")), "neither page nor record keeps what was a mistake"
    assert_problem(await world.chair.post(f"/notices/{notice['id']}/withdraw"), 409, "notice_withdrawn")


async def test_a_slow_count_goes_to_six(world: World, meeting: str) -> None:
    (item,) = await items(world, "Adoption of the report")
    body = {"matter": "The draft report", "agenda_item_id": item}
    count = await made(world, f"{meeting}/slow-counts", body)
    assert (count["count"], count["steps"], count["state"], count["agenda_item_id"]) == (1, 6, "running", item)
    for number in range(2, 7):
        count = await made(world, f"/slow-counts/{count['id']}/next", {"count": number})
        assert count["count"] == number
    assert (count["state"], count["ended_at"] is not None) == ("completed", True)
    said = [
        (entry["type"], entry["payload"]["slow_count"]["count"])
        for entry in await world.record()
        if entry["type"].startswith("slow_count")
    ]
    assert said == [
        ("slow_count.started", 1), *[("slow_count.advanced", number) for number in range(2, 6)],
        ("slow_count.completed", 6),
    ]  # fmt: skip
    assert_problem(await world.chair.post(f"/slow-counts/{count['id']}/next", {"count": 2}), 409, "count_completed")
    assert_problem(await world.delegate.post(f"/slow-counts/{count['id']}/stop", {"reason": "No"}), 409)
    page = (await world.reader.get(f"{meeting}/slow-counts")).json()
    assert page["items"] == [count]


async def test_two_clicks_are_one_step(world: World, meeting: str) -> None:
    count = await made(world, f"{meeting}/slow-counts", {"matter": "The draft report"})
    path = f"/slow-counts/{count['id']}/next"
    answers = await asyncio.gather(*(world.people[by].post(path, {"count": 2}) for by in ("chair", "secretariat")))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert_problem(await world.chair.post(path, {"count": 4}), 409, "count_moved_on", "so 3 comes next")
    for wrong in (1, 7):
        assert_problem(await world.chair.post(path, {"count": wrong}), 422)


@pytest.mark.parametrize("by", ["delegate", "person", "advisory", "chair", "secretariat"])
async def test_whoever_may_speak_may_stop_it(world: World, meeting: str, by: str) -> None:
    count = await made(world, f"{meeting}/slow-counts", {"matter": "The draft report"})
    assert_problem(await world.chair.post(f"{meeting}/slow-counts", {"matter": "More"}), 409, "count_running")
    for other, status in (("observer", 403), ("stranger", 403), ("reader", 401)):
        refused = await world.people[other].post(f"/slow-counts/{count['id']}/stop", {"reason": "I object"})
        assert_problem(refused, status)
    stopped = await made(world, f"/slow-counts/{count['id']}/stop", {"reason": "Paragraph 4 is not agreed."}, by)
    assert (stopped["state"], stopped["count"]) == ("stopped", 1)
    assert stopped["stopped"]["reason"] == "Paragraph 4 is not agreed."
    assert stopped["stopped"]["acted_as"]["account_id"] == str(world.people[by].account_id)
    assert_problem(await world.chair.post(f"/slow-counts/{count['id']}/next", {"count": 2}), 409, "count_stopped")
    await made(world, f"{meeting}/slow-counts", {"matter": "The draft report, amended"})


async def test_nothing_is_adopted_outside_the_meeting(world: World, meeting: str) -> None:
    unknown = {"matter": "All", "agenda_item_id": str(world.meeting_id)}
    assert_problem(await world.chair.post(f"{meeting}/slow-counts", unknown), 422, "unknown_agenda_item")
    await world.chair.post(f"{meeting}/end")
    assert_problem(await world.chair.post(f"{meeting}/slow-counts", {"matter": "All"}), 409, "meeting_not_in_progress")


async def test_following_the_record_gives_the_fresh_state(world: World, meeting: str) -> None:
    before = (await world.reader.get(f"{meeting}/agenda")).json()["record_seq"]
    first, second = await items(world, "Membership", "Length")
    for path in (f"{first}/take-up", f"{second}/take-up", f"{second}/conclude", f"{first}/take-up"):
        await made(world, f"/agenda-items/{path}", None)
    notice = await made(world, f"{meeting}/notices", {"text": "Coffee.", "language": "en"})
    await made(world, f"/notices/{notice['id']}/withdraw", None)
    count = await made(world, f"{meeting}/slow-counts", {"matter": "All"})
    await made(world, f"/slow-counts/{count['id']}/next", {"count": 2})
    await made(world, f"/slow-counts/{count['id']}/stop", {"reason": "No"})
    state: dict[str, dict[str, Any]] = {}
    entries = [entry for entry in await world.record() if entry["seq"] > before and not entry["withheld"]]
    for entry in entries * 2:
        payload = entry["payload"]
        for found in (*payload.get("items", ()), payload.get("notice"), payload.get("slow_count")):
            if found:
                state[found["id"]] = found
    notices = (await world.reader.get(f"{meeting}/notices")).json()["items"]
    counts = (await world.reader.get(f"{meeting}/slow-counts")).json()["items"]
    fresh = {found["id"]: found for found in (*await agenda(world), *notices, *counts)}
    assert state == fresh
