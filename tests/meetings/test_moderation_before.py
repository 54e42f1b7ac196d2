"""Moderated before: nothing is delivered by any channel until it is approved, and its author knows where it stands."""

import asyncio
from typing import Any

import pytest

from tests.problems import assert_problem
from tests.world import World

SECRET = "Nobody may read this yet"


@pytest.fixture
async def moderated(world: World) -> World:
    await configure(world, "before")
    return world


async def configure(world: World, when: str) -> None:
    done = await world.chair.patch(f"/meetings/{world.meeting_id}", {"comment_moderation": when, "reason": "Too fast"})
    assert done.status_code == 200, done.text
    assert done.json()["comment_moderation"] == when


async def listed(world: World, by: str = "reader", state: str = "posted") -> list[dict[str, Any]]:
    found = await world.people[by].get(f"/meetings/{world.meeting_id}/comments?state={state}")
    assert found.status_code == 200, found.text
    items: list[dict[str, Any]] = found.json()["items"]
    return items


async def decide(world: World, action: str, comment_id: str, by: str = "chair", **more: Any) -> Any:
    body = {"subject_type": "comment", "subject_id": comment_id, "action": action, **more}
    return await world.people[by].post("/moderation/decisions", body)


async def test_the_switch_is_in_the_record_with_its_reason(moderated: World) -> None:
    entry = (await moderated.record())[-1]
    assert (entry["type"], entry["payload"]["reason"]) == ("meeting.configured", "Too fast")
    assert entry["payload"]["meeting"]["comment_moderation"] == "before"


async def test_a_held_comment_is_delivered_to_nobody(moderated: World) -> None:
    held = await moderated.post_comment(SECRET)
    assert held["state"] == "held"
    for by in ("reader", "neighbour", "colleague", "convener", "delegate"):
        assert await listed(moderated, by) == []
    for by in ("reader", "neighbour", "colleague"):
        assert (await moderated.people[by].get(f"/comments/{held['id']}")).status_code == 404
        assert SECRET not in str(await moderated.record(by))
        export = await moderated.people[by].get(f"/consultations/{moderated.slug}/record/export")
        assert SECRET.encode() not in export.content
    for by in ("neighbour", "colleague"):
        assert await listed(moderated, by, "held") == []
    assert (await moderated.record())[-1]["subject_id"] == held["id"], "so that its author's page can look after it"


async def test_its_author_and_the_moderators_see_it(moderated: World) -> None:
    held = await moderated.post_comment(SECRET)
    other = await moderated.post_comment("Another", by="neighbour")
    assert await listed(moderated, "delegate", "held") == [held]
    assert (await moderated.delegate.get(f"/comments/{held['id']}")).json() == held
    for by in ("chair", "secretariat"):
        assert await listed(moderated, by, "held") == [other, held]
    entry = (await moderated.record("chair"))[-2]
    assert (entry["type"], entry["payload"]["comment"]) == ("comment.held", held)
    assert_problem(await moderated.reader.get(f"/meetings/{moderated.meeting_id}/comments?state=held"), 401)


async def test_approved_it_takes_its_place_in_the_list_now(moderated: World) -> None:
    held = await moderated.post_comment("Held first")
    await configure(moderated, "after")
    between = await moderated.post_comment("Posted meanwhile")
    decided = await decide(moderated, "approve", held["id"])
    assert decided.status_code == 201, decided.text
    assert decided.json()["reason"] is None
    approved, earlier = await listed(moderated)
    assert earlier == between
    assert approved == held | {"state": "posted", "seq": decided.json()["seq"]}
    entry = (await moderated.record())[-1]
    assert (entry["type"], entry["seq"], entry["payload"]["comment"]) == ("comment.approved", approved["seq"], approved)
    assert await listed(moderated, "chair", "held") == []


async def test_refused_its_author_reads_why_and_nobody_else_reads_it(moderated: World) -> None:
    held = await moderated.post_comment(SECRET)
    assert_problem(await decide(moderated, "refuse", held["id"]), 422, "invalid", "say why")
    assert (await decide(moderated, "refuse", held["id"], reason="Off the subject")).status_code == 201
    mine = (await moderated.delegate.get(f"/comments/{held['id']}")).json()
    assert (mine["state"], mine["refusal"]["reason"], mine["text"]) == ("refused", "Off the subject", SECRET)
    assert await listed(moderated, "delegate", "refused") == [mine]
    for by in ("reader", "neighbour"):
        assert (await moderated.people[by].get(f"/comments/{held['id']}")).status_code == 404
        assert SECRET not in str(await moderated.record(by))
    assert await listed(moderated) == []


async def test_a_decision_is_taken_once(moderated: World) -> None:
    held = await moderated.post_comment()
    answers = await asyncio.gather(*(decide(moderated, "approve", held["id"], by) for by in ("chair", "secretariat")))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    assert_problem(await decide(moderated, "refuse", held["id"], reason="Late"), 409, "not_held")
    assert len(await listed(moderated)) == 1


async def test_what_is_held_is_neither_hidden_nor_answered(moderated: World) -> None:
    held = await moderated.post_comment()
    assert_problem(await decide(moderated, "hide", held["id"], reason="x"), 409, "not_delivered")
    reply = {"text": "I disagree.", "language": "en", "reply_to": held["id"]}
    by_another = await moderated.neighbour.post(f"/meetings/{moderated.meeting_id}/comments", reply)
    assert_problem(by_another, 422, "unknown_comment")
    by_author = await moderated.delegate.post(f"/meetings/{moderated.meeting_id}/comments", reply)
    assert_problem(by_author, 409, "comment_not_shown")


async def test_approved_it_can_be_hidden_and_restored_like_any_other(moderated: World) -> None:
    held = await moderated.post_comment(SECRET)
    await decide(moderated, "approve", held["id"])
    await moderated.moderate("hide", "comment", held["id"])
    assert (await listed(moderated))[0]["text"] is None
    assert SECRET not in str(await moderated.record("chair"))
    await moderated.moderate("restore", "comment", held["id"])
    assert (await listed(moderated))[0]["text"] == SECRET


async def test_who_may_not_moderate_learns_nothing_by_trying(moderated: World) -> None:
    held = await moderated.post_comment()
    for by in ("stranger", "neighbour", "observer"):
        assert_problem(await decide(moderated, "approve", held["id"], by), 404)


async def test_only_comments_are_ever_held(world: World) -> None:
    contribution = await world.file()
    body = {"subject_type": "contribution", "subject_id": contribution["id"], "action": "approve"}
    assert_problem(await world.chair.post("/moderation/decisions", body), 409, "not_held")
