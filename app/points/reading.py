"""Tables that people hand to the engine: CSV files read whole, each refusal a sentence with file and line."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

LONGEST_CELL: Final = 100_000  # characters
_LONGEST_LINE: Final = 4 * 1024 * 1024


class UnreadableTable(Exception):
    """The file cannot be used; `str()` of it is a sentence that says where and why."""


def read_table(path: Path, columns: Sequence[str], unique: str) -> list[dict[str, str]]:
    """The named columns of every row, outer blanks removed; further columns and the order of columns do not matter.

    Read as UTF-8 with or without a byte order mark. Nothing is skipped: the first faulty row refuses the file. The
    column `unique` must be filled and different in every row.
    """
    with _open(path) as handle:
        rows = _sound_rows(handle, path.name)
        line, header = next(rows, (1, []))
        places = _places(path.name, line, header, columns)
        found: list[dict[str, str]] = []
        seen: dict[str, int] = {}
        for line, row in rows:
            if len(row) != len(header):
                raise UnreadableTable(f"{path.name}:{line}: {len(row)} columns where the header has {len(header)}.")
            values = {column: row[place].strip() for column, place in places.items()}
            if not values[unique]:
                raise UnreadableTable(f"{path.name}:{line}: “{unique}” is empty.")
            if (first := seen.setdefault(values[unique], line)) != line:
                raise UnreadableTable(
                    f"{path.name}:{line}: the {unique} “{values[unique][:40]}” was used in line {first} already."
                )
            found.append(values)
    return found


def _places(name: str, line: int, header: list[str], columns: Sequence[str]) -> dict[str, int]:
    if not header:
        raise UnreadableTable(f"{name}: the file is empty; a header with {_list(columns)} was expected.")
    names = [column.strip().lower() for column in header]
    for column in columns:
        if names.count(column) > 1:
            raise UnreadableTable(f"{name}:{line}: the column “{column}” occurs twice.")
        if column not in names:
            raise UnreadableTable(f"{name}:{line}: there is no column “{column}”; the header has {_list(names)}.")
    return {column: names.index(column) for column in columns}


def _sound_rows(handle: TextIO, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line each begins on; blank lines are nothing."""
    reader = csv.reader(_lines(handle, name), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableTable(f"{name}:{line}: {_csv_fault(error, line, reader.line_num)}.") from None
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise UnreadableTable(f"{name}:{line}: a cell of more than {LONGEST_CELL:,} characters.")
        if row:
            yield line, row


def _open(path: Path) -> TextIO:
    try:
        with path.open("rb") as raw:
            start = raw.read(4)
    except OSError as error:
        raise UnreadableTable(f"{path}: the file cannot be read: {error.strerror}.") from None
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableTable(f"{path.name}: the file is UTF-16; please save it as UTF-8.")
    if start.startswith(b"PK\x03\x04"):
        raise UnreadableTable(f"{path.name}: this is a zip or a spreadsheet; please save it as CSV in UTF-8.")
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _lines(handle: TextIO, name: str) -> Iterator[str]:
    number = 0
    while line := handle.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise UnreadableTable(f"{name}:{number}: a line of more than {_LONGEST_LINE:,} characters.")
        if "\0" in line:
            raise UnreadableTable(f"{name}:{number}: a NUL character; this is not a text file.")
        if not line.isascii() and any("\ud800" <= character <= "\udfff" for character in line):
            raise UnreadableTable(f"{name}:{number}: the text is not UTF-8; please save the file as UTF-8.")
        yield line


def _csv_fault(error: csv.Error, first: int, last: int) -> str:
    reason = str(error)
    if "field larger" in reason:
        return f"a cell of more than {LONGEST_CELL:,} characters, or a quotation mark that is not closed"
    if "unexpected end of data" in reason:
        return f"a quotation mark opened here is not closed; lines {first} to {last} cannot be told apart"
    if "expected after" in reason:
        return f"text after a closing quotation mark (line {last})"
    return reason


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name[:40]}”" for name in names[:8])
    return shown if len(names) <= 8 else f"{shown} and {len(names) - 8} more"
