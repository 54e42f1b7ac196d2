"""What was said on the floor becomes part of the record, with the text that was prepared for it."""

from typing import Any

from app.core import clock
from tests.problems import assert_problem
from tests.speakers.floors import At, FloorClient
from tests.world import World

TEXT: dict[str, Any] = {"title": "Statement", "text": "Thank you, Chair. We support it.", "language": "en"}


async def filed(world: World, by: str = "delegate", **more: Any) -> dict[str, Any]:
    answer = await world.people[by].post(f"/meetings/{world.meeting_id}/prepared-statements", TEXT | more)
    assert answer.status_code == 201, answer.text
    result: dict[str, Any] = answer.json()
    return result


async def texts(world: World, by: str = "reader") -> list[dict[str, Any]]:
    page = await world.people[by].get(f"/meetings/{world.meeting_id}/prepared-statements")
    found: list[dict[str, Any]] = page.json()["items"]
    return found


async def interventions(world: World) -> list[dict[str, Any]]:
    page = await world.reader.get(f"/meetings/{world.meeting_id}/interventions")
    found: list[dict[str, Any]] = page.json()["items"]
    return found


async def spoken(floor: FloorClient, by: str = "delegate", **body: Any) -> dict[str, Any]:
    speaker = await floor.asks(by, **body)
    await floor.speaks(speaker)
    await floor.does("finish", speaker)
    return (await interventions(floor.world))[0]


async def item(world: World, title: str) -> str:
    added = await world.chair.post(f"/meetings/{world.meeting_id}/agenda-items", {"title": title})
    return str(added.json()["id"])


async def test_a_finished_turn_is_an_intervention(floor: FloorClient, world: World, at: At) -> None:
    speaker = await floor.asks(on_behalf_of="the African Group", remote=True)
    agenda_item = await item(world, "Membership")
    await world.chair.post(f"/agenda-items/{agenda_item}/take-up")
    with clock.frozen(at(0)):
        await floor.speaks(speaker)
    with clock.frozen(at(60)):
        await floor.does("pause", speaker)
    with clock.frozen(at(90)):
        await floor.does("resume", speaker)
    assert await interventions(world) == []
    with clock.frozen(at(100)):
        await floor.does("finish", speaker)
    (intervention,) = await interventions(world)
    assert intervention["acted_as"]["entity"] == "Delegation 1, simulated"
    assert (intervention["started_at"], intervention["ended_at"]) == (clock.iso(at(0)), clock.iso(at(100)))
    assert (intervention["seconds"], len(intervention["intervals"])) == (70, 2)
    assert (intervention["agenda_item_id"], intervention["speaker_id"]) == (agenda_item, speaker)
    assert (intervention["on_behalf_of"], intervention["remote"], intervention["kind"]) == (
        "the African Group", True, "statement",
    )  # fmt: skip
    entry = await floor.last_entry()
    assert (entry["type"], entry["payload"]["intervention"]) == ("speaker.finished", intervention)
    assert entry["seq"] == intervention["seq"]


async def test_every_kind_of_turn_is_kept_and_paged(floor: FloorClient, world: World) -> None:
    speaker = await floor.asks()
    await floor.speaks(speaker)
    question = await floor.asks("neighbour", kind="question")
    await floor.speaks(question)
    await floor.does("finish", question)
    point = await floor.asks("person", kind="point_of_order")
    await floor.speaks(point)
    await floor.does("decide", point, {"decision": "upheld"})
    await floor.does("finish", speaker)
    await floor.does("close")
    reply = await floor.asks("neighbour", kind="right_of_reply")
    await floor.speaks(reply)
    await floor.does("finish", reply)
    kinds = ["right_of_reply", "statement", "point_of_order", "question"]
    assert [each["kind"] for each in await interventions(world)] == kinds
    path = f"/meetings/{world.meeting_id}/interventions?limit=3"
    page = (await world.reader.get(path)).json()
    last = (await world.reader.get(f"{path}&before={page['next']}")).json()
    assert [each["kind"] for each in page["items"] + last["items"]] == kinds
    assert last["next"] is None


