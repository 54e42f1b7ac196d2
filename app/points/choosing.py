"""Which sentences stand for the others: near-duplicates merged, then lazy-greedy facility location, then the floor.

Pure arithmetic on sparse likenesses; who wrote what is given as weights and holders.
"""

import heapq
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from app.points.vectors import Floats, Ints, Vectors

SAME_POINT: Final = 0.5  # likeness from which two sentences make one point: 94 % right on ArgKP (docs/points.md)
FEWEST_AUTHORS: Final = 3
SHARE_OF_A_GROUP: Final = 0.2
LEAST_GAIN: Final = 0.004  # of all there is to gain: what adds less says nothing that was not said


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds each sentence: of sentence i, `author[start[i]:start[i + 1]]`, and the group of each of them."""

    start: Ints
    author: Ints
    group: Ints
    group_sizes: Ints  # distinct authors of each group

    def of(self, sentences: Ints) -> tuple[Ints, Ints]:
        places = np.concatenate([np.arange(self.start[i], self.start[i + 1]) for i in sentences])
        return self.author[places], self.group[places]


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
    limit, then those of the floor by their authors.
    """
    columns = likeness.tocsc()
    given = [number for number, sentence in enumerate(candidates) if int(sentence) in pinned]
    leaders = merged(columns, candidates, holders, given)
    picked = cover(columns, leaders, weights, limit, given)
    found = [Chosen(int(candidates[leader]), by_floor=False) for leader in picked]
    left = [(_held(columns, leader, holders), leader) for leader in leaders if leader not in set(picked)]
    floor = sorted((-authors, leader) for (authors, enough), leader in left if enough)
    return found + [Chosen(int(candidates[leader]), by_floor=True) for _, leader in floor]


def column(columns: Vectors, number: int, least: float) -> Ints:
    """Which sentences are at least so alike to a candidate."""
    part = slice(columns.indptr[number], columns.indptr[number + 1])
    found: Ints = columns.indices[part][columns.data[part] >= least].astype(np.int64)
    return found


def _held(columns: Vectors, leader: int, holders: Holders) -> tuple[int, bool]:
    """How many authors hold a point, and whether that is enough to be listed in any case."""
    authors, groups = holders.of(column(columns, leader, SAME_POINT))
    number = len(np.unique(authors))
    people = np.unique(np.stack([groups, authors], axis=1), axis=0)
    share = np.bincount(people[:, 0], minlength=len(holders.group_sizes)) / holders.group_sizes
    return number, number >= FEWEST_AUTHORS or bool((share >= SHARE_OF_A_GROUP).any())


def merged(columns: Vectors, candidates: Ints, holders: Holders, given: Sequence[int] = ()) -> list[int]:
    """One candidate for each set of near-duplicates: what most people hold comes first and takes in what is like it.

    All that are given are there, and take in first.
    """
    alike = [column(columns, number, SAME_POINT) for number in range(len(candidates))]
    total = np.asarray(columns.sum(axis=0)).ravel().round(4)
    number_of = {int(sentence): number for number, sentence in enumerate(candidates)}
    authors = [len(np.unique(holders.of(these)[0])) for these in alike]
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
    said = np.unique(np.stack([groups, units, sentences], axis=1), axis=0)
    people, person = np.unique(said[:, :2], axis=0, return_inverse=True)
    in_group = np.bincount(people[:, 0])[said[:, 0]]
    by_person = np.bincount(person.ravel())[person.ravel()]
    return np.bincount(said[:, 2], 1 / (in_group * by_person), minlength=number).astype(np.float32)
