"""Files of ballots as people really write them: PrefLib new and old, Pabulib, groups; and what is refused in words."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from app.ballots.tally.outcome import Method
from app.ballots.tally.profile import NOTHING, Kind
from app.cli import app
from app.interchange.ballots.command import read, tally_text

TOI = """# FILE NAME: x.toi
# TITLE: Which fruit?
# DATA TYPE: toi
# RELATED FILES:
# NUMBER ALTERNATIVES: 4
# NUMBER VOTERS: 6
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Smith, Granny
# ALTERNATIVE NAME 2: Pear: Conference
# ALTERNATIVE NAME 3: Fig
3: 1,{2,3},4
2: {2, 3}
1: 4
"""
CAT = """# DATA TYPE: cat
# NUMBER ALTERNATIVES: 3
# NUMBER VOTERS: 5
# NUMBER CATEGORIES: 3
# CATEGORY NAME 1: Yes
# CATEGORY NAME 2: Perhaps
# CATEGORY NAME 3: No
# ALTERNATIVE NAME 1: a
# ALTERNATIVE NAME 2: b
# ALTERNATIVE NAME 3: c
2: 1,{2,3},{}
2: {},{2},{1,3}
1: {1,2},{},3
"""
PB = (
    "\ufeffMETA\r\nkey;value\r\ndescription;Some; semicolons\r\nbudget;1 000,50\r\nvote_type;approval\r\n"
    'PROJECTS\r\nproject_id;cost;votes;name;selected\r\n7;600;2;"Bench; two";1\r\n8;500;2;Tree;0\r\n9;400.50;1;;1\r\n'
    'VOTES\r\nvoter_id;age;vote\r\nu1;30;7,9\r\nu2;40;"7, 8"\r\nu3;;8\r\nu4;20;\r\n'
)


def written(tmp_path: Path, name: str, text: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def tallied(path: Path, method: Method, seats: int | None = None, groups: Path | None = None) -> dict[str, Any]:
    text, _ = tally_text(path, method, seats=seats, groups=groups, seed="", as_json=True)
    found: dict[str, Any] = json.loads(text)
    return found


def test_preflib_with_ties_truncation_and_odd_names(tmp_path: Path) -> None:
    file = read(written(tmp_path, "x.toi", TOI))
    assert file.candidates == ("Smith, Granny", "Pear: Conference", "Fig", "Candidate 4")
    assert file.marks[Kind.RANKING].tolist() == [[1, 2, 2, 3], [0, 1, 1, 0], [0, 0, 0, 1]]
    assert file.counts.tolist() == [3, 2, 1]
    packed = written(tmp_path, "x.toi.gz", gzip.compress(TOI.replace("\n", "\r\n").encode("utf-8-sig")))
    assert read(packed).marks[Kind.RANKING].tolist() == file.marks[Kind.RANKING].tolist()
    latin = written(tmp_path, "y.toi", TOI.replace("Fig", "Pêche").encode("latin-1"))
    assert read(latin).candidates[2] == "Pêche"
    without_ending = written(tmp_path, "ballots", TOI)
    assert read(without_ending).candidates == file.candidates


def test_an_old_header_and_names_that_are_alike(tmp_path: Path) -> None:
    old = "3\n1,Ada, Countess\n2,Other\n3,Other\n5,5,2\n3,1,{2,3}\n2,3\n"
    file = read(written(tmp_path, "old.toi", old))
    assert file.candidates == ("Ada, Countess", "Other (2)", "Other (3)")
    assert file.marks[Kind.RANKING].tolist() == [[1, 2, 2], [0, 0, 1]]


def test_categories_are_approvals_ranks_and_points(tmp_path: Path) -> None:
    path = written(tmp_path, "x.cat", CAT)
    file = read(path)
    assert file.marks[Kind.APPROVAL].tolist() == [[1, 0, 0], [0, 0, 0], [1, 1, 0]]
    assert file.marks[Kind.RANKING].tolist() == [[1, 2, 2], [3, 2, 3], [1, 1, 3]]
    assert file.marks[Kind.SCORE].tolist() == [[2, 1, 1], [0, 1, 0], [2, 2, 0]]
    assert tallied(path, Method.APPROVAL)["winners"] == ["a"]
    assert tallied(path, Method.SCORE)["scores"] == {"a": 1.2, "b": 1.2, "c": 0.4}
    graded = CAT.replace("Yes", "5").replace("Perhaps", "3").replace(": No", ": 1").replace("{1,2},{},3", "{1,2}")
    scored = read(written(tmp_path, "graded.cat", graded))
    assert scored.scale == (1, 5)
    assert scored.marks[Kind.SCORE].tolist()[2] == [5, 5, NOTHING]


def test_pabulib_with_a_byte_order_mark_quotes_and_decimals(tmp_path: Path) -> None:
    path = written(tmp_path, "x.pb", PB)
    file = read(path)
    assert file.candidates == ("Bench; two", "Tree", "9")
    assert (file.budget, list(file.costs or ())) == (1000 + 1 / 2, [600, 500, 400 + 1 / 2])
    assert file.ids == ("u1", "u2", "u3", "u4")
    found = tallied(path, Method.APPROVAL)
    assert sorted(found["winner_numbers"]) in (["7", "9"], ["8", "9"])  # 7 and 8 are level, only one fits, then 9 does
    assert set(found["ties"][0]["between"]) == {"Bench; two", "Tree"}
    assert tallied(path, Method.APPROVAL, seats=2)["ties"] == []
    assert tallied(path, Method.MES)["winners"]


@pytest.mark.parametrize(
    ("vote_type", "header", "vote", "kind", "marks"),
    [
        ("ordinal", "vote", "9,7", Kind.RANKING, [2, 0, 1]),
        ("cumulative", "vote;points", "9,7;4,1", Kind.DOTS, [1, 0, 4]),
        ("scoring", "vote;points", "9,7;-1,3", Kind.SCORE, [3, 0, -1]),
        ("choose-1", "vote", "8", Kind.APPROVAL, [0, 1, 0]),
    ],
)
def test_pabulib_has_other_ballots_too(
    tmp_path: Path, vote_type: str, header: str, vote: str, kind: Kind, marks: list[int]
) -> None:
    text = PB.partition("VOTES")[0].replace("approval", vote_type) + f"VOTES\nvoter_id;{header}\nu1;{vote}\n"
    file = read(written(tmp_path, "x.pb", text))
    assert next(iter(file.marks)) is kind
    assert file.marks[kind].tolist() == [marks]
    for method in (Method.APPROVAL, Method.MES, Method.PHRAGMEN):
        assert tallied(written(tmp_path, "x.pb", text), method)["winners"]


def test_groups_split_orders_or_name_every_ballot(tmp_path: Path) -> None:
    path = written(tmp_path, "x.cat", CAT)
    orders = written(tmp_path, "g.csv", "ballot,group,count\n1,north,1\n1,south,1\n2,north,\n3,south,1\n")
    found = tallied(path, Method.APPROVAL, groups=orders)
    assert found["balance"]["candidates"]["a"]["shares"] == {"north": 1 / 3, "south": 1}
    assert found["equal_weight"]["scores"]["a"] == pytest.approx(2 / 3)
    single = written(tmp_path, "s.csv", "voter;stakeholder_group\n1;north\n2;south\n3;north\n4;north\n5;south\n")
    assert tallied(path, Method.APPROVAL, groups=single)["balance"] == found["balance"]
    whole = written(tmp_path, "w.csv", "Ballot\tGroup\n1\tnorth\n2\tnorth\n3\tsouth\n")
    assert tallied(path, Method.APPROVAL, groups=whole)["balance"]["coverage"] == {"north": 0.5, "south": 1}


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("a,b\n1,x\n", "columns “ballot” and “group”"),
        ("ballot,group\n1,x\n2,x\n", "leaves 1 of 5 ballots without a group"),
        ("ballot,group\n1,x\n2,x\n3,x\n3,y\n", "more is said of ballot “3”"),
        ("ballot,group\n1,x\n2,x\n9,x\n", "no ballot “9”"),
        ("ballot,group\n1,x\n2,\n3,x\n", "line 3 has no group"),
        ("ballot,group,count\n1,x,3\n2,x,1\n3,x,1\n", "more is said of ballot “1”"),
    ],
)
def test_bad_groups_are_refused_in_words(tmp_path: Path, lines: str, why: str) -> None:
    path, groups = written(tmp_path, "x.cat", CAT), written(tmp_path, "g.csv", lines)
    answer = CliRunner().invoke(app, ["tally", str(path), "--method", "approval", "--groups", str(groups)])
    assert answer.exit_code == 2
    assert why in answer.output


@pytest.mark.parametrize(
    ("name", "text", "method", "why"),
    [
        ("x.toi", TOI, "pav", "holds ranking ballots; pav counts approval"),
        ("x.toi", TOI.replace("1: 4", "1: 5"), "borda", "line 13: there is no alternative 5"),
        ("x.toi", TOI.replace("1: 4", "1: 4,4"), "borda", "line 13: alternative 4 stands there twice"),
        ("x.toi", TOI.replace("1: 4", "1: {4"), "borda", "is not an order"),
        ("x.toi", TOI.replace("1: 4", "x: 4"), "borda", "number of ballots “x”"),
        ("x.toi", TOI.replace("1: 4", "4"), "borda", "how many: order"),
        ("x.toi", "# NUMBER ALTERNATIVES: 3\n", "borda", "holds no ballots"),
        ("x.soc", "", "borda", "is empty"),
        ("x.soc", "hello\n", "borda", "“hello” is not a whole number"),
        ("x.wmd", "# DATA TYPE: wmd\n1,2,3\n", "borda", "how many: order"),
        ("x.csv", "a,b\n", "borda", "ballots are read from"),
        ("x.toi.gz", b"\x1f\x8bbroken", "borda", "not a whole gzip file"),
        ("x.pb", PB.replace("u3;;8", "u3;;88"), "mes", "there is no project 88"),
        ("x.pb", PB.replace("u3;", "u2;"), "mes", "voter u2 is there twice"),
        ("x.pb", PB.replace("budget;1 000,50", "budget;much"), "mes", "the budget “much” is not a number"),
        ("x.pb", PB.partition("VOTES")[0], "mes", "no section VOTES"),
        ("x.pb", PB, "borda", "holds approval ballots; borda counts ranking"),
        ("x.pb", PB, "pav", "say how many seats"),
    ],
)
def test_what_cannot_be_counted_is_a_sentence_and_exit_code_2(
    tmp_path: Path, name: str, text: str | bytes, method: str, why: str
) -> None:
    answer = CliRunner().invoke(app, ["tally", str(written(tmp_path, name, text)), "--method", method])
    assert answer.exit_code == 2, answer.output
    assert why in answer.output


def test_the_command_tells_how_the_result_came_about(tmp_path: Path) -> None:
    path = written(tmp_path, "x.toi", TOI.replace("VOTERS: 6", "VOTERS: 7"))
    for method in ("borda", "schulze", "stv"):
        answer = CliRunner().invoke(app, ["tally", str(path), "--method", method, "--seats", "2"])
        assert answer.exit_code == 0, answer.output
        assert "Winners: " in answer.output
        assert "says it has 7 voters; its lines hold 6 ballots" in answer.output
    found = tallied(path, Method.STV, seats=2)
    assert {"winners", "scores", "ties", "steps"} <= set(found)
    assert [step["what"] for step in found["steps"]][:2] == ["quota", "first_preferences"]
    assert CliRunner().invoke(app, ["tally", str(path), "--method", "stv", "--seats", "9"]).exit_code == 2
    assert CliRunner().invoke(app, ["tally", str(tmp_path / "no.toi"), "--method", "stv"]).exit_code == 2
