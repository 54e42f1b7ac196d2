"""Single transferable vote by the rules for Scottish local elections (2011): Weighted Inclusive Gregory.

Values have five decimal places, the rest is cut off; whole numbers of hundred-thousandths here, so all is exact. The
largest surplus goes first; nothing is left out or done in bulk. Ties: the votes at the latest earlier stage where
they differ, then the lot. A ballot counts down to its first tied rank and no further.
"""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from app.ballots.tally.outcome import Method, Number, Outcome, Step
from app.ballots.tally.profile import Profile
from app.ballots.tally.support import plain
from app.ballots.tally.ties import TieBreak

ONE = 100_000  # the value of a whole vote
Numbers = NDArray[np.int64]


class Papers:
    """Ballot papers in piles, each with its value. `order` is rows × places, -1 where nothing is written."""

    def __init__(self, profile: Profile) -> None:
        self.order, self.length = preferences(profile)
        self.counts = profile.counts
        self.value = np.full(len(self.counts), ONE, dtype=np.int64)
        self.place = np.full(len(self.counts), -1, dtype=np.int64)
        self.holder = np.full(len(self.counts), -1, dtype=np.int64)
        self.size = len(profile.candidates)

    def deal(self, rows: Numbers, continuing: NDArray[np.bool_]) -> tuple[list[int], int]:
        """Put papers on the pile of their next continuing candidate; what each pile gains, and what finds none."""
        self.holder[rows] = -1
        moving = rows
        while len(moving):
            self.place[moving] += 1
            moving = moving[self.place[moving] < self.length[moving]]
            named = self.order[moving, self.place[moving]]
            there = (named >= 0) & continuing[named]
            self.holder[moving[there]] = named[there]
            moving = moving[~there]
        worth = self.counts[rows] * self.value[rows]
        found = self.holder[rows]
        # Sums of whole numbers far below 2**53 are exact in floating point too.
        gained = np.bincount(found + 1, weights=worth, minlength=self.size + 1).astype(np.int64)
        return gained[1:].tolist(), int(gained[0])

    def of(self, candidate: int) -> Numbers:
        return np.flatnonzero(self.holder == candidate)


def preferences(profile: Profile) -> tuple[Numbers, Numbers]:
    """Rows × places, and how far each row may be read: to its end or to its first tied rank."""
    marks = profile.marks
    width = max(1, int(marks.max(initial=0)))
    rows, candidates = np.nonzero(marks > 0)
    cell = rows * width + marks[rows, candidates] - 1
    order = np.full(len(marks) * width, -1, dtype=np.int64)
    order[cell] = candidates
    tied = (np.bincount(cell, minlength=len(order)) > 1).reshape(-1, width)
    length = np.where(tied.any(axis=1), tied.argmax(axis=1), width)
    return order.reshape(-1, width), length


