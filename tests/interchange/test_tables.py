"""Every way a file can be broken is named with the file and the line."""

from pathlib import Path

import pytest

from app.interchange.tables import MAX_LINE, Faults, Table, Unreadable, read_pairs


def read(tmp_path: Path, content: bytes, required: tuple[str, ...] = ("a", "b")):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    faults = Faults()
    with Table(path, required, faults) as table:
        rows = list(table.rows())
    return rows, [str(fault) for fault in faults.kept]


def test_rows_carry_the_line_they_begin_on(tmp_path):
    rows, faults = read(tmp_path, b'a,b\n1,"x\ny"\n\n2,z\n')
    assert rows == [(2, ["1", "x\ny"]), (5, ["2", "z"])]
    assert faults == []


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfa,b\r\n1,2\r\n", b"a,b\r1,2\r", b"A, B \n1,2", b"a,b\n1,2\n\n\n"])
def test_byte_order_mark_line_ends_case_and_blanks(tmp_path, content):
    rows, faults = read(tmp_path, content)
    assert [row for _, row in rows] == [["1", "2"]]
    assert faults == []


def test_underscores_and_extra_columns_and_order(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("extra,comment_id\nx,1\n")
    with Table(path, ("comment-id",), Faults()) as table:
        assert table.columns["comment-id"] == 1


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (b"1\n", "t.csv:3: 1 columns where the header has 2"),
        (b"1,2,3\n", "t.csv:3: 3 columns where the header has 2"),
        (b"1,\xff\xfe\n", "t.csv:3: text that is not UTF-8"),
        (b"1,\x00\n", "t.csv:3: a NUL character"),
        (b'1,"x"y\n', "t.csv:3: text after a closing quotation mark (line 3)"),
    ],
)
def test_a_broken_row_is_named_and_left_out_and_reading_goes_on(tmp_path, broken, message):
    rows, faults = read(tmp_path, b"a,b\n1,2\n" + broken + b"3,4\n")
    assert [row for _, row in rows] == [["1", "2"], ["3", "4"]]
    assert faults == [message]


def test_an_unclosed_quotation_mark_names_all_it_swallowed(tmp_path):
    rows, faults = read(tmp_path, b'a,b\n1,"x\n2,y\n3,z\n')
    assert rows == []
    assert faults == ["t.csv:2: a quotation mark opened here is not closed; lines 2 to 4 cannot be told apart"]


def test_an_unclosed_quotation_mark_does_not_swallow_a_large_file_into_memory(tmp_path):
    rows, faults = read(tmp_path, b'a,b\n1,"x\n' + b"2,y\n" * 100_000)
    assert len(faults) == 1
    assert faults[0].startswith("t.csv:2: a quotation mark opened here")
    assert 50_000 < len(rows) < 100_000  # reading goes on behind what was swallowed


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "t.csv:1: the file is empty; a header was expected"),
        (b"a,c\n1,2\n", "t.csv:1: no column “b”; the header has “a”, “c”"),
        (b"a,b,a\n1,2,3\n", "t.csv:1: the column “a” occurs twice"),
        (b"\xff\xfea\x00,\x00b\x00", "t.csv:1: the file is UTF-16; UTF-8 was expected"),
        (b"a,b\xff\n1,2\n", "t.csv:1: the header cannot be read"),
        (b"a,b\n" + b"x" * (MAX_LINE + 1), f"t.csv:2: a line longer than {MAX_LINE:,} characters; this is not a table"),
    ],
    ids=["empty", "column missing", "column twice", "UTF-16", "bad header", "no line ends"],
)
def test_a_file_that_cannot_be_used_at_all(tmp_path, content, message):
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, content)
    assert str(caught.value.fault) == message


def test_a_missing_file(tmp_path):
    with pytest.raises(Unreadable, match=r"^none\.csv:1: the file cannot be read: No such file or directory$"):
        Table(tmp_path / "none.csv", (), Faults())


def test_only_the_first_faults_are_kept_but_all_are_counted():
    faults = Faults()
    for line in range(5000):
        faults.add("t.csv", line, "x")
    assert (len(faults.kept), faults.count) == (Faults.KEPT, 5000)


def test_pairs(tmp_path):
    path = tmp_path / "summary.csv"
    path.write_text('Topic,Yes, or no?\nlonely\ntopic,again\n\ndescription,"two\nlines, really"\nempty,\n', "utf-8-sig")
    faults = Faults()
    assert read_pairs(path, faults) == {"topic": "Yes, or no?", "description": "two\nlines, really", "empty": ""}
    assert [str(fault) for fault in faults.kept] == ["summary.csv:2: a key without a value"]
