"""The one file counts winners again, with code of its own: on random ballots it finds those the service found."""

import random
from typing import Any

import pytest

from app.ballots import verify
from app.core import security
from tests.ballots import books

FIGURES = ("approval", "straw", "score", "dots", "borda", "schulze")  # whose published figures suffice
LABELS = ("Openness", "Security", "Diversity", "Access", "Rights")


def ballot(method: str, chance: random.Random, **changes: Any) -> tuple[dict[str, Any], list[Any]]:
    """A definition and its casts, few enough that ties are common."""
    rules = {
        "method": method,
        "seats": chance.randint(1, 3),
        "dots": 3,
        "weighting": "one_each" if method == "stv" else chance.choice(["one_each", "equal_groups"]),
        "min_evaluations": chance.choice([0, 6]),
        "quorum_percent": chance.choice([0, 50]),
    }
    if method in {"approval", "score", "straw", "pav"}:
        rules |= {"threshold_percent": chance.choice([0, 40]), "double_majority": chance.random() < 0.2}
    options = [{"label": label} for label in LABELS]
    definition = books.definition(chance.randint(6, 30), rules=rules, options=options, **changes)
    definition = books.regrouped(
        definition, chance, recusing=0.1 if method in {"approval", "score", "dots", "pav"} else 0
    )
    return definition.plain, books.casts(definition, chance)


def forged(definition: dict[str, Any], casts: list[Any], change: Any) -> str | None:
    """The fault that is found when whoever holds the key seals other results than those counted."""
    counted = books.books(definition, casts)
    results = verify.canonical(change(counted.results))
    parts = counted.parts | {verify.RESULTS: results}
    seal = books.closed(definition, casts).seal
    seal = seal | {"files": seal["files"] | {verify.RESULTS: verify.digest(results)}}
    seal["signature"] = security.sign(books.SECRET, verify.seal_message(seal))
    return verify.verify(verify.pack(parts | {verify.SEAL: verify.canonical(seal)})).fault


def other_winner(results: dict[str, Any], name: str) -> dict[str, Any]:
    """The last winner gives way to somebody who did not win, or the two are exchanged."""
    outcome = results["outcomes"][name]
    losers = [each for each in range(len(LABELS)) if each not in outcome["winners"]]
    winners = [*outcome["winners"][:-1], losers[0]] if losers else outcome["winners"][::-1]
    return results | {"outcomes": results["outcomes"] | {name: outcome | {"winners": winners}}}


@pytest.mark.parametrize("method", FIGURES)
def test_the_winners_are_those_of_the_service_and_no_others(method: str) -> None:
    chance, ties, forgeries = random.Random(method), 0, 0
    for _ in range(40):
        definition, casts = ballot(method, chance)
        counted = books.books(definition, casts).results
        verdict = verify.verify(books.closed(definition, casts).bundle)
        assert verdict.fault is None
        if verdict.not_recounted:
            assert method == "dots"
            assert any(outcome and outcome["ties"] for outcome in counted["outcomes"].values())
            continue
        for name, outcome in (counted["outcomes"] or {}).items():
            if outcome and outcome["winners"]:
                ties, forgeries = ties + bool(outcome["ties"]), forgeries + 1
                fault = forged(definition, casts, lambda results, name=name: other_winner(results, name))
                assert fault == "the published winners are not those of the published figures"
    assert forgeries > 20
    assert ties > 5 or method in {"dots", "schulze", "score", "borda"}, "ties were met, and broken alike"


def test_a_committee_is_found_again_from_published_ballots() -> None:
    chance, committees = random.Random(3), 0
    for number in range(40):
        mode = ("open", "group_visible")[number % 2]
        definition, casts = ballot("pav", chance, mode=mode)
        verdict = verify.verify(books.closed(definition, casts).bundle)
        assert (verdict.fault, verdict.not_recounted) == (None, None)
        results = books.books(definition, casts).results
        if results["outcomes"] and len(results["outcomes"]["one_each"]["winners"]) < len(LABELS):
            committees += 1
            assert forged(definition, casts, lambda results: other_winner(results, "one_each"))
    assert committees > 10


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"method": "pav"}, "needs the single ballots"),
        ({"method": "stv"}, "needs the single ballots and more"),
        ({"unanimity": "blur"}, "figures are left out"),
    ],
)
def test_what_cannot_be_counted_again_is_said(changes: dict[str, Any], why: str) -> None:
    method = changes.get("method", "approval")
    definition = books.definition(30, rules={"method": method}, **changes)
    casts = [cast._replace(said=verify.canonical({"ranking": [[1]]} if method == "stv" else {"approve": [1]}))
             for cast in books.casts(definition, random.Random(1))]  # fmt: skip
    verdict = verify.verify(books.closed(definition, casts).bundle)
    assert verdict.fault is None
    assert why in str(verdict.not_recounted)


def test_where_members_are_recused_shares_decide_or_it_is_said() -> None:
    chance = random.Random(8)
    for method, counted in (("approval", True), ("borda", False), ("straw", False)):
        definition = books.definition(30, rules={"method": method}, options=[{"label": each} for each in LABELS])
        definition = books.regrouped(definition, chance, recusing=0.3)
        casts = books.casts(definition, chance)
        verdict = verify.verify(books.closed(definition.plain, casts).bundle)
        assert verdict.fault is None
        assert (verdict.not_recounted is None) == counted


FALSE: list[tuple[str, Any, str]] = [
    ("a quorum that was not asked for", lambda r: r | {"quorum": r["quorum"] | {"needed": 1}}, "quorum"),
    ("the other weighting", lambda r: r | {"decides": "equal_groups"}, "quorum, roll or weighting"),
    ("figures hidden without reason", lambda r: r | {"blurred": [0]}, "more is left out"),
    ("figures withheld without reason", lambda r: r | {"withheld": True}, "more is left out"),
    ("a class too few", lambda r: r | {"classes": r["classes"][1:]}, "groups are not those of all"),
    ("an evaluation too few", lambda r: r | {"evaluations": [0, *r["evaluations"][1:]]}, "evaluations"),
    ("no balanced outcome", lambda r: r | {"outcomes": r["outcomes"] | {"equal_groups": None}}, "as many outcomes"),
    ("no outcome", lambda r: r | {"outcomes": None}, "as many outcomes"),
    ("a test failed that was passed",
     lambda r: r | {"options": [r["options"][0] | {"eligible": False}, *r["options"][1:]]}, "tests an option"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "fault"), [case[1:] for case in FALSE], ids=[case[0] for case in FALSE])
def test_whatever_decides_is_checked(change: Any, fault: str) -> None:
    definition = books.definition(24, options=[{"label": f"Theme {number}"} for number in range(9)])
    assert not verify.unpack(books.closed(definition, books.casts(definition, random.Random(4))).bundle)[verify.BALLOTS]
    assert fault in str(forged(definition.plain, books.casts(definition, random.Random(4)), change))


def test_two_members_with_the_same_choice_and_code_do_not_spoil_the_seal() -> None:
    """Codes are drawn by clients, so two who conspire can have the same; both are counted."""
    definition = books.definition()
    casts = books.casts(definition, random.Random(1))
    casts[1] = casts[0]._replace(group=casts[1].group)
    bundle = books.closed(definition, casts).bundle
    verdict = verify.verify(bundle)
    assert (verdict.fault, verdict.ballots) == (None, 12)
    assert verify.receipt_fault(bundle, books.receipt(definition, casts[1])) is None
