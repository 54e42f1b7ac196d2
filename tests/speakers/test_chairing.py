"""The chair's acts over HTTP: each changes the floor, leaves one entry, and is refused in words when it is not now."""

import asyncio
from typing import Any

import pytest
from asgi_lifespan import LifespanManager
from httpx import ASGITransport, AsyncClient

from app.config import Settings
from app.core import clock
from app.main import create_app
from tests.problems import assert_problem
from tests.speakers.floors import At, FloorClient, without_clock
from tests.world import Person, World


async def three(floor: FloorClient) -> tuple[str, str, str]:
    """A government, a network and an academic wait."""
    return await floor.asks(), await floor.asks("neighbour"), await floor.asks("person")


async def test_a_turn_from_call_to_finish(floor: FloorClient, at: At) -> None:
    speaker, _, _ = await three(floor)
    with clock.frozen(at(0)):
        assert (await floor.does("call-next"))["id"] == speaker
        assert_problem(await floor.attempt("finish", speaker), 409, "speaker_called")
        started = await floor.does("start", speaker)
    assert (started["state"], started["running_since"]) == ("speaking", clock.iso(at(0)))
    assert (started["limit_seconds"], started["spoken_seconds"]) == (180, 0)
    with clock.frozen(at(61)):
        paused = await floor.does("pause", speaker)
    assert (paused["state"], paused["spoken_seconds"], paused["running_since"]) == ("paused", 61, None)
    with clock.frozen(at(100)):
        await floor.does("resume", speaker)
    with clock.frozen(at(130)):
        finished = await floor.does("finish", speaker)
    assert (finished["state"], finished["spoken_seconds"], len(finished["intervals"])) == ("finished", 91, 2)
    assert_problem(await floor.attempt("finish", speaker), 409, "speaker_finished", "has finished")
    types = [entry["type"] for entry in await floor.world.record()][-6:]
    assert types == [
        "speaker.inscribed", "speaker.called", "speaker.started", "speaker.paused", "speaker.resumed",
        "speaker.finished",
    ]  # fmt: skip


async def test_only_the_chair_and_the_secretariat_manage_the_floor(floor: FloorClient) -> None:
    speaker = await floor.asks()
    for by, status in (("delegate", 403), ("convener", 403), ("observer", 403), ("stranger", 403), ("reader", 401)):
        for act in ("call", "start", "pause", "resume", "finish", "miss"):
            assert_problem(await floor.attempt(act, speaker, by), status)
        for act in ("open", "close", "reopen", "conclude", "undo", "call-next"):
            assert_problem(await floor.on_list(act, by), status)
        assert_problem(await floor.on_list("reorder", by, {"speaker_id": speaker}), status)
        assert_problem(await floor.attempt("decide", speaker, by, {"decision": "upheld"}), status)
    assert (await floor.attempt("call", speaker, "secretariat")).status_code == 200


async def test_two_chairs_call_at_the_same_moment(floor: FloorClient) -> None:
    """One is called; the other chair is told that somebody has been."""
    await three(floor)
    answers = await asyncio.gather(*(floor.on_list("call-next", by) for by in ("chair", "secretariat")))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert_problem(refused, 409, "somebody_called", "Delegation 1, simulated has been called")
    assert [s["state"] for s in (await floor.state())["speakers"]] == ["called", "waiting", "waiting"]


async def test_two_chairs_finish_at_the_same_moment(floor: FloorClient) -> None:
    speaker = await floor.asks()
    await floor.speaks(speaker)
    answers = await asyncio.gather(*(floor.attempt("finish", speaker, by) for by in ("chair", "secretariat")))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    meeting = floor.world.meeting_id
    assert len((await floor.world.reader.get(f"/meetings/{meeting}/interventions")).json()["items"]) == 1


