"""Sequential Phragmén: each chosen item costs one, shared by those who approve it so that the highest load stays low.

Voters with the same load are counted together, and there are no more loads than items chosen, so that exact fractions
cost nothing even for very many ballots.
"""

from collections.abc import Sequence
from fractions import Fraction

from app.ballots.tally.bits import Approvals, Words, approvals
from app.ballots.tally.outcome import Method, Number, Outcome, Step
from app.ballots.tally.profile import Profile
from app.ballots.tally.support import named, plain
from app.ballots.tally.ties import TieBreak
from app.ballots.tally.weights import Weights

Loads = list[tuple[Fraction, Words]]  # who bears each load; nobody is in two


def phragmen(profile: Profile, seats: int | None, weights: Weights, ties: TieBreak) -> Outcome:
    given = approvals(profile, weights)
    approved = given.weigh(given.count(given.words))
    steps: list[Step] = []
    costs = profile.costs if seats is None else None
    chosen = sequence(profile, given, [(Fraction(0), given.everyone)], [], ties, steps, seats=seats, costs=costs)
    names = tuple(profile.candidates[at] for at in chosen)
    scores = named(profile, {at: plain(weights.part(units)) for at, units in enumerate(approved)})
    steps.append(Step("chosen", names, figures=scores))
    return Outcome(Method.PHRAGMEN, seats, names, scores, tuple(ties.ties), tuple(steps), weights.equal)


def sequence(
    profile: Profile,
    given: Approvals,
    loads: Loads,
    already: Sequence[int],
    ties: TieBreak,
    steps: list[Step],
    *,
    seats: int | None,
    costs: Sequence[Number] | None = None,
) -> list[int]:
    """Go on from `loads` with `already` chosen. By cost it ends with the first item that does not fit.

    A load is that of one unit of weight. An item nobody approves is not chosen, even if seats stay empty.
    """
    chosen = list(already)
    approved = given.weigh(given.count(given.words))
    left = profile.budget if costs is not None else None
    if left is not None and costs is not None:  # what costs more than all there is, is no candidate
        approved = [units if cost <= left else 0 for units, cost in zip(approved, costs, strict=True)]
    while left is not None or len(chosen) < (seats or 1):
        after = _after(given, loads, approved, chosen, costs)
        if not after:
            if len(chosen) < len(profile.candidates):
                steps.append(Step("no_more_approvals"))
            break
        lowest = min(after.values())
        at = ties.first([at for at, load in after.items() if load == lowest], len(steps))[0]
        if left is not None and costs is not None:
            if costs[at] > left:
                steps.append(Step("does_not_fit", (profile.candidates[at],), facts={"cost": costs[at], "left": left}))
                break
            left -= costs[at]
        chosen.append(at)
        whole = given.weights.per
        figures = {other: load * whole for other, load in after.items()}
        steps.append(Step("load", (profile.candidates[at],), named(profile, figures), {"load": plain(lowest * whole)}))
        loads = [(load, who & ~given.words[at]) for load, who in loads]
        loads = [(load, who) for load, who in loads if who.any()] + [(lowest, given.words[at])]
    return chosen


def _after(
    given: Approvals, loads: Loads, approved: Sequence[int], chosen: Sequence[int], costs: Sequence[Number] | None
) -> dict[int, Fraction]:
    """What each of its voters would bear if this item came next."""
    borne = [Fraction(costs[at] if costs is not None else 1) for at in range(len(approved))]
    for load, who in loads:
        if load:
            for at, units in enumerate(given.weigh(given.count(who & given.words))):
                borne[at] += load * units
    return {at: borne[at] / units for at, units in enumerate(approved) if units and at not in chosen}
