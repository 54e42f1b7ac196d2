"""Objections beyond their call: their reasons under moderation, and blocking positions in the way of consensus."""

from tests.decisions.acts import (
    break_silence,
    close,
    count_to,
    dispose,
    everything,
    findings,
    follow,
    listed,
    object_to,
    ok,
    open_call,
    open_silence,
    refused,
    sign,
)
from tests.world import World

REASON = "It goes beyond the mandate"


async def _page(world: World) -> str:
    return (await world.client.get(f"/c/{world.slug}/summary.html")).text


async def test_hidden_reasons_are_on_no_channel_and_the_objection_stands(world: World) -> None:
    """Of a call and of a broken silence; in a summary published before, and in the record from its beginning."""
    call = await open_call(world)
    raised = ok(await object_to(world, call))
    ok(await close(world, call))
    silence = await open_silence(world, option_id=str(world.option_ids[1]))
    ok(await break_silence(world, silence, by="neighbour"))
    ok(await dispose(world, raised))
    drafted = (await world.chair.post(f"/consultations/{world.slug}/summary")).json()
    ok(await world.chair.post(f"/summaries/{drafted['id']}/publish"))
    assert (await _page(world)).count(REASON) > 2
    before, seq = await everything(world), (await world.record())[-1]["seq"]
    for each in await listed(world, "objections"):
        await world.moderate("hide", "objection", each["id"])
    record = await world.record()
    shown = await listed(world, "objections")
    assert [(each["reason"], bool(each["hidden"]), each["withdrawn_at"]) for each in shown] == [(None, True, None)] * 2
    assert follow(before, record, seq) == await everything(world)
    assert REASON not in str(record)
    assert "It is in the record" in await _page(world), "what the chair made of it stays"
    assert "text hidden by moderation" in await _page(world)
    for address in (f"/api/v1/consultations/{world.slug}/summary", f"/c/{world.slug}/summary.html"):
        assert REASON not in (await world.client.get(address)).text
    for form in ("md", "json", "akn"):
        assert REASON not in (await world.reader.get(f"/summaries/{drafted['id']}/export?format={form}")).text
    assert (await findings(world))["proposal"]["kind"] == "rough_consensus", "it stands, and was disposed of"
    await world.moderate("restore", "objection", raised["id"])
    assert REASON in await _page(world)


async def test_a_draft_after_the_hiding_says_only_that_there_was_an_objection(world: World) -> None:
    call = await open_call(world)
    raised = ok(await object_to(world, call))
    await world.moderate("hide", "objection", raised["id"])
    drafted = (await world.chair.post(f"/consultations/{world.slug}/summary")).json()
    assert REASON not in str(drafted)
    assert "its text is hidden by moderation" in str(drafted)


async def test_a_blocking_position_after_the_call_bars_consensus_until_all_are_asked_again(world: World) -> None:
    call = await open_call(world)
    await count_to(world, call)
    ok(await close(world, call))
    assert (await findings(world))["proposal"]["kind"] == "consensus"
    ok(await sign(world, "consensus"))
    await world.state("oppose", by="neighbour", blocking=True, reason="It would break the balance.")
    shown = await findings(world)
    assert shown["proposal"]["kind"] == "insufficient_input"
    assert shown["proposal"]["undisposed"] == 1
    assert "proposal" in shown["stale"]
    for kind in ("consensus", "rough_consensus"):
        said = refused(await sign(world, kind, reason="I see none."), 409, "blocking_position")
        assert "another call" in said
    again = await open_call(world)
    objection = ok(await object_to(world, again, by="neighbour"))
    ok(await close(world, again))
    assert (await findings(world))["proposal"]["kind"] == "insufficient_input"
    ok(await dispose(world, objection))
    assert (await findings(world))["proposal"]["kind"] == "rough_consensus", "raised in the call, it can be disposed of"


async def test_who_blocked_before_and_was_silent_when_asked_has_let_it_go(world: World) -> None:
    await world.state("oppose", by="neighbour", blocking=True, reason="It would break the balance.")
    call = await open_call(world)
    await count_to(world, call)
    ok(await close(world, call))
    assert (await findings(world))["proposal"]["kind"] == "consensus"
    await world.state("oppose", by="neighbour", blocking=True, reason="We mean it.")
    assert (await findings(world))["proposal"]["kind"] == "insufficient_input"
    await world.state("oppose", by="neighbour", reason="We no longer block.")
    assert (await findings(world))["proposal"]["kind"] == "consensus", "an opposition may stand beside it"