class Count:
    """One election: who continues, votes by candidate at the end of each stage, and the steps."""

    def __init__(self, profile: Profile, seats: int, ties: TieBreak) -> None:
        self.names, self.seats, self.ties = profile.candidates, seats, ties
        self.papers = Papers(profile)
        self.continuing = np.ones(len(self.names), dtype=np.bool_)
        self.elected: list[int] = []
        self.surpluses: list[int] = []
        self.scores: dict[int, int] = {}
        first, lost = self.papers.deal(np.arange(len(profile.counts)), self.continuing)
        self.votes, self.lost = first, 0
        self.history = [list(first)]
        valid = (sum(first)) // ONE
        self.quota = (valid // (seats + 1) + 1) * ONE
        facts = {"valid": valid, "invalid": lost // ONE, "quota": self.quota // ONE, "seats": seats}
        self.steps = [Step("quota", facts=facts), Step("first_preferences", figures=self._shown(first))]

    def run(self) -> None:
        while True:
            self._elect()
            vacancies = self.seats - len(self.elected)
            if not vacancies:
                return
            if self.continuing.sum() <= vacancies:
                self._fill()
                return
            if self.surpluses:
                self._transfer()
            else:
                self._exclude()
            self.history.append(list(self.votes))

    def _elect(self) -> None:
        reached = [at for at in np.flatnonzero(self.continuing).tolist() if self.votes[at] >= self.quota]
        for at in sorted(reached, key=lambda at: -self.votes[at]):
            self._seat(at, "elected")
            if self.votes[at] > self.quota:
                self.surpluses.append(at)

    def _fill(self) -> None:
        """As many are left as there are seats."""
        for at in sorted(np.flatnonzero(self.continuing).tolist(), key=lambda at: -self.votes[at]):
            self._seat(at, "elected_unopposed")

    def _seat(self, at: int, what: str) -> None:
        self.continuing[at] = False
        self.elected.append(at)
        self.scores[at] = self.votes[at]
        self.steps.append(Step(what, (self.names[at],), facts={"votes": _votes(self.votes[at])}))

    def _transfer(self) -> None:
        largest = max(self.votes[at] for at in self.surpluses)
        at = self._one_of([at for at in self.surpluses if self.votes[at] == largest], max)
        self.surpluses.remove(at)
        surplus, total, rows = self.votes[at] - self.quota, self.votes[at], self.papers.of(at)
        self.papers.value[rows] = self.papers.value[rows] * surplus // total
        gained, _ = self.papers.deal(rows, self.continuing)
        self.lost += surplus - sum(gained)
        self.votes[at] = self.quota
        self._moved("surplus", at, gained, {"surplus": _votes(surplus), "votes": _votes(total)})

    def _exclude(self) -> None:
        left = np.flatnonzero(self.continuing).tolist()
        fewest = min(self.votes[at] for at in left)
        at = self._one_of([at for at in left if self.votes[at] == fewest], min)
        self.continuing[at] = False
        self.scores[at] = self.votes[at]
        gained, lost = self.papers.deal(self.papers.of(at), self.continuing)
        self.lost += lost
        self.votes[at] = 0
        self._moved("excluded", at, gained, {"votes": _votes(fewest)})

    def _one_of(self, tied: list[int], extreme: Callable[[list[int]], int]) -> int:
        """Look back from the latest stage to the first; each may leave fewer of those tied."""
        left = tied
        for votes in reversed(self.history):
            wanted = extreme([votes[at] for at in left])
            kept = [at for at in left if votes[at] == wanted]
            if len(kept) == 1 and len(tied) > 1:
                figures = {at: _votes(votes[at]) for at in left}
                self.ties.by_earlier_stage(tied, kept[0], figures, len(self.steps))
            left = kept
            if len(left) == 1:
                return left[0]
        return self.ties.by_lot(left, len(self.steps), out=extreme is min)

    def _moved(self, what: str, at: int, gained: list[int], facts: dict[str, Number]) -> None:
        for other, value in enumerate(gained):
            self.votes[other] += value
        received = {self.names[other]: _votes(value) for other, value in enumerate(gained) if value}
        facts |= {"not_transferable": _votes(self.lost)}
        shown = self._shown(self.votes)
        self.steps.append(Step(what, (self.names[at],), figures=shown, facts=facts, table={"gained": received}))

    def _shown(self, votes: list[int]) -> dict[str, Number]:
        return {self.names[at]: _votes(value) for at, value in enumerate(votes)}


def stv(profile: Profile, seats: int, ties: TieBreak) -> Outcome:
    count = Count(profile, seats, ties)
    count.run()
    names = tuple(profile.candidates[at] for at in count.elected)
    scores = {name: _votes(count.scores.get(at, count.votes[at])) for at, name in enumerate(profile.candidates)}
    return Outcome(Method.STV, seats, names, scores, tuple(ties.ties), tuple(count.steps))


def _votes(value: int) -> Number:
    return plain(Fraction(value, ONE))
