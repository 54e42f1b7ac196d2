"""How close a result is: how many ballots, marked differently by the same voters, would let another candidate draw
level with a winner, so that a tie-break or more would decide.

Exact for sums (approval, straw poll, Borda, scores that everyone gave). Schulze: a lower bound, because one ballot
moves a margin by two at most. The rest, budgets among them: an upper bound, a change that was found by counting again
and does change who is chosen.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product

import numpy as np
from numpy.typing import NDArray

from app.ballots.tally.counting import count, weighing
from app.ballots.tally.outcome import Bound, Closeness, Method, Outcome
from app.ballots.tally.pairwise import pairwise
from app.ballots.tally.profile import ANSWERS, NOTHING, Answer, Kind, Profile, assembled
from app.ballots.tally.schulze import margins, strongest_paths
from app.ballots.tally.support import by_group
from app.ballots.tally.weights import Weights

CODE = 2**20  # room for one number where several are packed into one
UNHEARD = -(2**18)
RECOUNTED = 2_000_000  # cells of a profile that is still counted again some dozen times
UNKNOWN = Closeness(None, Bound.AT_MOST)
SUMS = frozenset({Method.STRAW, Method.APPROVAL, Method.SCORE, Method.DOTS, Method.BORDA})


def closeness(
    profile: Profile, outcome: Outcome, *, seed: str = "", least_group: int = 1, minimum: int = 1
) -> Closeness:
    """Where everyone is chosen, or nobody, it is not known."""
    if not 0 < len(outcome.winners) < len(profile.candidates):
        return UNKNOWN
    weights = weighing(profile, equal=outcome.equal_weight, least=least_group)
    # With a budget who is chosen depends on what others cost. With recusals a Borda ballot has points of its own.
    by_figures = outcome.seats is not None and not (outcome.method is Method.BORDA and profile.recusals)
    if by_figures and outcome.method is Method.SCHULZE:
        return _schulze(profile, outcome, weights)
    if by_figures and outcome.method in SUMS:
        return _sums(profile, outcome, weights, minimum)

    def recount(changed: Profile) -> set[str]:
        counted = count(
            changed,
            outcome.method,
            seats=outcome.seats,
            seed=seed,
            equal_weight=outcome.equal_weight,
            least_group=least_group,
            minimum=minimum,
        )
        return set(counted.winners)

    return _by_recounting(profile, outcome, recount)


def _pairs(profile: Profile, outcome: Outcome) -> Iterator[tuple[int, int]]:
    """Every winner with everyone who is not."""
    chosen = [profile.candidates.index(name) for name in outcome.winners]
    yield from product(chosen, [at for at in range(len(profile.candidates)) if at not in chosen])


def _schulze(profile: Profile, outcome: Outcome, weights: Weights) -> Closeness:
    won = margins(pairwise(profile), weights)
    paths = strongest_paths(won)
    most = 2 * max(weights.units)
    found = UNKNOWN
    for winner, rival in _pairs(profile, outcome):
        lead = int(paths[winner, rival]) - int(paths[rival, winner])
        # Both chains move by one margin for each ballot. Who beats all others directly goes on doing so meanwhile.
        needed = -(-lead // (2 * most))
        others = [int(won[winner, other]) for other in range(len(won)) if other != winner]
        needed = max(0, needed, -(-min(others) // most))
        if found.ballots is None or needed < found.ballots:
            found = _named(profile, needed, Bound.AT_LEAST, winner, rival)
    return found


def _named(profile: Profile, ballots: int, bound: Bound, winner: int, rival: int) -> Closeness:
    return Closeness(ballots, bound, profile.candidates[winner], profile.candidates[rival])


def _sums(profile: Profile, outcome: Outcome, weights: Weights, minimum: int) -> Closeness:
    values, heard, most = _values(profile)
    coefficient = _coefficients(profile, heard, weights)
    whole = bool(heard.all()) and profile.kind is not Kind.DOTS
    found = UNKNOWN
    for winner, rival in _pairs(profile, outcome):
        if profile.kind is Kind.SCORE and int(profile.counts[heard[:, rival]].sum()) < minimum:
            continue
        gains: dict[Fraction, int] = {}
        gap = Fraction(0)
        for (group, mine, theirs), number in _kinds(profile, values, heard, winner, rival):
            of_winner, of_rival = coefficient[group][winner], coefficient[group][rival]
            gap += number * ((mine or 0) * of_winner - (theirs or 0) * of_rival)
            gain = (mine * of_winner if mine is not None else 0) + (
                (most - theirs) * of_rival if theirs is not None else 0
            )
            gains[Fraction(gain)] = gains.get(Fraction(gain), 0) + number
        needed = _fewest(gap, gains)
        if needed is not None and (found.ballots is None or needed < found.ballots):
            found = _named(profile, needed, Bound.EXACT if whole else Bound.AT_MOST, winner, rival)
    return found


def _values(profile: Profile) -> tuple[NDArray[np.int64], NDArray[np.bool_], int]:
    """What each ballot gives each candidate, from 0 to the last number; and whether it could give anything."""
    marks, present = profile.marks.astype(np.int64), profile.present
    if profile.kind is Kind.SCORE:
        return marks - profile.least, marks > NOTHING, profile.most - profile.least
    if profile.kind is Kind.STRAW:
        support, against = (ANSWERS.index(answer) for answer in (Answer.SUPPORT, Answer.OBJECT))
        return 1 + (marks == support) - (marks == against), present, 2
    if profile.kind is Kind.RANKING:
        return _doubled_points(profile), present, 2 * (len(profile.candidates) - 1)
    given = np.where(present, marks, 0)
    return given, present, int(given.sum(axis=1).max(initial=1)) if profile.kind is Kind.DOTS else 1


def _doubled_points(profile: Profile) -> NDArray[np.int64]:
    places = np.where(profile.marks > 0, profile.marks, 2**20)
    points = np.zeros(profile.marks.shape, dtype=np.int64)
    for other in range(places.shape[1]):
        against = places[:, other : other + 1]
        both = profile.present & profile.present[:, other : other + 1]
        points += both * (2 * (places < against) + (places == against))
    return points - profile.present


def _coefficients(profile: Profile, heard: NDArray[np.bool_], weights: Weights) -> list[list[Fraction]]:
    """What one point of one ballot adds to a candidate's mean, by group."""
    ballots = by_group(profile, heard)
    found = []
    for group, voters in enumerate(profile.voters_by_group):
        row = []
        for at in range(len(profile.candidates)):
            if weights.equal:
                parts = [
                    u * v for u, v, of in zip(weights.units, profile.voters_by_group, ballots[:, at], strict=True) if of
                ]
                of = int(ballots[group, at])
                row.append(Fraction(weights.units[group] * voters, sum(parts) * of) if of else Fraction(0))
            else:
                row.append(Fraction(1, max(1, int(ballots[:, at].sum()))))
        found.append(row)
    return found


