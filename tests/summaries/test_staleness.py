"""What changes after the cut-off names the paragraphs that rest on it, and no others."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.contributions.test_joint_statements import associate, joint
from tests.decisions import acts
from tests.points.test_register import COST, REMOTE, found
from tests.samples.documents import OUTCOME
from tests.world import World

Act = Callable[[World, dict[str, Any]], Awaitable[object]]


async def prepared(world: World) -> dict[str, Any]:
    """A draft with everything the cases below change; what they need of it by name."""
    question = str(world.question_ids[0])
    ours = await world.file(f"{REMOTE} We thank the chair.", question_ids=[question])
    await world.file(f"{COST} {REMOTE}", by="neighbour", question_ids=[question])
    statement = await joint(world)
    await world.state("support", option=1)
    await world.state("oppose", by="neighbour", option=1)
    call, poll = await acts.open_call(world), await acts.open_poll(world)
    silence = await acts.open_silence(world, option_id=str(world.option_ids[1]))
    acts.ok(await world.chair.put(f"/consultations/{world.slug}/outcome", OUTCOME))
    await found(world)
    acts.ok(await world.chair.post(f"/consultations/{world.slug}/summary"))
    return {"ours": ours, "statement": statement, "call": call, "poll": poll, "silence": silence}


async def touched(world: World) -> dict[str, set[str]]:
    """By the stable id of each paragraph: the entries that changed what it rests on."""
    shown = (await world.chair.get(f"/consultations/{world.slug}/summary")).json()
    rows = {row["id"]: row["sources"] for row in shown["touched"]}
    assert all(source["label"] for sources in rows.values() for source in sources), rows
    return {identity: {source["how"] for source in sources} for identity, sources in rows.items()}


async def _restated(world: World, _: dict[str, Any]) -> None:
    await world.state("oppose", option=1)


async def _objected(world: World, made: dict[str, Any]) -> None:
    acts.ok(await acts.object_to(world, made["call"]))


async def _closed(world: World, made: dict[str, Any]) -> None:
    await acts.count_to(world, made["call"])
    acts.ok(await acts.close(world, made["call"]))


async def _broken(world: World, made: dict[str, Any]) -> None:
    acts.ok(await acts.break_silence(world, made["silence"]))


async def _polled(world: World, made: dict[str, Any]) -> None:
    acts.ok(await world.chair.post(f"/straw-polls/{made['poll']['id']}/close", {}))


async def _outcome(world: World, _: dict[str, Any]) -> None:
    acts.ok(await world.chair.put(f"/consultations/{world.slug}/outcome", {**OUTCOME, "version": 1}))


async def _joined(world: World, made: dict[str, Any]) -> None:
    acts.ok(await associate(world, "neighbour", made["statement"]))


async def _confirmed(world: World, made: dict[str, Any]) -> None:
    points = (await world.reader.get(f"/consultations/{world.slug}/points")).json()["items"]
    remote = next(each["id"] for each in points if each["label"] == REMOTE)
    acts.ok(await world.rapporteur.put(f"/points/{remote}/links/{made['ours']['id']}", {"decision": "confirm"}))


async def _filed(world: World, _: dict[str, Any]) -> None:
    await world.file("Costs.", by="person", question_ids=[str(world.question_ids[0])])


def option(world: World, place: int) -> str:
    return str(world.option_ids[place])


CASES: dict[str, tuple[Act, Callable[[World, dict[str, Any]], dict[str, set[str]]]]] = {
    "a position": (_restated, lambda w, _: {f"views.{option(w, 1)}.counts": {"position.stated"}}),
    "an objection": (_objected, lambda w, _: {f"views.{option(w, 0)}.counts": {"objection.raised"}}),
    "a silence broken": (_broken, lambda w, _: {f"views.{option(w, 1)}.counts": {"objection.raised"}}),
    "an association": (_joined, lambda w, _: {f"views.{option(w, 0)}.counts": {"signatory.associated"}}),
    "a call closed": (_closed, lambda w, _: {}),
    "a poll closed": (_polled, lambda w, _: {}),
    "the outcome": (_outcome, lambda w, _: {}),
    "a point confirmed": (_confirmed, lambda w, _: {}),
    "a contribution": (_filed, lambda w, _: {}),
}
IN_SECTIONS = {
    "an association": {"views": {"signatory.associated"}},  # the statement speaks of both options
    "an objection": {"findings": {"objection.raised"}},
    "a silence broken": {"findings": {"silence.broken"}},
    "a call closed": {"findings": {"consensus_call.closed"}},
    "a poll closed": {"findings": {"straw_poll.closed"}},
    "the outcome": {"next_steps": {"outcome.revised"}},
    "a point confirmed": {"views": {"point.decided"}},
    "a contribution": {"documentation": {"contribution.filed"}, "views": {"contribution.filed"}},
}


@pytest.mark.parametrize("case", CASES)
async def test_a_change_names_its_paragraphs_and_no_others(world: World, case: str) -> None:
    made = await prepared(world)
    assert await touched(world) == {}
    act, expected = CASES[case]
    await act(world, made)
    named = await touched(world)
    wanted = expected(world, made)
    assert {key: named.get(key) for key in wanted} == wanted, named
    further: dict[str, set[str]] = {}
    for identity in named.keys() - wanted.keys():
        further.setdefault(identity.partition(".")[0], set()).update(named[identity])
    assert further == IN_SECTIONS.get(case, {}), named


async def test_a_finding_names_what_was_said_of_its_option_among_the_findings(world: World) -> None:
    call = await acts.open_call(world)
    await acts.count_to(world, call)
    acts.ok(await acts.close(world, call))
    acts.ok(await acts.sign(world, "consensus"))
    acts.ok(await world.chair.post(f"/consultations/{world.slug}/summary"))
    acts.ok(await acts.sign(world, "divergence", reason="On second thoughts."))
    named = await touched(world)
    assert set(map(tuple, named.values())) == {("finding.signed",)}
    assert [identity.partition(".")[0] for identity in named] == ["findings"]


async def test_points_found_anew_name_the_points_and_drafting_again_names_nothing(world: World) -> None:
    await prepared(world)
    await _filed(world, {})
    await found(world)
    named = await touched(world)
    points = [hows for hows in named.values() if "points.found" in hows]
    assert len(points) >= 2
    acts.ok(await world.chair.post(f"/consultations/{world.slug}/summary"))
    assert await touched(world) == {}
