"""Everything to show of a ballot: the raw count and the balanced one side by side, how close each is, and how it stands
with the groups.
"""

from dataclasses import dataclass

from app.ballots.tally.balance import Balance, balance
from app.ballots.tally.closeness import closeness
from app.ballots.tally.counting import count
from app.ballots.tally.outcome import Closeness, Method, Outcome
from app.ballots.tally.profile import Profile


@dataclass(frozen=True)
class Result:
    outcome: Outcome
    closeness: Closeness
    balance: Balance | None  # where the ballots have groups


@dataclass(frozen=True)
class Results:
    """`balanced` has equal total weight for each group; None without groups, and for STV, which has no weights."""

    raw: Result
    balanced: Result | None


def results(
    profile: Profile,
    method: Method,
    *,
    seats: int | None = None,
    seed: str = "",
    least_group: int = 1,
    minimum: int = 1,
) -> Results:
    """Arguments as those of `count`."""

    def result(*, equal: bool) -> Result:
        outcome = count(
            profile,
            method,
            seats=seats,
            seed=seed,
            equal_weight=equal,
            least_group=least_group,
            minimum=minimum,
        )
        return Result(
            outcome,
            closeness(profile, outcome, seed=seed, least_group=least_group, minimum=minimum),
            balance(profile, outcome.winners, least_group=least_group) if profile.grouped else None,
        )

    weighed = profile.grouped and method is not Method.STV
    return Results(result(equal=False), result(equal=True) if weighed else None)