async def test_one_speaks_at_a_time_and_the_next_may_be_called_meanwhile(floor: FloorClient) -> None:
    first, second, third = await three(floor)
    await floor.speaks(first)
    await floor.does("call", second)
    assert_problem(await floor.attempt("call", third), 409, "somebody_called")
    assert_problem(await floor.attempt("start", second), 409, "floor_taken", "Delegation 1, simulated has the floor")
    await floor.does("pause", first)
    assert_problem(await floor.attempt("start", second), 409, "floor_taken", "paused")
    await floor.does("finish", first)
    await floor.does("start", second)


async def test_missed_and_called_back(floor: FloorClient) -> None:
    first, _, _ = await three(floor)
    assert_problem(await floor.attempt("miss", first), 409, "speaker_waiting")
    await floor.does("call", first)
    missed = await floor.does("miss", first)
    assert (missed["state"], missed["missed_because"]) == ("missed", "absent")
    undone = await floor.does("undo")
    assert undone["undo"]["act"] == "call"
    assert (await floor.speaker(first))["state"] == "called"
    await floor.does("undo")
    assert (await floor.waiting())[0] == first
    assert_problem(await floor.on_list("undo"), 409, "nothing_to_undo")


async def test_a_point_of_order_interrupts_and_gives_the_floor_back(floor: FloorClient, at: At) -> None:
    speaker, other, _ = await three(floor)
    with clock.frozen(at(0)):
        await floor.speaks(speaker)
        point = await floor.asks("neighbour", kind="point_of_order")
        assert_problem(await floor.attempt("call", other), 409, "point_of_order_first")
    with clock.frozen(at(20)):
        await floor.speaks(point)
        interrupted = await floor.speaker(speaker)
        assert (interrupted["state"], interrupted["interrupted"], interrupted["spoken_seconds"]) == ("paused", True, 20)
        assert_problem(await floor.attempt("finish", point), 409, "decision_needed")
        assert_problem(await floor.attempt("resume", speaker), 409, "point_of_order_first")
    with clock.frozen(at(50)):
        decided = await floor.does("decide", point, {"decision": "dismissed", "reason": "It treats the substance."})
    assert decided["ruling"] == {
        "decision": "dismissed", "reason": "It treats the substance.", "at": clock.iso(at(50)),
    }  # fmt: skip
    assert (decided["state"], decided["spoken_seconds"]) == ("finished", 30)
    back = await floor.speaker(speaker)
    assert (back["state"], back["running_since"]) == ("speaking", clock.iso(at(50)))
    entry = await floor.last_entry()
    assert (entry["type"], [s["id"] for s in entry["payload"]["speakers"]]) == (
        "point_of_order.decided", [point, speaker],
    )  # fmt: skip
    assert_problem(await floor.attempt("decide", point, body={"decision": "upheld"}), 409, "speaker_finished")
    assert_problem(await floor.attempt("decide", other, body={"decision": "upheld"}), 409, "no_point_of_order")


async def test_a_point_of_order_can_be_decided_without_being_heard(floor: FloorClient) -> None:
    speaker = await floor.asks()
    await floor.speaks(speaker)
    point = await floor.asks("neighbour", kind="point_of_order")
    await floor.does("decide", point, {"decision": "answered"})
    assert (await floor.speaker(speaker))["state"] == "speaking"
    assert (await floor.last_entry())["payload"]["intervention"] is None


async def test_a_question_to_the_speaker(floor: FloorClient) -> None:
    assert_problem(await floor.ask("neighbour", kind="question"), 409, "nobody_to_ask")
    speaker, other, _ = await three(floor)
    await floor.speaks(speaker)
    assert_problem(await floor.ask("delegate", kind="question"), 409, "nobody_to_ask", "You have the floor yourself")
    assert_problem(await floor.ask("person", kind="question", refers_to=other), 409, "nobody_to_ask")
    question = await floor.asks("person", kind="question")
    assert (await floor.speaker(question))["refers_to"] == speaker
    assert (await floor.state())["speakers_list"]["proposal"]["reason"] == "question"
    await floor.speaks(question)
    assert (await floor.speaker(speaker))["interrupted"]
    await floor.does("finish", question)
    assert (await floor.speaker(speaker))["state"] == "speaking"


