"""`convenor points` and `convenor match` as a person runs them: files in, JSON out, plain refusals."""

import csv
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import app
from tests.points.voices import consultation

POINTS = ("id", "author", "group", "language", "stance", "text")
ARGUMENTS = "arg_id,argument,topic,stance\na1,uniforms reduce bullying,uniforms,1\na2,uniforms cost money,uniforms,1\n"
KEY_POINTS = "key_point_id,key_point,topic,stance\nk1,Uniforms reduce bullying,uniforms,1\nk2,Against,uniforms,-1\n"


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def written(path: Path, rows: list) -> Path:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([POINTS, *([getattr(row, name) for name in POINTS] for row in rows)])
    return path


def test_points_as_json_whatever_the_order_of_rows(tmp_path: Path) -> None:
    rows = consultation()
    code, first, _ = run("points", written(tmp_path / "a.csv", rows), "--json")
    random.Random(2).shuffle(rows)
    assert (code, first) == run("points", written(tmp_path / "b.csv", rows), "--json")[:2]
    assert code == 0
    found = json.loads(first)
    assert {"id", "stance", "language", "label", "held_by", "assigned", "campaigns"} <= set(found["points"][0])
    texts = {row.id: row.text for row in rows}
    assert all(point["label"]["text"] in texts[point["label"]["source"]] for point in found["points"])


def test_points_in_words(tmp_path: Path) -> None:
    code, text, _ = run("points", written(tmp_path / "a.csv", consultation()))
    assert code == 0
    assert "10 authors  “Documents must be published four weeks before the session.”" in text


def test_the_same_bytes_under_any_hash_seed(tmp_path: Path) -> None:
    file = written(tmp_path / "a.csv", consultation())
    outputs = [
        subprocess.run(
            [sys.executable, "-m", "app.cli", "points", file, "--json"],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1] != b""


def test_match_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(ARGUMENTS, "utf-8-sig")
    (tmp_path / "k.csv").write_text(KEY_POINTS, "utf-8")
    code, text, _ = run("match", "--arguments", tmp_path / "a.csv", "--key-points", tmp_path / "k.csv", "--json")
    assert code == 0
    found = json.loads(text)
    assert [(pair["arg_id"], pair["key_point_id"]) for pair in found] == [("a1", "k1"), ("a2", "k1")]
    assert found[0]["score"] > found[1]["score"]
    assert (
        "arguments have a match"
        in run("match", "--arguments", tmp_path / "a.csv", "--key-points", tmp_path / "k.csv")[1]
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the file is empty"),
        (b"arg_id,argument,topic\na,b,c\n", "no column “stance”"),
        (b"arg_id,argument,topic,stance,topic\na,b,c,1,c\n", "“topic” occurs twice"),
        (ARGUMENTS.encode("utf-16"), "UTF-16"),
        (ARGUMENTS.encode() + "a3,été,uniforms,1\n".encode("latin-1"), "a.csv:4: the text is not UTF-8"),
        (ARGUMENTS.encode() + b"a3,x\0y,uniforms,1\n", "a.csv:4: a NUL character"),
        (ARGUMENTS.encode() + b"a3," + b"x" * 100_001 + b",uniforms,1\n", "a cell of more than 100,000 characters"),
        (ARGUMENTS.encode() + b"a3," + b"x" * 200_000 + b",uniforms,1\n", "a cell of more than 100,000 characters"),
        (ARGUMENTS.encode() + b"a3," + b"x" * 5_000_000, "a line of more than"),
        (ARGUMENTS.encode() + b"a1,again,uniforms,1\n", "a.csv:4: the arg_id “a1” was used in line 2 already"),
        (ARGUMENTS.encode() + b",none,uniforms,1\n", "a.csv:4: “arg_id” is empty"),
        (ARGUMENTS.encode() + b"a3,short\n", "a.csv:4: 2 columns where the header has 4"),
        (ARGUMENTS.encode() + b'a3,"open,uniforms,1\n', "not closed"),
        (b"PK\x03\x04 and so on", "spreadsheet"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    (tmp_path / "k.csv").write_text(KEY_POINTS)
    code, out, error = run("match", "--arguments", tmp_path / "a.csv", "--key-points", tmp_path / "k.csv", "--json")
    assert (code, out) == (2, "")
    assert sentence in error
    assert error.startswith("convenor: ")


def test_files_that_are_not_there_or_have_other_columns(tmp_path: Path) -> None:
    assert run("points", tmp_path / "none.csv", "--json")[0] == 2
    assert run("points", tmp_path, "--json")[0] == 2
    (tmp_path / "p.csv").write_text("id,text\n1,Hello\n")
    code, _, error = run("points", tmp_path / "p.csv", "--json")
    assert (code, "no column “author”" in error) == (2, True)


def test_a_header_alone_is_a_consultation_without_contributions(tmp_path: Path) -> None:
    code, text, _ = run("points", written(tmp_path / "p.csv", []), "--json")
    assert (code, json.loads(text)["points"]) == (0, [])


def test_the_service_starts_without_the_engine() -> None:
    """Counting ballots and votes needs arithmetic (numpy, scipy) in the service; reading texts is the worker's."""
    heavy = ("sklearn", "rjieba", "py3langid", "snowballstemmer")
    code = f"import sys, app.main, app.cli; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
