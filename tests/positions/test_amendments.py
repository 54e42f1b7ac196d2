"""An option is amended: what was said on the old wording is to be confirmed, neither kept silently nor lost."""

import asyncio
from typing import Any

from httpx import Response

from tests.contributions.test_joint_statements import associate, joint
from tests.positions.test_positions import NONE, option, positions, state
from tests.problems import assert_problem
from tests.samples.positions import close_rounds
from tests.world import World

LABEL, WHY = "Enlarge from 33 to 43 members", "As many delegations asked."


async def amend(world: World, by: str = "chair", version: int = 1, label: str = LABEL) -> Response:
    body = {"label": label, "text": "A compromise.", "reason": WHY, "version": version}
    return await world.people[by].post(f"/options/{world.option_ids[0]}/amend", body)


async def confirm(world: World, by: str, option_version: int = 2) -> Response:
    path = f"/options/{world.option_ids[0]}/position/confirm"
    return await world.people[by].post(path, {"option_version": option_version})


async def test_positions_on_the_old_wording_count_in_no_stance_until_they_are_confirmed(world: World) -> None:
    stated = await world.state("support_with_reservations", reason="Because", condition="If travel is paid")
    await state(world, "neighbour", "oppose")
    assert (await amend(world)).json()["version"] == 2
    found = await option(world, by="delegate")
    assert (found["tally"], found["by_group"], found["to_be_confirmed"]) == (NONE, {}, 2)
    assert found["mine"] == stated
    assert (found["mine_effective"]["confirmed"], found["mine_effective"]["option_version"]) == (False, 1)
    confirmed = (await confirm(world, "colleague")).json()
    kept = ("stance", "reason", "condition", "language", "blocking", "id")
    assert {name: confirmed[name] for name in kept} == {name: stated[name] for name in kept}
    assert (confirmed["version"], confirmed["option_version"]) == (2, 2)
    found = await option(world)
    assert (found["tally"], found["to_be_confirmed"]) == (NONE | {"support_with_reservations": 1}, 1)
    await state(world, "neighbour", "support")
    found = await option(world)
    assert (found["tally"], found["to_be_confirmed"]) == (NONE | {"support_with_reservations": 1, "support": 1}, 0)
    assert len(await positions(world)) == 2


async def test_what_a_statement_said_is_confirmed_by_each_entity_for_itself(world: World) -> None:
    filed = await joint(world)
    await associate(world, "neighbour", filed)
    await amend(world)
    assert ((await option(world))["tally"], (await option(world))["to_be_confirmed"]) == (NONE, 2)
    own = (await confirm(world, "neighbour")).json()
    assert (own["stance"], own["version"]) == ("support", 1)
    found = await option(world)
    assert (found["tally"], found["to_be_confirmed"], found["joint"]) == (NONE | {"support": 1}, 1, 1)
    again = {"title": "Title", "text": "Our common view.", "language": "en", "stances": [
        {"option_id": str(world.option_ids[0]), "stance": "support"}]}  # fmt: skip
    await world.delegate.post(f"/contributions/{filed['id']}/versions", again)
    assert (await option(world))["tally"] == NONE | {"support": 2}


async def test_between_rounds_an_option_is_amended_and_the_next_round_confirms(world: World) -> None:
    await world.chair.post(f"/rounds/{world.round_ids[1]}/close", {"reason": "Later"})
    stated = await world.state("support", reason="Because")
    await amend(world)
    await world.chair.post(f"/rounds/{world.round_ids[1]}/open", {"reason": "Now"})
    confirmed = (await confirm(world, "delegate")).json()
    assert (confirmed["round_id"], confirmed["reason"]) == (str(world.round_ids[1]), "Because")
    assert confirmed["id"] != stated["id"]
    found = await option(world)
    assert (found["tally"], found["to_be_confirmed"]) == (NONE | {"support": 1}, 0)


async def test_old_wordings_stay_readable(world: World) -> None:
    path = f"/options/{world.option_ids[0]}/wordings"
    (first,) = (await world.reader.get(path)).json()["items"]
    await amend(world)
    await amend(world, by="convener", version=2, label="Enlarge to 40 members")
    now, second, oldest = (await world.reader.get(path)).json()["items"]
    assert (now["version"], now["label"], now["replaced_at"]) == (3, "Enlarge to 40 members", None)
    assert (second["version"], second["label"], second["reason"]) == (2, LABEL, WHY)
    assert (oldest["version"], oldest["label"], oldest["text"]) == (1, first["label"], first["text"])
    assert second["acted_as"]["capacity"] == "convener"
    assert second["replaced_at"] > oldest["replaced_at"]


async def test_the_record_says_so_with_the_whole_note(world: World) -> None:
    await amend(world)
    entry = (await world.record())[-1]
    note = (await world.reader.get(f"/consultations/{world.slug}")).json()["note"]
    assert (entry["type"], entry["payload"]["reason"], entry["payload"]["note"]) == ("option.amended", WHY, note)
    assert note["questions"][0]["options"][0]["label"] == LABEL


async def test_who_states_on_a_wording_that_is_gone_is_told(world: World) -> None:
    """Also in the same process, which remembers the options between acts in masses."""
    await state(world, "delegate", "support", option_version=1)
    await amend(world)
    refused = await state(world, "neighbour", "support", option_version=1)
    assert_problem(refused, 409, "option_amended", "new wording")
    assert (await state(world, "neighbour", "support", option_version=2)).json()["option_version"] == 2
    assert_problem(await confirm(world, "delegate", 1), 409, "option_amended")


async def test_what_cannot_be_confirmed(world: World) -> None:
    assert_problem(await confirm(world, "delegate", 1), 409, "no_position")
    await world.state("support")
    assert_problem(await confirm(world, "delegate", 1), 409, "already_confirmed")
    await amend(world)
    await close_rounds(world)
    assert_problem(await confirm(world, "delegate"), 409, "round_closed")
    assert ((await option(world))["tally"], (await option(world))["to_be_confirmed"]) == (NONE, 1)


async def test_what_cannot_be_amended(world: World) -> None:
    assert_problem(await amend(world, version=2), 409, "version_changed")
    same = (await world.reader.get(f"/options/{world.option_ids[0]}/wordings")).json()["items"][0]
    unchanged = {"label": same["label"], "text": same["text"], "reason": WHY, "version": 1}
    path = f"/options/{world.option_ids[0]}/amend"
    assert_problem(await world.chair.post(path, unchanged), 409, "not_an_amendment")
    await close_rounds(world)
    assert_problem(await amend(world), 409, "round_closed", "still to come")


async def test_of_two_who_amend_at_once_one_is_told(world: World) -> None:
    answers = await asyncio.gather(amend(world), amend(world, by="convener", label="Enlarge to 40 members"))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_a_hidden_reason_is_confirmed_without_being_shown(world: World) -> None:
    stated = await world.state("oppose", reason="offensive words", blocking=True)
    await world.moderate("hide", "position", stated["id"])
    await amend(world)
    confirmed: dict[str, Any] = (await confirm(world, "delegate")).json()
    assert (confirmed["reason"], confirmed["blocking"], confirmed["stance"]) == (None, True, "oppose")
    assert "offensive" not in str(await world.record("chair"))
