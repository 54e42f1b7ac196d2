"""How many ballots of each group put one candidate above another. Exact counts.

Unranked candidates are tied behind all ranked ones; a pair of which one is recused is not compared on that ballot.
Other kinds of ballot are compared by what they say of each: approved above not approved, more points above fewer.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.ballots.tally.profile import RECUSED, Kind, Profile

Table = NDArray[np.int64]
Places = NDArray[Any]

EXPAND = 4  # rows are written out if that makes at most so many times as many: counting bits beats weighing them


def pairwise(profile: Profile) -> Table:
    """Groups × candidates × candidates: ballots with the first above the second."""
    places = _places(profile)
    return np.stack([_above(places[:, part], profile.counts[part], recused=profile.recusals) for part in profile.parts])


def together(profile: Profile) -> Table:
    """Groups × candidates × candidates: ballots on which both stand."""
    present = profile.present.astype(np.int64)
    return np.stack([(present[part] * profile.counts[part, None]).T @ present[part] for part in profile.parts])


def _places(profile: Profile) -> Places:
    """Candidates × rows, small is better, in the smallest type that holds them; 0 = recused."""
    marks = profile.marks
    if profile.kind is Kind.RANKING and not profile.recusals and marks.max(initial=0) < 255:
        small = marks.astype(np.uint8)
        small -= 1  # unranked wraps to 255 on purpose: behind everything
        return np.ascontiguousarray(small.T)
    if profile.kind is Kind.RANKING:
        last = int(marks.max(initial=0)) + 1
        # Set in place: np.where with a large number would silently take the small type of the array.
        places = marks.T.copy()
        places[places == 0] = last
        places[places == RECUSED] = 0
    else:
        top = int(marks.max(initial=0)) + 1
        places = top - marks.T
        places[marks.T == RECUSED] = 0
    return np.ascontiguousarray(places, dtype=np.uint8 if places.max(initial=0) < 256 else np.uint16)


def _above(places: Places, counts: NDArray[np.int64], *, recused: bool) -> Table:
    size, rows = places.shape
    voters = int(counts.sum())
    single = voters <= EXPAND * rows
    if single and voters != rows:
        places = np.repeat(places, counts, axis=1)
    places = np.ascontiguousarray(places)
    found = np.zeros((size, size), dtype=np.int64)
    for one in range(size):
        for other in range(one + 1, size):
            first, second = places[one], places[other]
            before, after = first < second, second < first
            if recused:
                both = (first != 0) & (second != 0)
                before, after = before & both, after & both
            found[one, other] = np.count_nonzero(before) if single else counts[before].sum()
            found[other, one] = np.count_nonzero(after) if single else counts[after].sum()
    return found
