"""A ballot from the draft to the seal, and that what is frozen is frozen."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import pytest

from app.ballots import verify
from app.ballots.sealing import work
from app.core import clock
from tests.ballots.halls import (
    after_closing,
    bundle,
    cast,
    drafted,
    opened,
    parts,
    receipt,
    results,
    sealed,
    seat,
    spec,
)
from tests.world import World


async def test_a_secret_ballot_from_draft_to_receipt(world: World) -> None:
    members = await seat(world)
    ballot = await drafted(world)
    assert (await world.reader.get(f"/ballots/{ballot}")).status_code == 404
    assert (await world.convener.get(f"/ballots/{ballot}")).json()["state"] == "draft"
    frozen = (await world.secretariat.post(f"/ballots/{ballot}/freeze")).json()
    assert (frozen["state"], frozen["roll"], frozen["turnout"]) == ("open", 13, 0)

    receipts = [await receipt(member, ballot, [number % 4], number) for number, member in enumerate(members)]
    again = await receipt(members[0], ballot, [0, 1], 100)
    mine = (await members[0].get(f"/ballots/{ballot}")).json()
    assert mine["mine"] == {"voted": True, "recused": [], "group": "government"}
    assert mine["turnout"] == 12
    assert (await world.reader.get(f"/ballots/{ballot}/results")).json()["code"] == "results_hidden"

    shown = await sealed(world, ballot)
    found = await results(world, ballot)
    assert (found["ballots"], found["roll"]) == (12, 13)
    assert found["figures"] == {
        "approvals": [3, 4, 3, 3],
        "dots": None,
        "scores": None,
        "answers": None,
        "pairwise": None,
    }
    assert [each["groups"] for each in found["classes"]] == [["civil_society", "media"], ["government"]]
    assert found["outcomes"]["one_each"]["winners"] == [1]

    content = await bundle(world, ballot)
    verdict = verify.verify(content)
    assert (verdict.fault, verdict.ballots) == (None, 12)
    assert (verdict.seal, verdict.key) == (shown["seal"]["digest"], shown["seal"]["key"])
    assert verify.receipt_fault(content, again) is None
    assert all(verify.receipt_fault(content, each) is None for each in receipts[1:])
    assert "replaced" in str(verify.receipt_fault(content, receipts[0]))


async def test_what_is_frozen_is_frozen(world: World) -> None:
    await seat(world)
    ballot = await drafted(world)
    edited = await world.chair.put(f"/ballots/{ballot}", spec(question="Which ones?") | {"version": 1})
    assert (edited.status_code, edited.json()["version"]) == (200, 2)
    stale = await world.chair.put(f"/ballots/{ballot}", spec() | {"version": 1})
    assert stale.json()["code"] == "version_changed"
    before = (await world.chair.post(f"/ballots/{ballot}/freeze")).json()
    for method, path, body in (
        ("PUT", "", spec() | {"version": before["version"]}),
        ("POST", "/freeze", None),
        ("POST", "/seal", None),
    ):
        answer = await world.chair._call(method, f"/ballots/{ballot}{path}", json=body)
        assert answer.status_code == 409, answer.text
    definition = (await world.reader.get(f"/ballots/{ballot}/definition")).json()
    assert verify.digest(verify.canonical(definition)) == before["definition_hash"]
    assert len(definition["roll"]) == 13
    assert "tie_seed" not in json.dumps(definition)
    await seat(world, ("private_sector",) * 2, first=12)
    assert (await world.reader.get(f"/ballots/{ballot}/definition")).json() == definition


async def test_nothing_is_cast_before_the_opening_or_after_the_closing(world: World) -> None:
    member = (await seat(world))[0]
    ballot = await opened(world, opens_at=clock.iso(clock.now() + timedelta(minutes=30)))
    early = await cast(member, ballot, [0])
    assert (early.status_code, early.json()["code"]) == (409, "ballot_frozen")
    with clock.frozen(clock.now() + timedelta(minutes=40)):
        assert (await cast(member, ballot, [0])).status_code == 200
    with after_closing():
        late = await cast(member, ballot, [1])
        assert late.status_code == 409
        assert late.json()["code"] in {"ballot_closed", "ballot_sealed"}
    await sealed(world, ballot)
    assert (await results(world, ballot))["withheld"]


async def test_only_the_roll_votes_and_within_the_rules(world: World) -> None:
    member = (await seat(world))[0]
    capacity = (await member.get("/me")).json()["capacities"][0]["id"]
    ballot = await opened(
        world, rules={"min_choices": 1, "max_choices": 2}, recusals=[{"capacity_id": capacity, "option": 2}]
    )
    for person in (world.chair, world.delegate, world.stranger):
        assert (await cast(person, ballot, [0])).json()["code"] == "not_on_the_roll"
    refused: dict[str, Any] = {
        "recused": [2],
        "too_few_choices": [],
        "too_many_choices": [0, 1, 3],
        "unknown_option": [4],
        "wrong_kind_of_choice": {"ranking": [[0]]},
    }
    for code, choice in refused.items():
        answer = await cast(member, ballot, choice)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    body = {"choice": {"approve": [0]}, "nonce": "0" * 64, "commitment": "1" * 64}
    assert (await member.put(f"/ballots/{ballot}/ballot", body)).json()["code"] == "wrong_commitment"
    assert (await cast(member, ballot, [3, 0])).status_code == 200
    assert (await member.get(f"/ballots/{ballot}")).json()["mine"]["recused"] == [2]


async def test_fifty_simultaneous_casts_of_one_member_leave_one_ballot(world: World) -> None:
    members = await seat(world, ("government",) * 6)
    ballot = await opened(world)
    for member in members[1:]:
        await receipt(member, ballot, [3])
    answers = await asyncio.gather(*(cast(members[0], ballot, [number % 3], number) for number in range(50)))
    assert {answer.status_code for answer in answers} == {200}
    shown = await sealed(world, ballot)
    assert (shown["turnout"], shown["seal"]["ballots"]) == (6, 6)
    content = await bundle(world, ballot)
    counted = [answer for answer in answers if verify.receipt_fault(content, answer.json()) is None]
    assert len(counted) == 1
    turnouts = [entry["payload"]["turnout"]["turnout"] for entry in await world.record()
                if entry["type"] == "ballot.turnout"]  # fmt: skip
    assert turnouts == sorted(set(turnouts)), "casting again leaves no entry"


async def test_the_books_are_closed_in_the_worker_and_a_lost_one_leaves_the_ballot_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This process neither opens a box nor counts: whoever posts meanwhile does not wait for it."""
    members = await seat(world)
    ballot = await opened(world)
    for member in members:
        await receipt(member, ballot, [1])

    def never(*_: object) -> None:
        raise AssertionError("counted in the process of the service")

    def gone(*_: object) -> None:
        raise EOFError

    monkeypatch.setattr(work, "close_books", never)
    monkeypatch.setattr(work, "unpacked", never)
    with monkeypatch.context() as lost, after_closing():
        lost.setattr(world.app.state.jobs.worker, "_alive", gone)
        answer = await world.chair.post(f"/ballots/{ballot}/seal")
        assert (answer.status_code, answer.json()["code"]) == (503, "worker_lost")
        assert (await world.chair.get(f"/ballots/{ballot}")).json()["state"] == "closed"
        for person in (world.chair, world.secretariat, members[0], world.reader):
            for what in ("results", "bundle"):
                hidden = await person.get(f"/ballots/{ballot}/{what}")
                assert hidden.json()["code"] == "results_hidden", "closed is not sealed"
    await sealed(world, ballot)
    assert (await results(world, ballot))["figures"]["approvals"] == [0, 12, 0, 0]