async def test_reorder_and_undo(floor: FloorClient) -> None:
    first, second, third = await three(floor)
    moved = await floor.does("reorder", body={"speaker_id": third, "before_id": first})
    assert await floor.waiting() == [third, first, second]
    assert moved["undo"] == {"act": "reorder", "speaker_ids": [third]}
    assert len((await floor.last_entry())["payload"]["speakers"]) == 1, "moving one changes one"
    await floor.does("reorder", body={"speaker_id": third})
    assert await floor.waiting() == [first, second, third]
    repeated = {"speaker_id": third, "before_id": None}
    assert_problem(await floor.on_list("reorder", body=repeated), 409, "already_there")
    await floor.does("undo")
    assert await floor.waiting() == [third, first, second]
    await floor.does("undo")
    assert await floor.waiting() == [first, second, third]
    await floor.speaks(first)
    assert_problem(await floor.on_list("reorder", body={"speaker_id": first}), 409, "not_waiting")


async def test_finish_and_undo(floor: FloorClient, world: World) -> None:
    speaker, other, _ = await three(floor)
    await floor.speaks(speaker)
    await floor.does("finish", speaker)
    spoken = (await floor.speaker(speaker))["intervals"]
    await floor.does("undo")
    back = await floor.speaker(speaker)
    assert (back["state"], back["intervals"]) == ("paused", spoken)
    entry = await floor.last_entry()
    assert (entry["type"], entry["payload"]["intervention"]["ended_at"]) == ("speakers.undone", None)
    await floor.does("resume", speaker)
    await floor.does("finish", speaker)
    page = (await world.reader.get(f"/meetings/{world.meeting_id}/interventions")).json()
    assert len(page["items"]) == 1
    assert len(page["items"][0]["intervals"]) == 2
    await floor.speaks(other)
    assert (await floor.state())["speakers_list"]["undo"]["act"] == "finish"
    assert_problem(await floor.on_list("undo"), 409, "floor_taken", "Network 2, simulated has the floor")


async def test_concluding_for_lack_of_time(floor: FloorClient) -> None:
    first, second, third = await three(floor)
    await floor.speaks(first)
    await floor.does("call", second)
    concluded = await floor.does("conclude")
    assert concluded["state"] == "closed"
    states = {s["id"]: (s["state"], s["missed_because"]) for s in (await floor.state())["speakers"]}
    assert states == {
        first: ("speaking", None), second: ("missed", "lack_of_time"), third: ("missed", "lack_of_time"),
    }  # fmt: skip
    assert_problem(await floor.on_list("conclude"), 409, "nobody_waiting")
    reopened = await floor.does("undo")
    assert (reopened["state"], reopened["closed_at"]) == ("open", None)
    assert (await floor.speaker(second))["state"] == "called"
    assert await floor.waiting() == [third]


async def test_settings_change_in_part(floor: FloorClient) -> None:
    speaker, other, _ = await three(floor)
    await floor.speaks(speaker)
    settings = (await floor.configure(limits={"individual": 120}, group_budget_seconds={"government": 100}))["settings"]
    assert settings["limits"] == {
        "group": 300, "individual": 120, "point_of_order": 120, "right_of_reply": 180, "question": 60,
    }  # fmt: skip
    assert (await floor.speaker(speaker))["limit_seconds"] == 180, "who has begun keeps the limit they began with"
    settings = (await floor.configure(delegation_budget_seconds=600))["settings"]
    assert (settings["group_budget_seconds"], settings["limits"]["individual"]) == ({"government": 100}, 120)
    assert (await floor.configure(delegation_budget_seconds=None))["settings"]["delegation_budget_seconds"] is None
    await floor.configure(precedence="members_first")
    await floor.does("finish", speaker)
    await floor.speaks(other)
    assert (await floor.speaker(other))["limit_seconds"] == 120
    path = f"/meetings/{floor.world.meeting_id}/speakers/settings"
    for wrong in ({"limits": {"individual": 1}}, {"group_budget_seconds": {"martians": 60}}, {"precedence": "mine"}):
        assert_problem(await floor.world.chair.patch(path, wrong), 422, "invalid")
    assert_problem(await floor.world.delegate.patch(path, {}), 403)


