"""What the person at the terminal sees: data on stdout, faults on stderr, an exit code."""

import json

import pytest

from app.core.db import Database
from app.interchange import command
from tests.interchange.exports import VOTES, Maker

Captured = pytest.CaptureFixture[str]


async def test_json_is_one_object_and_nothing_else(db: Database, make_export: Maker, capsys: Captured) -> None:
    assert await command.polis(db, make_export(), slug=None, skip_broken=False, as_json=True) == 0
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert {key: answer[key] for key in ("consultation", "participants", "statements", "votes")} == {
        "consultation": "night-buses", "participants": 3, "statements": 4, "votes": 6,
    }  # fmt: skip
    assert (answer["skipped"], answer["errors"], answer["created"], err) == (0, [], True, "")


async def test_words(db: Database, make_export: Maker, capsys: Captured) -> None:
    for expected in ("night-buses: imported", "night-buses: already here, nothing changed"):
        await command.polis(db, make_export(), slug=None, skip_broken=False, as_json=False)
        assert capsys.readouterr().out.startswith(expected)


async def test_a_broken_export(db: Database, make_export: Maker, capsys: Captured) -> None:
    directory = make_export(votes=VOTES + "1,x,0,8,7\n")
    assert await command.polis(db, directory, slug=None, skip_broken=False, as_json=True) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        f"{directory}/votes.csv:9: vote “7” is none of -1, 0, 1",
        "convenor: The export is broken in one place; nothing was imported.",
    ]


async def test_broken_rows_left_out(db: Database, make_export: Maker, capsys: Captured) -> None:
    directory = make_export(votes=VOTES + "1,x,0,8,7\n")
    assert await command.polis(db, directory, slug=None, skip_broken=True, as_json=True) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["errors"] == ["votes.csv:9: vote “7” is none of -1, 0, 1"]
    assert err.startswith(f"{directory}/votes.csv:9: ")


async def test_a_thousand_faults_are_enough(db: Database, make_export: Maker, capsys: Captured) -> None:
    directory = make_export(votes=VOTES + "1,x,0,8,7\n" * 1_500)
    assert await command.polis(db, directory, slug=None, skip_broken=False, as_json=False) == 1
    lines = capsys.readouterr().err.splitlines()
    assert (len(lines), lines[-2]) == (1_002, "… and 500 more")


async def test_no_such_directory(db: Database, tmp_path, capsys: Captured) -> None:
    assert await command.polis(db, tmp_path / "none", slug=None, skip_broken=False, as_json=False) == 1
    assert capsys.readouterr().err.startswith(f"{tmp_path}/none:1: the directory cannot be read")