async def test_who_seals_at_the_same_moment_finds_it_done(world: World) -> None:
    members = await seat(world)
    ballot = await opened(world)
    for member in members:
        await receipt(member, ballot, [1])
    with after_closing():
        path = f"/ballots/{ballot}/seal"
        answers = await asyncio.gather(*(person.post(path) for person in (world.chair, world.secretariat) * 2))
    assert sorted(answer.status_code for answer in answers)[1:] == [409] * 3
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"ballot_sealed"}
    await sealed(world, ballot)
    seals = [entry for entry in await world.record() if entry["type"] == "ballot.sealed"]
    assert len(seals) == 1


async def test_annulled_with_a_reason_nothing_is_left_of_it(world: World) -> None:
    member = (await seat(world))[0]
    ballot = await opened(world)
    await receipt(member, ballot, [0])
    annulled = (await world.chair.post(f"/ballots/{ballot}/annul", {"reason": "An option was missing."})).json()
    assert annulled["state"] == "annulled"
    assert annulled["annulment"]["reason"] == "An option was missing."
    assert (await cast(member, ballot, [0])).json()["code"] == "ballot_annulled"
    with after_closing():
        assert (await world.chair.post(f"/ballots/{ballot}/seal")).status_code == 409
    assert (await world.chair.get(f"/ballots/{ballot}/results")).json()["code"] == "results_hidden"
    assert (await world.chair.post(f"/ballots/{ballot}/annul", {"reason": "Again."})).status_code == 409


async def test_each_seal_names_the_one_before(world: World) -> None:
    members = await seat(world)
    first, second = await opened(world), await opened(world, mode="open")
    for member in members:
        await receipt(member, first, [0])
        await receipt(member, second, [1])
    one, two = await sealed(world, first), await sealed(world, second)
    assert one["seal"]["previous"] == verify.NO_SEAL
    assert two["seal"]["previous"] == one["seal"]["digest"]
    assert parts(await bundle(world, second))[verify.SEAL]["previous"] == one["seal"]["digest"]
    mailed = [mail for mail in world.app.state.mailer.sent if one["seal"]["digest"] in mail[2]]
    assert len(mailed) == 13
