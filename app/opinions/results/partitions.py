"""Who is counted together, and which counts may be shown without showing what one person answered. Pure.

Who belongs to a declared group or region is public, so its counts are shown only where at least SHOWN_FROM answered,
and what is left when all that is shown is taken from the public total is nobody's or at least SHOWN_FROM people's too.
Who belongs to a found group is told to nobody, so there only the first rule is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.opinions.groups.matrix import Ints
from app.opinions.results.schemas import Partition

SHOWN_FROM = 5


@dataclass(frozen=True)
class Part:
    """One group of one partition: the rows of its people."""

    partition: Partition
    group: str | None
    rows: Ints


def parts(partition: Partition, groups: Sequence[str | None], voters: NDArray[np.bool_]) -> list[Part]:
    """Groups with at least SHOWN_FROM voters, and all others (who declared none too) together. If these are too few to
    be shown, the smallest group joins them. A partition into fewer than two says nothing.
    """
    rows: dict[str | None, list[int]] = {}
    for row in np.flatnonzero(voters).tolist():
        rows.setdefault(groups[row], []).append(row)
    others = rows.pop(None, [])
    named = sorted(rows.items(), key=lambda item: (-len(item[1]), item[0] or ""))
    while named and (len(named[-1][1]) < SHOWN_FROM or 0 < len(others) < SHOWN_FROM):
        others += named.pop()[1]
    found = [Part(partition, group, np.array(members, np.int64)) for group, members in sorted(named, key=_by_name)]
    if others:
        found.append(Part(partition, None, np.array(sorted(others), np.int64)))
    return found if len(found) > 1 else []


def _by_name(item: tuple[str | None, list[int]]) -> str:
    return item[0] or ""


def shown(answers: Ints, partition: Partition) -> NDArray[np.bool_]:
    """Which counts of one partition may be shown: [part, statement], from how many answered."""
    visible = answers >= SHOWN_FROM
    if partition == "found":
        return visible
    while True:
        left = np.where(visible, 0, answers).sum(0)
        telling = (left > 0) & (left < SHOWN_FROM) & visible.any(0)
        if not telling.any():
            return visible
        smallest = np.where(visible, answers, np.iinfo(np.int64).max).argmin(0)
        visible[smallest[telling], np.flatnonzero(telling)] = False