async def test_one_speaker_is_given_more_time(floor: FloorClient, world: World) -> None:
    speaker = await floor.asks()
    await floor.speaks(speaker)
    amended = await world.chair.patch(f"/speakers/{speaker}", {"limit_seconds": 420, "remote": True})
    assert (amended.json()["limit_seconds"], amended.json()["remote"]) == (420, True)
    assert (await floor.state())["speakers_list"]["clock"]["limit"]["seconds"] == 420
    assert_problem(await world.delegate.patch(f"/speakers/{speaker}", {"limit_seconds": 420}), 403)
    assert_problem(await world.chair.patch(f"/speakers/{speaker}", {}), 422)
    await floor.does("finish", speaker)
    assert_problem(await world.chair.patch(f"/speakers/{speaker}", {"limit_seconds": 420}), 409, "speaker_finished")


async def test_the_clock_is_said_in_instants(floor: FloorClient, at: At) -> None:
    await floor.configure(group_budget_seconds={"government": 60}, warning_seconds=20)
    speaker = await floor.asks()
    with clock.frozen(at(0)):
        await floor.speaks(speaker)
        state = (await floor.state())["speakers_list"]
    assert state["clock"]["limit"] == {
        "seconds": 180, "spoken_seconds": 0,
        "warns_at": clock.iso(at(160)), "ends_at": clock.iso(at(180)),
    }  # fmt: skip
    (budget,) = state["clock"]["budgets"]
    assert (budget["scope"], budget["key"], budget["ends_at"]) == (
        "group", "government", clock.iso(at(60)),
    )  # fmt: skip
    assert state["warnings"] == []
    with clock.frozen(at(45)):
        await floor.does("pause", speaker)
    (warning,) = (await floor.state())["speakers_list"]["warnings"]
    assert (warning["key"], warning["spent"], warning["spoken_seconds"]) == ("government", False, 45)
    with clock.frozen(at(60)):
        await floor.does("resume", speaker)
    with clock.frozen(at(90)):
        await floor.does("finish", speaker)
    assert (await floor.state())["speakers_list"]["warnings"] == [], "nobody of that group is on the list any more"
    await floor.asks("colleague")
    (warning,) = (await floor.state())["speakers_list"]["warnings"]
    assert (warning["spent"], warning["spoken_seconds"]) == (True, 75)


async def test_a_meeting_that_ends_ends_the_time_of_whoever_speaks(floor: FloorClient, world: World, at: At) -> None:
    speaker, waiting, _ = await three(floor)
    with clock.frozen(at(0)):
        await floor.speaks(speaker)
    with clock.frozen(at(40)):
        await world.chair.post(f"/meetings/{world.meeting_id}/end")
    with clock.frozen(at(1200)):
        for act in ("call", "start"):
            assert_problem(await floor.attempt(act, waiting), 409, "meeting_not_in_progress")
        assert (await floor.does("finish", speaker))["spoken_seconds"] == 40


async def test_the_proposal_says_why(floor: FloorClient) -> None:
    speaker, colleague = await floor.asks(), await floor.asks("colleague")
    neighbour = await floor.asks("neighbour")
    state = (await floor.state())["speakers_list"]
    assert state["proposal"]["speaker_id"] == speaker
    await floor.speaks(speaker)
    proposal = (await floor.state())["speakers_list"]["proposal"]
    assert (proposal["speaker_id"], proposal["reason"]) == (neighbour, "other_group")
    assert proposal["sentence"] == (
        "Network 2, simulated (civil society) before Delegation 1, simulated, "
        "because the last speaker was also from government."
    )
    assert proposal["facts"]["other_group"] == "government"
    await floor.does("call", colleague)
    assert (await floor.state())["speakers_list"]["proposal"]["reason"] == "only_one", "the chair decides"


