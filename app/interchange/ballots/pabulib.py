"""Pabulib (.pb): participatory budgets. Sections META, PROJECTS and VOTES, columns between semicolons.

Ballots by `vote_type`: approval (also choose-1); ordinal: a ranking, and what it lists as approvals; cumulative and
scoring: the points, and what has more than the lowest as approvals. What a scoring ballot does not list has
`default_score`, or 0.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np

from app.ballots.tally.profile import Kind, Marks
from app.interchange.ballots.reading import BallotFile, UnreadableBallotsError, told_apart, whole

SECTIONS = ("META", "PROJECTS", "VOTES")
Row = Mapping[str, str]


@dataclass
class Section:
    columns: list[str] = field(default_factory=list)
    rows: list[tuple[str, Row]] = field(default_factory=list)


def read(path: Path, text: str) -> BallotFile:
    sections = _sections(path, text)
    meta = {row["key"].lower(): row["value"] for _, row in sections["META"].rows if row.get("key")}
    projects = _keyed(path, sections["PROJECTS"], "project_id", "project")
    numbers = tuple(projects)
    votes = sections["VOTES"].rows
    if not projects or not votes:
        raise UnreadableBallotsError(f"{path.name} has no {'votes' if projects else 'projects'}.")
    voters = _keyed(path, sections["VOTES"], "voter_id", "voter") if "voter_id" in sections["VOTES"].columns else {}
    marks, scale = _marks(path, meta, votes, numbers)
    return BallotFile(
        candidates=told_apart(
            [where_row[1].get("name", "") or number for number, where_row in projects.items()], numbers
        ),
        numbers=numbers,
        marks=marks,
        counts=np.ones(len(votes), dtype=np.int64),
        ids=tuple(voters) or tuple(str(at) for at in range(1, len(votes) + 1)),
        scale=scale,
        costs=[_money(row.get("cost", ""), "the cost", where) for where, row in projects.values()],
        budget=_money(meta.get("budget", ""), "the budget", path.name),
    )


def _sections(path: Path, text: str) -> dict[str, Section]:
    found: dict[str, Section] = {}
    current: Section | None = None
    for where, cells in _lines(path, text):
        name = cells[0].strip().upper()
        if name in SECTIONS and not any(cell.strip() for cell in cells[1:]):
            current = found[name] = Section()
        elif current is None:
            raise UnreadableBallotsError(f"{where}: a .pb file begins with META.")
        elif not current.columns:
            current.columns = [cell.strip().lower() for cell in cells]
        else:
            current.rows.append((where, dict(zip(current.columns, [cell.strip() for cell in cells], strict=False))))
    missing = [name for name in SECTIONS if name not in found]
    if missing:
        raise UnreadableBallotsError(f"{path.name} has no section {missing[0]}.")
    return found


def _lines(path: Path, text: str) -> Iterator[tuple[str, list[str]]]:
    """Cells between semicolons; between commas if the file has no semicolon at all."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in text else ",")
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield f"{path.name}, line {reader.line_num}", cells
    except csv.Error as problem:
        raise UnreadableBallotsError(f"{path.name}, line {reader.line_num}: {problem}.") from problem


def _keyed(path: Path, section: Section, column: str, what: str) -> dict[str, tuple[str, Row]]:
    if column not in section.columns:
        raise UnreadableBallotsError(f"{path.name}: a {what} needs a column {column}.")
    found: dict[str, tuple[str, Row]] = {}
    for where, row in section.rows:
        if row[column] in found:
            raise UnreadableBallotsError(f"{where}: {what} {row[column]} is there twice.")
        found[row[column]] = (where, row)
    return found


def _money(text: str, what: str, where: str) -> int | Fraction:
    """“1200”, “1200.50”, “1200,50”, “1 200”."""
    plain = "".join(text.split())
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        amount = Fraction(plain)
    except (ValueError, ZeroDivisionError):
        raise UnreadableBallotsError(f"{where}: {what} “{text}” is not a number.") from None
    if amount < 0:
        raise UnreadableBallotsError(f"{where}: {what} is below 0.")
    return int(amount) if amount.denominator == 1 else amount


def _marks(
    path: Path, meta: Row, votes: list[tuple[str, Row]], numbers: tuple[str, ...]
) -> tuple[dict[Kind, Marks], tuple[int, int]]:
    kind = meta.get("vote_type", "approval").lower()
    place = {number: at for at, number in enumerate(numbers)}
    default = whole(meta.get("default_score") or "0", "default_score", path.name) if kind == "scoring" else 0
    marks = np.full((len(votes), len(numbers)), default, dtype=np.int32)
    listed = np.zeros_like(marks)
    for row, (where, vote) in enumerate(votes):
        named = _named(vote.get("vote", ""), place, where)
        listed[row, named] = 1
        if kind == "ordinal":
            marks[row, named] = np.arange(1, len(named) + 1)
        elif kind in {"cumulative", "scoring"}:
            marks[row, named] = _points(vote.get("points", ""), len(named), where)
    if kind in {"approval", "choose-1"}:
        return {Kind.APPROVAL: listed}, (0, 5)
    if kind == "ordinal":
        return {Kind.RANKING: marks, Kind.APPROVAL: listed}, (0, 5)
    if kind == "cumulative":
        return {Kind.DOTS: marks, Kind.APPROVAL: (marks > 0).astype(np.int32)}, (0, 5)
    if kind != "scoring":
        raise UnreadableBallotsError(f"{path.name}: vote_type “{kind}” is not known.")
    low = min(int(marks.min()), int(meta["min_points"]) if meta.get("min_points", "").lstrip("-").isdigit() else 0)
    high = max(int(marks.max()), int(meta["max_points"]) if meta.get("max_points", "").isdigit() else 0)
    return {Kind.SCORE: marks, Kind.APPROVAL: (marks > max(low, 0)).astype(np.int32)}, (low, max(high, low + 1))


def _named(text: str, place: Mapping[str, int], where: str) -> list[int]:
    named = []
    for number in (part.strip() for part in text.split(",")):
        if not number:
            continue
        if number not in place:
            raise UnreadableBallotsError(f"{where}: there is no project {number}.")
        if place[number] in named:
            raise UnreadableBallotsError(f"{where}: project {number} stands there twice.")
        named.append(place[number])
    return named


def _points(text: str, number: int, where: str) -> list[int]:
    points = [whole(part, "the points", where) for part in text.split(",") if part.strip()]
    if len(points) != number:
        raise UnreadableBallotsError(f"{where}: {number} projects have {len(points)} numbers of points.")
    return points
