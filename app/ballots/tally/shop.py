"""The buying of the method of equal shares: from equal purses, always the item that costs its supporters least for
what it gives them, as long as they can pay for one together.

Voters of one group who have paid alike are one class with one purse. Floating point sorts out what is plainly dearer;
what is near is compared in fractions.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from app.ballots.tally.outcome import Number
from app.ballots.tally.profile import Kind, Profile
from app.ballots.tally.weights import Weights

ROOM = 1e-9  # relative; the errors of the sums are far below it
CLASSES = 4096  # so many, counting those that have become empty, before they are numbered anew

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Choose = Callable[[list[int]], int]
Bought = Callable[[int, Fraction], None]


class UnclearError(Exception):
    """Floating point alone cannot tell which item is next; fractions can."""


class Crowd:
    """What never changes while they buy: who supports what, how much it gives them, what it costs."""

    def __init__(self, profile: Profile, weights: Weights, costs: Sequence[Number]) -> None:
        self.costs, self.units = [Fraction(cost) for cost in costs], weights.units
        self.prices = np.array([float(cost) for cost in costs])
        self.supporters = [np.flatnonzero(column) for column in np.ascontiguousarray((profile.marks > 0).T)]
        alone = bool((profile.counts == 1).all())
        self.counts = [None if alone else profile.counts[rows] for rows in self.supporters]
        # What an item gives: its cost where it is approved, else the points on the ballot.
        self.graded = profile.kind is not Kind.APPROVAL
        if self.graded:
            self.points = [profile.marks[rows, at].astype(np.int64) for at, rows in enumerate(self.supporters)]
        self.group_of, self.groups = profile.group_of, len(profile.groups)
        starts = [part.start for part in profile.parts]
        self.first = [
            _by_group(rows, counts, starts) for rows, counts in zip(self.supporters, self.counts, strict=True)
        ]
        self.total = sum(unit * voters for unit, voters in zip(self.units, profile.voters_by_group, strict=True))


def _by_group(rows: Integers, counts: Integers | None, starts: Sequence[int]) -> Integers:
    """How many supporters each group has; rows are ordered by group."""
    ends = [*np.searchsorted(rows, starts).tolist(), len(rows)]
    each = [end - start if counts is None else counts[start:end].sum() for start, end in itertools.pairwise(ends)]
    return np.array(each, dtype=np.int64)


class Shop:
    """One round of buying with a given budget. `exact=False` raises UnclearError where fractions are needed."""

    def __init__(self, crowd: Crowd, budget: Number, *, exact: bool = True) -> None:
        self.crowd, self.exact = crowd, exact
        purse = Fraction(budget) / crowd.total
        self.of = crowd.group_of.copy()
        self.group = np.arange(crowd.groups, dtype=np.int64)
        self.purse = np.full(crowd.groups, float(purse))
        self.fractions = [purse] * crowd.groups
        self.last = {at: 0.0 for at, rows in enumerate(crowd.supporters) if len(rows) and crowd.prices[at] > 0}

    def run(self, choose: Choose, bought: Bought, *, most: int | None = None) -> None:
        """Until nothing can be bought, or `most` items are; `choose` decides between equally good ones."""
        done = 0
        while (most is None or done < most) and (found := self._next(choose)):
            self._pay(*found)
            bought(*found)
            done += 1

    def _next(self, choose: Choose) -> tuple[int, Fraction] | None:
        """An item never becomes cheaper, so those that were dearer than the best already are not looked at again."""
        best, near = np.inf, []
        for at in sorted(self.last, key=self.last.__getitem__):
            if self.last[at] > best * (1 + ROOM):
                break
            price = self._price(at)
            if price is None:
                del self.last[at]
                continue
            self.last[at] = price
            near.append(at)
            best = min(best, price)
        near = [at for at in near if self.last[at] <= best * (1 + ROOM)]
        if not near:
            return None
        if not self.exact:
            if len(near) > 1:
                raise UnclearError
            return near[0], Fraction(best)
        prices = {at: self._exact_price(at) for at in near}
        lowest = min(prices.values())
        level = sorted(at for at in near if prices[at] == lowest)
        return (level[0] if len(level) == 1 else choose(level)), lowest

    def _entries(self, at: int) -> tuple[Integers, Integers, Integers]:
        """Class, points (1 for approvals) and number of each kind of supporter."""
        if not self.crowd.graded:
            number = self.crowd.first[at] if len(self.purse) == self.crowd.groups else self._numbers(at)
            there = np.flatnonzero(number)
            return there, np.ones(len(there), dtype=np.int64), number[there].astype(np.int64)
        classes, counts = self.of[self.crowd.supporters[at]], self.crowd.counts[at]
        pairs = np.stack([classes, self.crowd.points[at]], axis=1)
        kinds, inverse = np.unique(pairs, axis=0, return_inverse=True)
        number = np.bincount(inverse.ravel(), weights=counts)
        return kinds[:, 0], kinds[:, 1], number.astype(np.int64)

    def _numbers(self, at: int) -> Integers | Floats:
        return np.bincount(self.of[self.crowd.supporters[at]], weights=self.crowd.counts[at])

    def _price(self, at: int) -> float | None:
        """For one unit of what it gives; None if they cannot pay for it."""
        classes, points, number = self._entries(at)
        cost = float(self.crowd.prices[at])
        gives = points if self.crowd.graded else points * cost
        units = np.array([float(self.crowd.units[group]) for group in self.group[classes].tolist()])
        purse, weight = self.purse[classes], number * units
        money = float(purse @ weight)
        if money < cost * (1 + ROOM):
            if money < cost * (1 - ROOM):
                return None
            if not self.exact:
                raise UnclearError
            if not self._affordable(at):
                return None
        order = np.argsort(purse / gives, kind="stable")
        purse, weight, gives = purse[order], weight[order], gives[order]
        paid = np.concatenate([[0.0], np.cumsum(purse * weight)[:-1]])
        rest = np.cumsum((weight * gives)[::-1])[::-1]
        price = (cost - paid) / rest
        enough = np.flatnonzero(price * gives <= purse)
        return float(price[enough[0]] if len(enough) else price[-1])

    def _exact_entries(self, at: int) -> list[tuple[Fraction, Fraction, int]]:
        """Purse, what the item gives, weight."""
        classes, points, number = self._entries(at)
        cost = self.crowd.costs[at]
        return [
            (
                self.fractions[cls],
                Fraction(point) if self.crowd.graded else cost,
                count * self.crowd.units[group],
            )
            for cls, point, count, group in zip(
                classes.tolist(), points.tolist(), number.tolist(), self.group[classes].tolist(), strict=True
            )
        ]

    def _affordable(self, at: int) -> bool:
        return sum(purse * weight for purse, _, weight in self._exact_entries(at)) >= self.crowd.costs[at]

    def _exact_price(self, at: int) -> Fraction:
        left = self.crowd.costs[at]
        entries = sorted(self._exact_entries(at), key=lambda entry: entry[0] / entry[1])
        rest = sum((gives * weight for _, gives, weight in entries), Fraction(0))
        price = left / rest
        for purse, gives, weight in entries:
            price = left / rest
            if price * gives <= purse:
                break
            left -= purse * weight
            rest -= gives * weight
        return price

    def _pay(self, at: int, price: Fraction) -> None:
        del self.last[at]
        rows = self.crowd.supporters[at]
        cost = self.crowd.costs[at]
        if self.crowd.graded:
            pairs = np.stack([self.of[rows], self.crowd.points[at]], axis=1)
            kinds, inverse = np.unique(pairs, axis=0, return_inverse=True)
            classes, points = kinds[:, 0], kinds[:, 1]
        else:
            classes, points, _ = self._entries(at)
            inverse = np.searchsorted(classes, self.of[rows])
        first = len(self.purse)
        pays = [price * (point if self.crowd.graded else cost) for point in points.tolist()]
        self.group = np.concatenate([self.group, self.group[classes]])
        self.of[rows] = first + inverse.ravel()
        if self.exact:
            after = [
                max(Fraction(0), self.fractions[cls] - pay) for cls, pay in zip(classes.tolist(), pays, strict=True)
            ]
            self.fractions += after
            self.purse = np.concatenate([self.purse, [float(purse) for purse in after]])
        else:
            left = self.purse[classes] - np.array([float(pay) for pay in pays])
            self.purse = np.concatenate([self.purse, np.maximum(0.0, left)])
        if len(self.purse) > CLASSES:
            self._renumber()

    def _renumber(self) -> None:
        """Drop classes that nobody is in any more, and let those without money be one class in each group."""
        broke = self.purse[self.of] == 0
        key = np.where(broke, -1 - self.group[self.of], self.of)
        _, firsts, inverse = np.unique(key, return_index=True, return_inverse=True)
        kept = self.of[firsts]
        self.of, self.purse, self.group = inverse.ravel(), self.purse[kept], self.group[kept]
        if self.exact:
            self.fractions = [self.fractions[cls] for cls in kept.tolist()]

    def purses(self) -> Iterator[tuple[Fraction, NDArray[np.bool_]]]:
        """What is left, and the rows that have so much left."""
        amounts = sorted({self.fractions[cls] for cls in np.unique(self.of).tolist()})
        place = {amount: number for number, amount in enumerate(amounts)}
        number_of = np.array([place.get(amount, -1) for amount in self.fractions])
        for number, amount in enumerate(amounts):
            yield amount, number_of[self.of] == number
