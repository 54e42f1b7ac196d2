"""The rows of a Polis export, and what is said about the broken ones."""

from datetime import UTC, datetime

import pytest

from app.interchange.polis import find_export, read_participants, read_statements, read_votes
from app.interchange.tables import Faults, Unreadable
from tests.interchange.exports import COMMENTS, MATRIX, VOTES

ALL = frozenset({0, 2, 3, 5})


def statements(directory):
    faults = Faults()
    return list(read_statements(directory / "comments.csv", faults)), [str(fault) for fault in faults.kept]


def votes(directory):
    faults = Faults()
    return list(read_votes(directory / "votes.csv", ALL, faults)), [str(fault) for fault in faults.kept]


def participants(directory):
    faults = Faults()
    return list(read_participants(directory / "participants-votes.csv", ALL, faults)), [
        str(fault) for fault in faults.kept
    ]


def test_statements(make_export):
    rows, faults = statements(make_export())
    assert faults == []
    assert [(row.number, row.author, row.moderated, row.agrees) for row in rows] == [
        (0, 7, 1, 2), (2, 7, 1, 0), (3, 8, -1, 1), (5, 8, 0, 1),
    ]  # fmt: skip
    assert rows[1].text == "Cars, lorries and\nmotorcycles should pay"
    assert rows[0].written_at == datetime(2017, 7, 14, 2, 40, tzinfo=UTC)


def test_votes(make_export):
    rows, faults = votes(make_export())
    assert faults == []
    assert [(row.line, row.statement, row.participant, row.cell) for row in rows][:3] == [
        (2, 0, 7, -1), (3, 0, 7, 1), (4, 0, 8, 1),
    ]  # fmt: skip


def test_participants(make_export):
    rows, faults = participants(make_export())
    assert faults == []
    assert [(row.participant, row.group, row.cells) for row in rows] == [
        (7, 0, [(0, 1), (2, -1)]), (8, 1, [(0, 1), (3, 1), (5, 1)]), (9, None, [(0, 0)]),
    ]  # fmt: skip


def test_times_in_seconds_and_milliseconds_are_the_same_instant(make_export):
    in_seconds, _ = votes(make_export(votes=VOTES.replace("000,x", ",x")))
    in_milliseconds, _ = votes(make_export())
    assert [row.cast_at for row in in_seconds] == [row.cast_at for row in in_milliseconds]


def test_newer_exports_have_other_columns(make_export):
    newer = (
        "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,group-informed-consensus,comment-body\n"
        "1726860676783,2,0,57,0,1,false,true,0.68,I hope\n"
    )
    rows, faults = statements(make_export(comments=newer))
    assert (rows[0].number, rows[0].text, faults) == (2, "I hope", [])


def test_only_what_is_needed_is_needed(make_export):
    rows, faults = statements(make_export(comments="comment_body,comment_id\nHello,4\n"))
    assert (rows[0].number, rows[0].moderated, rows[0].author, rows[0].written_at, faults) == (4, 0, None, None, [])


