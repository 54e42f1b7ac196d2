"""Whether groups are more than an accident: found again from half of the people, and again, and again."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import numpy as np

from app.opinions.groups.matrix import Floats, Ints

SUBSAMPLES = 20
LARGEST = 2_000
ENOUGH_AGREEMENT, ENOUGH_WINS = 0.75, 0.70
LEAST_SHARE, LEAST_PEOPLE = 0.05, 5
_SEED = 20_051_118

# rows -> (the number of groups that is clearest among them, and their labels for the given number of groups)
Again = Callable[[Ints], tuple[int, Ints]]


@dataclass(frozen=True)
class Stability:
    """`agreement`: median adjusted Rand index between the groups of everybody and those found again. `wins`: how often
    each number of groups was the clearest. `reasons`: why the groups are not claimed; none if they are.
    """

    subsamples: int
    agreement: float
    wins: dict[int, int]
    reasons: tuple[str, ...]


def assess(labels: Ints, k: int, again: Again) -> Stability:
    """`labels` of everybody; samples are of half of the people, at most LARGEST, drawn from a fixed seed."""
    draw = np.random.Generator(np.random.Philox(_SEED))
    agreements, wins = [], Counter[int]()
    size = min(len(labels) // 2, LARGEST)
    for _ in range(SUBSAMPLES):
        rows = np.sort(draw.choice(len(labels), size, replace=False))
        clearest, found = again(rows)
        wins[clearest] += 1
        agreements.append(rand_index(labels[rows], found))
    agreement = median(agreements)
    reasons = _reasons(agreement, wins[k] / SUBSAMPLES, np.bincount(labels, minlength=k))
    return Stability(SUBSAMPLES, agreement, dict(sorted(wins.items())), reasons)


def _reasons(agreement: float, won: float, sizes: Ints) -> tuple[str, ...]:
    checks = {
        "members_vary": agreement >= ENOUGH_AGREEMENT,
        "number_varies": won >= ENOUGH_WINS,
        "group_too_small": bool(sizes.min() >= max(LEAST_PEOPLE, LEAST_SHARE * sizes.sum())),
    }
    return tuple(reason for reason, passed in checks.items() if not passed)


def rand_index(one: Ints, other: Ints) -> float:
    """The adjusted Rand index (L. Hubert and P. Arabie, J. Classif. 2, 1985): 1 the same groups, 0 as by chance."""
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    both, rows, columns = _pairs(table), _pairs(table.sum(1)), _pairs(table.sum(0))
    every = len(one) * (len(one) - 1) / 2
    expected, most = rows * columns / max(every, 1.0), (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _pairs(counts: Floats) -> float:
    return float((counts * (counts - 1) / 2).sum())
