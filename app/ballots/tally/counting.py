"""`count`: one door to every method. It says which kinds of ballot a method takes and refuses the rest in words."""

from collections.abc import Callable

from app.ballots.tally import points
from app.ballots.tally.outcome import Method, Outcome
from app.ballots.tally.pairwise import pairwise
from app.ballots.tally.pav import pav
from app.ballots.tally.phragmen import phragmen
from app.ballots.tally.profile import BadBallots, Kind, Profile
from app.ballots.tally.schulze import schulze
from app.ballots.tally.shares import equal_shares
from app.ballots.tally.stv import stv
from app.ballots.tally.support import support
from app.ballots.tally.ties import TieBreak
from app.ballots.tally.weights import Weights, equal_by_group, one_each

TAKES: dict[Method, frozenset[Kind]] = {
    Method.STRAW: frozenset({Kind.STRAW}),
    Method.APPROVAL: frozenset({Kind.APPROVAL}),
    Method.SCORE: frozenset({Kind.SCORE}),
    Method.DOTS: frozenset({Kind.DOTS}),
    Method.BORDA: frozenset({Kind.RANKING}),
    Method.SCHULZE: frozenset({Kind.RANKING}),
    Method.STV: frozenset({Kind.RANKING}),
    Method.PAV: frozenset({Kind.APPROVAL}),
    Method.PHRAGMEN: frozenset({Kind.APPROVAL}),
    Method.MES: frozenset({Kind.APPROVAL, Kind.SCORE, Kind.DOTS}),
}


RULES: dict[Method, Callable[[Profile, int | None, Weights, TieBreak], Outcome]] = {
    Method.STRAW: points.straw,
    Method.APPROVAL: points.approval,
    Method.DOTS: points.dots,
    Method.PHRAGMEN: phragmen,
    Method.MES: equal_shares,
}


def count(
    profile: Profile,
    method: Method,
    *,
    seats: int | None = None,
    seed: str = "",
    equal_weight: bool = False,
    least_group: int = 1,
    minimum: int = 1,
) -> Outcome:
    """Count the ballots.

    `seats`: how many are chosen; None: as many as the budget holds, or one where there is none. `seed`: of the lot.
    `equal_weight`: every group weighs the same, one of fewer than `least_group` voters less. `minimum`: evaluations
    an item needs (scores only). Raises BadBallots with a sentence where this cannot be counted.
    """
    refuse(profile, method, seats, equal_weight=equal_weight)
    if seats is None and profile.budget is None:
        seats = 1
    weights = weighing(profile, equal=equal_weight, least=least_group)
    above = pairwise(profile) if profile.kind is Kind.RANKING and method is not Method.STV else None
    ties = TieBreak(profile.candidates, seed, support(profile, above) if profile.grouped else None)
    if above is not None:
        rule = points.borda if method is Method.BORDA else schulze
        return rule(profile, seats, weights, ties, above)
    match method:
        case Method.SCORE:
            return points.score(profile, seats, weights, ties, minimum=minimum)
        case Method.STV:
            return stv(profile, seats or 1, ties)
        case Method.PAV:
            return pav(profile, seats or 1, weights, ties)
        case _:
            return RULES[method](profile, seats, weights, ties)


def refuse(profile: Profile, method: Method, seats: int | None, *, equal_weight: bool) -> None:
    """In words, what cannot be counted."""
    if profile.kind not in TAKES[method]:
        kinds = " or ".join(sorted(TAKES[method]))
        raise BadBallots(f"{method} counts {kinds} ballots; these are {profile.kind} ballots.")
    if not profile.voters:
        raise BadBallots("There are no ballots.")
    if seats is not None and not 1 <= seats <= len(profile.candidates):
        raise BadBallots(f"The number of seats must be from 1 to {len(profile.candidates)}, the number of candidates.")
    if seats is None and profile.budget is not None and method in {Method.PAV, Method.STV}:
        raise BadBallots(f"{method} fills a number of seats and knows no budget: say how many seats.")
    if equal_weight and method is Method.STV:
        raise BadBallots("stv counts every ballot as one: its rules have no weights.")


def weighing(profile: Profile, *, equal: bool, least: int = 1) -> Weights:
    voters = profile.voters_by_group
    return equal_by_group(voters, least=least) if equal else one_each(voters)
