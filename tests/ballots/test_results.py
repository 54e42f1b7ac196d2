"""What comes of a ballot by each method and in each mode, and what of it is published."""

import json
from typing import Any

import pytest

from app.ballots import verify
from app.ballots.sealing.showing import NOTHING_BUT_WINNERS
from tests.ballots.halls import bundle, drafted, opened, parts, receipt, results, sealed, seat, tellers
from tests.world import Person, World

CHOICES: dict[str, list[dict[str, Any]]] = {
    "approval": [{"approve": [0, 1]}, {"approve": [1]}, {"approve": [1, 3]}],
    "pav": [{"approve": [0, 1]}, {"approve": [1]}, {"approve": [1, 3]}],
    "phragmen": [{"approve": [0, 1]}, {"approve": [1]}, {"approve": [1, 3]}],
    "mes": [{"approve": [0, 1]}, {"approve": [1]}, {"approve": [1, 3]}],
    "score": [{"scores": [5, 4, None, 0]}, {"scores": [0, 5, 1, None]}, {"scores": [1, 5, 2, 2]}],
    "dots": [{"dots": [2, 8, 0, 0]}, {"dots": [0, 3, 3, 3]}, {"dots": [0, 10, 0, 0]}],
    "borda": [{"ranking": [[1], [0, 2]]}, {"ranking": [[3, 1]]}, {"ranking": [[1], [2], [3], [0]]}],
    "schulze": [{"ranking": [[1], [0, 2]]}, {"ranking": [[3, 1]]}, {"ranking": [[1], [2], [3], [0]]}],
    "stv": [{"ranking": [[1], [0], [2]]}, {"ranking": [[1], [3]]}, {"ranking": [[2], [1]]}],
    "straw": [
        {"answers": ["support", "support", "object", None]},
        {"answers": [None, "support", "can_live_with", "object"]},
        {"answers": ["object", "support", None, None]},
    ],
}


async def voted(world: World, members: list[Person], choices: list[dict[str, Any]], **changes: Any) -> str:
    """The id of a sealed ballot in which the members chose these, one after another."""
    ballot = await opened(world, **changes)
    for number, member in enumerate(members):
        await receipt(member, ballot, choices[number % len(choices)], number)
    await sealed(world, ballot)
    return ballot


async def test_every_method_counts_and_its_bundle_verifies(world: World) -> None:
    members = await seat(world)
    for method, choices in CHOICES.items():
        rules = {"method": method, "seats": 1 if method in {"schulze", "straw"} else 2}
        ballot = await voted(world, members, choices, rules=rules)
        found = await results(world, ballot)
        assert found["ballots"] == 12, method
        assert found["outcomes"]["one_each"]["winners"][0] == 1, method
        assert (found["outcomes"]["equal_groups"] is None) == (method == "stv")
        content = await bundle(world, ballot)
        assert verify.verify(content).fault is None, method
        published = bool(verify.unpack(content)[verify.BALLOTS])
        assert published == (method == "approval"), f"{method}: only such ballots say little about whose they are"


@pytest.mark.parametrize("mode", ["open", "group_visible", "secret"])
async def test_what_is_published_by_mode(world: World, mode: str) -> None:
    members = await seat(world)
    ballot = await voted(world, members, CHOICES["approval"], mode=mode)
    content = await bundle(world, ballot)
    lines = [json.loads(line) for line in verify.unpack(content)[verify.BALLOTS].splitlines()]
    fields = {"open": {"member", "choice", "nonce"}, "group_visible": {"group", "choice"}, "secret": {"choice"}}
    assert [set(line) for line in lines] == [fields[mode]] * 12
    assert lines == sorted(lines, key=verify.canonical)
    classes = [each["name"] for each in (await results(world, ballot))["classes"]]
    assert classes == (
        ["civil_society", "government", "media"] if mode == "open" else ["civil_society+media", "government"]
    )


async def test_of_few_secret_ballots_only_the_winner_is_said(world: World) -> None:
    members = await seat(world)
    ballot = await voted(world, members[:4], CHOICES["approval"])
    found = await results(world, ballot)
    assert (found["withheld"], found["ballots"]) == (True, 4)
    assert found["outcomes"]["one_each"] == NOTHING_BUT_WINNERS | {"winners": [1]}
    assert found["evaluations"] == found["classes"] == []
    content = await bundle(world, ballot)
    assert verify.unpack(content)[verify.BALLOTS] == b""
    assert verify.verify(content).fault is None


