"""A round's life: who opens, extends and closes it, what is refused in words, and that both dates are kept."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from httpx import Response

from app.consultations.rules import RoundState, may_close, may_extend, may_open
from app.core import clock
from app.core.errors import NotNow
from tests.problems import assert_problem
from tests.world import World, definition

WHY = {"reason": "Because the plenary agreed. لأن الجلسة وافقت"}


async def act(world: World, what: str, number: int = 1, by: str = "chair", **more: Any) -> Response:
    return await world.people[by].post(f"/rounds/{world.round_ids[number - 1]}/{what}", WHY | more)


async def shown(world: World, number: int = 1) -> dict[str, Any]:
    page = (await world.reader.get(f"/consultations/{world.slug}")).json()
    found: dict[str, Any] = page["rounds"][number - 1]
    return found


async def test_opening_keeps_both_dates_and_the_reason(world: World) -> None:
    before = await shown(world, 3)
    opened = await act(world, "open", 3)
    assert opened.status_code == 200
    after = opened.json()
    assert after == await shown(world, 3)
    assert (after["state"], after["state_reason"], after["version"]) == ("open", WHY["reason"], before["version"] + 1)
    assert (before["opened_at"], after["closed_at"]) == (None, None)
    assert after["opened_at"] < after["scheduled_opens_at"] == before["scheduled_opens_at"]
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["round"], entry["actor"]["capacity"]) == ("round.opened", after, "chair")


async def test_closing_and_reopening(world: World) -> None:
    first = await shown(world)
    closed = (await act(world, "close")).json()
    assert (closed["state"], closed["opened_at"]) == ("closed", first["opened_at"])
    assert closed["closed_at"] < closed["scheduled_closes_at"] == first["scheduled_closes_at"]
    again = (await act(world, "open")).json()
    assert (again["state"], again["opened_at"], again["closed_at"]) == ("open", first["opened_at"], None)
    assert [e["type"] for e in (await world.record())[-2:]] == ["round.closed", "round.opened"]


async def test_extending(world: World) -> None:
    before = await shown(world)
    later = clock.iso(clock.now() + timedelta(days=30))
    extended = (await act(world, "extend", scheduled_closes_at=later)).json()
    assert (extended["scheduled_closes_at"], extended["state_reason"]) == (later, WHY["reason"])
    assert extended == {
        **before,
        "scheduled_closes_at": later,
        "state_reason": WHY["reason"],
        "version": before["version"] + 1,
    }
    assert (await world.record())[-1]["type"] == "round.extended"
    scheduled = await act(world, "extend", 3, scheduled_closes_at=clock.iso(clock.now() + timedelta(days=90)))
    assert (scheduled.status_code, scheduled.json()["state"]) == (200, "scheduled")


async def test_what_does_not_fit_the_state_is_refused_in_words(world: World) -> None:
    later = {"scheduled_closes_at": clock.iso(clock.now() + timedelta(days=30))}
    earlier = {"scheduled_closes_at": clock.iso(clock.now() + timedelta(hours=1))}
    before = await world.record()
    assert_problem(await act(world, "open", 1), 409, "round_open", "Round 1 is already open")
    assert_problem(await act(world, "close", 3), 409, "round_not_open", "Round 3 is not open")
    assert_problem(await act(world, "extend", 1, **earlier), 409, "not_an_extension", "later than the present one")
    assert await world.record() == before
    await act(world, "close", 1)
    assert_problem(await act(world, "close", 1), 409, "round_not_open", "cannot be closed")
    assert_problem(await act(world, "extend", 1, **later), 409, "round_closed", "open it again to extend it")


@pytest.mark.parametrize("role", ["secretariat", "observer", "advisory", "delegate", "person", "stranger", "founder"])
async def test_only_chair_and_convener_manage_rounds(role: str, world: World) -> None:
    before = await world.record()
    later = {"scheduled_closes_at": clock.iso(clock.now() + timedelta(days=30))}
    for what, more in (("close", {}), ("extend", later), ("open", {})):
        refused = await act(world, what, 3 if what == "open" else 1, by=role, **more)
        assert_problem(refused, 403, "not_permitted", "may not manage rounds")
    assert await world.record() == before
    assert_problem(await act(world, "close", by="reader"), 401, "not_signed_in")
    assert (await act(world, "close", by="convener")).status_code == 200


async def test_a_reason_is_part_of_the_act(world: World) -> None:
    path = f"/rounds/{world.round_ids[0]}/close"
    for body in ({}, {"reason": ""}, {"reason": " \n"}, {"reason": None}):
        assert_problem(await world.chair.post(path, body), 422, "invalid", "reason")
    assert (await shown(world))["state"] == "open"


async def test_of_two_who_close_at_once_one_comes_too_late(world: World) -> None:
    answers = await asyncio.gather(*(act(world, "close", by=by) for by in ("chair", "convener") * 3))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409, 409]
    assert [e["type"] for e in await world.record()].count("round.closed") == 1


async def test_nothing_slips_in_after_the_door_has_closed(world: World) -> None:
    """Positions and the closing at the same moment: in the record, no position stands after the closing."""
    await act(world, "close", 2)  # so that round 1 is the only one for positions
    jobs = [world.delegate.put(f"/options/{world.option_ids[n % 3]}/position", {"stance": "oppose", "language": "en"})
            for n in range(20)]  # fmt: skip
    closing = act(world, "close", 1)
    answers = await asyncio.gather(*jobs[:10], closing, *jobs[10:])
    types = [entry["type"] for entry in await world.record()]
    assert "position.stated" not in types[len(types) - types[::-1].index("round.closed") :]
    accepted = sum(a.status_code == 200 for a in (*answers[:10], *answers[11:]))
    assert accepted == types.count("position.stated")
    for answer in (*answers[:10], *answers[11:]):
        if answer.status_code != 200:
            assert_problem(answer, 409, "round_closed", "has closed")


async def test_a_closed_or_coming_round_says_so(world: World) -> None:
    await act(world, "close", 1)
    await act(world, "close", 2)
    path = f"/consultations/{world.slug}/contributions"
    body = {"title": "x", "text": "y", "language": "en"}
    assert_problem(await world.delegate.post(path, body), 409, "round_closed", "Round 2 has closed")
    await world.founder.post("/consultations", definition(slug="new"))
    await world.founder.post(
        "/consultations/new/accreditations", {"email": "observer@example.org", "name": "O", "capacity": "observer"}
    )
    refused = await world.observer.post("/consultations/new/contributions", body)
    assert_problem(refused, 409, "round_closed", "Round 1 has not opened yet")


def test_the_rules_by_themselves() -> None:
    now = clock.now()
    may_open(RoundState.SCHEDULED, 1)
    may_open(RoundState.CLOSED, 1)
    may_close(RoundState.OPEN, 1)
    may_extend(RoundState.OPEN, 1, now, now + timedelta(microseconds=1))
    may_extend(RoundState.SCHEDULED, 1, now, now + timedelta(days=1))
    for refused in (
        lambda: may_open(RoundState.OPEN, 7),
        lambda: may_close(RoundState.SCHEDULED, 7),
        lambda: may_close(RoundState.CLOSED, 7),
        lambda: may_extend(RoundState.CLOSED, 7, now, now + timedelta(days=1)),
    ):
        with pytest.raises(NotNow, match="Round 7"):
            refused()
    with pytest.raises(NotNow):
        may_extend(RoundState.OPEN, 7, now, now)
