"""How ties are broken: support in the weakest group, then bridging, then a lot whose seed was committed beforehand.

Never the chair, never the order of the list: the lot goes by the candidates' names, so neither the order of
candidates nor that of ballots can move it.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256

from app.ballots.tally.outcome import By, Number, Tie
from app.ballots.tally.support import Support

Test = tuple[By, Callable[[int], Number]]


def drawn(seed: str, names: Iterable[str]) -> list[str]:
    """The lot: by SHA-256 of seed, line feed, name."""
    return sorted(names, key=lambda name: (sha256(f"{seed}\n{name}".encode()).digest(), name))


class TieBreak:
    """Breaks the ties of one count and keeps what it did. Ballots without groups know only the lot."""

    def __init__(self, candidates: Sequence[str], seed: str, support: Support | None = None) -> None:
        self.candidates = tuple(candidates)
        self.ties: list[Tie] = []
        self._lot = {name: place for place, name in enumerate(drawn(seed, candidates), start=1)}
        self._tests: list[Test] = []
        if support is not None:
            self._tests = [(By.WEAKEST_GROUP, support.weakest), (By.BRIDGING, support.bridging_product)]

    def lot(self, candidate: int) -> Number:
        return self._lot[self.candidates[candidate]]

    def first(self, tied: Sequence[int], step: int, places: int = 1) -> list[int]:
        """The `places` that go first of those tied. What parts the last of them from the next is noted."""
        if places >= len(tied):
            return list(tied)
        placed = sorted(tied, key=self._key)
        by, value = self._parting(placed[places - 1], placed[places])
        self._note(tied, placed[:places], by, {at: value(at) for at in tied}, step)
        return placed[:places]

    def silently(self, tied: Sequence[int]) -> int:
        """As `first`, for a trial that is not part of the count."""
        return min(tied, key=self._key)

    def order(self, tied: Sequence[int], step: int) -> list[int]:
        """All of those tied, in order: for a budget, where each may or may not still fit."""
        if len(tied) == 1:
            return list(tied)
        placed = sorted(tied, key=self._key)
        deciding = [self._parting(*pair) for pair in itertools.pairwise(placed)]
        by, value = max(deciding, key=lambda test: list(By).index(test[0]))
        self._note(tied, placed, by, {at: value(at) for at in tied}, step)
        return placed

    def by_lot(self, tied: Sequence[int], step: int, *, out: bool = False) -> int:
        """Only the lot, for a rule that has its own tests before it. `out`: who is drawn last goes out."""
        chosen = max(tied, key=self.lot) if out else min(tied, key=self.lot)
        self._note(tied, [chosen], By.LOT, {at: self.lot(at) for at in tied}, step)
        return chosen

    def by_earlier_stage(self, tied: Sequence[int], chosen: int, figures: Mapping[int, Number], step: int) -> None:
        self._note(tied, [chosen], By.EARLIER_STAGE, figures, step)

    def committee(self, tied: Sequence[tuple[int, ...]], step: int) -> tuple[int, ...]:
        """Of tied committees the one whose members, compared from the weakest up, are better; then by lot."""
        drawing: Test = (By.LOT, self.lot)
        (by, value), left = drawing, list(tied)
        for by, value in [*self._tests, drawing]:
            if len(left) == 1:
                return left[0]
            keys = {committee: sorted(value(at) for at in committee) for committee in left}
            best = max(keys.values()) if by is not By.LOT else min(keys.values())
            left = [committee for committee in left if keys[committee] == best]
            if len(left) == 1:
                break
        common = set.intersection(*map(set, tied))
        between = sorted(set().union(*tied) - common)
        chosen = [at for at in left[0] if at not in common]
        self._note(between, chosen, by, {at: value(at) for at in between}, step)
        return left[0]

    def _key(self, candidate: int) -> tuple[Number, ...]:
        return (*(-value(candidate) for _, value in self._tests), self.lot(candidate))

    def _parting(self, one: int, other: int) -> Test:
        return next((test for test in self._tests if test[1](one) != test[1](other)), (By.LOT, self.lot))

    def _note(
        self, between: Sequence[int], chosen: Sequence[int], by: By, figures: Mapping[int, Number], step: int
    ) -> None:
        name = self.candidates.__getitem__
        self.ties.append(
            Tie(
                tuple(map(name, sorted(between))),
                tuple(map(name, chosen)),
                by,
                {name(at): value for at, value in figures.items()},
                step,
            )
        )