async def test_a_text_is_embargoed_until_it_is_delivered(floor: FloorClient, world: World) -> None:
    statement = await filed(world)
    assert (statement["delivery"], statement["text"], statement["check_against_delivery"]) == (
        "pending", TEXT["text"], True,
    )  # fmt: skip
    for by in ("delegate", "colleague", "chair", "secretariat", "convener"):
        assert (await texts(world, by))[0]["text"] == TEXT["text"]
    for by in ("reader", "stranger", "neighbour", "observer"):
        assert (await texts(world, by))[0] | {"text": None, "title": None} == (await texts(world, by))[0]
    assert TEXT["text"] not in str(await world.record("chair")), "no entry has it, whoever asks"
    intervention = await spoken(floor)
    (delivered,) = await texts(world)
    assert (delivered["delivery"], delivered["text"], delivered["intervention_id"]) == (
        "delivered", TEXT["text"], intervention["id"],
    )  # fmt: skip
    entry = await floor.last_entry()
    assert (entry["type"], entry["payload"]["prepared_statement"]) == ("prepared_statement.delivered", delivered)


async def test_the_text_goes_with_the_right_statement(floor: FloorClient, world: World) -> None:
    """The speaker's own before a colleague's; for this item or none; and statements only."""
    membership, length = await item(world, "Membership"), await item(world, "Length")
    colleagues = await filed(world, "colleague", title="Colleague's")
    other = await filed(world, title="On length", agenda_item_id=length)
    own = await filed(world, title="On membership", agenda_item_id=membership)
    await floor.speaks(point := await floor.asks(kind="point_of_order"))
    await floor.does("decide", point, {"decision": "upheld"})
    assert {text["delivery"] for text in await texts(world)} == {"pending"}
    await spoken(floor, agenda_item_id=membership)
    assert await deliveries(world) == {own["id"]: "delivered", other["id"]: "pending", colleagues["id"]: "pending"}
    await spoken(floor, agenda_item_id=membership)
    assert (await deliveries(world))[colleagues["id"]] == "delivered", "the delegation's, if there is none of theirs"
    await spoken(floor, agenda_item_id=membership)
    await spoken(floor, "neighbour")
    assert (await deliveries(world))[other["id"]] == "pending"


async def deliveries(world: World) -> dict[str, str]:
    return {text["id"]: text["delivery"] for text in await texts(world)}


async def test_a_text_can_be_filed_afterwards(floor: FloorClient, world: World) -> None:
    intervention = await spoken(floor)
    path = f"/meetings/{world.meeting_id}/prepared-statements"
    body = TEXT | {"intervention_id": intervention["id"]}
    refused = await world.neighbour.post(path, body)
    assert_problem(refused, 403, "not_permitted", "Only the delegation or person that spoke")
    statement = await filed(world, "colleague", intervention_id=intervention["id"], check_against_delivery=False)
    assert statement["delivery"] == "delivered"
    assert (await texts(world))[0]["text"] == TEXT["text"]
    assert_problem(await world.delegate.post(path, body), 409, "text_on_file")
    nowhere = TEXT | {"intervention_id": str(world.meeting_id)}
    assert_problem(await world.delegate.post(path, nowhere), 422, "unknown_intervention")


async def test_the_secretariat_files_what_a_guest_has_left(floor: FloorClient, world: World) -> None:
    guest = await floor.asks("secretariat", guest={"name": "Guest 1, simulated"})
    await floor.speaks(guest)
    await floor.does("finish", guest)
    (intervention,) = await interventions(world)
    statement = await filed(world, "secretariat", intervention_id=intervention["id"])
    assert statement["acted_as"]["capacity"] == "guest"
    entry = await floor.last_entry()
    assert entry["payload"]["acted_as"]["capacity"] == "secretariat"
    refused = await world.secretariat.post(f"/meetings/{world.meeting_id}/prepared-statements", TEXT)
    assert_problem(refused, 403, "not_permitted")


