"""Joint statements: nobody stands behind one without an act of their own, and everybody is counted once."""

from typing import Any

import pytest
from httpx import Response

from tests.counting import counted
from tests.problems import assert_problem
from tests.samples.positions import delegation_of
from tests.world import World

GROUP = "A group of delegations, simulated"
WHY = {"reason": "The text is no longer ours."}


async def joint(world: World, by: str = "delegate", stance: str | None = "support", **more: Any) -> dict[str, Any]:
    stances = [{"option_id": str(world.option_ids[0]), "stance": stance}] if stance else []
    return await world.file("Our common view.", by=by, on_behalf_of=GROUP, stances=stances, **more)


async def signatories(world: World, filed: dict[str, Any]) -> dict[str, Any]:
    answer = await world.reader.get(f"/contributions/{filed['id']}/signatories")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


async def associate(world: World, by: str, filed: dict[str, Any], version: int = 1) -> Response:
    return await world.people[by].post(f"/contributions/{filed['id']}/associate", {"version": version})


async def dissociate(world: World, by: str, filed: dict[str, Any]) -> Response:
    return await world.people[by].post(f"/contributions/{filed['id']}/dissociate", WHY)


async def behind(world: World, filed: dict[str, Any]) -> int:
    """As its own page says it, which must be what the list says."""
    page = (await world.reader.get(f"/consultations/{world.slug}/contributions")).json()
    found = await signatories(world, filed)
    assert page["joint"].get(filed["id"], 0) == found["counted"]
    number: int = found["counted"]
    return number


async def test_an_invited_co_sponsor_counts_only_when_it_has_confirmed(world: World) -> None:
    network = await delegation_of(world, "neighbour")
    filed = await joint(world, co_sponsors=[network])
    assert (filed["on_behalf_of"], filed["stances"][0]["stance"]) == (GROUP, "support")
    (invited,) = (await signatories(world, filed))["items"]
    assert (invited["state"], invited["role"], invited["version"], invited["acted_as"]) == (
        *("invited", "co_sponsor", 0),
        None,
    )
    assert await behind(world, filed) == 1
    confirmed = await associate(world, "neighbour", filed)
    assert confirmed.status_code == 200
    signatory = confirmed.json()
    assert (signatory["state"], signatory["role"], signatory["version"]) == ("joined", "co_sponsor", 1)
    assert signatory["acted_as"]["entity"] == "Network 2, simulated"
    assert await behind(world, filed) == 2
    entries = [(e["type"], e["payload"].get("signatory")) for e in (await world.record())[-3:]]
    assert [kind for kind, _ in entries] == ["contribution.filed", "signatory.invited", "signatory.associated"]
    assert entries[-1][1] == signatory


async def test_declining_leaves_nobody_behind_it_and_one_can_be_asked_again(world: World) -> None:
    network = await delegation_of(world, "neighbour")
    filed = await joint(world, co_sponsors=[network])
    declined = (await dissociate(world, "neighbour", filed)).json()
    assert (declined["state"], declined["reason"]) == ("declined", WHY["reason"])
    assert await behind(world, filed) == 1
    again = await world.delegate.post(f"/contributions/{filed['id']}/co-sponsors", {"delegation_ids": [network]})
    assert [each["state"] for each in again.json()] == ["invited"]
    twice = await world.colleague.post(f"/contributions/{filed['id']}/co-sponsors", {"delegation_ids": [network]})
    assert twice.json() == []
    assert await behind(world, filed) == 1


async def test_association_and_dissociation_with_their_dates(world: World) -> None:
    filed = await joint(world)
    joined = (await associate(world, "person", filed)).json()
    assert (joined["role"], joined["entity"], joined["left_at"]) == ("associated", "Person, simulated", None)
    assert_problem(await associate(world, "person", filed), 409, "already_associated")
    assert await behind(world, filed) == 2
    for round_id in world.round_ids[:2]:
        await world.chair.post(f"/rounds/{round_id}/close", {"reason": "Time is up"})
    assert_problem(await associate(world, "neighbour", filed), 409, "round_closed")
    left = (await dissociate(world, "person", filed)).json()
    assert (left["state"], left["joined_at"]) == ("left", joined["joined_at"])
    assert left["left_at"] > joined["joined_at"]
    assert await behind(world, filed) == 1
    assert_problem(await dissociate(world, "person", filed), 409, "not_associated")