async def test_statistics(floor: FloorClient, at: At) -> None:
    first, second, _ = await three(floor)
    with clock.frozen(at(0)):
        await floor.speaks(first)
    with clock.frozen(at(90)):
        await floor.does("finish", first)
        await floor.speaks(second)
    with clock.frozen(at(120)):
        await floor.does("finish", second)
    statistics = (await floor.state())["statistics"]
    assert [(s["key"], s["turns"], s["seconds"], s["waiting"]) for s in statistics["by_group"]] == [
        ("government", 1, 90, 0), ("civil_society", 1, 30, 0), ("academic_community", 0, 0, 1),
    ]  # fmt: skip
    assert [s["key"] for s in statistics["by_region"]] == ["african", "weog", "asia_pacific"]
    assert [(s["key"], s["persons"]) for s in statistics["by_first_time"]] == [("first_time", 2)]
    assert statistics["by_gender"] is None


async def test_only_open_leaves_out_who_has_spoken(floor: FloorClient, world: World) -> None:
    first, second, third = await three(floor)
    await floor.speaks(first)
    await floor.does("finish", first)
    page = await world.reader.get(f"/meetings/{world.meeting_id}/speakers?only_open=true")
    assert [s["id"] for s in page.json()["speakers"]] == [second, third]


async def test_hidden_is_404(floor: FloorClient, world: World) -> None:
    speaker = await floor.asks()
    async with world.db.write() as session:
        from app.consultations.models import Consultation

        (await session.get_one(Consultation, world.consultation_id)).visibility = "participants"
    for by in ("reader", "stranger"):
        shown = await world.people[by].get(f"/meetings/{world.meeting_id}/speakers")
        assert_problem(shown, 404, "not_found", "There is no such meeting")
    assert_problem(await floor.attempt("withdraw", speaker, "stranger"), 404, "not_found", "no such speaker")
    async with world.db.write() as session:
        (await session.get_one(Consultation, world.consultation_id)).visibility = "public"


@pytest.mark.parametrize("moment", ["waiting", "called", "speaking", "interrupted", "paused"])
async def test_a_restart_changes_nothing(floor: FloorClient, world: World, settings: Settings, moment: str) -> None:
    """A new process on the same database shows the same floor, to the microsecond, and can go on from there."""
    first, second, _ = await three(floor)
    await floor.does("reorder", body={"speaker_id": second, "before_id": first})
    if moment != "waiting":
        await floor.does("call", first)
    if moment in {"speaking", "interrupted", "paused"}:
        await floor.does("start", first)
    if moment == "interrupted":
        await floor.speaks(await floor.asks("neighbour", kind="point_of_order"))
    if moment == "paused":
        await floor.does("pause", first)
    before = {by: without_clock(await floor.state(by)) for by in ("reader", "chair")}
    application = create_app(settings)
    async with LifespanManager(application):
        transport = ASGITransport(application, raise_app_exceptions=False)
        async with AsyncClient(transport=transport, base_url="http://test") as client:
            people = {by: Person(client, person.token, person.account_id) for by, person in world.people.items()}
            there = FloorClient(_elsewhere(world, people))
            assert {by: without_clock(await there.state(by)) for by in ("reader", "chair")} == before
            if moment == "waiting":
                await there.does("undo")
            else:
                act = {"called": "start", "speaking": "pause", "paused": "resume"}.get(moment, "finish")
                await there.does(act, first)


def _elsewhere(world: World, people: dict[str, Any]) -> World:
    from dataclasses import replace

    return replace(world, people=people)
