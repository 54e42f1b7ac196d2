"""People on a map put into groups: k-means and its silhouette, both over small cells of the map instead of people."""

from dataclasses import dataclass

import numpy as np

from app.opinions.groups.matrix import Floats, Ints

MOST_GROUPS = 5
SEEDINGS = 6
_ROUNDS = 60
_SEED = 20_031_210


@dataclass(frozen=True)
class Cells:
    """`at`: the mean of the people in each cell; `people`: how many; `of`: the cell of each person."""

    at: Floats
    people: Floats
    of: Ints

    @classmethod
    def of_points(cls, points: Floats, across: int, alone: int) -> "Cells":
        """A grid of `across` x `across` over all but the outermost people, who fall into its rim. Up to `alone` people
        each are a cell of their own.
        """
        if len(points) <= alone:
            return cls(points, np.ones(len(points)), np.arange(len(points)))
        low, high = np.quantile(points, 0.001, axis=0), np.quantile(points, 0.999, axis=0)
        places = ((points - low) / np.maximum(high - low, 1e-12) * across).astype(np.int64).clip(0, across - 1)
        _, of, people = np.unique(places[:, 0] * across + places[:, 1], return_inverse=True, return_counts=True)
        sums = [np.bincount(of, points[:, axis]) / people for axis in range(points.shape[1])]
        return cls(np.stack(sums, 1), people.astype(np.float64), of)


@dataclass(frozen=True)
class Grouping:
    """`labels` by cell, groups numbered from 0 by size. `silhouette`: from -1 to 1, how clearly they are apart."""

    k: int
    centres: Floats
    labels: Ints
    silhouette: float


def groupings(cells: Cells, ks: range) -> list[Grouping]:
    """The best grouping for each number of groups."""
    distances = np.sqrt(_squares(cells.at, cells.at))
    found = []
    for k in ks:
        centres, labels = _k_means(cells, k)
        found.append(Grouping(k, centres, labels, _silhouette(cells, distances, labels, k)))
    return found


def best(found: list[Grouping]) -> Grouping:
    """The clearest; of equally clear ones that with fewer groups."""
    return max(found, key=lambda grouping: (round(grouping.silhouette, 9), -grouping.k))


def possible(cells: Cells) -> range:
    """From 2 to MOST_GROUPS groups, and not so many that a handful of cells would be a group each."""
    return range(2, min(MOST_GROUPS, 2 + len(cells.at) // 12) + 1)


def nearest(points: Floats, centres: Floats) -> Ints:
    return np.asarray(_squares(points, centres).argmin(1), np.int64)


def _k_means(cells: Cells, k: int) -> tuple[Floats, Ints]:
    outcomes = [_settle(cells, centres) for centres in _seedings(cells, k)]
    _, centres, labels = min(outcomes, key=lambda outcome: round(outcome[0], 9))
    sizes = np.bincount(labels, cells.people, minlength=k)
    order = np.lexsort((centres[:, 1], centres[:, 0], -sizes))
    return centres[order], np.argsort(order)[labels]


def _settle(cells: Cells, centres: Floats) -> tuple[float, Floats, Ints]:
    """Lloyd's iteration to its end: (weighted spread around the centres, centres, labels)."""
    k, labels = len(centres), np.full(len(cells.at), -1)
    for _ in range(_ROUNDS):
        squares = _squares(cells.at, centres)
        new = squares.argmin(1)
        if (new == labels).all():
            break
        labels = new
        weights = np.bincount(labels, cells.people, minlength=k)
        sums = np.stack([np.bincount(labels, cells.people * cells.at[:, a], minlength=k) for a in (0, 1)], 1)
        centres = np.where(weights[:, None] > 0, sums / np.maximum(weights, 1e-12)[:, None], centres)
    squares = _squares(cells.at, centres)
    return float((cells.people * squares.min(1)).sum()), centres, squares.argmin(1)


def _seedings(cells: Cells, k: int) -> list[Floats]:
    """Where to begin: once the points farthest from each other, else as k-means++ draws them, from a fixed seed."""
    draw = np.random.Generator(np.random.Philox(_SEED + k))
    middle = np.average(cells.at, axis=0, weights=cells.people)[None]
    farthest = [cells.at[_squares(cells.at, middle)[:, 0].argmax()]]
    while len(farthest) < k:
        farthest.append(cells.at[_squares(cells.at, np.array(farthest)).min(1).argmax()])
    seedings = [np.array(farthest)]
    for _ in range(SEEDINGS - 1):
        chosen = [cells.at[draw.choice(len(cells.at), p=cells.people / cells.people.sum())]]
        while len(chosen) < k:
            weights = _squares(cells.at, np.array(chosen)).min(1) * cells.people
            total = weights.sum()
            place = draw.choice(len(cells.at), p=weights / total) if total > 0 else 0
            chosen.append(cells.at[place])
        seedings.append(np.array(chosen))
    return seedings


def _silhouette(cells: Cells, distances: Floats, labels: Ints, k: int) -> float:
    """Mean over people, with everybody at the mean of their cell (P. J. Rousseeuw, J. Comput. Appl. Math. 20, 1987)."""
    member = (labels[:, None] == np.arange(k)) * cells.people[:, None]
    sizes, sums = member.sum(0), distances @ member
    rows = np.arange(len(labels))
    own = sizes[labels]
    within = sums[rows, labels] / np.maximum(own - 1, 1e-9)
    others = sums / np.maximum(sizes, 1e-9)
    others[rows, labels] = np.inf
    others[:, sizes == 0] = np.inf
    beyond = others.min(1)
    beyond = np.where(np.isfinite(beyond), beyond, within)  # there is no other group
    widths = np.where(own <= 1, 0.0, (beyond - within) / np.maximum(np.maximum(within, beyond), 1e-12))
    return float(np.average(widths, weights=cells.people))


def _squares(points: Floats, others: Floats) -> Floats:
    """Squared distances, points x others."""
    across = (points**2).sum(1)[:, None] - 2 * points @ others.T + (others**2).sum(1)[None]
    return np.asarray(np.maximum(across, 0.0), np.float64)
