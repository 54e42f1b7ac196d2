"""What is counted: candidates and ballots as arrays, with the stakeholder group of each ballot. No database here."""

import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Marks = NDArray[np.int32]
Counts = NDArray[np.int64]

# Far below any points, so that points may be negative.
NOTHING = -(2**30)  # no evaluation of this item (score, straw: "no view" is an answer, not this)
RECUSED = NOTHING - 1  # the item is not on this member's ballot; it leaves the member's denominators


class Kind(StrEnum):
    RANKING = "ranking"
    APPROVAL = "approval"
    SCORE = "score"
    DOTS = "dots"
    STRAW = "straw"


class Answer(StrEnum):
    """Of a straw poll, for each item."""

    SUPPORT = "support"
    LIVE_WITH = "can live with"
    OBJECT = "object"
    NO_VIEW = "no view"


ANSWERS = tuple(Answer)


class BadBallots(ValueError):
    """These ballots cannot be counted as asked; the message is a sentence for people."""


@dataclass(frozen=True)
class Profile:
    """Ballots, one row for those that are alike.

    `marks` (rows × candidates) by kind: ranking 1 = first, equal numbers are tied, 0 = not ranked (tied last);
    approval 1 or 0; score the points given, NOTHING where the item was not evaluated; dots the number given; straw the
    place in ANSWERS, NOTHING where not answered. RECUSED in any of them. Rows are ordered by group.
    `least`, `most`: the ends of the scale of scores.
    """

    kind: Kind
    candidates: tuple[str, ...]
    marks: Marks
    counts: Counts
    groups: tuple[str, ...] = ("",)
    group_of: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    least: int = 0
    most: int = 5
    costs: tuple[int | Fraction, ...] | None = None
    budget: int | Fraction | None = None

    @property
    def grouped(self) -> bool:
        """Whether there is any balance to speak of."""
        return len(self.groups) > 1

    @cached_property
    def voters(self) -> int:
        return int(self.counts.sum())

    @cached_property
    def voters_by_group(self) -> tuple[int, ...]:
        return tuple(int(self.counts[part].sum()) for part in self.parts)

    @cached_property
    def parts(self) -> tuple[slice, ...]:
        """The rows of each group."""
        ends = np.searchsorted(self.group_of, np.arange(len(self.groups) + 1))
        return tuple(slice(int(start), int(end)) for start, end in itertools.pairwise(ends))

    @cached_property
    def present(self) -> NDArray[np.bool_]:
        """Rows × candidates: where the item is on the ballot at all."""
        present: NDArray[np.bool_] = self.marks != RECUSED
        return present

    @cached_property
    def recusals(self) -> bool:
        return bool(self.marks.min(initial=0) == RECUSED)


@dataclass(frozen=True)
class Ballot:
    """One ballot, or `count` ballots that say the same.

    `choice` by kind: ranking a sequence of ranks, each a candidate or several that are tied; approval a set of
    candidates; score and dots points by candidate; straw an Answer by candidate.
    """

    choice: Sequence[str | Iterable[str]] | AbstractSet[str] | Mapping[str, int] | Mapping[str, Answer]
    group: str = ""
    count: int = 1
    recused: AbstractSet[str] = frozenset()


def profile(
    kind: Kind, candidates: Sequence[str], ballots: Iterable[Ballot], *, scale: tuple[int, int] = (0, 5)
) -> Profile:
    """From ballots as people cast them. Candidates are told apart by these strings, whatever they are."""
    if len(set(candidates)) != len(candidates):
        raise BadBallots("Two candidates have the same name.")
    place = {name: at for at, name in enumerate(candidates)}
    rows: dict[tuple[str, bytes], int] = {}
    for ballot in ballots:
        marks = _marks(kind, place, ballot, scale)
        key = (ballot.group, marks.tobytes())
        rows[key] = rows.get(key, 0) + ballot.count
    table = np.frombuffer(b"".join(key[1] for key in rows), dtype=np.int32).reshape(len(rows), len(candidates))
    return assembled(
        kind,
        candidates,
        table,
        np.fromiter(rows.values(), np.int64, len(rows)),
        [group for group, _ in rows],
        scale=scale,
    )


def assembled(
    kind: Kind,
    candidates: Sequence[str],
    marks: Marks,
    counts: Counts,
    groups: Sequence[str] | None = None,
    *,
    scale: tuple[int, int] = (0, 5),
    costs: Sequence[int | Fraction] | None = None,
    budget: int | Fraction | None = None,
) -> Profile:
    """From arrays (for files and large ballots); `groups` has the group of each row."""
    if not counts.all():
        kept = np.flatnonzero(counts)
        marks, counts = marks[kept], counts[kept]
        groups = [groups[at] for at in kept.tolist()] if groups else groups
    names = tuple(sorted(set(groups))) if groups else ("",)
    where = {name: at for at, name in enumerate(names)}
    group_of = np.array([where[name] for name in groups] if groups else np.zeros(len(marks)), dtype=np.int64)
    order = np.argsort(group_of, kind="stable")
    if len(names) > 1:
        marks, counts, group_of = marks[order], counts[order], group_of[order]
    return Profile(
        kind=kind,
        candidates=tuple(candidates),
        marks=np.ascontiguousarray(marks, dtype=np.int32),
        counts=counts.astype(np.int64),
        groups=names,
        group_of=group_of,
        least=scale[0],
        most=scale[1],
        costs=tuple(costs) if costs is not None else None,
        budget=budget,
    )


def _marks(kind: Kind, place: Mapping[str, int], ballot: Ballot, scale: tuple[int, int]) -> Marks:
    empty = 0 if kind in {Kind.RANKING, Kind.APPROVAL, Kind.DOTS} else NOTHING
    marks = np.full(len(place), empty, dtype=np.int32)
    for name, mark in _said(kind, ballot, scale):
        at = _known(place, name)
        if marks[at] != empty:
            raise BadBallots(f"A ballot names “{name}” twice.")
        marks[at] = mark
    for name in ballot.recused:
        marks[_known(place, name)] = RECUSED
    return marks


def _known(place: Mapping[str, int], name: Hashable) -> int:
    if name not in place:
        raise BadBallots(f"A ballot names “{name}”, which is not a candidate.")
    return place[str(name)]


def _said(kind: Kind, ballot: Ballot, scale: tuple[int, int]) -> Iterable[tuple[str, int]]:
    choice = ballot.choice
    if kind is Kind.RANKING and not isinstance(choice, Mapping | AbstractSet):
        ranks = [[rank] if isinstance(rank, str) else list(rank) for rank in choice]
        yield from ((name, number) for number, rank in enumerate(filter(None, ranks), start=1) for name in rank)
    elif kind is Kind.APPROVAL and not isinstance(choice, Mapping):
        yield from ((str(name), 1) for name in choice)
    elif kind is Kind.STRAW and isinstance(choice, Mapping):
        yield from ((name, ANSWERS.index(Answer(str(answer)))) for name, answer in choice.items())
    elif kind in {Kind.SCORE, Kind.DOTS} and isinstance(choice, Mapping):
        low, high = scale if kind is Kind.SCORE else (0, 2**31 - 1)
        for name, points in choice.items():
            if not low <= int(points) <= high:
                raise BadBallots(f"“{name}” is given {points}; the scale is {low} to {high}.")
            yield name, int(points)
    else:
        raise BadBallots(f"This is not a {kind} ballot.")
