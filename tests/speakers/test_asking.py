"""Asking for the floor over HTTP: who may, when, and for whom."""

import asyncio
from typing import Any

from tests.problems import assert_problem
from tests.speakers.floors import FloorClient
from tests.world import World


async def test_an_inscription_is_on_the_list_and_in_the_record(floor: FloorClient, world: World) -> None:
    asked = await floor.ask(remote=True, on_behalf_of="the African Group")
    assert asked.status_code == 201, asked.text
    speaker = asked.json()
    assert speaker["state"] == "waiting"
    assert (speaker["number"], speaker["remote"], speaker["on_behalf_of"]) == (1, True, "the African Group")
    assert speaker["acted_as"]["entity"] == "Delegation 1, simulated"
    assert (await floor.state())["speakers"] == [speaker]
    entry = await floor.last_entry()
    assert (entry["type"], entry["subject_id"]) == ("speaker.inscribed", speaker["id"])
    assert entry["payload"]["speakers"] == [speaker]
    assert entry["actor"]["account_id"] == str(world.delegate.account_id)


async def test_before_the_meeting_and_before_the_list_opens(world: World) -> None:
    floor = FloorClient(world)
    refused = await floor.ask()
    assert_problem(refused, 409, "list_not_open", "not open yet")
    await world.chair.post(f"/meetings/{world.meeting_id}/end")
    assert_problem(await floor.ask(), 409, "meeting_ended")
    scheduled = await world.chair.post(
        f"/consultations/{world.slug}/meetings",
        {
            "round_id": str(world.round_ids[1]),
            "title": "Second meeting",
            "scheduled_starts_at": "2030-01-01T10:00:00Z",
            "scheduled_ends_at": "2030-01-01T13:00:00Z",
        },
    )
    world.meeting_id = scheduled.json()["id"]
    await floor.does("open")
    early = await floor.asks()
    assert_problem(await floor.ask(kind="point_of_order"), 409, "meeting_not_in_progress")
    assert_problem(await floor.attempt("call", early), 409, "meeting_not_in_progress")
    assert (await world.chair.post(f"/meetings/{world.meeting_id}/start")).status_code == 200
    await floor.speaks(early)


async def test_one_open_inscription_per_person_and_kind(floor: FloorClient) -> None:
    first = await floor.asks()
    assert_problem(await floor.ask(), 409, "already_inscribed", "Delegation 1, simulated is already on the list")
    await floor.asks(kind="point_of_order")
    await floor.asks("colleague")
    await floor.does("withdraw", first)
    await floor.asks()


