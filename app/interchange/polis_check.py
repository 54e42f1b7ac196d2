"""The pass over a whole Polis export before anything is written: every row checked, the sign of the votes found.

Pure. Memory grows with the number of statements and participants, never with the number of votes.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.interchange.languages import guess_language
from app.interchange.polis import Export, read_participants, read_statements, read_votes
from app.interchange.tables import Faults, read_pairs

# statement number → [cells that say 1, cells that say -1]
Totals = defaultdict[int, list[int]]


@dataclass(frozen=True, slots=True)
class Convention:
    """What 1 stands for in the file that the votes come from: `sign` is 1 (agree) or -1 (disagree)."""

    sign: int
    because: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What the pass found. `groups`: every participant with the opinion group the export puts them in."""

    faults: Faults
    statements: frozenset[int]
    groups: dict[int, int | None]
    votes_cast: int
    approved_by_hand: bool
    convention: Convention
    first: datetime | None
    last: datetime | None
    topic: str
    url: str
    description: str
    language: str


@dataclass(slots=True)
class _Tally:
    """Running totals of one pass; `plain` and `turned` are the differences from the printed totals under either
    sign, summed over the rows of the matrix.
    """

    statements: set[int] = field(default_factory=set)
    groups: dict[int, int | None] = field(default_factory=dict)
    votes: int = 0
    printed: Totals = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    cast: Totals = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    matrix: Totals = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    plain: int = 0
    turned: int = 0
    approved: bool = False
    first: datetime | None = None
    last: datetime | None = None
    sample: list[str] = field(default_factory=list)

    def saw(self, instant: datetime | None) -> None:
        if instant is not None:
            self.first = min(self.first or instant, instant)
            self.last = max(self.last or instant, instant)


SAMPLE = 200  # statements to guess the language of the conversation from


def survey(export: Export) -> Survey:
    """Read every file once. Raises `Unreadable` where a file as a whole cannot be used; faulty rows are listed."""
    faults = Faults()
    summary = read_pairs(export.summary, faults) if export.summary else {}
    tally = _Tally()
    _survey_statements(export.comments, tally, faults)
    if export.matrix:
        _survey_matrix(export.matrix, tally, faults, alone=export.votes is None)
    if export.votes:
        _survey_votes(export.votes, tally, faults)
    return Survey(
        faults=faults,
        statements=frozenset(tally.statements),
        groups=tally.groups,
        votes_cast=tally.votes,
        approved_by_hand=tally.approved,
        convention=_convention(tally, summary.get("vote-convention", ""), from_history=export.votes is not None),
        first=tally.first,
        last=tally.last,
        topic=summary.get("topic", ""),
        url=summary.get("url", ""),
        description=summary.get("conversation-description", ""),
        language=guess_language("\n".join(tally.sample)),
    )


def _survey_statements(path: Path, tally: _Tally, faults: Faults) -> None:
    for row in read_statements(path, faults):
        tally.statements.add(row.number)
        tally.approved |= row.moderated == 1
        tally.printed[row.number] = [row.agrees or 0, row.disagrees or 0]
        tally.saw(row.written_at)
        if len(tally.sample) < SAMPLE:
            tally.sample.append(row.text)


def _survey_votes(path: Path, tally: _Tally, faults: Faults) -> None:
    for row in read_votes(path, tally.statements, faults):
        tally.votes += 1
        tally.groups.setdefault(row.participant, None)
        if row.cell:
            tally.cast[row.statement][row.cell < 0] += 1
        tally.saw(row.cast_at)


def _survey_matrix(path: Path, tally: _Tally, faults: Faults, *, alone: bool) -> None:
    for row in read_participants(path, tally.statements, faults):
        tally.votes += len(row.cells) if alone else 0
        tally.groups[row.participant] = row.group
        ones = minus_ones = 0
        for number, cell in row.cells:
            if cell:
                ones, minus_ones = ones + (cell > 0), minus_ones + (cell < 0)
                tally.matrix[number][cell < 0] += 1
        if row.agrees is not None and row.disagrees is not None:
            tally.plain += abs(row.agrees - ones) + abs(row.disagrees - minus_ones)
            tally.turned += abs(row.agrees - minus_ones) + abs(row.disagrees - ones)


def _convention(tally: _Tally, declared: str, *, from_history: bool) -> Convention:
    """The sign under which the votes come closest to the totals printed beside them, by the first of these that
    can tell: the export's own declaration (newer exports), the totals of each participant (for the matrix), the
    totals of each statement in `comments.csv`, the matrix (for `votes.csv`); else 1 is agree, as published.
    """
    if match := re.search(r"\bagree\s*=\s*([+-]?1)\b", declared):
        return Convention(1 if int(match[1]) > 0 else -1, "summary.csv declares it")
    by_participant = _closer(tally.plain, tally.turned)
    if not from_history:
        if by_participant:
            return Convention(by_participant, "n-agree and n-disagree of the participants")
        votes, rest = tally.matrix, []
    else:
        matrix_sign = by_participant or _closer(*_distances(tally.matrix, tally.printed))
        votes, rest = tally.cast, [(matrix_sign, tally.matrix)]
    if sign := _closer(*_distances(votes, tally.printed)):
        return Convention(sign, "agrees and disagrees in comments.csv")
    for known_sign, other in rest:
        if known_sign and (same := _closer(*_distances(votes, other))):
            return Convention(known_sign * same, "the participants' latest votes")
    return Convention(1, "nothing in the export tells; 1 is agree in published exports")


def _distances(votes: Totals, totals: Totals) -> tuple[int, int]:
    """How far the cells are from the totals when 1 is the first of the two, and when 1 is the second."""
    plain = turned = 0
    for number, (first, second) in totals.items():
        ones, minus_ones = votes.get(number, (0, 0))
        plain += abs(first - ones) + abs(second - minus_ones)
        turned += abs(first - minus_ones) + abs(second - ones)
    return plain, turned


def _closer(plain: int, turned: int) -> int:
    """1, -1, or 0 where the two are equally far."""
    return (plain < turned) - (turned < plain)
