"""Positions: one per delegation and option, versioned, counted once, never lost to a colleague at the same moment."""

import asyncio
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import select

from app.positions.models import Position, PositionVersion
from tests.counting import counted
from tests.problems import assert_problem
from tests.world import World

NONE = {"support": 0, "support_with_reservations": 0, "neutral": 0, "oppose": 0}


async def state(world: World, by: str, stance: str, option: int = 0, **more: Any) -> Response:
    body = {"stance": stance, "language": "en", **more}
    return await world.people[by].put(f"/options/{world.option_ids[option]}/position", body)


async def option(world: World, number: int = 0, by: str = "reader") -> dict[str, Any]:
    page = (await world.people[by].get(f"/consultations/{world.slug}/positions")).json()
    assert [o["option_id"] for o in page["options"]] == [str(i) for i in world.option_ids]
    found: dict[str, Any] = page["options"][number]
    return found


async def positions(world: World, number: int = 0) -> list[dict[str, Any]]:
    page = (await world.reader.get(f"/options/{world.option_ids[number]}/positions")).json()
    items: list[dict[str, Any]] = page["items"]
    return items


async def close(world: World, number: int) -> None:
    closed = await world.chair.post(f"/rounds/{world.round_ids[number - 1]}/close", {"reason": "Time is up"})
    assert closed.status_code == 200


async def test_a_position_is_stated(world: World) -> None:
    stated = await state(world, "delegate", "support_with_reservations", reason="لأن", condition="If travel is paid")
    assert stated.status_code == 200
    position = stated.json()
    assert (position["version"], position["option_version"], position["round_id"]) == (1, 1, str(world.round_ids[1]))
    assert (position["reason"], position["condition"]) == ("لأن", "If travel is paid")
    assert await positions(world) == [position]
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["position"], entry["seq"]) == ("position.stated", position, position["seq"])
    mine = await option(world, by="colleague")
    assert mine["mine"] == position
    assert (await option(world, by="neighbour"))["mine"] is None
    assert (await option(world))["tally"] == NONE | {"support_with_reservations": 1}


async def test_a_delegation_has_one_position_whoever_states_it(world: World) -> None:
    first = (await state(world, "delegate", "support", reason="First")).json()
    second = (await state(world, "colleague", "oppose")).json()
    assert (second["id"], second["version"], second["reason"]) == (first["id"], 2, None)
    assert second["acted_as"]["name"] == "Colleague, simulated"
    assert second["seq"] > first["seq"]
    assert await positions(world) == [second]
    assert (await option(world))["tally"] == NONE | {"oppose": 1}
    async with world.db.read() as session:
        kept = (await session.scalars(select(PositionVersion).order_by(PositionVersion.version))).all()
        assert [(v.version, v.stance, v.reason) for v in kept] == [(1, "support", "First"), (2, "oppose", None)]


async def test_two_simultaneous_positions_leave_one_current_and_both_versions(world: World) -> None:
    for number in range(3):
        answers = await asyncio.gather(
            state(world, "delegate", "support", number), state(world, "colleague", "oppose", number)
        )
        assert [a.status_code for a in answers] == [200, 200]
        versions = sorted(a.json()["version"] for a in answers)
        assert (versions, len({a.json()["id"] for a in answers})) == ([1, 2], 1)
        (current,) = await positions(world, number)
        assert current == max((a.json() for a in answers), key=lambda p: p["version"])
        assert sum((await option(world, number))["tally"].values()) == 1
    async with world.db.read() as session:
        assert len((await session.scalars(select(Position))).all()) == 3
        assert len((await session.scalars(select(PositionVersion))).all()) == 6


async def test_many_at_once_are_numbered_without_gaps(world: World) -> None:
    roles = ["delegate", "colleague", "neighbour", "person"]
    answers = await asyncio.gather(*(state(world, roles[n % 4], "neutral") for n in range(40)))
    assert {a.status_code for a in answers} == {200}
    by_id: dict[str, list[int]] = {}
    for answer in answers:
        by_id.setdefault(answer.json()["id"], []).append(answer.json()["version"])
    assert sorted(sorted(v) for v in by_id.values()) == [list(range(1, 11)), list(range(1, 11)), list(range(1, 21))]
    assert (await option(world))["tally"] == NONE | {"neutral": 3}


async def test_whoever_gives_a_version_does_not_overwrite_a_colleague(world: World) -> None:
    assert (await state(world, "delegate", "support", version=0)).status_code == 200
    late = await state(world, "colleague", "oppose", version=0)
    assert_problem(late, 409, "version_changed", "look at it first")
    assert (await option(world))["tally"] == NONE | {"support": 1}
    assert (await state(world, "colleague", "oppose", version=1)).status_code == 200
    assert_problem(await state(world, "delegate", "neutral", version=1), 409, "version_changed")
    assert_problem(await state(world, "delegate", "neutral", version=3), 409, "version_changed")
    assert (await state(world, "delegate", "neutral")).json()["version"] == 3


