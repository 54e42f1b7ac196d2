"""`count`: one door to every method. It says which kinds of ballot a method takes and refuses the rest in words."""

from app.ballots.tally import points
from app.ballots.tally.outcome import Method, Outcome
from app.ballots.tally.profile import BadBallots, Kind, Profile
from app.ballots.tally.support import support
from app.ballots.tally.ties import TieBreak
from app.ballots.tally.weights import Weights, equal_by_group, one_each

TAKES: dict[Method, frozenset[Kind]] = {
    Method.STRAW: frozenset({Kind.STRAW}),
    Method.APPROVAL: frozenset({Kind.APPROVAL}),
    Method.SCORE: frozenset({Kind.SCORE}),
    Method.DOTS: frozenset({Kind.DOTS}),
    Method.BORDA: frozenset({Kind.RANKING}),
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
    if profile.kind not in TAKES[method]:
        raise BadBallots(f"{method} cannot count {profile.kind} ballots.")
    if not profile.voters:
        raise BadBallots("There are no ballots.")
    if seats is not None and not 1 <= seats <= len(profile.candidates):
        raise BadBallots(f"The number of seats must be from 1 to {len(profile.candidates)}, the number of candidates.")
    weights = weighing(profile, equal=equal_weight, least=least_group)
    ties = TieBreak(profile.candidates, seed, support(profile) if profile.grouped else None)
    match method:
        case Method.STRAW:
            return points.straw(profile, seats, weights, ties)
        case Method.APPROVAL:
            return points.approval(profile, seats, weights, ties)
        case Method.SCORE:
            return points.score(profile, seats, weights, ties, minimum=minimum)
        case Method.DOTS:
            return points.dots(profile, seats, weights, ties)
        case _:
            return points.borda(profile, seats, weights, ties)


def weighing(profile: Profile, *, equal: bool, least: int = 1) -> Weights:
    voters = profile.voters_by_group
    return equal_by_group(voters, least=least) if equal else one_each(voters)
