"""PrefLib: .soc .soi .toc .toi (rankings, complete or not, with ties or not), .cat (categories); new and old headers.

An alternative that an order leaves out is not ranked. The categories of a .cat file go from best to worst: as approval
the first one counts, as ranking they are its ranks, as scores the first gets most.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from app.ballots.tally.profile import NOTHING, Kind, Marks
from app.interchange.ballots.reading import BallotFile, UnreadableBallotsError, told_apart, whole

RANKINGS = frozenset({"soc", "soi", "toc", "toi"})
TYPES = RANKINGS | {"cat"}
HEADER = re.compile(r"#\s*([A-Z ]+?)\s*(\d*)\s*:(.*)", re.IGNORECASE)
ORDER = re.compile(r"\s*(?:(\{[^{}]*\}|\d+)\s*(?:,|$)\s*)*")
PART = re.compile(r"\{([^{}]*)\}|(\d+)")


@dataclass
class Parsed:
    kind: str
    names: dict[int, str] = field(default_factory=dict)
    categories: dict[int, str] = field(default_factory=dict)
    alternatives: int = 0
    voters: int | None = None
    orders: list[tuple[str, int, list[list[int]]]] = field(default_factory=list)  # where, how many, ranks


def read(path: Path, text: str, extension: str) -> BallotFile:
    lines = [(f"{path.name}, line {at}", line.strip()) for at, line in enumerate(text.split("\n"), start=1)]
    lines = [(where, line) for where, line in lines if line]
    new = any(line.startswith("#") for _, line in lines)
    parsed = _new(lines, extension) if new else _old(lines, extension)
    if parsed.kind not in TYPES:
        raise UnreadableBallotsError(f"{path.name}: data of type “{parsed.kind}” holds no ballots that can be counted.")
    if not parsed.orders:
        raise UnreadableBallotsError(f"{path.name} holds no ballots.")
    parsed.alternatives = max(parsed.alternatives, *parsed.names or [0])
    if not parsed.alternatives:
        raise UnreadableBallotsError(f"{path.name} names no alternatives.")
    return _ballots(path, parsed)


def _new(lines: Iterable[tuple[str, str]], extension: str) -> Parsed:
    parsed = Parsed(extension)
    for where, line in lines:
        if not line.startswith("#"):
            number, colon, order = line.partition(":")
            if not colon:
                raise UnreadableBallotsError(f"{where}: a ballot is “how many: order”.")
            parsed.orders.append((where, _count(number, where), _ranks(order, where)))
        elif header := HEADER.match(line):
            key, number, value = header[1].upper(), header[2], header[3].strip()
            if key == "ALTERNATIVE NAME" and number:
                parsed.names[int(number)] = value
            elif key == "CATEGORY NAME" and number:
                parsed.categories[int(number)] = value
            elif key == "NUMBER ALTERNATIVES":
                parsed.alternatives = whole(value, "the number of alternatives", where)
            elif key == "NUMBER VOTERS" and value.isdigit():
                parsed.voters = int(value)
            elif key == "DATA TYPE" and parsed.kind not in TYPES:
                parsed.kind = value.lower()
    return parsed


def _old(lines: Sequence[tuple[str, str]], extension: str) -> Parsed:
    """Number of alternatives; number,name for each; voters,sum,orders; how many,order."""
    parsed = Parsed(extension)
    if not lines:
        raise UnreadableBallotsError("The file is empty.")
    if extension == "cat":
        raise UnreadableBallotsError(f"{lines[0][0]}: a .cat file begins with “# …” lines.")
    parsed.alternatives = whole(lines[0][1], "the number of alternatives", lines[0][0])
    names, rest = lines[1 : parsed.alternatives + 1], lines[parsed.alternatives + 1 :]
    for where, line in names:
        number, _, name = line.partition(",")
        parsed.names[whole(number, "an alternative's number", where)] = name.strip().strip('"')
    if not rest:
        raise UnreadableBallotsError(f"{lines[-1][0]}: the file ends before its ballots.")
    parsed.voters = whole(rest[0][1].split(",")[0], "the number of voters", rest[0][0])
    for where, line in rest[1:]:
        number, _, order = line.partition(",")
        parsed.orders.append((where, _count(number, where), _ranks(order, where)))
    return parsed


def _count(text: str, where: str) -> int:
    number = whole(text, "the number of ballots", where)
    if number < 0:
        raise UnreadableBallotsError(f"{where}: {number} ballots.")
    return number


def _ranks(text: str, where: str) -> list[list[int]]:
    if not ORDER.fullmatch(text):
        raise UnreadableBallotsError(f"{where}: “{text.strip()[:60]}” is not an order like 3,{{1,4}},2.")
    ranks: list[list[int]] = []
    for part in PART.finditer(text):
        members = part[1].split(",") if part[1] is not None else [part[2]]
        ranks.append([whole(member, "an alternative's number", where) for member in members if member.strip()])
    return ranks


def _ballots(path: Path, parsed: Parsed) -> BallotFile:
    places = np.zeros((len(parsed.orders), parsed.alternatives), dtype=np.int32)
    for row, (where, _, ranks) in enumerate(parsed.orders):
        if parsed.kind == "cat" and parsed.categories and len(ranks) > len(parsed.categories):
            raise UnreadableBallotsError(
                f"{where}: {len(ranks)} categories, but the file has {len(parsed.categories)}."
            )
        number = 0
        for at, rank in enumerate(ranks, start=1):
            number += bool(rank)
            for alternative in rank:
                if not 1 <= alternative <= parsed.alternatives:
                    raise UnreadableBallotsError(f"{where}: there is no alternative {alternative}.")
                if places[row, alternative - 1]:
                    raise UnreadableBallotsError(f"{where}: alternative {alternative} stands there twice.")
                places[row, alternative - 1] = at if parsed.kind == "cat" else number
    counts = np.array([number for _, number, _ in parsed.orders], dtype=np.int64)
    numbers = tuple(str(number) for number in range(1, parsed.alternatives + 1))
    grades, scale = _grades(parsed, places) if parsed.kind == "cat" else (None, (0, 5))
    marks: dict[Kind, Marks] = {Kind.RANKING: places}
    if grades is not None:
        marks |= {Kind.APPROVAL: (places == 1).astype(np.int32), Kind.SCORE: grades}
    return BallotFile(
        candidates=told_apart([parsed.names.get(int(number), "") for number in numbers], numbers),
        numbers=numbers,
        marks=marks,
        counts=counts,
        ids=tuple(str(row) for row in range(1, len(counts) + 1)),
        scale=scale,
        notes=_notes(path, parsed, int(counts.sum())),
    )


def _grades(parsed: Parsed, places: Marks) -> tuple[Marks, tuple[int, int]]:
    """Points of the categories: their names where all are whole numbers, else the first of K gets K - 1."""
    number = max(len(parsed.categories), int(places.max(initial=1)))
    names = [parsed.categories.get(at, "") for at in range(1, number + 1)]
    if all(re.fullmatch(r"-?\d{1,6}", name) for name in names):
        points = [int(name) for name in names]
    else:
        points = list(range(number - 1, -1, -1))
    table = np.array([NOTHING, *points], dtype=np.int32)
    return table[places], (min(points), max(points))


def _notes(path: Path, parsed: Parsed, voters: int) -> tuple[str, ...]:
    if parsed.voters is None or parsed.voters == voters:
        return ()
    return (
        f"{path.name} says it has {parsed.voters:,} voters; its lines hold {voters:,} ballots, and these are counted.",
    )
