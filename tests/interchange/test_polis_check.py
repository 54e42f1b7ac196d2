"""The pass over a whole export: the sign of the votes, the period, all faults together."""

from datetime import UTC, datetime

import pytest

from app.interchange.polis import find_export
from app.interchange.polis_check import survey
from tests.interchange.exports import COMMENTS, MATRIX, SUMMARY, VOTES


def turned(text: str, columns: slice) -> str:
    """The same file with the sign of its votes turned round."""
    header, *rows = text.splitlines()
    out = [header]
    for row in rows:
        cells = row.split(",")
        cells[columns] = [{"1": "-1", "-1": "1"}.get(cell, cell) for cell in cells[columns]]
        out.append(",".join(cells))
    return "\n".join(out) + "\n"


TURNED_VOTES = turned(VOTES, slice(4, 5))
TURNED_MATRIX = turned(MATRIX, slice(6, None))
BARE_COMMENTS = "comment-id,comment-body\n0,a\n2,b\n3,c\n5,d\n"
BARE_MATRIX = "participant,0,2,3,5\n7,1,-1,,\n8,1,,1,1\n9,0,,,\n"


def convention(directory):
    return survey(find_export(directory)).convention


@pytest.mark.parametrize(("votes", "sign"), [(VOTES, 1), (TURNED_VOTES, -1)])
@pytest.mark.parametrize("matrix", [None, MATRIX, TURNED_MATRIX])
def test_the_sign_of_the_history_is_found_from_the_totals_of_the_statements(make_export, votes, sign, matrix):
    found = convention(make_export(votes=votes, matrix=matrix))
    assert (found.sign, found.because) == (sign, "agrees and disagrees in comments.csv")


@pytest.mark.parametrize(("matrix", "sign"), [(MATRIX, 1), (TURNED_MATRIX, -1)])
def test_the_sign_of_the_matrix_is_found_from_the_totals_of_its_rows(make_export, matrix, sign):
    found = convention(make_export(votes=None, matrix=matrix, comments=BARE_COMMENTS))
    assert (found.sign, found.because) == (sign, "n-agree and n-disagree of the participants")


def test_the_sign_of_a_matrix_without_totals(make_export):
    assert convention(make_export(votes=None, matrix=turned(BARE_MATRIX, slice(1, None)))).sign == -1


@pytest.mark.parametrize(("votes", "sign"), [(VOTES, 1), (TURNED_VOTES, -1)])
@pytest.mark.parametrize("matrix", [MATRIX, TURNED_MATRIX])
def test_a_history_without_totals_is_held_against_the_matrix(make_export, votes, sign, matrix):
    found = convention(make_export(votes=votes, matrix=matrix, comments=BARE_COMMENTS))
    assert (found.sign, found.because) == (sign, "the participants' latest votes")


def test_a_declaration_comes_first(make_export):
    declared = SUMMARY + "vote-convention,disagree=+1;agree=-1;pass=0;format=polis-export/1\n"
    assert convention(make_export(summary=declared)).sign == -1


def test_where_nothing_tells_one_is_agree(make_export):
    found = convention(make_export(comments=BARE_COMMENTS, matrix=None, votes=TURNED_VOTES))
    assert found.sign == 1
    assert found.because.startswith("nothing in the export tells")


def test_what_the_survey_says(make_export):
    found = survey(find_export(make_export()))
    assert found.faults.count == 0
    assert found.statements == {0, 2, 3, 5}
    assert found.approved_by_hand
    assert (found.topic, found.url) == ("Night buses?", "https://pol.is/2demo")
    assert found.description == "One line,\nand another."
    assert found.first == datetime(2017, 7, 14, 2, 40, tzinfo=UTC)
    assert found.last == datetime(2017, 7, 14, 2, 40, 20, tzinfo=UTC)
    assert found.groups == {7: 0, 8: 1, 9: None}
    assert found.votes_cast == 7
    assert survey(find_export(make_export(votes=None))).votes_cast == 6


def test_voters_without_a_row_are_participants(make_export):
    found = survey(find_export(make_export(votes=VOTES + "1500000016000,x,0,12,1\n")))
    assert found.groups == {7: 0, 8: 1, 9: None, 12: None}
    assert survey(find_export(make_export(matrix=None))).groups == {7: None, 8: None, 9: None}


def test_all_faults_of_all_files_are_found_in_one_pass(make_export):
    directory = make_export(
        comments=COMMENTS + "x,,0,,,,,again\n",
        votes=VOTES + "broken\n",
        matrix=MATRIX + "7,,,,,,,,,\n",
        summary="topic\n",
    )
    assert [str(fault) for fault in survey(find_export(directory)).faults.kept] == [
        "summary.csv:1: a key without a value",
        "comments.csv:7: comment-id 0 occurs a second time",
        "participants-votes.csv:5: participant 7 occurs a second time",
        "votes.csv:9: 1 columns where the header has 5",
    ]


def test_without_a_summary(make_export):
    found = survey(find_export(make_export(summary=None)))
    assert (found.topic, found.url, found.description) == ("", "", "")
