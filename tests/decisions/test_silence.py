"""Silence procedures: adopted by nobody's act, broken by a named one, and right at every read."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from app.core import clock
from app.decisions.silence.service import settle_overdue
from tests.decisions.acts import (
    at,
    break_silence,
    listed,
    now_and,
    object_to,
    ok,
    open_call,
    open_silence,
    refused,
)
from tests.world import World

SECOND = timedelta(seconds=1)


async def two_hours(world: World, **more: Any) -> dict[str, Any]:
    return await open_silence(world, deadline=now_and(timedelta(hours=2)), **more)


async def test_72_hours_unless_the_chair_says_otherwise(world: World) -> None:
    silence = await open_silence(world)
    assert at(silence) - clock.now() > timedelta(hours=71, minutes=59)
    assert silence["deadline"].endswith("Z")
    assert silence["matter"] == "Enlarge from 33 to 53 members"
    body = {"text": "The agenda", "language": "en", "deadline": now_and(timedelta(minutes=30))}
    path = f"/consultations/{world.slug}/silence-procedures"
    refused(await world.chair.post(path, body), 422, "deadline_short")
    assert ok(await world.chair.post(path, body | {"short_reason": "The host leaves."}))["short_reason"]
    naive = {"text": "The agenda", "language": "en", "deadline": "2099-01-01T10:00:00"}
    assert "time zone" in refused(await world.chair.post(path, naive), 422)
    in_new_york = body | {"deadline": "2126-01-01T10:00:00-05:00"}
    refused(await world.chair.post(path, in_new_york), 422, "deadline_far")


async def test_unbroken_it_is_adopted_at_the_deadline_though_nothing_ran(world: World) -> None:
    silence = await two_hours(world)
    with clock.frozen(at(silence) - SECOND):
        assert (await listed(world, "silence-procedures"))[0]["state"] == "running"
    with clock.frozen(at(silence)):
        read = (await listed(world, "silence-procedures"))[0]
        assert (read["state"], read["ended_at"], read["ended_seq"]) == ("adopted", silence["deadline"], None)
        refused(await break_silence(world, silence), 409, "silence_adopted")
        later = {"deadline": now_and(timedelta(hours=1)), "reason": "More time"}
        refused(await world.chair.post(f"/silence-procedures/{silence['id']}/extend", later), 409, "silence_adopted")
        before = await world.record()
        await settle_overdue(world.db)
        await settle_overdue(world.db)
        after = await world.record()
        assert [entry["type"] for entry in after[len(before) :]] == ["silence.adopted"]
        assert after[-1]["actor"]["capacity"] == "system"
        settled = (await listed(world, "silence-procedures"))[0]
        assert settled | {"ended_seq": None} == read, "settling changes nothing that was read before"
        assert after[-1]["payload"]["silence"] == settled


async def test_the_first_act_after_the_deadline_settles_it(world: World) -> None:
    silence = await two_hours(world)
    with clock.frozen(at(silence) + SECOND):
        call = await open_call(world)
        types = [entry["type"] for entry in await world.record()][-2:]
        assert types == ["silence.adopted", "consensus_call.opened"]
        ok(await object_to(world, call))


async def test_a_clock_set_back_brings_nothing_back(world: World) -> None:
    silence = await two_hours(world)
    with clock.frozen(at(silence)):
        await settle_overdue(world.db)
    assert (await listed(world, "silence-procedures"))[0]["state"] == "adopted"
    refused(await break_silence(world, silence), 409, "silence_adopted")


async def test_a_named_delegation_breaks_it_at_once_and_everybody_sees_who_and_why(world: World) -> None:
    silence = await two_hours(world)
    for role in ("chair", "observer", "secretariat"):
        refused(await break_silence(world, silence, role), 403)
    refused(await world.delegate.post(f"/silence-procedures/{silence['id']}/break", {"language": "en"}), 422)
    assert ok(await break_silence(world, silence))["state"] == "broken"
    refused(await break_silence(world, silence, "neighbour"), 409, "silence_broken")
    objection = (await listed(world, "objections"))[0]
    assert (objection["silence_id"], objection["reason"]) == (silence["id"], "It goes beyond the mandate.")
    assert objection["acted_as"]["entity"] == "Delegation 1, simulated"
    raised, broken = (await world.record())[-2:]
    assert (raised["type"], raised["payload"]["objection"]) == ("objection.raised", objection)
    assert (broken["type"], broken["payload"]["objection_id"]) == ("silence.broken", objection["id"])
    with clock.frozen(at(silence) + SECOND):
        await settle_overdue(world.db)
        assert (await listed(world, "silence-procedures"))[0]["state"] == "broken"


async def test_extension_and_withdrawal_say_why(world: World) -> None:
    silence = await two_hours(world)
    path = f"/silence-procedures/{silence['id']}"
    earlier = {"deadline": now_and(timedelta(hours=1)), "reason": "Less"}
    refused(await world.chair.post(f"{path}/extend", earlier), 422, "not_an_extension")
    refused(await world.chair.post(f"{path}/extend", {"deadline": now_and(timedelta(hours=3))}), 422)
    longer = {"deadline": now_and(timedelta(hours=3)), "reason": "A holiday in three capitals"}
    extended = ok(await world.chair.post(f"{path}/extend", longer))
    assert extended["deadline"] == longer["deadline"] == extended["extensions"][0]["after"]
    assert extended["extensions"][0]["before"] == silence["deadline"]
    with clock.frozen(at(silence) + SECOND):
        assert (await listed(world, "silence-procedures"))[0]["state"] == "running"
        assert ok(await world.chair.post(f"{path}/withdraw", {"reason": "A new text comes."}))["state"] == "withdrawn"
    with clock.frozen(at(extended) + SECOND):
        assert (await listed(world, "silence-procedures"))[0]["state"] == "withdrawn"


async def test_many_break_it_at_once_and_one_does(world: World) -> None:
    silence = await two_hours(world)
    answers = await asyncio.gather(
        *(break_silence(world, silence, by) for by in ("delegate", "neighbour", "person", "colleague"))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert len(await listed(world, "objections")) == 1


@pytest.mark.parametrize("offset", [-SECOND, timedelta(0)])
async def test_breaking_and_settling_at_the_deadline(world: World, offset: timedelta) -> None:
    """One of both, never both, and never neither."""
    silence = await two_hours(world)
    with clock.frozen(at(silence) + offset):
        breaking = asyncio.create_task(break_silence(world, silence))
        await asyncio.gather(breaking, *(settle_overdue(world.db) for _ in range(3)))
        answer = breaking.result()
        types = [entry["type"] for entry in await world.record() if entry["subject_id"] == silence["id"]]
        state = (await listed(world, "silence-procedures"))[0]["state"]
    expected = ("broken", 200) if offset else ("adopted", 409)
    assert (state, answer.status_code) == expected
    assert types == ["silence.opened", f"silence.{state}"]


async def test_it_can_be_broken_after_its_round_has_closed(world: World) -> None:
    silence = await two_hours(world)
    for round_id in world.round_ids[:2]:
        ok(await world.chair.post(f"/rounds/{round_id}/close", {"reason": "As scheduled"}))
    assert ok(await break_silence(world, silence))["state"] == "broken"