def test_whole_numbers_as_data_frames_write_them(make_export):
    directory = make_export(matrix="participant,group-id,0,2\n7.0,1.0,1.0,\n8,,-1.0,0.0\n")
    rows, faults = participants(directory)
    assert [(row.participant, row.group, row.cells) for row in rows] == [(7, 1, [(0, 1)]), (8, None, [(0, -1), (2, 0)])]
    assert faults == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1,x,abc,1,0,0,1,Text", "comment-id “abc” is not a whole number"),
        ("1,x,-4,1,0,0,1,Text", "comment-id -4 is out of range"),
        ("1,x,99999999999,1,0,0,1,Text", "comment-id 99999999999 is out of range"),
        ("1,x,٣,1,0,0,1,Text", "comment-id “٣” is not a whole number"),
        ("1,x,0,1,0,0,1,Text", "comment-id 0 occurs a second time"),
        ("1,x,9,1,0,0,2,Text", "moderated “2” is none of -1, 0, 1"),
        ("1,x,9,1,many,0,1,Text", "agrees “many” is not a whole number"),
        ("1,x,9,1,0,0,1,  ", "statement 9 has no text"),
        ("yesterday,x,9,1,0,0,1,Text", "timestamp “yesterday” is not a whole number"),
        ("7258118400,x,9,1,0,0,1,Text", "timestamp 7258118400 is not a time"),
        ("999999999999999,x,9,1,0,0,1,Text", "timestamp 999999999999999 is not a time"),
        ("1,x,9,1,0,0,1,Text, more", "9 columns where the header has 8"),
    ],
)
def test_broken_statements(make_export, row, message):
    rows, faults = statements(make_export(comments=COMMENTS + row + "\n"))
    assert faults == [f"comments.csv:7: {message}"]
    assert len(rows) == 4


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1,x,0,8,2", "vote “2” is none of -1, 0, 1"),
        ("1,x,0,8,", "vote “” is none of -1, 0, 1"),
        ("1,x,0,8,agree", "vote “agree” is none of -1, 0, 1"),
        ("1,x,77,8,1", "a vote on statement 77, which comments.csv does not have"),
        ("1,x,0,,1", "voter-id “” is not a whole number"),
        (",x,0,8,1", "no timestamp"),
        ("1,x,0,8", "4 columns where the header has 5"),
    ],
)
def test_broken_votes(make_export, row, message):
    rows, faults = votes(make_export(votes=VOTES + row + "\n"))
    assert faults == [f"votes.csv:9: {message}"]
    assert len(rows) == 7


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("10,1,0,1,1,0,7,,,", "vote “7” on statement 0 is none of -1, 0, 1"),
        ("8,1,0,1,1,0,1,,,", "participant 8 occurs a second time"),
        ("10,x,0,1,1,0,1,,,", "group-id “x” is not a whole number"),
    ],
)
def test_broken_participants(make_export, row, message):
    rows, faults = participants(make_export(matrix=MATRIX + row + "\n"))
    assert faults == [f"participants-votes.csv:5: {message}"]
    assert len(rows) == 3


def test_a_column_for_an_unknown_statement_is_left_out(make_export):
    rows, faults = participants(make_export(matrix="participant,0,77,remark\n7,1,1,late\n"))
    assert rows[0].cells == [(0, 1)]
    assert faults == ["participants-votes.csv:1: a column for statement 77, which comments.csv does not have"]


def test_a_participant_whose_row_was_broken_may_come_again(make_export):
    rows, faults = participants(make_export(matrix="participant,0\n7,5\n7,1\n"))
    assert [row.participant for row in rows] == [7]
    assert len(faults) == 1


def test_files_with_the_prefix_of_the_report_page(make_export):
    directory = make_export()
    (directory / "comments.csv").rename(directory / "2025-06-19-1201-3phdex2kjf-comments.csv")
    (directory / "votes.csv").rename(directory / "2025-06-19-1201-3phdex2kjf-votes.csv")
    (directory / "participants-votes.csv").rename(directory / "2025-06-19-1201-3phdex2kjf-participant-votes.csv")
    export = find_export(directory)
    assert export.comments.name.endswith("-comments.csv")
    assert export.votes is not None
    assert export.votes.name == "2025-06-19-1201-3phdex2kjf-votes.csv"
    assert export.matrix is not None


def test_what_an_export_must_have(make_export, tmp_path):
    with pytest.raises(Unreadable, match="the directory cannot be read: No such file or directory"):
        find_export(tmp_path / "nowhere")
    with pytest.raises(Unreadable, match=r"^comments\.csv:1: no such file in the directory$"):
        find_export(make_export(comments=None))
    with pytest.raises(Unreadable, match=r"^votes\.csv:1: no such file .*participants-votes\.csv"):
        find_export(make_export(votes=None, matrix=None))
    assert find_export(make_export(summary=None, votes=None)).summary is None
