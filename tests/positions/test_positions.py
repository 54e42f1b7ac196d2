"""Positions: one per entity on an option, versioned; who may state them; how they are counted."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from app.positions.models import Position, PositionVersion
from tests.world import World

SUPPORT = {"stance": "support", "language": "en"}


def path(world: World, option: int = 0) -> str:
    return f"/options/{world.option_ids[option]}/position"


async def tally(world: World, option: int = 0, by: str = "reader") -> dict[str, Any]:
    found: dict[str, Any] = (await world.people[by].get(f"/consultations/{world.slug}/positions")).json()
    return found["options"][option]


async def test_a_position_counts_for_the_delegation_and_shows_to_all_its_members(world: World) -> None:
    stated = (await world.delegate.put(path(world), {**SUPPORT, "reason": "It is fair."})).json()
    assert (stated["version"], stated["acted_as"]["entity"]) == (1, "Delegation 1, simulated")
    counted = await tally(world, by="colleague")
    assert counted["tally"] == {"support": 1, "support_with_reservations": 0, "neutral": 0, "oppose": 0}
    assert counted["by_group"]["government"]["support"] == 1
    assert counted["mine"] == stated
    assert (await tally(world, by="neighbour"))["mine"] is None


async def test_a_colleagues_restatement_is_the_next_version_of_the_same_position(world: World) -> None:
    first = (await world.delegate.put(path(world), SUPPORT)).json()
    second = (await world.colleague.put(path(world), {"stance": "oppose", "language": "en"})).json()
    assert (second["id"], second["version"]) == (first["id"], 2)
    counted = (await tally(world))["tally"]
    assert (counted["support"], counted["oppose"]) == (0, 1)
    page = (await world.reader.get(f"/options/{world.option_ids[0]}/positions")).json()
    assert [item["id"] for item in page["items"]] == [first["id"]]


async def test_of_two_simultaneous_statements_one_is_current_and_both_are_kept(world: World) -> None:
    bodies = [SUPPORT, {"stance": "oppose", "language": "en"}] * 5
    people = [world.delegate, world.colleague] * 5
    answers = await asyncio.gather(*(p.put(path(world), body) for p, body in zip(people, bodies, strict=True)))
    assert sorted(answer.json()["version"] for answer in answers) == list(range(1, 11))
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum((await tally(world))["tally"].values()) == 1
    async with world.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(Position)) == 1
        assert await session.scalar(select(func.count()).select_from(PositionVersion)) == 10
    latest = max(answers, key=lambda answer: answer.json()["version"]).json()
    assert (await tally(world, by="delegate"))["mine"] == latest


async def test_with_the_version_given_the_slower_colleague_is_told(world: World) -> None:
    assert (await world.delegate.put(path(world), {**SUPPORT, "version": 0})).status_code == 200
    late = await world.colleague.put(path(world), {"stance": "oppose", "language": "en", "version": 0})
    assert (late.status_code, late.json()["code"]) == (409, "version_changed")
    assert (await tally(world))["tally"]["support"] == 1
    informed = await world.colleague.put(path(world), {"stance": "oppose", "language": "en", "version": 1})
    assert informed.json()["version"] == 2


async def test_individuals_and_delegations_count_once_each(world: World) -> None:
    for person in ("delegate", "colleague", "neighbour", "person"):
        assert (await world.people[person].put(path(world), SUPPORT)).status_code == 200
    counted = await tally(world)
    assert counted["tally"]["support"] == 3
    assert {group: t["support"] for group, t in counted["by_group"].items()} == {
        "government": 1, "civil_society": 1, "academic_community": 1,
    }  # fmt: skip


async def test_the_latest_rounds_position_supersedes_and_the_earlier_one_stays_as_history(world: World) -> None:
    """Rounds 1 and 2 are open: positions belong to the later. Closed and reopened, round 1 takes them again."""
    first = (await world.delegate.put(path(world), SUPPORT)).json()
    assert first["round_id"] == str(world.round_ids[1])
    await world.chair.post(f"/rounds/{world.round_ids[1]}/close", {"reason": "Done"})
    earlier = (await world.delegate.put(path(world), {"stance": "oppose", "language": "en"})).json()
    assert (earlier["round_id"], earlier["version"]) == (str(world.round_ids[0]), 1)
    counted = (await tally(world))["tally"]
    assert (counted["support"], counted["oppose"]) == (1, 0)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({"stance": "support", "condition": "If small", "language": "en"}, "reservations"),
        ({"stance": "maybe", "language": "en"}, "stance"),
        ({"stance": "support"}, "language"),
        ({"stance": "support", "language": "en", "vote": 1}, "vote"),
    ],
)
async def test_a_wrong_position_is_refused_in_words(world: World, body: dict[str, Any], word: str) -> None:
    refused = await world.delegate.put(path(world), body)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert word in refused.json()["detail"]


async def test_after_the_rounds_have_closed_nothing_is_stated(world: World) -> None:
    for round_id in world.round_ids[:2]:
        await world.chair.post(f"/rounds/{round_id}/close", {"reason": "Time is up"})
    before = await world.record()
    refused = await world.delegate.put(path(world), SUPPORT)
    assert (refused.status_code, refused.json()["code"]) == (409, "round_closed")
    assert "Round 2 has closed" in refused.json()["detail"]
    assert await world.record() == before


async def test_a_refusal_in_a_batch_leaves_the_others_alone(world: World) -> None:
    """Twenty at once, every second one by an observer: ten positions, ten refusals, no gap in the record."""
    options = [path(world, number % 3) for number in range(10)]
    calls = [call for p in options for call in (world.delegate.put(p, SUPPORT), world.observer.put(p, SUPPORT))]
    answers = await asyncio.gather(*calls)
    assert [answer.status_code for answer in answers] == [200, 403] * 10
    record = await world.record()
    assert [entry["seq"] for entry in record] == list(range(1, len(record) + 1))
    assert sum(entry["type"] == "position.stated" for entry in record) == 10