Seen = tuple[int, int | None, int | None]


def _kinds(
    profile: Profile, values: NDArray[np.int64], heard: NDArray[np.bool_], winner: int, rival: int
) -> Iterator[tuple[Seen, int]]:
    """Ballots that say the same of both, and come from the same group."""
    both = heard[:, winner] & heard[:, rival]
    if both.all():  # then only the difference matters, and there are far fewer of those
        mine, theirs = values[:, winner] - values[:, rival], np.zeros(len(values), dtype=np.int64)
    else:
        mine, theirs = (np.where(heard[:, at], values[:, at], UNHEARD) for at in (winner, rival))
    codes = (profile.group_of * CODE + mine + CODE // 2) * CODE + theirs + CODE // 2
    kinds, inverse = np.unique(codes, return_inverse=True)
    numbers = np.bincount(inverse.ravel(), weights=profile.counts).astype(np.int64)
    for code, number in zip(kinds.tolist(), numbers.tolist(), strict=True):
        group, of_winner, of_rival = code // CODE**2, code // CODE % CODE - CODE // 2, code % CODE - CODE // 2
        yield (group, _said(of_winner), _said(of_rival)), number


def _said(value: int) -> int | None:
    return None if value == UNHEARD else value


def _fewest(gap: Fraction, gains: dict[Fraction, int]) -> int | None:
    """Ballots that close the gap, the most helpful first."""
    needed = 0
    for gain in sorted(gains, reverse=True):
        if gap <= 0:
            break
        if gain <= 0:
            return None
        used = min(gains[gain], -(-gap // gain))
        needed += int(used)
        gap -= used * gain
    return needed if gap <= 0 else None


def _by_recounting(profile: Profile, outcome: Outcome, recount: Callable[[Profile], set[str]]) -> Closeness:
    """On more and more ballots that prefer the last winner to the best of the others, the two change places."""
    if profile.marks.size > RECOUNTED:
        return UNKNOWN
    chosen = set(outcome.winners)
    winner = profile.candidates.index(outcome.winners[-1])
    rivals = [at for at, name in enumerate(profile.candidates) if name not in chosen and _fits(profile, outcome, at)]
    if not rivals:
        return UNKNOWN
    rival = max(rivals, key=lambda at: (outcome.scores[profile.candidates[at]], profile.candidates[at]))
    ballots = _willing(profile, winner, rival)
    number = int(profile.counts[ballots].sum())

    def changes(upto: int) -> bool:
        return recount(_swapped(profile, ballots, winner, rival, upto)) != chosen

    reach = 1
    while reach < number and not changes(reach):
        reach *= 2
    reach = min(reach, number)
    if not number or not changes(reach):
        return UNKNOWN
    low = reach // 2
    while reach - low > 1:
        middle = (low + reach) // 2
        low, reach = (low, middle) if changes(middle) else (middle, reach)
    return _named(profile, reach, Bound.AT_MOST, winner, rival)


def _fits(profile: Profile, outcome: Outcome, rival: int) -> bool:
    """Whether the budget, if that decides, could pay for it instead of the last winner."""
    if outcome.seats is not None or profile.costs is None or profile.budget is None:
        return True
    others = sum(profile.costs[profile.candidates.index(name)] for name in outcome.winners[:-1])
    return others + profile.costs[rival] <= profile.budget


def _willing(profile: Profile, winner: int, rival: int) -> NDArray[np.int64]:
    """Rows that prefer the winner, in an order that does not depend on that of the ballots."""
    marks = profile.marks
    mine, theirs = marks[:, winner], marks[:, rival]
    better = mine > theirs
    if profile.kind is Kind.RANKING:
        better = (mine > 0) & ((theirs == 0) | (mine < theirs)) & profile.present[:, rival]
    rows = np.flatnonzero(better & (theirs >= 0))
    names = sorted(range(len(profile.candidates)), key=lambda at: profile.candidates[at])
    keys = [marks[rows, at] for at in names]
    found: NDArray[np.int64] = rows[np.lexsort((profile.group_of[rows], *keys, mine[rows]))]
    return found


def _swapped(profile: Profile, rows: NDArray[np.int64], winner: int, rival: int, upto: int) -> Profile:
    taken = np.diff(np.minimum(np.cumsum(profile.counts[rows]), upto), prepend=0)
    changed = profile.marks[rows].copy()
    changed[:, [winner, rival]] = changed[:, [rival, winner]]
    counts = profile.counts.copy()
    counts[rows] -= taken
    return assembled(
        profile.kind,
        profile.candidates,
        np.concatenate([profile.marks, changed]),
        np.concatenate([counts, taken]),
        [profile.groups[at] for at in np.concatenate([profile.group_of, profile.group_of[rows]])],
        scale=(profile.least, profile.most),
        costs=profile.costs,
        budget=profile.budget,
    )
