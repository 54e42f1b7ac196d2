"""`convenor verify` on a ballot's file: it finds out what it is, recounts where it can, and checks receipts."""

import json
import random
from pathlib import Path

from typer.testing import CliRunner

from app.ballots import command, verify
from app.cli import app
from tests.ballots import books

RUN = CliRunner()


def test_a_bundle_is_verified_recounted_and_asked_for_receipts(tmp_path: Path) -> None:
    ballot = books.definition(mode="open")
    casts = books.casts(ballot, random.Random(3))
    file, good, bad = tmp_path / "ballot.zip", tmp_path / "good.json", tmp_path / "bad.json"
    file.write_bytes(books.closed(ballot, casts).bundle)
    good.write_text(json.dumps(books.receipt(ballot, casts[0])))
    bad.write_text(json.dumps(books.receipt(ballot, books.casts(ballot, random.Random(4))[0])))
    done = RUN.invoke(app, ["verify", str(file), "--receipt", str(good)])
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "valid: 12 ballots")
    assert "byte for byte" in done.stdout
    assert RUN.invoke(app, ["verify", str(file), "--receipt", str(bad)]).exit_code == 1
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert RUN.invoke(app, ["verify", str(file)]).exit_code == 1


def test_tellers_recount_a_secret_ballot_and_notice_a_changed_one() -> None:
    teller = {"account": books.member(0), "name": "Member 0"}
    ballot = books.definition(tellers=[teller], rules={"method": "pav", "seats": 2}, method="pav")
    casts = books.casts(ballot, random.Random(5))
    closed, openings = books.closed(ballot, casts), books.books(ballot, casts).openings
    assert command.recount_fault(closed.bundle, None) == (None, False)
    assert command.recount_fault(closed.bundle, openings) == (None, True)
    lines = openings.splitlines()
    changed = json.loads(lines[0]) | {"choice": {"approve": [0, 1, 2, 3]}}
    fault, _ = command.recount_fault(closed.bundle, b"\n".join([verify.canonical(changed), *lines[1:]]))
    assert fault == "these are not the ballots that were committed to"
    moved = json.loads(lines[0]) | {"group": "media"}
    fault, _ = command.recount_fault(closed.bundle, b"\n".join([verify.canonical(moved), *lines[1:]]))
    assert fault == "counting the ballots gives other results"
