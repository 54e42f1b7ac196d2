"""How a result stands with the stakeholder groups: figures for every candidate, and what the chosen do for each group.

None of it changes a result by itself; raw and balanced results are shown side by side with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from app.ballots.tally.profile import Kind, Profile
from app.ballots.tally.support import Support, support
from app.ballots.tally.weights import Weights, equal_by_group

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Standing:
    """Of one candidate. `shares` is s_g, None where nobody in the group could say anything of it.

    `equal_weight` is E, `weakest` M, `bridging` B, the only figure here that is not exact.
    """

    overall: Fraction
    equal_weight: Fraction
    weakest: Fraction
    spread: Fraction
    bridging: float
    double_majority: bool
    shares: Mapping[str, Fraction | None]


@dataclass(frozen=True)
class Unheard:
    """Enough of those who support `candidate` to deserve `seats` have fewer than that many among the chosen."""

    candidate: str
    seats: int
    voters: int
    needed: Fraction


@dataclass(frozen=True)
class Balance:
    """`coverage`: in each group, the part of its ballots that approve at least one of the chosen; of approvals only.

    `unheard` is empty where the result has EJR+, a certificate that no large enough group with a common wish was
    passed over; None where the ballots are no approvals.
    """

    standings: Mapping[str, Standing]
    coverage: Mapping[str, Fraction] | None
    unheard: tuple[Unheard, ...] | None


def balance(profile: Profile, winners: Sequence[str], *, least_group: int = 1) -> Balance:
    found = support(profile)
    weights = equal_by_group(profile.voters_by_group, least=least_group)
    standings = {name: _standing(profile, found, at, weights) for at, name in enumerate(profile.candidates)}
    if profile.kind is not Kind.APPROVAL:
        return Balance(standings, None, None)
    chosen = [profile.candidates.index(name) for name in winners]
    satisfied = (profile.marks[:, chosen] > 0).sum(axis=1)
    return Balance(standings, _coverage(profile, satisfied), tuple(_unheard(profile, chosen, satisfied)))


def _standing(profile: Profile, found: Support, at: int, weights: Weights) -> Standing:
    shares = {group: found.share(number, at) for number, group in enumerate(profile.groups)}
    said = [share for share in shares.values() if share is not None]
    overall = found.overall(at)
    most = sum(share > HALF for share in said)
    return Standing(
        overall=overall,
        equal_weight=found.weighted(at, weights),
        weakest=min(said, default=Fraction(0)),
        spread=max(said, default=Fraction(0)) - min(said, default=Fraction(0)),
        bridging=float(found.bridging_product(at)) ** (1 / max(1, len(said))),
        double_majority=overall > HALF and most >= -(-2 * len(said) // 3),
        shares=shares,
    )


def _coverage(profile: Profile, satisfied: NDArray[np.int64]) -> dict[str, Fraction]:
    return {
        group: Fraction(int(profile.counts[part][satisfied[part] > 0].sum()), int(profile.counts[part].sum()))
        for group, part in zip(profile.groups, profile.parts, strict=True)
    }


def _unheard(profile: Profile, chosen: Sequence[int], satisfied: NDArray[np.int64]) -> list[Unheard]:
    """EJR+: nobody outside is supported by l/k of all voters of whom each has fewer than l among the k chosen."""
    found = []
    for at, name in enumerate(profile.candidates):
        if at in chosen:
            continue
        supporters = profile.marks[:, at] > 0
        for seats in range(1, len(chosen) + 1):
            voters = int(profile.counts[supporters & (satisfied < seats)].sum())
            needed = Fraction(seats * profile.voters, len(chosen))
            if voters >= needed:
                found.append(Unheard(name, seats, voters, needed))
    return found