async def test_of_two_with_the_same_version_one_is_refused(world: World) -> None:
    answers = await asyncio.gather(
        *(state(world, by, "support", version=0) for by in ("delegate", "colleague", "delegate", "colleague"))
    )
    assert sorted(a.status_code for a in answers) == [200, 409, 409, 409]
    assert [p["version"] for p in await positions(world)] == [1]


@pytest.mark.parametrize("stance", ["support", "neutral", "oppose"])
async def test_a_condition_goes_with_reservations_only(stance: str, world: World) -> None:
    refused = await state(world, "delegate", stance, condition="If")
    assert_problem(refused, 422, "invalid", "condition goes with support with reservations")
    assert (await state(world, "delegate", stance, condition="  ")).status_code == 200


async def test_the_unit_is_the_delegation_or_the_person(world: World) -> None:
    await state(world, "delegate", "support")
    await state(world, "colleague", "support")
    await state(world, "neighbour", "oppose")
    await state(world, "person", "support")
    await state(world, "person", "support")
    found = await option(world)
    assert found["tally"] == NONE | {"support": 2, "oppose": 1}
    assert found["by_group"] == {
        "academic_community": NONE | {"support": 1},
        "civil_society": NONE | {"oppose": 1},
        "government": NONE | {"support": 1},
    }
    assert (await option(world, 1))["tally"] == NONE
    assert (await option(world, 1))["by_group"] == {}


@pytest.mark.parametrize("role", ["chair", "secretariat", "convener", "observer", "advisory", "stranger"])
async def test_who_may_not_take_a_position(role: str, world: World) -> None:
    assert_problem(await state(world, role, "support"), 403, "not_permitted", "may not state positions")
    assert_problem(await state(world, "reader", "support"), 401, "not_signed_in")
    assert (await option(world))["tally"] == NONE


async def test_a_later_round_asks_anew_and_counts(world: World) -> None:
    """When round 2 is open, the delegation states again: one entity, its latest round's position."""
    await close(world, 2)
    first = (await state(world, "delegate", "support")).json()
    await state(world, "neighbour", "support")
    await world.chair.post(f"/rounds/{world.round_ids[1]}/open", {"reason": "As scheduled"})
    second = (await state(world, "colleague", "oppose")).json()
    assert (second["round_id"], second["version"]) == (str(world.round_ids[1]), 1)
    assert second["id"] != first["id"]
    assert (await option(world))["tally"] == NONE | {"support": 1, "oppose": 1}
    assert (await option(world, by="delegate"))["mine"] == second
    assert len(await positions(world)) == 3


async def test_closed_means_closed(world: World) -> None:
    await state(world, "delegate", "support")
    await close(world, 1)
    await close(world, 2)
    refused = await state(world, "delegate", "oppose")
    assert_problem(refused, 409, "round_closed", "has closed, so you cannot state positions now")
    assert (await option(world))["tally"] == NONE | {"support": 1}


async def test_hidden_words_do_not_show_but_the_stance_counts(world: World) -> None:
    stated = await world.state("support_with_reservations", reason="offensive words", condition="more of them")
    await world.moderate("hide", "position", stated["id"])
    (hidden,) = await positions(world)
    assert (hidden["reason"], hidden["condition"], hidden["stance"]) == (None, None, "support_with_reservations")
    assert (await option(world))["tally"] == NONE | {"support_with_reservations": 1}
    mine = (await option(world, by="delegate"))["mine"]
    assert (mine["reason"], mine["hidden"]["reason"]) == (None, "To hide it")
    for person in ("reader", "delegate", "chair"):
        assert "offensive" not in str(await world.record(person))
    await world.moderate("restore", "position", stated["id"])
    assert (await positions(world))[0]["reason"] == "offensive words"


async def test_restating_what_is_hidden_does_not_show_it(world: World) -> None:
    stated = await world.state("oppose", reason="offensive words")
    await world.moderate("hide", "position", stated["id"])
    again = await state(world, "delegate", "support", reason="offensive words again")
    assert again.status_code in {200, 409}
    for channel in (again.text, str(await positions(world)), str(await option(world)), str(await world.record())):
        assert "offensive" not in channel


async def test_pages_are_newest_first(world: World) -> None:
    stated = [(await state(world, by, "neutral")).json() for by in ("delegate", "neighbour", "person")]
    path = f"/options/{world.option_ids[0]}/positions"
    first = (await world.reader.get(f"{path}?limit=2")).json()
    second = (await world.reader.get(f"{path}?limit=2&before={first['next']}")).json()
    assert first["items"] + second["items"] == stated[::-1]
    assert second["next"] is None
    moved = (await state(world, "delegate", "support")).json()
    assert (await positions(world))[0] == moved


async def test_the_tally_costs_the_same_however_many_there_are(world: World) -> None:
    path = f"/consultations/{world.slug}/positions"
    with counted(world.db) as none:
        await world.delegate.get(path)
    for number in range(3):
        for by in ("delegate", "neighbour", "person"):
            await state(world, by, "support", number)
    with counted(world.db) as many:
        await world.delegate.get(path)
    assert len(many) == len(none) <= 10
