"""Methods that give every candidate a number and take the highest: straw poll, approval, scores, dots, Borda."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np

from app.ballots.tally.outcome import Method, Number, Outcome, Step
from app.ballots.tally.pairwise import Table
from app.ballots.tally.profile import ANSWERS, Answer, Profile
from app.ballots.tally.support import Support, by_group, named, support
from app.ballots.tally.ties import TieBreak
from app.ballots.tally.weights import Weights


def straw(profile: Profile, seats: int | None, weights: Weights, ties: TieBreak) -> Outcome:
    """Support less objections, each as a share of those on whose paper the item stood."""
    answers = {answer: by_group(profile, profile.marks == ANSWERS.index(answer)) for answer in Answer}
    heard = by_group(profile, profile.present)
    score = {}
    for at in range(len(profile.candidates)):
        net = answers[Answer.SUPPORT][:, at] - answers[Answer.OBJECT][:, at]
        score[at] = _weighed(net, heard[:, at], profile.voters_by_group, weights, shares=profile.recusals)
    steps = [
        Step("answers", (name,), facts={str(a): int(answers[a][:, at].sum()) for a in Answer})
        for at, name in enumerate(profile.candidates)
    ]
    return _ranked(Method.STRAW, profile, score, seats, weights, ties, steps)


def approval(profile: Profile, seats: int | None, weights: Weights, ties: TieBreak) -> Outcome:
    """Approvals; the share of those not recused where anyone is."""
    found = support(profile)
    score = _supported(profile, found, weights)
    return _ranked(Method.APPROVAL, profile, score, seats, weights, ties, [_counted(profile, found)])


def dots(profile: Profile, seats: int | None, weights: Weights, ties: TieBreak) -> Outcome:
    """Cumulative voting: the dots are added up. An item is not helped by the dots of those recused from it."""
    given = by_group(profile, np.maximum(profile.marks, 0))
    heard = by_group(profile, profile.present)
    score = {
        at: _weighed(given[:, at], heard[:, at], profile.voters_by_group, weights, shares=profile.recusals)
        for at in range(len(profile.candidates))
    }
    figures = named(profile, {at: int(given[:, at].sum()) for at in score})
    return _ranked(Method.DOTS, profile, score, seats, weights, ties, [Step("dots", figures=figures)])


def score(profile: Profile, seats: int | None, weights: Weights, ties: TieBreak, *, minimum: int = 1) -> Outcome:
    """The mean of those who evaluated it. An item with fewer than `minimum` evaluations cannot be chosen."""
    found = support(profile)
    span = profile.most - profile.least
    mean = {
        at: profile.least + span * (found.weighted(at, weights) if weights.equal else found.overall(at))
        for at in range(len(profile.candidates))
    }
    evaluations = found.ballots.sum(axis=0)
    enough = {at: value for at, value in mean.items() if evaluations[at] >= max(1, minimum)}
    few = [at for at in mean if at not in enough]
    steps = [
        Step("evaluations", figures=named(profile, {at: int(evaluations[at]) for at in mean}), facts={"least": minimum})
    ]
    if few:
        steps.append(Step("too_few", tuple(profile.candidates[at] for at in few), facts={"least": minimum}))
    return _ranked(Method.SCORE, profile, mean, seats, weights, ties, steps, eligible=list(enough))


def borda(profile: Profile, seats: int | None, weights: Weights, ties: TieBreak, above: Table) -> Outcome:
    """A point for each candidate ranked below, half for each tied with, on each ballot.

    With recusals the points are scaled up as if the item had stood on every ballot.
    """
    found = support(profile, above)
    most = (len(profile.candidates) - 1) * (1 if weights.equal else profile.voters)
    points: dict[int, Number] = {
        at: most * (found.weighted(at, weights) if weights.equal else found.overall(at))
        for at in range(len(profile.candidates))
    }
    return _ranked(
        Method.BORDA, profile, points, seats, weights, ties, [Step("points", figures=named(profile, points))]
    )


def _supported(profile: Profile, found: Support, weights: Weights) -> dict[int, Number]:
    return {
        at: _weighed(found.points[:, at], found.ballots[:, at], found.voters, weights, shares=profile.recusals)
        for at in range(len(profile.candidates))
    }


def _weighed(given: np.ndarray, heard: np.ndarray, voters: Sequence[int], weights: Weights, *, shares: bool) -> Number:
    """The plain sum; or the mean share, over groups of equal weight, or over ballots where some are recused."""
    if weights.equal:
        return Support(given[:, None], heard[:, None], 1, tuple(voters)).weighted(0, weights)
    total, of = int(given.sum()), int(heard.sum())
    return (Fraction(total, of) if of else 0) if shares else total


def _counted(profile: Profile, found: Support) -> Step:
    sizes = range(len(profile.candidates))
    return Step(
        "approvals",
        figures=named(profile, {at: int(found.points[:, at].sum()) for at in sizes}),
        facts={"ballots": profile.voters},
        table={
            group: named(profile, {at: int(found.points[g, at]) for at in sizes})
            for g, group in enumerate(profile.groups)
            if profile.grouped
        },
    )


def _ranked(
    method: Method,
    profile: Profile,
    scores: Mapping[int, Number],
    seats: int | None,
    weights: Weights,
    ties: TieBreak,
    steps: list[Step],
    eligible: Sequence[int] | None = None,
) -> Outcome:
    layers: dict[Number, list[int]] = {}
    for at in range(len(profile.candidates)) if eligible is None else eligible:
        layers.setdefault(scores[at], []).append(at)
    chosen = chosen_from([layers[value] for value in sorted(layers, reverse=True)], profile, seats, ties, len(steps))
    names = tuple(profile.candidates[at] for at in chosen)
    steps.append(Step("chosen", names, figures=named(profile, scores)))
    return Outcome(method, seats, names, named(profile, scores), tuple(ties.ties), tuple(steps), weights.equal)


def chosen_from(
    layers: Sequence[list[int]], profile: Profile, seats: int | None, ties: TieBreak, step: int
) -> list[int]:
    """From the best layer down: as many as there are seats, or, without a number, whatever the budget still holds."""
    if seats is not None or profile.costs is None or profile.budget is None:
        chosen: list[int] = []
        for layer in layers:
            chosen += ties.first(layer, step, (seats or 1) - len(chosen))
            if len(chosen) >= (seats or 1):
                break
        return chosen
    left, chosen = profile.budget, []
    for layer in layers:
        affordable = [at for at in layer if profile.costs[at] <= left]
        fits = sum(profile.costs[at] for at in affordable) <= left
        for at in affordable if fits else ties.order(affordable, step):
            if profile.costs[at] <= left:
                chosen.append(at)
                left -= profile.costs[at]
    return chosen
