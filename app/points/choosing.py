"""Which sentences stand for the others: near-duplicates merged, then lazy-greedy facility location, then the floor.

Pure arithmetic on sparse likenesses; who wrote what is given as weights and holders.
"""

import heapq
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.points.vectors import Floats, Ints, Vectors, distinct

SAME_POINT: Final = 0.5  # likeness from which two sentences make one point: 94 % right on ArgKP (docs/points.md)
LEAST_GAIN: Final = 0.004  # of all there is to gain: what adds less says nothing that was not said
PER_AUTHOR: Final = 2  # points at most for each who wrote, where few did: not each sentence is a point
FEWEST_AUTHORS: Final = 3
SHARE_OF_AUTHORS: Final = 0.01  # of those who wrote: what three of ten thousand say stands for nobody
SHARE_OF_A_GROUP: Final = 0.2
FEWEST_OF_A_GROUP: Final = 2  # so what the only member of a group says is not the group's
MOST_BY_AUTHORS: Final = 12
MOST_BY_GROUP: Final = 8


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds each sentence: of sentence i, `author[start[i]:start[i + 1]]`, and the group of each of them."""

    start: Ints
    author: Ints
    group: Ints
    group_sizes: Ints  # distinct authors of each group
    authors: int  # distinct ones

    def of(self, points: Ints, sentences: Ints, number: int) -> "Held":
        """Of each of so many points, which are said by these sentences: pairs, each once."""
        counts = np.diff(self.start)[sentences]
        place = np.arange(counts.sum()) + np.repeat(self.start[sentences] - (np.cumsum(counts) - counts), counts)
        groups = len(self.group_sizes)
        someone = np.repeat(points, counts) * groups + self.group[place]
        said = distinct(someone * self.authors + self.author[place])
        by_group, people = np.unique(said // self.authors, return_counts=True)
        one = distinct(said // self.authors // groups * self.authors + said % self.authors)
        share = np.zeros(number)
        several = people >= FEWEST_OF_A_GROUP
        shares = people[several] / self.group_sizes[by_group[several] % groups]
        np.maximum.at(share, by_group[several] // groups, shares)
        return Held(np.bincount(one // self.authors, minlength=number), share, self.authors)


@dataclass(frozen=True, slots=True)
class Held:
    """By point: its distinct authors, and the largest part of one group that they are (0 where only one is of it)."""

    authors: Ints
    share: NDArray[np.float64]
    of: int

    def by_many(self) -> NDArray[np.bool_]:
        return self.authors >= max(FEWEST_AUTHORS, SHARE_OF_AUTHORS * self.of)

    def by_group(self) -> NDArray[np.bool_]:
        return self.share >= SHARE_OF_A_GROUP


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence that is listed; `by_floor` when it is listed only because enough people hold it."""

    sentence: int
    by_floor: bool


def choose(
    likeness: Vectors,
    candidates: Ints,
    weights: Floats,
    holders: Holders,
    limit: int,
    pinned: Collection[int] = (),
) -> list[Chosen]:
    """`likeness`: every sentence × every candidate. The pinned sentences first, in any case; then the best up to the
    limit (less where few people wrote); then those of the floor.
    """
    columns = likeness.tocsc()
    given = [number for number, sentence in enumerate(candidates) if int(sentence) in pinned]
    alike = [column(columns, number, SAME_POINT) for number in range(len(candidates))]
    number_of = np.repeat(np.arange(len(candidates)), [len(these) for these in alike])
    held = holders.of(number_of, np.concatenate(alike), len(candidates))
    leaders = merged(columns, candidates, alike, held.authors, given)
    picked = cover(columns, leaders, weights, min(limit, PER_AUTHOR * holders.authors), given)
    found = [Chosen(int(candidates[leader]), by_floor=False) for leader in picked]
    taken = set(picked)
    left = [leader for leader in leaders if leader not in taken]
    return found + [Chosen(int(candidates[leader]), by_floor=True) for leader in floor(left, held)]