async def test_not_delivered_for_lack_of_time(floor: FloorClient, world: World) -> None:
    mine, theirs = await filed(world), await filed(world, "neighbour")
    unlisted = await filed(world, "person")
    await floor.asks()
    waiting = await floor.asks("neighbour")
    await floor.does("conclude")
    found = {text["id"]: (text["delivery"], text["text"]) for text in await texts(world)}
    assert found == {
        mine["id"]: ("not_delivered", TEXT["text"]), theirs["id"]: ("not_delivered", TEXT["text"]),
        unlisted["id"]: ("pending", None),
    }  # fmt: skip
    given_up = f"/prepared-statements/{unlisted['id']}/not-delivered"
    assert_problem(await world.person.post(given_up), 403)
    assert (await world.secretariat.post(given_up)).json()["delivery"] == "not_delivered"
    assert_problem(await world.secretariat.post(given_up), 409, "text_not_delivered")
    await floor.does("undo")
    await floor.speaks(waiting)
    await floor.does("finish", waiting)
    assert (await deliveries(world))[theirs["id"]] == "delivered", "heard after all"


async def test_the_text_that_is_being_read_out_is_not_given_up(floor: FloorClient, world: World) -> None:
    text = await filed(world)
    speaker = await floor.asks()
    await floor.asks("colleague")
    await floor.speaks(speaker)
    await floor.does("conclude")
    assert await deliveries(world) == {text["id"]: "pending"}
    await floor.does("finish", speaker)
    assert await deliveries(world) == {text["id"]: "delivered"}


async def test_revising_a_text(floor: FloorClient, world: World) -> None:
    statement = await filed(world)
    path, new = f"/prepared-statements/{statement['id']}", TEXT | {"text": "Thank you. We oppose it."}
    revised = await world.colleague.put(path, new)
    assert (revised.json()["version"], revised.json()["text"]) == (2, new["text"])
    assert_problem(await world.neighbour.put(path, new), 403)
    assert_problem(await world.reader.put(path, new), 401)
    assert_problem(await world.delegate.put(path, TEXT | {"text": ""}), 422)
    await spoken(floor)
    assert (await texts(world))[0]["text"] == new["text"]
    assert (await world.delegate.put(path, TEXT)).json()["delivery"] == "delivered"


async def test_who_may_file(floor: FloorClient, world: World) -> None:
    path = f"/meetings/{world.meeting_id}/prepared-statements"
    assert_problem(await world.observer.post(path, TEXT), 403, "not_permitted")
    assert_problem(await world.chair.post(path, TEXT), 403, "not_permitted")
    headers = {"Idempotency-Key": "text"}
    first, second = [await world.person.post(path, TEXT, headers=headers) for _ in range(2)]
    assert first.json() == second.json()
    assert len(await texts(world)) == 1
    assert_problem(await world.person.post(path, TEXT | {"agenda_item_id": str(world.meeting_id)}), 422)
    await floor.asks()


async def test_a_text_can_be_hidden_and_restored(floor: FloorClient, world: World) -> None:
    statement = await filed(world)
    await world.moderate("hide", "prepared_statement", statement["id"])
    for by in ("reader", "delegate", "chair"):
        assert (await texts(world, by))[0]["text"] is None
    refused = await world.delegate.put(f"/prepared-statements/{statement['id']}", TEXT)
    assert_problem(refused, 409, "hidden")
    await spoken(floor)
    assert TEXT["text"] not in str(await world.record("chair")), "delivering does not uncover what is hidden"
    await world.moderate("restore", "prepared_statement", statement["id"])
    assert (await texts(world))[0]["text"] == TEXT["text"]
    pending = await filed(world, "neighbour", text="Not spoken yet.")
    await world.moderate("hide", "prepared_statement", pending["id"])
    await world.moderate("restore", "prepared_statement", pending["id"])
    assert "Not spoken yet." not in str(await world.record("chair")), "restoring does not publish"
