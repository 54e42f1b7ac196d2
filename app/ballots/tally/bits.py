"""Approvals as bits, one for each ballot, so that groups of voters are cut and counted 64 at a time. Exact."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.ballots.tally.profile import Profile
from app.ballots.tally.weights import Weights

Words = NDArray[np.uint64]


@dataclass(frozen=True)
class Approvals:
    """`words`: candidates × words. Each group of voters begins with a new word, at `starts`."""

    words: Words
    everyone: Words
    starts: NDArray[np.int64]
    weights: Weights

    def count(self, voters: Words) -> NDArray[np.int64]:
        """How many of `voters` (last axis: words) are in each group (last axis: groups)."""
        ones = np.bitwise_count(voters)
        if len(self.starts) == 1:
            total: NDArray[np.int64] = ones.sum(axis=-1, dtype=np.int64)[..., None]
            return total
        counted: NDArray[np.int64] = np.add.reduceat(ones, self.starts, axis=-1, dtype=np.int64)
        return counted

    def weigh(self, counted: NDArray[np.int64]) -> list[int]:
        """Units of weight, for each row of groups."""
        return [sum(n * unit for n, unit in zip(row, self.weights.units, strict=True)) for row in counted.tolist()]


def approvals(profile: Profile, weights: Weights) -> Approvals:
    """A ballot approves what has a mark above 0; who is recused from an item does not approve it."""
    given = np.ascontiguousarray((profile.marks > 0).T)
    parts, everyone, starts = [], [], [0]
    for part in profile.parts:
        columns = np.repeat(given[:, part], profile.counts[part], axis=1) if _several(profile, part) else given[:, part]
        parts.append(_packed(columns))
        everyone.append(_packed(np.ones((1, columns.shape[1]), dtype=np.bool_)))
        starts.append(starts[-1] + parts[-1].shape[1])
    return Approvals(
        np.ascontiguousarray(np.concatenate(parts, axis=1)),
        np.concatenate(everyone, axis=1)[0],
        np.array(starts[:-1], dtype=np.int64),
        weights,
    )


def chosen_rows(profile: Profile, rows: NDArray[np.bool_]) -> Words:
    """The voters of these rows, in the same places as in `approvals`."""
    parts = [_packed(np.repeat(rows[part], profile.counts[part])[None])[0] for part in profile.parts]
    return np.concatenate(parts)


def _several(profile: Profile, part: slice) -> bool:
    return bool((profile.counts[part] != 1).any())


def _packed(columns: NDArray[np.bool_]) -> Words:
    packed = np.packbits(columns, axis=1)
    whole = np.zeros((len(packed), -(-packed.shape[1] // 8) * 8), dtype=np.uint8)
    whole[:, : packed.shape[1]] = packed
    return whole.view(np.uint64)
