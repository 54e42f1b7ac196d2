"""What the note left out: put forward, seconded once by each entity, taken back, hidden; and what is left to read."""

from typing import Any

from tests.counting import counted
from tests.problems import assert_problem
from tests.world import World

TEXT = {"text": "The note says nothing about interpretation.", "language": "en"}
WHY = {"reason": "It was overtaken by events"}


async def propose(world: World, by: str = "delegate", **more: Any) -> dict[str, Any]:
    made = await world.people[by].post(f"/consultations/{world.slug}/missing", TEXT | more)
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.json()
    return found


async def listed(world: World, by: str = "reader", query: str = "") -> list[dict[str, Any]]:
    page = (await world.people[by].get(f"/consultations/{world.slug}/missing{query}")).json()
    items: list[dict[str, Any]] = page["items"]
    return items


async def endorse(world: World, proposal_id: str, by: str, *, back: bool = False) -> Any:
    if back:
        return await world.people[by].post(f"/missing/{proposal_id}/endorsement/withdraw")
    return await world.people[by].put(f"/missing/{proposal_id}/endorsement")


async def test_putting_forward_freezes_text_language_and_capacity(world: World) -> None:
    made = await propose(world, question_id=str(world.question_ids[1]))
    assert (made["text"], made["language"], made["endorsements"]) == (TEXT["text"], "en", 0)
    assert (made["acted_as"]["entity"], made["acted_as"]["capacity"]) == ("Delegation 1, simulated", "delegate")
    assert made["question_id"] == str(world.question_ids[1])
    assert await listed(world) == [made | {"mine": False, "endorsed": False}]
    assert (await listed(world, "colleague"))[0]["mine"]
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["proposal"], entry["subject_id"]) == ("missing.proposed", made, made["id"])


async def test_each_entity_seconds_once(world: World) -> None:
    made = await propose(world, "neighbour")
    before = len(await world.record())
    for by, count in (("delegate", 1), ("colleague", 1), ("delegate", 1), ("person", 2)):
        answer = await endorse(world, made["id"], by)
        assert (answer.status_code, answer.json()["endorsements"]) == (200, count), by
    entries = (await world.record())[before:]
    assert [entry["type"] for entry in entries] == ["missing.endorsed"] * 2
    assert (await listed(world, "colleague"))[0]["endorsed"]
    assert not (await listed(world, "neighbour"))[0]["endorsed"]
    page = (await world.reader.get(f"/missing/{made['id']}/endorsements")).json()
    assert [each["acted_as"]["entity"] for each in page["items"]] == ["Delegation 1, simulated", "Person, simulated"]
    first = (await world.reader.get(f"/missing/{made['id']}/endorsements?limit=1")).json()
    rest = (await world.reader.get(f"/missing/{made['id']}/endorsements?limit=1&after={first['next']}")).json()
    assert first["items"] + rest["items"] == page["items"]
    assert rest["next"] is None


async def test_nobody_seconds_their_own(world: World) -> None:
    made = await propose(world)
    assert_problem(await endorse(world, made["id"], "colleague"), 409, "own_proposal")


async def test_an_endorsement_is_taken_back_by_its_entity_only(world: World) -> None:
    made = await propose(world, "neighbour")
    await endorse(world, made["id"], "delegate")
    assert (await endorse(world, made["id"], "person", back=True)).status_code == 403
    assert (await endorse(world, made["id"], "colleague", back=True)).json()["endorsements"] == 0
    assert (await endorse(world, made["id"], "delegate", back=True)).status_code == 403
    assert (await endorse(world, made["id"], "delegate")).json()["endorsements"] == 1


async def test_withdrawn_the_text_is_nowhere_and_nobody_seconds_it(world: World) -> None:
    made = await propose(world)
    assert (await world.neighbour.post(f"/missing/{made['id']}/withdraw", WHY)).status_code == 403
    withdrawn = (await world.colleague.post(f"/missing/{made['id']}/withdraw", WHY)).json()
    assert (withdrawn["text"], withdrawn["withdrawn"]["reason"]) == (None, WHY["reason"])
    for reader in ("reader", "delegate", "chair"):
        assert TEXT["text"] not in str(await world.record(reader)) + str(await listed(world, reader))
    assert_problem(await endorse(world, made["id"], "neighbour"), 409, "withdrawn")


async def test_moderated_like_every_other_text(world: World) -> None:
    made = await propose(world)
    await world.moderate("hide", "missing_proposal", made["id"])
    (stub,) = await listed(world)
    assert (stub["text"], stub["hidden"]["reason"]) == (None, "To hide it")
    assert TEXT["text"] not in str(await world.record())
    assert_problem(await endorse(world, made["id"], "neighbour"), 409, "hidden")
    await world.moderate("restore", "missing_proposal", made["id"])
    assert (await listed(world))[0]["text"] == TEXT["text"]


async def test_refused_in_words(world: World) -> None:
    address = f"/consultations/{world.slug}/missing"
    foreign = TEXT | {"question_id": str(world.consultation_id)}
    assert_problem(await world.delegate.post(address, foreign), 422, "unknown_question")
    assert (await world.delegate.post(address, TEXT | {"text": "x" * 501})).status_code == 422
    for round_id in world.round_ids[:2]:
        await world.chair.post(f"/rounds/{round_id}/close", WHY)
    assert_problem(await world.delegate.post(address, TEXT), 409, "round_closed")


async def test_the_same_request_again_puts_it_forward_once(world: World) -> None:
    for _ in range(2):
        key = {"Idempotency-Key": "once"}
        await world.delegate.post(f"/consultations/{world.slug}/missing", TEXT, headers=key)
    assert len(await listed(world)) == 1


async def test_pages_follow_each_other_and_cost_the_same(world: World) -> None:
    for number in range(5):
        made = await propose(world, "neighbour", text=f"Point {number}")
        await endorse(world, made["id"], "delegate")
    everything = await listed(world, "delegate")
    assert [each["text"] for each in everything] == [f"Point {n}" for n in (4, 3, 2, 1, 0)]
    first = (await world.reader.get(f"/consultations/{world.slug}/missing?limit=2")).json()
    assert [each["id"] for each in first["items"]] == [each["id"] for each in everything[:2]]
    rest = await listed(world, query=f"?before={first['next']}")
    assert [each["id"] for each in rest] == [each["id"] for each in everything[2:]]
    with counted(world.db) as few:
        await listed(world, "delegate", "?limit=1")
    with counted(world.db) as many:
        await listed(world, "delegate", "?limit=5")
    assert len(few) == len(many)
