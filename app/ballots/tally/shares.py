"""The method of equal shares, with completion, because buying alone rarely spends all.

Seats are filled by sequential Phragmén, in which what is left in a purse is credit. A budget is filled by putting one
more unit of money in every purse, as long as what is then bought fits the true budget ("add1").
"""

from fractions import Fraction
from itertools import count as upwards

from app.ballots.tally.bits import approvals, chosen_rows
from app.ballots.tally.outcome import Method, Number, Outcome, Step
from app.ballots.tally.phragmen import sequence
from app.ballots.tally.profile import Profile
from app.ballots.tally.shop import Crowd, Shop, UnclearError
from app.ballots.tally.support import named, plain
from app.ballots.tally.ties import TieBreak
from app.ballots.tally.weights import Weights


def equal_shares(profile: Profile, seats: int | None, weights: Weights, ties: TieBreak) -> Outcome:
    steps: list[Step] = []
    if seats is not None or profile.costs is None or profile.budget is None:
        chosen = _seats(profile, seats or 1, weights, ties, steps)
    else:
        chosen = _budget(profile, weights, ties, steps)
    given = approvals(profile, weights)
    scores = named(profile, {at: plain(weights.part(n)) for at, n in enumerate(given.weigh(given.count(given.words)))})
    names = tuple(profile.candidates[at] for at in chosen)
    steps.append(Step("chosen", names, figures=scores))
    return Outcome(Method.MES, seats, names, scores, tuple(ties.ties), tuple(steps), weights.equal)


def first_phase(
    profile: Profile, seats: int, weights: Weights, ties: TieBreak, steps: list[Step]
) -> tuple[list[int], Shop]:
    """What is bought for itself, every item costing one."""
    shop = Shop(Crowd(profile, weights, [1] * len(profile.candidates)), seats)
    return _bought(profile, shop, seats, ties, steps, most=seats), shop


def _seats(profile: Profile, seats: int, weights: Weights, ties: TieBreak, steps: list[Step]) -> list[int]:
    chosen, shop = first_phase(profile, seats, weights, ties, steps)
    if len(chosen) == seats:
        return chosen
    steps.append(Step("completed_by_phragmen", facts={"seats": seats - len(chosen)}))
    loads = [(-left, chosen_rows(profile, rows)) for left, rows in shop.purses()]
    return sequence(profile, approvals(profile, weights), loads, chosen, ties, steps, seats=seats)


def _bought(
    profile: Profile, shop: Shop, budget: Number, ties: TieBreak, steps: list[Step], most: int | None = None
) -> list[int]:
    """Buy, and note each purchase as it happens."""
    chosen: list[int] = []
    crowd = shop.crowd
    steps.append(Step("purses", facts={"budget": budget, "each": plain(Fraction(budget) / profile.voters)}))

    def bought(at: int, price: Fraction) -> None:
        chosen.append(at)
        facts: dict[str, Number] = {"cost": plain(crowd.costs[at])}
        # With approvals all pay the same if they can; in whole ballots of average weight, as people think of it.
        each = price * crowd.total / profile.voters * (1 if crowd.graded else crowd.costs[at])
        facts["price" if crowd.graded else "pays"] = plain(each)
        steps.append(Step("bought", (profile.candidates[at],), facts=facts))

    shop.run(lambda level: ties.first(level, len(steps))[0], bought, most=most)
    return chosen


def _budget(profile: Profile, weights: Weights, ties: TieBreak, steps: list[Step]) -> list[int]:
    assert profile.costs is not None
    assert profile.budget is not None
    crowd = Crowd(profile, weights, profile.costs)
    free = [at for at, cost in enumerate(profile.costs) if cost == 0 and len(crowd.supporters[at])]
    budget: Number = profile.budget
    chosen = _tried(profile, crowd, budget, ties)
    for purse in upwards(int(Fraction(profile.budget) / profile.voters) + 1):
        if chosen is None or not _room(profile, crowd, [*free, *chosen]):
            break
        more = _tried(profile, crowd, purse * profile.voters, ties)
        if more is None:
            break
        chosen, budget = more, purse * profile.voters
    if budget != profile.budget:
        steps.append(Step("add1", facts={"budget": profile.budget, "raised_to": budget}))
    found = _bought(profile, Shop(crowd, budget), budget, ties, steps)
    return [*free, *found]


def _tried(profile: Profile, crowd: Crowd, budget: Number, ties: TieBreak) -> list[int] | None:
    """What such a budget buys; None if that overspends the true one. Ties are broken as later, but not noted."""
    assert profile.costs is not None
    assert profile.budget is not None
    for exact in (False, True):
        chosen: list[int] = []
        try:
            Shop(crowd, budget, exact=exact).run(ties.silently, lambda at, _: chosen.append(at))  # noqa: B023
        except UnclearError:
            continue
        break
    return chosen if sum(profile.costs[at] for at in chosen) <= profile.budget else None


def _room(profile: Profile, crowd: Crowd, chosen: list[int]) -> bool:
    """Whether anything that has support still fits."""
    assert profile.costs is not None
    assert profile.budget is not None
    left = profile.budget - sum(profile.costs[at] for at in chosen)
    return any(cost <= left for at, cost in enumerate(profile.costs) if at not in chosen and len(crowd.supporters[at]))
