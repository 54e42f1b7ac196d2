"""Which stakeholder group each ballot of a file is from: a CSV of its own.

Columns `ballot` and `group`, perhaps `count`. In Pabulib a ballot is its voter_id. In PrefLib it is the number of the
order (1 = the first below the header); an order that several groups share takes a line for each, with `count` of its
ballots. Or there is a line for every single ballot, numbered through the orders from the first to the last.
"""

import csv
import io
from collections import defaultdict
from pathlib import Path

import numpy as np

from app.ballots.tally.profile import Kind, Profile, assembled
from app.interchange.ballots.reading import BallotFile, UnreadableBallotsError, text_of, whole

BALLOT = ("ballot", "voter_id", "voter", "line", "order", "id")
GROUP = ("group", "stakeholder_group")
COUNT = ("count", "ballots", "number")

Line = tuple[str, str, str, int | None]  # where, ballot, group, count


def grouped(file: BallotFile, kind: Kind, path: Path) -> Profile:
    """The profile with groups; every ballot must be in one."""
    lines = _lines(path)
    rows, counts, groups = _single(file, lines) or _orders(path, file, lines)
    return assembled(
        kind,
        file.candidates,
        file.marks[kind][rows],
        np.array(counts, dtype=np.int64),
        groups,
        scale=file.scale,
        costs=file.costs,
        budget=file.budget,
    )


def _lines(path: Path) -> list[Line]:
    text = text_of(path)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    header = [cell.strip().lower() for cell in next(reader, [])]
    places = [next((header.index(name) for name in names if name in header), None) for names in (BALLOT, GROUP, COUNT)]
    ballot, group, count = places
    if ballot is None or group is None:
        raise UnreadableBallotsError(f"{path.name} needs a first line with the columns “ballot” and “group”.")
    found: list[Line] = []
    for cells in reader:
        where = f"{path.name}, line {reader.line_num}"
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) <= max(ballot, group) or not cells[group].strip():
            raise UnreadableBallotsError(f"{where} has no group.")
        written = "".join(cells[count : count + 1]).strip() if count is not None else ""
        number = whole(written, "the count", where) if written else None
        if number is not None and number < 0:
            raise UnreadableBallotsError(f"{where}: {number} ballots.")
        found.append((where, cells[ballot].strip(), cells[group].strip(), number))
    return found


def _single(file: BallotFile, lines: list[Line]) -> tuple[list[int], list[int], list[str]] | None:
    """A line for every ballot, if that is what this is: 1 … as many as there are ballots, each once."""
    voters = int(file.counts.sum())
    if len(lines) != voters or voters == len(file.counts) or any(number is not None for *_, number in lines):
        return None
    if {ballot for _, ballot, _, _ in lines} != {str(number) for number in range(1, voters + 1)}:
        return None
    row_of = np.repeat(np.arange(len(file.counts)), file.counts)
    tally: dict[tuple[int, str], int] = defaultdict(int)
    for _, ballot, group, _ in lines:
        tally[int(row_of[int(ballot) - 1]), group] += 1
    return [row for row, _ in tally], list(tally.values()), [group for _, group in tally]


def _orders(path: Path, file: BallotFile, lines: list[Line]) -> tuple[list[int], list[int], list[str]]:
    row_of = {name: row for row, name in enumerate(file.ids)}
    left = file.counts.tolist()
    rows, counts, groups = [], [], []
    for where, ballot, group, number in lines:
        if ballot not in row_of:
            raise UnreadableBallotsError(f"{where}: there is no ballot “{ballot}”.")
        row = row_of[ballot]
        taken = left[row] if number is None else number
        if (not taken and number is None and file.counts[row]) or taken > left[row]:
            raise UnreadableBallotsError(f"{where}: more is said of ballot “{ballot}” than there is of it.")
        left[row] -= taken
        rows.append(row)
        counts.append(taken)
        groups.append(group)
    if any(left):
        missing = file.ids[next(row for row, number in enumerate(left) if number)]
        raise UnreadableBallotsError(
            f"{path.name} leaves {sum(left):,} of {file.counts.sum():,} ballots without a group, first “{missing}”."
        )
    return rows, counts, groups
