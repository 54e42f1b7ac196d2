"""How far each group supports each candidate: the share s_g on which balance, ties and score-like methods rest.

Approval: approvals. Scores: points above the lowest, as a part of the scale, of those who evaluated it. Dots: ballots
that give it any. Straw poll: "support". Rankings: the part of the others it is ranked above, ties by half.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np
from numpy.typing import NDArray

from app.ballots.tally.outcome import Number
from app.ballots.tally.pairwise import Table, pairwise, together
from app.ballots.tally.profile import ANSWERS, NOTHING, Answer, Kind, Profile
from app.ballots.tally.weights import Weights


@dataclass(frozen=True)
class Support:
    """`points` / `whole` of `ballots` (groups × candidates) support a candidate. Who is recused from it is left out."""

    points: NDArray[np.int64]
    ballots: NDArray[np.int64]
    whole: int
    voters: tuple[int, ...]

    def share(self, group: int, candidate: int) -> Fraction | None:
        """s_g; None where nobody in the group could say anything of it."""
        of = int(self.ballots[group, candidate])
        return Fraction(int(self.points[group, candidate]), self.whole * of) if of else None

    def shares(self, candidate: int) -> list[Fraction]:
        found = (self.share(group, candidate) for group in range(len(self.voters)))
        return [share for share in found if share is not None]

    def overall(self, candidate: int) -> Fraction:
        of = int(self.ballots[:, candidate].sum())
        return Fraction(int(self.points[:, candidate].sum()), self.whole * of) if of else Fraction(0)

    def weighted(self, candidate: int, weights: Weights) -> Fraction:
        """The mean of s_g, each group with its whole weight however many of its members are recused."""
        heard = [
            (weights.units[group] * self.voters[group], share)
            for group in range(len(self.voters))
            if (share := self.share(group, candidate)) is not None
        ]
        total = sum(weight for weight, _ in heard)
        return sum((weight * share for weight, share in heard), Fraction(0)) / total if total else Fraction(0)

    def weakest(self, candidate: int) -> Fraction:
        """M."""
        return min(self.shares(candidate), default=Fraction(0))

    def bridging_product(self, candidate: int) -> Fraction:
        """B to the power of the number of groups: exact, and in the same order as B."""
        return prod(
            (
                (Fraction(int(self.points[group, candidate]), self.whole) + 1) / (int(of) + 2)
                for group, of in enumerate(self.ballots[:, candidate])
                if of
            ),
            start=Fraction(1),
        )


def support(profile: Profile, above: Table | None = None) -> Support:
    """`above`: the pairwise table of a ranking, if it is at hand."""
    if profile.kind is Kind.RANKING:
        return _of_ranking(profile, pairwise(profile) if above is None else above)
    marks = profile.marks
    whole = profile.most - profile.least if profile.kind is Kind.SCORE else 1
    heard = marks > NOTHING if profile.kind is Kind.SCORE else profile.present
    if profile.kind is Kind.SCORE:
        given = np.where(heard, marks.astype(np.int64) - profile.least, 0)
    elif profile.kind is Kind.STRAW:
        given = (marks == ANSWERS.index(Answer.SUPPORT)).astype(np.int64)
    else:
        given = (marks > 0).astype(np.int64)
    return Support(by_group(profile, given), by_group(profile, heard), max(1, whole), profile.voters_by_group)


def by_group(profile: Profile, values: NDArray[np.int64] | NDArray[np.bool_]) -> NDArray[np.int64]:
    """Groups × candidates: the sum of `values` over ballots."""
    counts = profile.counts
    return np.stack(
        [np.asarray(counts[part] @ values[part].astype(np.int64), dtype=np.int64) for part in profile.parts]
    )


def _of_ranking(profile: Profile, above: Table) -> Support:
    """Twice the points, over twice the comparisons. With recusals each ballot has its own number of others."""
    size = len(profile.candidates)
    if not profile.recusals:
        compared = np.array(profile.voters_by_group, dtype=np.int64)[:, None, None] * (1 - np.eye(size, dtype=np.int64))
    else:
        compared = together(profile) * (1 - np.eye(size, dtype=np.int64))
    doubled = (above - above.transpose(0, 2, 1) + compared).sum(axis=2)
    return Support(doubled, compared.sum(axis=2), 2, profile.voters_by_group)


def named(profile: Profile, values: Mapping[int, Number]) -> dict[str, Number]:
    return {profile.candidates[at]: plain(value) for at, value in values.items()}


def plain(value: Number) -> Number:
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
