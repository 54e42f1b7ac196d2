"""Consensus calls and objections: who may, in which order, at the same moment, and what stays in the record."""

import asyncio

from tests.decisions.acts import close, count_to, dispose, listed, object_to, ok, open_call, refused, why
from tests.world import World


async def test_a_call_nobody_objects_to_is_adopted_after_the_slow_count(world: World) -> None:
    call = await open_call(world, text="Is there any objection to enlarging it?")
    assert (call["count"], call["steps"], call["state"], call["standing"]) == (0, 6, "running", 0)
    assert call["entitled"] == ["delegate", "personal_capacity"]
    assert "Count slowly" in refused(await close(world, call), 409, "count_incomplete")
    await count_to(world, call)
    refused(await world.chair.post(f"/consensus-calls/{call['id']}/count", {"count": 6}), 409, "count_complete")
    closed = ok(await close(world, call))
    assert closed["state"] == "adopted"
    refused(await object_to(world, call), 409, "call_adopted")
    types = [entry["type"] for entry in await world.record() if entry["subject_id"] == call["id"]]
    assert types == ["consensus_call.opened", *["consensus_call.counted"] * 6, "consensus_call.closed"]


async def test_an_objection_stops_the_count_and_can_be_withdrawn(world: World) -> None:
    call = await open_call(world)
    await count_to(world, call, 2)
    objection = ok(await object_to(world, call))
    assert objection["acted_as"]["entity"] == "Delegation 1, simulated"
    refused(await world.chair.post(f"/consensus-calls/{call['id']}/count", {"count": 3}), 409, "objection_stands")
    refused(await world.neighbour.post(f"/objections/{objection['id']}/withdraw"), 403)
    withdrawn = ok(await world.colleague.post(f"/objections/{objection['id']}/withdraw"))
    assert withdrawn["withdrawn_at"]
    refused(await world.delegate.post(f"/objections/{objection['id']}/withdraw"), 409, "objection_withdrawn")
    refused(await dispose(world, objection), 409, "objection_withdrawn")
    again = ok(await object_to(world, call, "colleague"))
    assert (again["id"], again["withdrawn_at"], again["version"]) == (objection["id"], None, 3)
    assert ok(await close(world, call))["state"] == "objected"


async def test_reasons_are_obligatory_and_only_the_entitled_object(world: World) -> None:
    call = await open_call(world)
    path = f"/consensus-calls/{call['id']}/objections"
    for reason in ("", "  \n"):
        refused(await world.delegate.post(path, {"reason": reason, "language": "en"}), 422)
    for role in ("chair", "secretariat", "observer", "advisory", "rapporteur"):
        refused(await object_to(world, call, role), 403)
    refused(await object_to(world, call, "reader"), 401)
    ok(await object_to(world, call, "person"))
    narrow = await open_call(world, option_id=None, text="The agenda", entitled=["delegate"])
    refused(await object_to(world, narrow, "person"), 403)
    body = {"text": "The agenda", "language": "en", "entitled": ["observer"]}
    refused(await world.chair.post(f"/consultations/{world.slug}/consensus-calls", body), 422, "not_entitled")


async def test_a_call_stays_open_to_objection_when_its_round_closes(world: World) -> None:
    """Otherwise closing a round would adopt what nobody could object to any more."""
    call = await open_call(world)
    for round_id in world.round_ids[:2]:
        ok(await world.chair.post(f"/rounds/{round_id}/close", {"reason": "As scheduled"}))
    ok(await object_to(world, call))
    body = {"text": "Another", "language": "en"}
    refused(await world.chair.post(f"/consultations/{world.slug}/consensus-calls", body), 409, "round_closed")


async def test_of_one_entity_one_objection_however_many_object_at_once(world: World) -> None:
    call = await open_call(world)
    answers = await asyncio.gather(
        *(object_to(world, call, by) for by in ("delegate", "colleague", "delegate", "neighbour", "colleague"))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409, 409]
    standing = await listed(world, "objections")
    assert {each["acted_as"]["entity"] for each in standing} == {"Delegation 1, simulated", "Network 2, simulated"}
    assert (await listed(world, "consensus-calls"))[0]["standing"] == len(standing) == 2


async def test_an_objection_and_the_close_at_the_same_moment(world: World) -> None:
    """Whoever comes first: never adopted with an objection standing."""
    for turn in range(4):
        call = await open_call(world, option_id=None, text=f"Point {turn}")
        await count_to(world, call)
        closing, objecting = await asyncio.gather(close(world, call), object_to(world, call))
        found = (await listed(world, "consensus-calls"))[0]
        assert closing.status_code == 200
        assert (objecting.status_code, found["state"], found["standing"]) in {(201, "objected", 1), (409, "adopted", 0)}


async def test_a_disposition_is_the_chairs_in_writing(world: World) -> None:
    call = await open_call(world)
    objection = ok(await object_to(world, call))
    refused(await world.chair.post(f"/objections/{objection['id']}/disposition", {"disposition": "noted"}), 422)
    body = {"disposition": "noted", "reason": "Heard."}
    refused(await world.secretariat.post(f"/objections/{objection['id']}/disposition", body), 403)
    disposed = ok(await dispose(world, objection, "addressed_by_amendment"))
    assert (disposed["disposition"], disposed["disposed_by"]["capacity"]) == ("addressed_by_amendment", "chair")
    assert ok(await dispose(world, objection, "sustained"))["version"] == 3


async def test_one_question_at_a_time_on_an_option_and_withdrawal(world: World) -> None:
    call = await open_call(world)
    body = {"option_id": str(world.option_ids[0]), "language": "en"}
    for what in ("consensus-calls", "silence-procedures"):
        refused(await world.chair.post(f"/consultations/{world.slug}/{what}", body), 409, "call_running")
    path = f"/consensus-calls/{call['id']}/withdraw"
    refused(await world.chair.post(path, {}), 422)
    assert ok(await world.chair.post(path, {"reason": "The text is being changed."}))["state"] == "withdrawn"
    refused(await world.chair.post(path, {"reason": "Again"}), 409, "call_withdrawn")
    await open_call(world)


async def test_a_resent_objection_is_one(world: World) -> None:
    call = await open_call(world)
    path, key = f"/consensus-calls/{call['id']}/objections", {"Idempotency-Key": "objection-1"}
    first = ok(await world.delegate.post(path, why(), headers=key))
    assert ok(await world.delegate.post(path, why(), headers=key)) == first
    assert len(await listed(world, "objections")) == 1
