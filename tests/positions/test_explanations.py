"""Explanations of position: after the round, one of each entity and option, shown with the position, never counted."""

from typing import Any

from httpx import Response

from tests.contributions.test_joint_statements import associate, joint
from tests.positions.test_positions import NONE, option
from tests.problems import assert_problem
from tests.samples.positions import close_rounds
from tests.world import World

TEXT = "We understand the option to leave the budget as it is."


async def explain(world: World, by: str = "delegate", text: str = TEXT, **more: Any) -> Response:
    body = {"text": text, "language": "en", **more}
    return await world.people[by].put(f"/options/{world.option_ids[0]}/explanation", body)


async def listed(world: World) -> list[dict[str, Any]]:
    answer = await world.reader.get(f"/options/{world.option_ids[0]}/explanations")
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_it_comes_after_the_round_and_counts_nowhere(world: World) -> None:
    await world.state("support")
    assert_problem(await explain(world), 409, "round_open", "when the round has closed")
    await close_rounds(world)
    before = await option(world)
    given = (await explain(world)).json()
    assert (given["version"], given["text"], given["acted_as"]["entity"]) == (1, TEXT, "Delegation 1, simulated")
    assert await listed(world) == [given]
    assert await option(world) == before
    assert before["tally"] == NONE | {"support": 1}
    assert (await option(world, by="colleague"))["my_explanation"] == given
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["explanation"]) == ("explanation.given", given)


async def test_there_is_one_of_each_entity_and_its_versions_are_kept(world: World) -> None:
    await world.state("support")
    await close_rounds(world)
    first = (await explain(world)).json()
    assert_problem(await explain(world, "colleague", version=0), 409, "version_changed")
    second = (await explain(world, "colleague", "Rather this.", version=1)).json()
    assert (second["id"], second["version"]) == (first["id"], 2)
    assert await listed(world) == [second]
    detail = (await world.reader.get(f"/explanations/{first['id']}")).json()
    assert [(each["version"], each["text"]) for each in detail["versions"]] == [(2, "Rather this."), (1, TEXT)]


async def test_who_took_no_position_has_nothing_to_explain(world: World) -> None:
    filed = await joint(world)
    await associate(world, "neighbour", filed)
    await close_rounds(world)
    assert_problem(await explain(world, "person"), 409, "no_position")
    assert (await explain(world, "neighbour")).status_code == 200
    for role in ("observer", "chair", "stranger"):
        assert_problem(await explain(world, role), 403, "not_permitted")


async def test_hidden_its_text_is_nowhere(world: World) -> None:
    await world.state("support")
    await close_rounds(world)
    given = (await explain(world, text="Offensive words.")).json()
    await world.moderate("hide", "explanation", given["id"])
    (hidden,) = await listed(world)
    assert (hidden["text"], hidden["hidden"]["reason"]) == (None, "To hide it")
    detail = (await world.chair.get(f"/explanations/{given['id']}")).json()
    assert detail == {"explanation": hidden, "versions": []}
    for person in ("reader", "delegate", "chair"):
        assert "Offensive" not in str(await world.record(person))
    assert_problem(await explain(world, text="Offensive again."), 409, "hidden")
    await world.moderate("restore", "explanation", given["id"])
    assert await listed(world) == [given]
