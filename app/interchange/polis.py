"""The files of a Polis export and their rows, typed and checked one by one. Pure: knows no database.

**What the files say**, learned from real exports and kept here so that anyone gets the same numbers from the CSV:

- A *statement* is one row of `comments.csv`; its number is the `comment-id` (numbers may have gaps and may be 0).
  `moderated` is 1 accepted, 0 not moderated, -1 rejected. Rejected statements were voted on too before they were
  rejected; those votes are kept with them, but neither is shown or summarised. Where nothing was accepted by hand
  (no row has 1), the conversation ran without prior approval and 0 means accepted; else 0 means pending.
- A *participant* is a distinct `participant` of `participants-votes.csv` or `voter-id` of `votes.csv`. Authors who
  never voted are no participants. `xid`, an identity at somebody else's service, is never read.
- A *vote* is a distinct pair (participant, statement). `votes.csv` is the history of all votes cast; of several
  by one participant on one statement the latest counts (by `timestamp`; of equal ones, the lower in the file). The
  cells of `participants-votes.csv` already are the latest votes; they count only where there is no `votes.csv`.
- `agrees` and `disagrees` in `comments.csv` count **all** votes cast, also those changed later. They are therefore
  often a little higher than the counts here, which equal `n-agree` and `n-disagree` of the participants.
- The sign: all files published so far have 1 for agree, -1 for disagree. Polis' own database has it the other way
  round, and copies with that sign exist, so `polis_check` asks the data instead of trusting anybody.
- Times are milliseconds in older exports, seconds in newer ones. The `datetime` text is in the exporter's zone and
  is not read.
"""

import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from app.interchange.tables import Faults, Table, Unreadable

COMMENTS = ("comments.csv",)
VOTES = ("votes.csv",)
MATRIX = ("participants-votes.csv", "participant-votes.csv")
SUMMARY = ("summary.csv",)

OVERRIDES = "\u202d\u202e"
LARGEST_ID = 2**31 - 1
YEAR_2200 = 7_258_118_400
CELLS = {"1": 1, "-1": -1, "0": 0, "+1": 1, "-0": 0, "1.0": 1, "-1.0": -1, "0.0": 0, "-0.0": 0}
# Spreadsheets and data frames write whole numbers as 3.0 where a column has gaps.
_WHOLE = re.compile(r"(-?\d{1,18})(?:\.0+)?", re.ASCII)

Parsed = TypeVar("Parsed")


class BadRow(ValueError):
    """One row cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Export:
    """Where the files of one export are. Only the comments are always there, and one of votes and matrix."""

    directory: Path
    comments: Path
    votes: Path | None
    matrix: Path | None
    summary: Path | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    number: int
    author: int | None
    written_at: datetime | None
    moderated: int
    agrees: int | None
    disagrees: int | None
    text: str


@dataclass(frozen=True, slots=True)
class VoteRow:
    """`cell` is the number as written; what it means depends on the file's sign."""

    line: int
    statement: int
    participant: int
    cell: int
    cast_at: datetime | None


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    line: int
    participant: int
    group: int | None
    agrees: int | None
    disagrees: int | None
    cells: list[tuple[int, int]]


def find_export(directory: Path) -> Export:
    """Polis has named its files `comments.csv` and `2025-06-19-1201-3phdex2kjf-comments.csv`; both are found."""
    try:
        files = {path.name: path for path in sorted(directory.iterdir()) if path.is_file()}
    except OSError as error:
        raise Unreadable("", 1, f"the directory cannot be read: {error.strerror}") from None
    comments = _pick(files, COMMENTS)
    matrix = _pick(files, MATRIX)
    if matrix:
        del files[matrix.name]  # `…-participant-votes.csv` ends like `…-votes.csv`
    votes = _pick(files, VOTES)
    if not comments:
        raise Unreadable(COMMENTS[0], 1, "no such file in the directory")
    if not votes and not matrix:
        raise Unreadable(VOTES[0], 1, f"no such file in the directory, and no {MATRIX[0]} either")
    return Export(directory, comments, votes, matrix, _pick(files, SUMMARY))