def floor(leaders: Sequence[int], held: Held) -> list[int]:
    """What enough people hold to be listed in any case: those of most authors, then those of the largest part of a
    group. Both are few, because a list of everything that is said stands for nothing.
    """
    many, group = held.by_many(), held.by_group()
    by_authors = sorted((-int(held.authors[leader]), leader) for leader in leaders if many[leader])
    first = [leader for _, leader in by_authors[:MOST_BY_AUTHORS]]
    by_share = sorted(
        (-held.share[leader], -int(held.authors[leader]), leader)
        for leader in leaders
        if group[leader] and leader not in first
    )
    return first + [leader for *_, leader in by_share[:MOST_BY_GROUP]]


def column(columns: Vectors, number: int, least: float) -> Ints:
    """Which sentences are at least so alike to a candidate."""
    part = slice(columns.indptr[number], columns.indptr[number + 1])
    found: Ints = columns.indices[part][columns.data[part] >= least].astype(np.int64)
    return found


def merged(
    columns: Vectors, candidates: Ints, alike: Sequence[Ints], authors: Ints, given: Sequence[int] = ()
) -> list[int]:
    """One candidate for each set of near-duplicates: what most people hold comes first and takes in what is like it.

    `alike`: of each candidate the sentences that say it. All that are given are there, and take in first.
    """
    total = np.asarray(columns.sum(axis=0)).ravel().round(4)
    number_of = {int(sentence): number for number, sentence in enumerate(candidates)}
    taken = np.zeros(len(candidates), bool)
    found = list(given)
    for number in given:
        taken[[number_of[sentence] for sentence in map(int, alike[number]) if sentence in number_of]] = True
        taken[number] = True
    for number in sorted(range(len(candidates)), key=lambda number: (-authors[number], -total[number], number)):
        if taken[number]:
            continue
        found.append(number)
        for sentence in alike[number]:
            if (other := number_of.get(int(sentence))) is not None:
                taken[other] = True
    return found


def cover(
    columns: Vectors, leaders: Sequence[int], weights: Floats, limit: int, given: Sequence[int] = ()
) -> list[int]:
    """Facility location: each sentence counts with its likeness to the nearest chosen one, times its weight.

    Lazy: a gain only falls as more is chosen, so a stale best is computed anew and put back. Those given are chosen.
    """
    nearest = np.zeros(columns.shape[0])

    def take(leader: int) -> None:
        part = slice(columns.indptr[leader], columns.indptr[leader + 1])
        nearest[columns.indices[part]] = np.maximum(nearest[columns.indices[part]], columns.data[part])

    def gain(leader: int) -> float:
        part = slice(columns.indptr[leader], columns.indptr[leader + 1])
        rows = columns.indices[part]
        return round(float((np.maximum(0, columns.data[part] - nearest[rows]) * weights[rows]).sum()), 9)

    for leader in given:
        take(leader)
    heap = [(-gain(leader), rank, leader) for rank, leader in enumerate(leaders) if leader not in given]
    heapq.heapify(heap)
    least = LEAST_GAIN * float(weights.sum())
    found = list(given)
    while heap and len(found) < limit:
        stale, rank, leader = heapq.heappop(heap)
        now = gain(leader)
        if now < -stale:
            heapq.heappush(heap, (-now, rank, leader))
            continue
        if now < least and found:
            break
        found.append(leader)
        take(leader)
    return found


def spread(groups: Ints, units: Ints, sentences: Ints, number: int) -> Floats:
    """The weight of each sentence: every group has the mass 1, shared by its people, shared by what each says.

    A row (group, unit, sentence) for everything somebody says; a campaign is one unit.
    """
    most = int(units.max()) + 1
    said = distinct((groups * most + units) * number + sentences)
    people, person, sayings = np.unique(said // number, return_inverse=True, return_counts=True)
    in_group = np.bincount(people // most)[people // most]
    return np.bincount(said % number, (1 / (in_group * sayings))[person], minlength=number).astype(np.float32)