async def test_a_new_version_has_to_be_confirmed_by_each(world: World) -> None:
    filed = await joint(world)
    await associate(world, "neighbour", filed)
    path = f"/contributions/{filed['id']}/versions"
    revised = await world.delegate.post(path, {"title": "Title", "text": "Our other view.", "language": "en"})
    assert (revised.json()["version"], revised.json()["stances"]) == (2, filed["stances"])
    assert await behind(world, filed) == 1
    assert_problem(await associate(world, "neighbour", filed, 1), 409, "version_changed", "newer version")
    assert (await associate(world, "neighbour", filed, 2)).status_code == 200
    assert await behind(world, filed) == 2


async def test_each_entity_counts_once(world: World) -> None:
    filed = await joint(world)
    for by in ("delegate", "colleague"):
        assert_problem(await associate(world, by, filed), 409, "already_associated")
    own = {"delegation_ids": [await delegation_of(world, "delegate")]}
    assert (await world.delegate.post(f"/contributions/{filed['id']}/co-sponsors", own)).json() == []
    assert await behind(world, filed) == 1
    assert_problem(await dissociate(world, "delegate", filed), 409, "author")


async def test_withdrawn_nobody_stands_behind_it(world: World) -> None:
    filed = await joint(world)
    await associate(world, "neighbour", filed)
    withdrawn = await world.delegate.post(f"/contributions/{filed['id']}/withdraw", {"reason": "A mistake"})
    assert (withdrawn.json()["stances"], withdrawn.json()["on_behalf_of"]) == ([], None)
    assert await behind(world, filed) == 0
    for act in (associate, dissociate):
        assert_problem(await act(world, "neighbour", filed), 409, "withdrawn")


async def test_what_is_hidden_cannot_be_joined(world: World) -> None:
    filed = await joint(world)
    await world.moderate("hide", "contribution", filed["id"])
    assert_problem(await associate(world, "neighbour", filed), 409, "hidden")
    shown = (await world.chair.get(f"/contributions/{filed['id']}")).json()["contribution"]
    assert (shown["on_behalf_of"], shown["stances"]) == (None, filed["stances"])
    assert GROUP not in str(await world.record("chair"))


@pytest.mark.parametrize("more", [{"co_sponsors": ["00000000-0000-4000-8000-000000000000"]}, {"stances": "some"}])
async def test_only_a_joint_statement_speaks_for_several(more: dict[str, Any], world: World) -> None:
    if more.get("stances"):
        more = {"stances": [{"option_id": str(world.option_ids[0]), "stance": "support"}]}
    body = {"title": "Title", "text": "Text", "language": "en"} | more
    refused = await world.delegate.post(f"/consultations/{world.slug}/contributions", body)
    assert_problem(refused, 422, "invalid", "on behalf of whom")
    alone = await world.file()
    assert_problem(await associate(world, "neighbour", alone), 409, "not_joint")


async def test_wrong_options_delegations_and_people(world: World) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    path, text = f"/consultations/{world.slug}/contributions", {"title": "T", "text": "T", "language": "en"}
    body = text | {"on_behalf_of": GROUP, "stances": [{"option_id": nobody, "stance": "support"}]}
    assert_problem(await world.delegate.post(path, body), 422, "unknown_option")
    body = text | {"on_behalf_of": GROUP, "co_sponsors": [nobody]}
    assert_problem(await world.delegate.post(path, body), 422, "unknown_delegation")
    stance = {"option_id": str(world.option_ids[0]), "stance": "support"}
    twice = text | {"on_behalf_of": GROUP, "stances": [stance, stance | {"stance": "oppose"}]}
    assert_problem(await world.delegate.post(path, twice), 422, "invalid")
    by_observer = text | {"on_behalf_of": GROUP, "stances": [stance]}
    assert_problem(await world.observer.post(path, by_observer), 403, "not_permitted", "state positions")
    filed = await joint(world)
    for role in ("observer", "chair", "stranger"):
        assert_problem(await associate(world, role, filed), 403, "not_permitted")
    assert_problem(await dissociate(world, "neighbour", filed), 403, "not_permitted")
    assert await behind(world, filed) == 1


async def test_the_list_costs_the_same_however_many_stand_behind(world: World) -> None:
    filed = await joint(world)
    paths = [f"/contributions/{filed['id']}/signatories", f"/consultations/{world.slug}/contributions"]
    few = [len(await _queries(world, path)) for path in paths]
    for by in ("neighbour", "person"):
        await associate(world, by, filed)
    await joint(world, by="neighbour")
    assert [len(await _queries(world, path)) for path in paths] == few
    assert max(few) <= 6


async def _queries(world: World, path: str) -> list[str]:
    with counted(world.db) as queries:
        assert (await world.reader.get(path)).status_code == 200
    return list(queries)
