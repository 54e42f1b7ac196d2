"""Proportional approval voting, exact: of all committees of k the one with the highest sum over ballots of
1 + 1/2 + … + 1/j, j being how many of its members the ballot approves. Branch and bound.

What an item adds only falls as a committee grows, so a committee with the items that add most now is an upper bound.
The search compares in floating point with room for its errors; what comes within that room of the best is compared
again in fractions, so that a tie is a tie and nothing else is.
"""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from app.ballots.tally.bits import Approvals, Words, approvals
from app.ballots.tally.outcome import Method, Number, Outcome, Step
from app.ballots.tally.profile import BadBallots, Profile
from app.ballots.tally.support import named, plain
from app.ballots.tally.ties import TieBreak
from app.ballots.tally.weights import Weights

ROOM = 1e-9  # relative; the errors of the sums are far below it
WORK = 4_000_000_000  # words of bits looked at before the search is given up: a minute or so
TIED = 100_000

Numbers = NDArray[np.float64]


@dataclass
class Search:
    """`satisfied` along a branch: who approves exactly 0, 1, … of the branch's members."""

    given: Approvals
    seats: int
    best: float = 0.0
    found: list[tuple[float, tuple[int, ...]]] = field(default_factory=list)
    work: int = 0

    def __post_init__(self) -> None:
        top = max(self.given.weights.units)
        self.units = np.array([unit / top for unit in self.given.weights.units])

    def run(self) -> list[tuple[int, ...]]:
        everyone = self.given.everyone[None]
        self._branch((), everyone, np.arange(len(self.given.words)), 0.0)
        return [committee for score, committee in self.found if score >= self._needed()]

    def _needed(self) -> float:
        return self.best - ROOM * (1 + self.best)

    def _branch(self, members: tuple[int, ...], satisfied: Words, rest: NDArray[np.int64], score: float) -> None:
        gains = self._gains(satisfied, self.given.words[rest])
        order = np.argsort(-gains, kind="stable")
        rest, gains = rest[order], gains[order]
        places = self.seats - len(members)
        if places == 1:
            self._leaves(members, rest, score + gains)
            return
        for at in range(len(rest) - places + 1):
            if score + gains[at : at + places].sum() < self._needed():
                return
            if places == 2:
                self._pairs(members, satisfied, rest, gains, at, score)
                continue
            words = self.given.words[rest[at]]
            more = grown(satisfied, words)
            self._branch((*members, int(rest[at])), more, rest[at + 1 :], score + gains[at])

    def _gains(self, satisfied: Words, words: Words) -> Numbers:
        """What each of `words` would add: 1/(j+1) for each voter who has j already."""
        self._worked(satisfied.shape[0] * words.size)
        return sum(
            (self.given.count(who & words) @ self.units / (has + 1) for has, who in enumerate(satisfied)),
            np.zeros(len(words)),
        )

    def _pairs(
        self, members: tuple[int, ...], satisfied: Words, rest: NDArray[np.int64], gains: Numbers, at: int, score: float
    ) -> None:
        """The last two places at once: both gains, less what those who approve both get the less for it."""
        near = at + 1 + int(np.searchsorted(-gains[at + 1 :], score + gains[at] - self._needed(), side="right"))
        others = self.given.words[rest[at + 1 : near]] & self.given.words[rest[at]]
        self._worked(satisfied.shape[0] * others.size)
        shared = sum(
            (
                self.given.count(who & others) @ self.units * (1 / (has + 1) - 1 / (has + 2))
                for has, who in enumerate(satisfied)
            ),
            np.zeros(len(others)),
        )
        self._leaves((*members, int(rest[at])), rest[at + 1 : near], score + gains[at] + gains[at + 1 : near] - shared)

    def _leaves(self, members: tuple[int, ...], rest: NDArray[np.int64], scores: Numbers) -> None:
        if not len(scores):
            return
        self.best = max(self.best, float(scores.max()))
        for leaf in np.flatnonzero(scores >= self._needed()).tolist():
            self.found.append((float(scores[leaf]), tuple(sorted((*members, int(rest[leaf]))))))
        if len(self.found) > TIED:
            self.found = [entry for entry in self.found if entry[0] >= self._needed()]
            if len(self.found) > TIED:
                raise BadBallots(f"More than {TIED:,} committees are level; there are too few approvals to choose by.")

    def _worked(self, words: int) -> None:
        self.work += words + 1000  # a call costs about as much as a thousand words
        if self.work > WORK:
            raise BadBallots("This is too large for exact PAV; use phragmen or mes, or fewer seats.")


def grown(satisfied: Words, words: Words) -> Words:
    """Who approves how many, once this item is in."""
    more = np.zeros((len(satisfied) + 1, satisfied.shape[1]), dtype=np.uint64)
    more[:-1] = satisfied & ~words
    more[1:] |= satisfied & words
    return more


def pav(profile: Profile, seats: int, weights: Weights, ties: TieBreak) -> Outcome:
    given = approvals(profile, weights)
    near = Search(given, seats).run()
    exact = {committee: score_of(given, committee) for committee in near}
    best = max(exact.values())
    tied = sorted(committee for committee, score in exact.items() if score == best)
    steps = [Step("committees_level", facts={"committees": len(tied)})] if len(tied) > 1 else []
    committee = ties.committee(tied, len(steps) - 1)
    chosen = _by_gain(given, committee, steps, profile)
    scores = named(profile, {at: plain(weights.part(n)) for at, n in enumerate(given.weigh(given.count(given.words)))})
    names = tuple(profile.candidates[at] for at in chosen)
    steps.append(Step("chosen", names, figures=scores, facts={"score": plain(best)}))
    return Outcome(Method.PAV, seats, names, scores, tuple(ties.ties), tuple(steps), weights.equal)


def score_of(given: Approvals, committee: tuple[int, ...]) -> Fraction:
    satisfied, total = given.everyone[None], Fraction(0)
    for at in committee:
        total += _gain(given, satisfied, at)
        satisfied = grown(satisfied, given.words[at])
    return total


def _gain(given: Approvals, satisfied: Words, at: int) -> Fraction:
    units = given.weigh(given.count(satisfied & given.words[at]))
    return sum((Fraction(n, (has + 1) * given.weights.per) for has, n in enumerate(units)), Fraction(0))


def _by_gain(given: Approvals, committee: tuple[int, ...], steps: list[Step], profile: Profile) -> list[int]:
    """For telling: the members in the order in which each adds most to those before it."""
    left, satisfied, placed = list(committee), given.everyone[None], []
    while left:
        gains = {at: _gain(given, satisfied, at) for at in left}
        at = max(left, key=lambda at: gains[at])
        figures: dict[int, Number] = {other: plain(gain) for other, gain in gains.items()}
        steps.append(Step("adds", (profile.candidates[at],), named(profile, figures), {"gain": plain(gains[at])}))
        satisfied = grown(satisfied, given.words[at])
        left.remove(at)
        placed.append(at)
    return placed
