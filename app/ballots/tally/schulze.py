"""Schulze's method by margins: a candidate beats another if its strongest chain of victories over it is the stronger.

Exact: margins are whole numbers, also with equal weight per group.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.ballots.tally.outcome import Method, Number, Outcome, Step
from app.ballots.tally.pairwise import Table
from app.ballots.tally.points import chosen_from
from app.ballots.tally.profile import Profile
from app.ballots.tally.support import plain
from app.ballots.tally.ties import TieBreak
from app.ballots.tally.weights import Weights

Margins = NDArray[Any]  # int64, or Python's whole numbers where those could overflow


def schulze(profile: Profile, seats: int | None, weights: Weights, ties: TieBreak, above: Table) -> Outcome:
    won = margins(above, weights)
    paths = strongest_paths(won)
    beats = paths > paths.T
    steps = [Step("pairwise", table=_table(profile, above.sum(axis=0)))]
    chosen = chosen_from(_layers(beats), profile, seats, ties, len(steps))
    names = tuple(profile.candidates[at] for at in chosen)
    undefeated = [at for at in range(len(won)) if all(won[at, other] > 0 for other in range(len(won)) if other != at)]
    if undefeated:
        steps.append(Step("beats_all", (profile.candidates[undefeated[0]],)))
    steps += [_paths_of(profile, at, paths, weights) for at in chosen]
    scores: dict[str, Number] = {name: int(beats[at].sum()) for at, name in enumerate(profile.candidates)}
    steps.append(Step("chosen", names, figures=scores))
    return Outcome(Method.SCHULZE, seats, names, scores, tuple(ties.ties), tuple(steps), weights.equal)


def margins(above: Table, weights: Weights) -> Margins:
    """Ballots for, less ballots against, in units of `weights`."""
    each: Margins = above - above.transpose(0, 2, 1)
    if int(np.abs(each).sum(axis=0).max(initial=0)) * max(weights.units) >= 2**62:
        each = each.astype(object)
    found: Margins = sum(each[group] * unit for group, unit in enumerate(weights.units))
    return found


def strongest_paths(won: Margins) -> Margins:
    """A chain is as strong as its weakest victory; 0 where there is none."""
    paths: Margins = np.where(won > 0, won, 0 * won)
    for via in range(len(won)):
        paths = np.maximum(paths, np.minimum(paths[:, via, None], paths[via]))
    np.fill_diagonal(paths, 0)
    return paths


def _layers(beats: NDArray[np.bool_]) -> list[list[int]]:
    """First those whom nobody beats, then those whom nobody of the rest beats, and so on."""
    left, layers = list(range(len(beats))), []
    while left:
        layer = [at for at in left if not beats[left, at].any()]
        layers.append(layer)
        left = [at for at in left if at not in layer]
    return layers


def _table(profile: Profile, values: Table) -> dict[str, dict[str, Number]]:
    return {
        one: {other: int(values[a, b]) for b, other in enumerate(profile.candidates) if a != b}
        for a, one in enumerate(profile.candidates)
    }


def _paths_of(profile: Profile, at: int, paths: Margins, weights: Weights) -> Step:
    """The strongest chain from a winner to each other candidate, and back."""

    def strengths(values: Margins) -> dict[str, Number]:
        return {
            name: plain(weights.part(int(values[other])))
            for other, name in enumerate(profile.candidates)
            if other != at
        }

    return Step("paths", (profile.candidates[at],), table={"to": strengths(paths[at]), "from": strengths(paths[:, at])})
