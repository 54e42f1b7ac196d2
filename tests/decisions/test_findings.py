"""Findings: proposed from what was counted and closed, signed by the chair, superseded with a reason, stale aloud."""

import asyncio
from typing import Any

from app.consultations.rules import Stance
from tests.counting import counted
from tests.decisions.acts import (
    break_silence,
    close,
    count_to,
    delegations,
    dispose,
    findings,
    listed,
    object_to,
    ok,
    open_call,
    open_poll,
    open_silence,
    refused,
    sign,
)
from tests.world import World

YES, RESERVED, NEUTRAL, NO = Stance.SUPPORT, Stance.SUPPORT_WITH_RESERVATIONS, Stance.NEUTRAL, Stance.OPPOSE


async def adopted(world: World) -> dict[str, Any]:
    call = await open_call(world)
    await count_to(world, call)
    return dict(ok(await close(world, call)))


async def test_the_proposal_follows_the_counts_by_entity(world: World) -> None:
    assert (await findings(world))["proposal"]["kind"] == "insufficient_input"
    await delegations(world, {"government": [YES] * 8 + [NEUTRAL] * 3, "civil_society": [RESERVED, NO, NO]})
    shown = (await findings(world))["proposal"]
    assert (shown["kind"], shown["total"]) == ("strong_support_with_significant_opposition", 11)
    assert shown["tally"] == {"support": 8, "support_with_reservations": 1, "neutral": 3, "oppose": 2}
    assert shown["by_group"]["civil_society"]["oppose"] == 2
    await delegations(world, {"civil_society": [YES]})
    assert (await findings(world))["proposal"]["kind"] == "general_support", "half of a group is no majority"
    assert shown["participants"] == 14 + 3, "two delegations and one person of the world took no position"


async def test_all_for_is_not_consensus_without_its_call(world: World) -> None:
    await delegations(world, {"government": [YES] * 12})
    assert (await findings(world))["proposal"]["kind"] == "general_support"
    refused(await sign(world, "consensus", reason="Nobody was against it."), 409, "no_consensus_call")
    refused(await sign(world, "rough_consensus", reason="Nobody was against it."), 409, "no_consensus_call")


async def test_consensus_is_signed_after_its_call(world: World) -> None:
    call = await adopted(world)
    signed = ok(await sign(world, "consensus"))
    record = await world.record()
    assert (signed["version"], signed["call_id"], signed["cut_off"]) == (1, call["id"], record[-1]["seq"] - 1)
    assert (record[-1]["type"], record[-1]["payload"]["finding"]) == ("finding.signed", signed)
    assert (await findings(world))["stale"] == []


async def test_rough_consensus_waits_for_every_disposition(world: World) -> None:
    call = await open_call(world)
    first, second = ok(await object_to(world, call)), ok(await object_to(world, call, "neighbour"))
    refused(await sign(world, "rough_consensus", reason="Heard."), 409, "no_consensus_call")
    ok(await close(world, call))
    ok(await dispose(world, first))
    refused(await sign(world, "rough_consensus", reason="Heard."), 409, "objection_undisposed")
    ok(await dispose(world, second, "sustained"))
    refused(await sign(world, "rough_consensus", reason="Heard."), 409, "objection_sustained")
    ok(await dispose(world, second, "addressed_by_amendment"))
    assert (await findings(world))["proposal"]["kind"] == "rough_consensus"
    refused(await sign(world, "rough_consensus"), 422, "reason_needed")
    signed = ok(await sign(world, "rough_consensus", reason="Both concerns were met or heard."))
    assert signed["reason"]
    refused(await sign(world, "consensus", reason="They went along."), 409, "no_consensus_call")


async def test_a_broken_silence_is_answered_like_an_objection(world: World) -> None:
    silence = await open_silence(world)
    ok(await break_silence(world, silence))
    assert (await findings(world))["proposal"]["undisposed"] == 1
    ok(await dispose(world, (await listed(world, "objections"))[0]))
    shown = (await findings(world))["proposal"]
    assert (shown["kind"], shown["silence_id"]) == ("rough_consensus", silence["id"])


async def test_a_later_call_with_objections_ends_an_earlier_consensus(world: World) -> None:
    await adopted(world)
    ok(await sign(world, "consensus"))
    call = await open_call(world)
    assert (await findings(world))["stale"] == [], "nothing has ended yet"
    ok(await object_to(world, call))
    ok(await close(world, call))
    shown = await findings(world)
    assert (shown["proposal"]["kind"], shown["stale"]) == ("insufficient_input", ["procedure", "proposal"])


async def test_another_finding_only_with_a_public_reason(world: World) -> None:
    refused(await sign(world, "divergence"), 422, "reason_needed")
    signed = ok(await sign(world, "divergence", reason="The floor was split, though few stated positions."))
    assert (signed["kind"], signed["proposed"]) == ("divergence", "insufficient_input")
    for role in ("secretariat", "convener", "delegate"):
        refused(await sign(world, "divergence", by=role, reason="No"), 403)


async def test_it_is_stale_when_the_counts_change_and_signed_again_with_a_reason(world: World) -> None:
    first = ok(await sign(world, "insufficient_input"))
    await world.state("support")
    shown = await findings(world)
    assert (shown["stale"], shown["signed"]) == (["counts"], first)
    refused(await sign(world, "insufficient_input"), 422, "reason_needed")
    second = ok(await sign(world, "insufficient_input", reason="Counted again."))
    assert (second["version"], second["tally"]["support"]) == (2, 1)
    assert (await findings(world))["stale"] == []
    versions = ok(await world.reader.get(f"/options/{world.option_ids[0]}/findings"))["items"]
    assert versions == [second, first]


async def test_what_the_chair_saw_must_still_be_so(world: World) -> None:
    shown = await findings(world)
    await delegations(world, {"government": [YES] * 10})
    body = {"kind": "insufficient_input", "proposed": shown["proposal"]["kind"], "version": 0, "language": "en"}
    path = f"/options/{world.option_ids[0]}/findings"
    refused(await world.chair.post(path, body), 409, "proposal_changed")
    answers = await asyncio.gather(*(sign(world, "general_support", reason="Once.") for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]


async def test_straw_polls_have_no_part_in_it(world: World) -> None:
    poll = await open_poll(world, hidden=False)
    before = await findings(world)
    for role in ("delegate", "neighbour", "person"):
        ok(await world.people[role].put(f"/straw-polls/{poll['id']}/answer", {"answer": 0}))
    ok(await world.chair.post(f"/straw-polls/{poll['id']}/close"))
    assert await findings(world) == before


async def test_reading_takes_the_same_queries_however_much_there_is(world: World) -> None:
    path = f"/consultations/{world.slug}/findings"
    with counted(world.db) as few:
        ok(await world.reader.get(path))
    await adopted(world)
    ok(await sign(world, "consensus"))
    call = await open_call(world, option_id=str(world.option_ids[1]))
    ok(await object_to(world, call))
    ok(await object_to(world, call, "neighbour"))
    ok(await close(world, call))
    with counted(world.db) as many:
        ok(await world.reader.get(path))
    assert len(many) == len(few)
