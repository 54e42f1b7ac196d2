"""An entity's effective position: its own act always wins, a joint statement speaks for whoever stated none."""

from typing import Any

from app.positions import queries
from tests.contributions.test_joint_statements import associate, dissociate, joint
from tests.positions.test_positions import NONE, option, state
from tests.problems import assert_problem
from tests.samples.positions import delegation_of
from tests.world import World


async def effective(world: World, **query: Any) -> dict[str, dict[str, Any]]:
    answer = await world.reader.get(f"/options/{world.option_ids[0]}/effective-positions", params=query)
    assert answer.status_code == 200, answer.text
    return {each["entity"]: each for each in answer.json()["items"]}


async def test_author_and_associated_count_with_the_statement_and_the_invited_do_not(world: World) -> None:
    filed = await joint(world, co_sponsors=[await delegation_of(world, "neighbour")])
    await associate(world, "person", filed)
    found = await option(world, by="person")
    assert (found["tally"], found["joint"]) == (NONE | {"support": 2}, 2)
    assert found["by_group"] == {"academic_community": NONE | {"support": 1}, "government": NONE | {"support": 1}}
    assert (found["mine"], found["mine_effective"]["contribution_id"]) == (None, filed["id"])
    assert found["mine_effective"]["on_behalf_of"] == filed["on_behalf_of"]
    await associate(world, "neighbour", filed)
    assert (await option(world))["tally"] == NONE | {"support": 3}
    await dissociate(world, "person", filed)
    assert (await option(world))["tally"] == NONE | {"support": 2}


async def test_ones_own_act_wins_before_and_after(world: World) -> None:
    await state(world, "neighbour", "oppose")
    filed = await joint(world)
    for by in ("neighbour", "person"):
        await associate(world, by, filed)
    assert (await option(world))["tally"] == NONE | {"support": 2, "oppose": 1}
    await state(world, "person", "neutral")
    found = await option(world)
    assert (found["tally"], found["joint"]) == (NONE | {"support": 1, "oppose": 1, "neutral": 1}, 1)
    shown = await effective(world)
    assert {name: (each["stance"], each["position_id"] is None) for name, each in shown.items()} == {
        "Delegation 1, simulated": ("support", True),
        "Network 2, simulated": ("oppose", False),
        "Person, simulated": ("neutral", False),
    }
    assert set(await effective(world, joint=True)) == {"Delegation 1, simulated"}
    assert len(await effective(world, joint=False)) == 2


async def test_of_two_statements_the_one_joined_last_speaks(world: World) -> None:
    first, second = await joint(world), await joint(world, by="neighbour", stance="oppose")
    await associate(world, "person", second)
    await associate(world, "person", first)
    assert (await option(world))["tally"] == NONE | {"support": 2, "oppose": 1}
    await dissociate(world, "person", first)
    assert (await option(world))["tally"] == NONE | {"support": 1, "oppose": 2}


async def test_a_new_version_of_a_statement_is_to_be_confirmed_by_who_joined_the_old(world: World) -> None:
    filed = await joint(world)
    await associate(world, "neighbour", filed)
    turned = [{"option_id": str(world.option_ids[0]), "stance": "oppose"}]
    new = {"title": "Title", "text": "On second thoughts.", "language": "en", "stances": turned}
    assert (await world.delegate.post(f"/contributions/{filed['id']}/versions", new)).status_code == 201
    found = await option(world, by="neighbour")
    assert (found["tally"], found["to_be_confirmed"]) == (NONE | {"oppose": 1}, 1)
    assert found["mine_effective"]["confirmed"] is False
    await associate(world, "neighbour", filed, 2)
    found = await option(world)
    assert (found["tally"], found["to_be_confirmed"]) == (NONE | {"oppose": 2}, 0)


async def test_a_withdrawn_statement_speaks_for_nobody_and_a_hidden_one_still_does(world: World) -> None:
    filed = await joint(world)
    await associate(world, "neighbour", filed)
    await world.moderate("hide", "contribution", filed["id"])
    assert (await option(world))["tally"] == NONE | {"support": 2}
    await world.delegate.post(f"/contributions/{filed['id']}/withdraw", {"reason": "A mistake"})
    assert (await option(world))["tally"] == NONE


async def test_pages_are_newest_first_and_neither_skip_nor_repeat(world: World) -> None:
    filed = await joint(world)
    await state(world, "neighbour", "oppose")
    await associate(world, "person", filed)
    path, seen = f"/options/{world.option_ids[0]}/effective-positions?limit=1", []
    before = ""
    while True:
        page = (await world.reader.get(path + before)).json()
        seen += [item["entity"] for item in page["items"]]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert seen == ["Person, simulated", "Network 2, simulated", "Delegation 1, simulated"]


async def test_the_counts_are_the_effective_positions_counted(world: World) -> None:
    filed = await joint(world)
    await associate(world, "neighbour", filed)
    await state(world, "person", "oppose", reason="It breaks the balance.", blocking=True)
    async with world.db.read() as session:
        rows = await queries.effective_positions(session, world.consultation_id)
        counts = await queries.counts(session, world.consultation_id)
    assert len(rows) == sum(count.entities for count in counts) == 3
    assert sum(count.objections for count in counts) == sum(row.blocking for row in rows) == 1


async def test_an_objection_opposes_blocks_and_gives_reasons(world: World) -> None:
    stated = (await state(world, "delegate", "oppose", reason="It breaks the balance.", blocking=True)).json()
    assert stated["blocking"] is True
    found = await option(world)
    assert (found["tally"], found["objections"]) == (NONE | {"oppose": 1}, 1)
    no_reason = await state(world, "neighbour", "oppose", blocking=True)
    assert_problem(no_reason, 422, "invalid", "needs reasons")
    for stance in ("support", "support_with_reservations", "neutral"):
        refused = await state(world, "neighbour", stance, reason="Why", blocking=True)
        assert_problem(refused, 422, "invalid", "opposes")
    lifted = (await state(world, "delegate", "oppose", reason="It breaks the balance.")).json()
    assert (lifted["blocking"], (await option(world))["objections"]) == (False, 0)
