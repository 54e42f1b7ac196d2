"""Reading CSV files that other systems wrote: row by row, each fault with its file and line.

What the columns mean is not known here. Memory does not grow with the file: one row is held at a time.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TextIO

# A matrix of 100,000 statements has lines of 300 kB. What is longer is not a table and must not fill the memory.
MAX_LINE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at one place. A line counts from 1; a row is named by the line it begins on."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Unreadable(Exception):
    """The file as a whole cannot be used, so that nothing can be said about its rows."""

    def __init__(self, file: str, line: int, message: str) -> None:
        self.fault = Fault(file, line, message)
        super().__init__(str(self.fault))


class Faults:
    """Collects faults: the first thousand in words, all of them in number."""

    KEPT = 1000

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.count = 0

    def add(self, file: str, line: int, message: str) -> None:
        self.count += 1
        if self.count <= self.KEPT:
            self.kept.append(Fault(file, line, message))


class Table:
    """One CSV file with a header. Used as a context manager; `rows()` may be called once.

    Read as UTF-8 with or without a byte order mark, with any line ends; names of columns lose case and outer
    blanks, and `_` counts as `-` (Polis has written both). Unknown columns and the order of columns do not matter.
    """

    def __init__(self, path: Path, required: Sequence[str], faults: Faults) -> None:
        self.name = path.name
        self.faults = faults
        self._handle = _open(path)
        self._rows = _sound_rows(self._handle, self.name, faults)
        try:
            self.columns = self._header(required)
        except Unreadable:
            self._handle.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._handle.close()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every sound row with the line it begins on. Faulty rows are reported and left out whole."""
        width = len(self.columns)
        for line, row in self._rows:
            if len(row) == width:
                yield line, row
            else:
                self.fault(line, f"{len(row)} columns where the header has {width}")

    def fault(self, line: int, message: str) -> None:
        self.faults.add(self.name, line, message)

    def _header(self, required: Sequence[str]) -> dict[str, int]:
        before = self.faults.count
        line, row = next(self._rows, (1, []))
        if self.faults.count != before:
            raise Unreadable(self.name, 1, "the header cannot be read")
        if not row:
            raise Unreadable(self.name, 1, "the file is empty; a header was expected")
        names = [name.strip().lower().replace("_", "-") for name in row]
        if missing := [name for name in required if name not in names]:
            raise Unreadable(self.name, line, f"no column “{missing[0]}”; the header has {_some(names)}")
        columns = {name: place for place, name in enumerate(names)}
        if len(columns) != len(names):
            twice = next(name for place, name in enumerate(names) if columns[name] != place)
            raise Unreadable(self.name, line, f"the column “{twice}” occurs twice")
        return columns


def read_pairs(path: Path, faults: Faults) -> dict[str, str]:
    """A file of `key,value` lines without a header. A comma in an unquoted value stays part of it; the first of
    two equal keys counts.
    """
    pairs: dict[str, str] = {}
    with _open(path) as handle:
        for line, row in _sound_rows(handle, path.name, faults):
            if len(row) == 1:
                faults.add(path.name, line, "a key without a value")
            else:
                pairs.setdefault(row[0].strip().lower(), ",".join(row[1:]).strip())
    return pairs


def _sound_rows(handle: TextIO, name: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    """Rows that are CSV and text at all, with the line each begins on; blank lines are nothing."""
    reader = csv.reader(_lines(handle, name), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:  # the reader goes on with the next line
            faults.add(name, line, _csv_fault(error, line, reader.line_num))
            continue
        if complaint := _text_fault(row):
            faults.add(name, line, complaint)
        elif row:
            yield line, row


def _open(path: Path) -> TextIO:
    try:
        with path.open("rb") as raw:
            start = raw.read(2)
    except OSError as error:
        raise Unreadable(path.name, 1, f"the file cannot be read: {error.strerror}") from None
    if start in {b"\xff\xfe", b"\xfe\xff"}:
        raise Unreadable(path.name, 1, "the file is UTF-16; UTF-8 was expected")
    # surrogateescape lets reading go on past a bad byte, so that the row which holds it can be named
    return path.open(encoding="utf-8-sig", errors="surrogateescape", newline="")


def _lines(handle: TextIO, name: str) -> Iterator[str]:
    number = 0
    while line := handle.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise Unreadable(name, number, f"a line longer than {MAX_LINE:,} characters; this is not a table")
        yield line


def _text_fault(row: list[str]) -> str | None:
    text = "".join(row)
    if "\0" in text:
        return "a NUL character"
    if text.isascii():
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        return "text that is not UTF-8"
    return None


def _csv_fault(error: csv.Error, first: int, last: int) -> str:
    """The csv module's two ways to trip over quotation marks, in words a person can act on."""
    reason = str(error)
    if "unexpected end of data" in reason or "field larger" in reason:
        return f"a quotation mark opened here is not closed; lines {first} to {last} cannot be told apart"
    if "expected after" in reason:
        return f"text after a closing quotation mark (line {last})"
    return reason


def _some(names: list[str]) -> str:
    shown = ", ".join(f"“{name[:40]}”" for name in names[:8])
    return shown if len(names) <= 8 else f"{shown} and {len(names) - 8} more"
