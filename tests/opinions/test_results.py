"""What is shown of a conversation: enough to be useful, never what one person answered; the same bytes each time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from app.cli import app
from app.opinions.results import partitions
from app.opinions.results.analysis import MAP_CELLS, analyse
from app.opinions.results.partitions import SHOWN_FROM
from tests.opinions.planted import at_random, conversation, planted

CIVIL, STATES = "civil_society", "government"


@given(st.lists(st.sampled_from([None, "a", "b", "c", "d"]), max_size=60))
def test_every_voter_is_in_one_part_and_no_part_is_too_small(groups: list) -> None:
    found = partitions.parts("declared", groups, np.ones(len(groups), bool))
    if found:
        assert sorted(row for part in found for row in part.rows.tolist()) == list(range(len(groups)))
        assert all(len(part.rows) >= SHOWN_FROM for part in found)
        assert len(found) > 1


answers = st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=2, max_size=5)


@given(answers)
def test_what_is_left_of_the_total_is_nobodys_or_some_peoples_together(given_answers: list) -> None:
    array = np.array(given_answers)
    visible = partitions.shown(array, "declared")
    assert (array[visible] >= SHOWN_FROM).all()
    left = np.where(visible, 0, array).sum(0)
    # Where even all of them are fewer, nothing is shown at all; the public total is not for this page to withhold.
    assert all(rest == 0 or rest >= SHOWN_FROM or not visible[:, column].any() for column, rest in enumerate(left))


def test_groups_with_what_sets_them_apart_and_what_all_agree_on() -> None:
    cells, labels = planted([120, 80], seed=3)
    results = analyse(conversation(cells, [CIVIL if label else STATES for label in labels]))
    assert results.stable
    assert [(group.name, group.people) for group in results.groups] == [("A", 120), ("B", 80)]
    assert results.statements[0].number < 8, "planted as agreed by all"
    bounds = [each.bound for each in results.statements if each.bound is not None]
    assert bounds == sorted(bounds, reverse=True)
    for group in results.groups:
        assert group.representative
        assert all(each.ahead > 0 and each.number >= 8 for each in group.representative)
    for each in results.statements:
        assert each.bound is None or each.bound == min(part.bound for part in each.groups)
        for partition in ("declared", "found"):
            parts = [part.counts for part in each.groups if part.partition == partition]
            assert sum(part.agree for part in parts) == each.total.agree


def test_without_stable_groups_none_is_shown_and_declared_groups_still_bridge() -> None:
    cells = at_random(90)
    results = analyse(conversation(cells, [CIVIL, STATES, None] * 30))
    assert not results.stable
    assert (results.groups, results.map, results.statements[0].consensus) == ([], [], None)
    assert {part.partition for part in results.statements[0].groups} == {"declared"}
    assert [size.group for size in results.sizes] == [CIVIL, STATES, None]
    assert results.statements[0].bound is not None


@settings(max_examples=5, deadline=None)
@given(st.integers(25, 400), st.integers(25, 400))
def test_the_map_holds_everybody_and_nobody_alone(one: int, other: int) -> None:
    cells, _ = planted([one, other])
    results = analyse(conversation(cells))
    if results.stable:
        assert sum(cell.people for cell in results.map) == results.counted
        assert min(cell.people for cell in results.map) >= SHOWN_FROM
        assert len(results.map) <= 2 * MAP_CELLS
        assert all(-1 <= place <= 1 for cell in results.map for place in (cell.x, cell.y))


def export(folder: Path) -> Path:
    """Two groups as a Polis export; statement 0 is rejected and statement 1 waits."""
    cells, _ = planted([60, 40], seed=8)
    lines = [f"0,x,{number},1,0,0,{(-1, 0)[number] if number < 2 else 1},Statement {number}" for number in range(40)]
    header = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body"
    (folder / "comments.csv").write_text("\n".join([header, *lines]) + "\n")
    rows = [f"1500000000,x,{s},{p},{v}" for p, s, v in zip(*(part.tolist() for part in cells), strict=True)]
    (folder / "votes.csv").write_text("\n".join(["timestamp,datetime,comment-id,voter-id,vote", *rows]) + "\n")
    return folder


def test_the_command_on_an_export(tmp_path: Path) -> None:
    folder = export(tmp_path)
    printed = CliRunner().invoke(app, ["opinions", str(folder), "--json"])
    assert printed.exit_code == 0, printed.output
    results = json.loads(printed.stdout)
    assert results["stable"]
    assert results["k"] == 2
    assert {0, 1}.isdisjoint(each["number"] for each in results["statements"]), "neither rejected nor waiting"
    members = results["members"]
    assert [members[str(p)] for p in (0, 59, 60, 99)] == [0, 0, 1, 1]
    words = CliRunner().invoke(app, ["opinions", str(folder)])
    assert "2 stable groups among 100 people" in words.stdout
    (folder / "comments.csv").write_text("comment-id,comment-body\nx,y\n")
    refused = CliRunner().invoke(app, ["opinions", str(folder)])
    assert (refused.exit_code, "comments.csv:2" in refused.output) == (2, True)


def test_the_same_bytes_on_one_thread_and_on_two(tmp_path: Path) -> None:
    folder = export(tmp_path)
    outputs = [
        subprocess.run(
            [sys.executable, "-m", "app.cli", "opinions", str(folder), "--json"],
            env=os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
            capture_output=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