async def test_unanimity_is_printed_or_left_out(world: World) -> None:
    members = await seat(world)
    shown = await results(world, await voted(world, members, CHOICES["approval"]))
    assert (shown["figures"]["approvals"], shown["blurred"]) == ([4, 12, 0, 4], [])
    blurred = await results(world, await voted(world, members, CHOICES["approval"], unanimity="blur"))
    assert (blurred["figures"]["approvals"], blurred["blurred"]) == ([4, None, None, 4], [1, 2])
    assert blurred["outcomes"]["one_each"]["winners"] == [1]
    assert blurred["outcomes"]["one_each"]["steps"] == []


async def test_quorum_and_thresholds_are_the_systems_to_judge(world: World) -> None:
    members = await seat(world)
    tests = {"quorum_percent": 95, "threshold_percent": 30, "double_majority": True, "min_evaluations": 12}
    capacity = (await members[0].get("/me")).json()["capacities"][0]["id"]
    ballot = await voted(
        world, members[1:] + members[:1], [{"approve": [1, 3]}, {"approve": [1]}],
        rules={"seats": 2, **tests}, recusals=[{"capacity_id": capacity, "option": 0}],
    )  # fmt: skip
    found = await results(world, ballot)
    assert found["quorum"] == {"percent": 95, "needed": 13, "met": False}
    judged = {each["option"]: each for each in found["options"]}
    assert (judged[0]["enough_evaluations"], judged[1]["eligible"]) == (False, True)
    assert (judged[3]["threshold"], judged[3]["double_majority"]) == (True, False)
    assert found["outcomes"]["one_each"]["winners"] == [1]


async def test_declared_interests_recuse_and_tellers_recount(world: World) -> None:
    members = await seat(world)
    subject = {"subject_type": "option", "subject_id": str(world.option_ids[0])}
    body = subject | {"subject": "Openness", "text": "I chair the body it concerns.", "language": "en"}
    declared = await members[0].post(f"/consultations/{world.slug}/interests", body)
    assert declared.status_code == 201, declared.text
    options = [
        {"label": "Openness", "subject": {"type": "option", "id": str(world.option_ids[0])}},
        {"label": "Access"},
    ]
    teller = (await members[1].get("/me")).json()["capacities"][0]["id"]
    other = (await tellers(world))[0]
    ballot = await opened(world, options=options, tellers=[teller, other], rules={"method": "pav"})
    assert (await members[0].get(f"/ballots/{ballot}")).json()["mine"]["recused"] == [0]
    for number, member in enumerate(members):
        await receipt(member, ballot, [1] if number % 2 == 0 else [0], number)
    early = await members[1].get(f"/ballots/{ballot}/openings")
    assert early.json()["code"] == "results_hidden"
    await sealed(world, ballot)
    assert (await members[0].get(f"/ballots/{ballot}/openings")).status_code == 403
    lines = (await members[1].get(f"/ballots/{ballot}/openings")).text.splitlines()
    opening = [json.loads(line) for line in lines]
    assert len(opening) == 12
    content = await bundle(world, ballot)
    assert [each["commitment"] for each in opening] == verify.unpack(content)[verify.COMMITMENTS].decode().split()
    assert all(verify.commitment(ballot, each["choice"], each["nonce"]) == each["commitment"] for each in opening)
    assert (await results(world, ballot))["evaluations"] == [11, 12]
    named = {each["account"] for each in parts(content)[verify.DEFINITION]["tellers"]}
    assert named == {str(members[1].account_id), str(world.secretariat.account_id)}


@pytest.mark.parametrize("method", ["pav", "phragmen", "mes", "stv"])
async def test_a_secret_ballot_that_nobody_could_recount_is_not_frozen(world: World, method: str) -> None:
    await seat(world)
    one, two = await tellers(world)
    few = [("secret", named, 409) for named in ([], [one], [one, one])]
    for mode, named, status in (*few, ("secret", [one, two], 200), ("open", [], 200), ("group_visible", [], 200)):
        ballot = await drafted(world, rules={"method": method}, mode=mode, tellers=named)
        frozen = await world.chair.post(f"/ballots/{ballot}/freeze")
        assert frozen.status_code == status, (mode, named)
        assert status == 200 or frozen.json()["code"] == "tellers_needed"