async def test_the_same_person_at_the_same_moment_is_on_the_list_once(floor: FloorClient) -> None:
    answers = await asyncio.gather(*(floor.ask() for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
    assert len((await floor.state())["speakers"]) == 1


async def test_everybody_at_the_same_moment_is_on_the_list_once(floor: FloorClient) -> None:
    people = ("delegate", "colleague", "neighbour", "person", "advisory")
    answers = await asyncio.gather(*(floor.ask(by) for by in people))
    assert {answer.status_code for answer in answers} == {201}
    assert [s["number"] for s in (await floor.state())["speakers"]] == [1, 2, 3, 4, 5]


async def test_a_resend_with_the_same_key_asks_once(floor: FloorClient, world: World) -> None:
    path, headers = f"/meetings/{world.meeting_id}/speakers", {"Idempotency-Key": "one"}
    first, second = [await world.delegate.post(path, {}, headers=headers) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert len((await floor.state())["speakers"]) == 1


async def test_who_may_ask(floor: FloorClient) -> None:
    for by in ("delegate", "neighbour", "person", "advisory"):
        await floor.asks(by)
    assert_problem(await floor.ask("observer"), 403, "not_permitted", "As observer you may not ask for the floor")
    assert_problem(await floor.ask("chair"), 403, "not_permitted")
    assert_problem(await floor.ask("stranger"), 403, "not_permitted")
    assert_problem(await floor.ask("reader"), 401, "not_signed_in")


async def test_in_a_closed_round_nobody_asks(floor: FloorClient, world: World) -> None:
    await world.chair.post(f"/rounds/{world.round_ids[1]}/close", {"reason": "Done"})
    assert_problem(await floor.ask(), 409, "round_closed", "you cannot ask for the floor now")


async def test_a_closed_list_takes_points_of_order_and_rights_of_reply_only(floor: FloorClient) -> None:
    speaking = await floor.asks()
    await floor.speaks(speaking)
    assert_problem(await floor.ask("neighbour", kind="right_of_reply"), 409, "list_not_closed")
    await floor.does("close")
    assert_problem(await floor.ask("neighbour"), 409, "list_closed", "only points of order and rights of reply")
    assert_problem(await floor.ask("neighbour", kind="question"), 409, "list_closed")
    reply = await floor.asks("neighbour", kind="right_of_reply", refers_to=speaking)
    await floor.asks("neighbour", kind="point_of_order")
    assert (await floor.speaker(reply))["refers_to"] == speaking
    await floor.does("reopen")
    await floor.asks("neighbour")


async def test_opening_closing_and_reopening_in_the_wrong_order(floor: FloorClient) -> None:
    assert_problem(await floor.on_list("open"), 409, "list_opened")
    assert_problem(await floor.on_list("reopen"), 409, "list_not_closed")
    closed = await floor.does("close")
    assert closed["closed_at"] is not None
    assert_problem(await floor.on_list("close"), 409, "list_not_open")
    assert_problem(await floor.on_list("open"), 409, "list_opened", "reopen")
    assert (await floor.does("reopen"))["closed_at"] is None


GUEST: dict[str, Any] = {"name": "Guest 1, simulated", "organization": "Club 5, simulated", "group": "private_sector"}


async def test_the_secretariat_inscribes_guests(floor: FloorClient) -> None:
    guest = await floor.asks("secretariat", guest=GUEST | {"first_time": True}, gender="woman", protocol_rank=2)
    speaker = await floor.speaker(guest)
    assert speaker["acted_as"] == {
        "account_id": None,
        "name": "Guest 1, simulated",
        "capacity": "guest",
        "delegation_id": None,
        "entity": "Club 5, simulated",
        "group": "private_sector",
        "region": None,
    }
    assert (speaker["first_time"], speaker["protocol_rank"]) == (True, 2)
    entry = await floor.last_entry()
    assert (entry["actor"]["capacity"], entry["payload"]["acted_as"]["capacity"]) == ("secretariat", "secretariat")
    again = GUEST | {"name": "guest 1,  SIMULATED"}
    assert_problem(await floor.ask("secretariat", guest=again), 409, "already_inscribed")
    await floor.asks("secretariat", guest=GUEST | {"name": "Guest 2, simulated"})
    for by in ("delegate", "observer"):
        assert_problem(await floor.ask(by, guest=GUEST), 403, "not_permitted")
    await floor.speaks(guest)
    await floor.does("finish", guest)
    await floor.asks("secretariat", guest=GUEST | {"first_time": True})
    assert not (await floor.state())["speakers"][-1]["first_time"], "they have spoken now"


async def test_the_secretariat_inscribes_participants_who_raise_their_hand(floor: FloorClient, world: World) -> None:
    mine = (await world.delegate.get("/me")).json()["capacities"][0]["id"]
    speaker = await floor.asks("secretariat", capacity_id=mine)
    found = await floor.speaker(speaker)
    assert found["acted_as"]["account_id"] == str(world.delegate.account_id)
    assert_problem(await floor.ask(), 409, "already_inscribed")
    observers = (await world.observer.get("/me")).json()["capacities"][0]["id"]
    assert_problem(await floor.ask("secretariat", capacity_id=observers), 403, "not_permitted", "observer")
    assert_problem(await floor.ask("secretariat", capacity_id=str(world.meeting_id)), 422, "unknown_capacity")
    assert_problem(await floor.ask("delegate", capacity_id=mine), 403, "not_permitted")
    assert_problem(await floor.ask("secretariat", capacity_id=mine, guest=GUEST), 422, "invalid")


async def test_ranks_are_not_ones_own_to_give(floor: FloorClient) -> None:
    assert_problem(await floor.ask(protocol_rank=1), 403, "not_permitted", "Ranks")


async def test_what_is_named_must_exist(floor: FloorClient, world: World) -> None:
    nowhere = str(world.consultation_id)
    assert_problem(await floor.ask(agenda_item_id=nowhere), 422, "unknown_agenda_item")
    await floor.does("close")
    assert_problem(await floor.ask(kind="right_of_reply", refers_to=nowhere), 422, "unknown_speaker")
    assert_problem(await floor.ask(kind="point_of_order", refers_to=nowhere), 422, "invalid")
    assert_problem(await floor.attempt("call", nowhere), 404, "not_found")
    assert_problem(await floor.on_list("reorder", body={"speaker_id": nowhere}), 404, "not_found")


async def test_withdrawing(floor: FloorClient) -> None:
    mine, theirs = await floor.asks(), await floor.asks("neighbour")
    assert_problem(await floor.attempt("withdraw", mine, "neighbour"), 403, "not_permitted")
    assert_problem(await floor.attempt("withdraw", mine, "stranger"), 403, "not_permitted")
    assert_problem(await floor.attempt("withdraw", mine, "reader"), 401)
    withdrawn = await floor.attempt("withdraw", mine, "colleague")
    assert withdrawn.json()["state"] == "withdrawn", "a delegation looks after its own"
    assert (await floor.last_entry())["payload"]["acted_as"]["capacity"] == "delegate"
    assert_problem(await floor.attempt("withdraw", mine), 409, "speaker_withdrawn")
    assert (await floor.state())["speakers_list"]["undo"] is None, "what people withdraw themselves stays withdrawn"
    await floor.does("withdraw", theirs)
    assert (await floor.does("undo"))["undo"] is None
    assert (await floor.speaker(theirs))["state"] == "waiting"
    await floor.speaks(theirs)
    assert_problem(await floor.attempt("withdraw", theirs, "neighbour"), 409, "speaker_speaking")


async def test_the_first_time_is_the_first_time_in_the_consultation(floor: FloorClient) -> None:
    first = await floor.asks()
    assert (await floor.speaker(first))["first_time"]
    await floor.speaks(first)
    await floor.does("finish", first)
    assert not (await floor.speaker(await floor.asks()))["first_time"]
    assert (await floor.speaker(await floor.asks("colleague")))["first_time"], "people, not delegations"


async def test_gender_is_in_the_officers_statistics_and_nowhere_else(floor: FloorClient, world: World) -> None:
    speaker = await floor.asks(gender="woman")
    await floor.speaks(speaker)
    await floor.does("finish", speaker)
    for by in ("reader", "delegate", "observer", "convener"):
        assert "woman" not in str(await floor.state(by))
        assert "woman" not in str(await world.record(by))
    for by in ("chair", "secretariat"):
        shares = (await floor.state(by))["statistics"]["by_gender"]
        assert [(share["key"], share["turns"]) for share in shares] == [("woman", 1)]
    assert "woman" not in str(await world.record("chair"))
