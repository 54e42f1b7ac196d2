"""A caucus records several views side by side; they are told, moderated and kept, and counted nowhere."""

from typing import Any

from tests.problems import assert_problem
from tests.world import World

NAME = "A caucus, simulated"


def body(world: World, *texts: str) -> dict[str, Any]:
    option = str(world.option_ids[0])
    held_by = ["Network 2, simulated", "Delegation 1, simulated"]
    views = [{"text": text, "language": "en", "option_id": option, "holders": 2, "held_by": held_by} for text in texts]
    return {"name": NAME, "views": views}


async def recorded(world: World, *texts: str, by: str = "delegate") -> dict[str, Any]:
    answer = await world.people[by].post(f"/consultations/{world.slug}/caucuses", body(world, *texts))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def shown(world: World) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await world.reader.get(f"/consultations/{world.slug}/caucuses")).json()["items"]
    return items


async def test_several_views_stand_side_by_side(world: World) -> None:
    caucus = await recorded(world, "Some of us agree.", "Others do not.")
    assert [view["text"] for view in caucus["views"]] == ["Some of us agree.", "Others do not."]
    assert await shown(world) == [caucus]
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["caucus"]) == ("caucus.recorded", caucus)


async def test_its_views_are_never_entities(world: World) -> None:
    await recorded(world, "We support it.", "We oppose it.")
    page = (await world.reader.get(f"/consultations/{world.slug}/positions")).json()
    assert {sum(option["tally"].values()) for option in page["options"]} == {0}
    counts = (await world.reader.get(f"/consultations/{world.slug}/contributions/counts")).json()
    assert (counts["submissions"], counts["contributors"]) == (0, 0)
    effective = await world.reader.get(f"/options/{world.option_ids[0]}/effective-positions")
    assert effective.json()["items"] == []


async def test_it_is_revised_by_who_recorded_it(world: World) -> None:
    caucus = await recorded(world, "Some of us agree.")
    path = f"/caucuses/{caucus['id']}/versions"
    revised = await world.colleague.post(path, body(world, "All of us agree."))
    assert (revised.status_code, revised.json()["version"], revised.json()["seq"]) == (201, 2, caucus["seq"])
    assert await shown(world) == [revised.json()]
    assert_problem(await world.neighbour.post(path, body(world, "None agrees.")), 403, "not_permitted")


async def test_hidden_its_name_and_views_are_nowhere(world: World) -> None:
    caucus = await recorded(world, "Offensive words.")
    await world.moderate("hide", "caucus", caucus["id"])
    (hidden,) = await shown(world)
    assert (hidden["name"], hidden["views"], hidden["hidden"]["reason"]) == (None, [], "To hide it")
    for person in ("reader", "delegate", "chair"):
        assert "Offensive" not in str(await world.record(person))
    path = f"/caucuses/{caucus['id']}/versions"
    assert_problem(await world.delegate.post(path, body(world, "Offensive again.")), 409, "hidden")
    await world.moderate("restore", "caucus", caucus["id"])
    assert await shown(world) == [caucus]


async def test_a_view_is_on_an_option_of_the_note_and_the_round_is_open(world: World) -> None:
    wrong = body(world, "Some of us agree.")
    wrong["views"][0]["option_id"] = str(world.consultation_id)
    path = f"/consultations/{world.slug}/caucuses"
    assert_problem(await world.delegate.post(path, wrong), 422, "unknown_option")
    for round_id in world.round_ids[:2]:
        await world.chair.post(f"/rounds/{round_id}/close", {"reason": "Time is up"})
    assert_problem(await world.delegate.post(path, body(world, "Late.")), 409, "round_closed")