def printable(text: str) -> str:
    """The text without what nobody types on purpose: control characters, halves of characters, signs that force
    the direction of letters. Everything else, also blanks at its ends, stays as written, for it will be quoted.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign
        for sign in text
        if sign in "\n\t" or (unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in OVERRIDES)
    )


def _pick(files: dict[str, Path], names: Sequence[str]) -> Path | None:
    for name in names:
        if name in files:
            return files[name]
    prefixed = [path for name, path in files.items() if name.lower().endswith(tuple(f"-{known}" for known in names))]
    if len(prefixed) > 1:
        shown = " and ".join(path.name for path in prefixed[:2])
        raise Unreadable(names[0], 1, f"several files could be meant: {shown}")
    return prefixed[0] if prefixed else None


def read_statements(path: Path, faults: Faults) -> Iterator[StatementRow]:
    """In the order of the file. Memory: the numbers seen so far."""
    seen: set[int] = set()

    def parse(_: int, row: list[str]) -> StatementRow:
        number = _identifier(row[at_number], "comment-id")
        if number in seen:
            raise BadRow(f"comment-id {number} occurs a second time")
        if not row[at_text].strip():
            raise BadRow(f"statement {number} has no text")
        moderated = row[at_moderated].strip() if at_moderated is not None else ""
        if moderated and moderated not in CELLS:
            raise BadRow(f"moderated “{moderated[:40]}” is none of -1, 0, 1")
        statement = StatementRow(
            number,
            _optional(row, at_author, "author-id"),
            _instant(row, at_time),
            CELLS[moderated or "0"],
            _optional(row, at_agrees, "agrees"),
            _optional(row, at_disagrees, "disagrees"),
            row[at_text],
        )
        seen.add(number)
        return statement

    with Table(path, ("comment-id", "comment-body"), faults) as table:
        at_number, at_text = table.columns["comment-id"], table.columns["comment-body"]
        at_author, at_time = table.columns.get("author-id"), table.columns.get("timestamp")
        at_moderated = table.columns.get("moderated")
        at_agrees, at_disagrees = table.columns.get("agrees"), table.columns.get("disagrees")
        yield from _parsed(table, parse)


def read_votes(path: Path, statements: Container[int], faults: Faults) -> Iterator[VoteRow]:
    """Every vote cast, in the order of the file, changed ones included. Memory: one row."""

    def parse(line: int, row: list[str]) -> VoteRow:
        statement = _identifier(row[at_statement], "comment-id")
        participant = _identifier(row[at_participant], "voter-id")
        cell = CELLS.get(row[at_vote].strip())
        if cell is None:
            raise BadRow(f"vote “{row[at_vote][:40]}” is none of -1, 0, 1")
        if statement not in statements:
            raise BadRow(f"a vote on statement {statement}, which comments.csv does not have")
        cast_at = _instant(row, at_time)
        if cast_at is None and at_time is not None:
            raise BadRow("no timestamp")
        return VoteRow(line, statement, participant, cell, cast_at)

    with Table(path, ("comment-id", "voter-id", "vote"), faults) as table:
        at_statement, at_participant = table.columns["comment-id"], table.columns["voter-id"]
        at_vote, at_time = table.columns["vote"], table.columns.get("timestamp")
        yield from _parsed(table, parse)


def read_participants(path: Path, statements: Container[int], faults: Faults) -> Iterator[ParticipantRow]:
    """One row per participant; the columns with a number for a name are the statements. Memory: one row and the
    participants seen so far.
    """
    seen: set[int] = set()

    def parse(line: int, row: list[str]) -> ParticipantRow:
        participant = _identifier(row[at_participant], "participant")
        if participant in seen:
            raise BadRow(f"participant {participant} occurs a second time")
        parsed = ParticipantRow(
            line,
            participant,
            _optional(row, at_group, "group-id"),
            _optional(row, at_agrees, "n-agree"),
            _optional(row, at_disagrees, "n-disagree"),
            [(number, _cell(row[place], number)) for place, number in places if row[place]],
        )
        seen.add(participant)
        return parsed

    with Table(path, ("participant",), faults) as table:
        at_participant, at_group = table.columns["participant"], table.columns.get("group-id")
        at_agrees, at_disagrees = table.columns.get("n-agree"), table.columns.get("n-disagree")
        places = list(_statement_columns(table, statements))
        yield from _parsed(table, parse)


def _statement_columns(table: Table, statements: Container[int]) -> Iterator[tuple[int, int]]:
    for name, place in table.columns.items():
        if not name.isdecimal():
            continue
        if int(name) in statements:
            yield place, int(name)
        else:
            table.fault(1, f"a column for statement {name[:40]}, which comments.csv does not have")


def _parsed(table: Table, parse: Callable[[int, list[str]], Parsed]) -> Iterator[Parsed]:
    for line, row in table.rows():
        try:
            parsed = parse(line, row)
        except BadRow as reason:
            table.fault(line, str(reason))
        else:
            yield parsed


def _whole(text: str, column: str) -> int:
    match = _WHOLE.fullmatch(text.strip())
    if not match:
        raise BadRow(f"{column} “{text[:40]}” is not a whole number")
    return int(match[1])


def _identifier(text: str, column: str) -> int:
    number = _whole(text, column)
    if not 0 <= number <= LARGEST_ID:
        raise BadRow(f"{column} {number} is out of range")
    return number


def _optional(row: list[str], place: int | None, column: str) -> int | None:
    if place is None or not row[place].strip():
        return None
    return _identifier(row[place], column)


def _cell(text: str, number: int) -> int:
    cell = CELLS.get(text.strip())
    if cell is None:
        raise BadRow(f"vote “{text[:40]}” on statement {number} is none of -1, 0, 1")
    return cell


def _instant(row: list[str], place: int | None) -> datetime | None:
    """Seconds or milliseconds since 1970, told apart by size: the seconds of our time have ten digits."""
    if place is None or not row[place].strip():
        return None
    number = _whole(row[place], "timestamp")
    seconds, thousandths = divmod(number, 1000) if number >= 10**11 else (number, 0)
    if not 0 <= seconds < YEAR_2200:
        raise BadRow(f"timestamp {number} is not a time")
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=thousandths * 1000)
