"""Real exports that nobody here wrote: they are read without a fault, and counted as pandas or a spreadsheet would."""

import csv

import pytest

from app.interchange.polis import find_export, read_participants, read_votes
from app.interchange.polis_check import survey
from app.interchange.tables import Faults
from tests.interchange.exports import CONVERSATIONS, polis_data

WITH_HISTORY = [name for name in CONVERSATIONS if (polis_data() / name / "votes.csv").is_file()] or ["none"]


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_every_row_is_sound_and_the_sign_is_known(real_polis, name):
    found = survey(find_export(real_polis / name))
    assert found.faults.kept == []
    assert found.convention.sign == 1
    assert "nothing" not in found.convention.because
    assert found.topic


@pytest.mark.parametrize("name", WITH_HISTORY)
def test_the_latest_votes_of_the_history_are_the_cells_of_the_matrix(real_polis, name):
    """The rule for changed votes is Polis' own: it reproduces, cell by cell, the matrix that Polis computed."""
    export = find_export(real_polis / name)
    assert export.votes
    assert export.matrix
    known = survey(export).statements
    latest = {}
    for vote in sorted(read_votes(export.votes, known, Faults()), key=lambda vote: (vote.cast_at, vote.line)):
        latest[vote.participant, vote.statement] = vote.cell
    cells = {
        (row.participant, number): cell
        for row in read_participants(export.matrix, known, Faults())
        for number, cell in row.cells
    }
    assert latest == cells


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_rows_agree_with_a_plain_reading(real_polis, name):
    export = find_export(real_polis / name)
    with export.comments.open(encoding="utf-8", newline="") as handle:
        plain = {int(row["comment-id"]) for row in csv.DictReader(handle)}
    assert survey(export).statements == plain
