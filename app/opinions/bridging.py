"""Bridging: which statements find agreement in every group, also in the one that agrees least. Pure.

Agreement is the share of those who took a side, as everywhere in a summary: a pass is printed and is on neither. The
Wilson lower bound (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927; z = 1.96) takes from a share what its small base leaves
open, so 3 of 3 does not outrank 290 of 300; without anybody on a side it is 0.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Z = 1.96
AGREE, DISAGREE = 0, 1


def wilson_lower(of: NDArray[Any], among: NDArray[Any]) -> Floats:
    """Lower end of the 95 % interval of the share `of` / `among`; of nobody it is 0, whatever rounding makes of it."""
    return np.where(of > 0, np.maximum(0.0, _interval(of, among, -1)), 0.0)


def wilson_upper(of: NDArray[Any], among: NDArray[Any]) -> Floats:
    return np.where(among > 0, np.minimum(1.0, _interval(of, among, 1)), 1.0)


def _interval(of: NDArray[Any], among: NDArray[Any], side: int) -> Floats:
    base = np.maximum(np.asarray(among, np.float64), 1.0)
    share = of / base
    root = np.sqrt(share * (1 - share) / base + Z * Z / (4 * base * base))
    return np.asarray((share + Z * Z / (2 * base) + side * Z * root) / (1 + Z * Z / base), np.float64)


def agreement(counts: NDArray[np.int64]) -> Floats:
    """Lower bounds of agreement [group, statement] from counts [group, statement, answer]."""
    return wilson_lower(counts[..., AGREE], counts[..., AGREE] + counts[..., DISAGREE])


def bridging(counts: NDArray[np.int64]) -> Floats:
    """By statement: the bound in the group where it is lowest. `counts` needs one group at least."""
    return np.asarray(agreement(counts).min(0), np.float64)


def consensus(counts: NDArray[np.int64]) -> Floats:
    """Polis's group-aware consensus by statement: the product over groups of (1 + agree) / (2 + answers)."""
    return np.asarray(((1 + counts[..., AGREE]) / (2 + counts.sum(-1))).prod(0), np.float64)


def distinctive(counts: NDArray[np.int64], answer: int) -> Floats:
    """How much more often each group gave this answer than everybody else, at the least: [group, statement].

    Of all who answered, passes included. The lower bound of the group's share less the upper bound of the share among
    all others; above 0 the difference is more than chance.
    """
    others = counts.sum(0)[None] - counts
    theirs = wilson_upper(others[..., answer], others.sum(-1))
    return np.asarray(wilson_lower(counts[..., answer], counts.sum(-1)) - theirs, np.float64)
