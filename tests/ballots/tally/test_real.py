"""The ballots of real elections: their recorded winners. Skipped where the data is not there."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from app.ballots.tally.counting import count
from app.ballots.tally.outcome import Method, Outcome
from app.ballots.tally.pairwise import pairwise
from app.ballots.tally.profile import Kind
from app.interchange.ballots.command import read, tally_text
from app.interchange.ballots.reading import text_of
from tests.interchange.exports import preflib_data

MANIFEST = preflib_data() / "manifest.json"
ELECTIONS: list[dict[str, Any]] = json.loads(MANIFEST.read_text()) if MANIFEST.is_file() else []
needs_data = pytest.mark.skipif(not ELECTIONS, reason=f"no ballots of real elections at {preflib_data()}")


def of_rule(*rules: str) -> list[Any]:
    found = [entry for entry in ELECTIONS if entry["expected"]["rule"] in rules]
    return [pytest.param(entry, id=entry["slug"]) for entry in found] or [pytest.param({}, id="none")]


def counted(entry: dict[str, Any], method: Method, seats: int = 1) -> Outcome:
    file = read(preflib_data() / entry["file"])
    return count(file.profile(Kind.RANKING), method, seats=seats)


@needs_data
@pytest.mark.parametrize("entry", [pytest.param(e, id=e["slug"]) for e in ELECTIONS] or [pytest.param({}, id="none")])
def test_every_file_is_read_whole(entry: dict[str, Any]) -> None:
    file = read(preflib_data() / entry["file"])
    assert not file.notes, "the header's number of voters is that of the ballots"
    if "voters" in entry:
        assert int(file.counts.sum()) == entry["voters"]
        assert (len(file.candidates), len(file.counts)) == (entry["candidates"], entry["distinct_ballots"])


@needs_data
@pytest.mark.parametrize("entry", of_rule("schulze"))
def test_schulze(entry: dict[str, Any]) -> None:
    """The file of 2003 lost its equal ranks, so that another person wins by it than did."""
    expected = entry["expected"]
    outcome = counted(entry, Method.SCHULZE)
    assert list(outcome.winners) == expected.get("file_gives", expected["official_winners"])
    assert not outcome.ties


@needs_data
@pytest.mark.parametrize("entry", of_rule("stv", "irv"))
def test_stv(entry: dict[str, Any]) -> None:
    """With one seat these rules are the alternative vote, up to what is done with two equal first ranks."""
    expected = entry["expected"]
    outcome = counted(entry, Method.STV, expected.get("seats", 1))
    assert sorted(outcome.winners) == sorted(expected["official_winners"])
    if winner := expected.get("condorcet_winner"):
        assert counted(entry, Method.SCHULZE).winners == (winner,)
    first = next(step.figures for step in outcome.steps if step.what == "first_preferences")
    if leader := expected.get("plurality_winner"):
        assert max(first, key=lambda name: first[name]) == leader
    if final := expected.get("official_final_round"):
        # One paper with two equal ranks ends there by our rule and went on to Wright by the official one.
        stage = [step for step in outcome.steps if step.what == "excluded"][-2]
        assert {name: stage.figures[name] for name in final} == {**final, "Kurt Wright": final["Kurt Wright"] - 1}


@needs_data
def test_the_lost_ties_are_as_described() -> None:
    above = pairwise(read(preflib_data() / "debian-2003-leader-TIES-LOST.soi.gz").profile(Kind.RANKING))[0]
    assert [int(above[pair]) for pair in ((3, 1), (1, 3), (1, 2), (2, 1))] == [228, 252, 262, 221]


@needs_data
@pytest.mark.parametrize("entry", of_rule("approval"))
def test_approval(entry: dict[str, Any]) -> None:
    """What is published is the sum of six files, of which two are here: so the leaders, counted from the text."""
    path = preflib_data() / entry["file"]
    scores = count(read(path).profile(Kind.APPROVAL), Method.APPROVAL).scores
    names = dict(re.findall(r"# ALTERNATIVE NAME (\d+): (.*)", text_of(path)))
    yes: Counter[str] = Counter()
    for number, first in re.findall(r"(?m)^(\d+): (?:\{([\d,]*)\}|\d+),", text_of(path)):
        yes.update({names[a]: int(number) for a in first.split(",") if a})
    for number, only in re.findall(r"(?m)^(\d+): (\d+),", text_of(path)):
        yes[names[only]] += int(number)
    assert {name: score for name, score in scores.items() if score} == dict(yes)


@needs_data
def test_equal_shares_choose_the_projects_that_were_selected() -> None:
    path = preflib_data() / "pabulib-assen-2024.pb.gz"
    text, _ = tally_text(path, Method.MES, seats=None, groups=None, seed="", as_json=True)
    found = json.loads(text)
    assert set(found["winner_numbers"]) == selected(path)
    votes = count(read(path).profile(Kind.APPROVAL), Method.APPROVAL).scores
    assert votes["PopUp Podium"] == 43


def selected(path: Path) -> set[str]:
    lines = text_of(path).splitlines()
    projects = lines[lines.index("PROJECTS") + 1 : lines.index("VOTES")]
    return {row["project_id"] for row in csv.DictReader(projects, delimiter=";") if row["selected"] == "1"}
