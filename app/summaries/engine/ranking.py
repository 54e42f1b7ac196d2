"""Which statements to report: widest support and sharpest division, ranked exactly (integers, no floats).

Widest support: of the statements that no group opposes, by the *minimum over groups* of the Wilson lower bound of the
share that agrees, so that a statement one large group likes does not outrank one that every group likes. Groups are
those with at least `MIN_VOTERS` voters in the whole conversation, declared or found from the votes; a group that did
not vote on a statement gives it 0, since nothing shows its support. Without such groups everyone is one group.
Sharpest division: by the lower of the two lower bounds, agree and disagree, over all who took a side.

Source of the bound: E. B. Wilson, Probable inference, J. Am. Stat. Assoc. 22 (1927), with z = 1.96.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from app.summaries.engine.ledger import Ledger, StatementFact, VoteFact
from app.summaries.engine.quantifiers import Group

MIN_VOTERS = 5
REPORTED = 5
"""How many statements each list reports at most."""
Z = Fraction(196, 100)
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """One statement in a list, with what placed it there: bounds in millionths, by group for widest support."""

    statement: StatementFact
    bound: int
    by_group: tuple[tuple[str, Group, int], ...] = ()


def wilson_lower(v: int, t: int) -> int:
    """Lower end of the 95 % interval of V/T, in whole millionths rounded down; 0 for an empty base.

    (V + z²/2 - z·sqrt(V(T-V)/T + z²/4)) / (T + z²), with the root taken on integers: the same on every machine.
    """
    if t == 0:
        return 0
    zz = Z * Z
    under_root = zz * (Fraction(v * (t - v), t) + zz / 4)
    precision = 10**12
    root = Fraction(isqrt(int(under_root * precision * precision)), precision)
    return max(0, int((v + zz / 2 - root) / (t + zz) * MILLION))


def widest_support(ledger: Ledger, limit: int = REPORTED) -> list[Ranked]:
    """Statements that more agree than disagree with, overall and in every group that voted on them."""
    groups = qualifying_groups(ledger)
    candidates = [s for s in _sayable(ledger) if s.agree > s.disagree and not _against(s, groups)]
    return _best([_by_weakest_group(s, groups) for s in candidates], limit)


def sharpest_division(ledger: Ledger, leave_out: Sequence[StatementFact] = (), limit: int = REPORTED) -> list[Ranked]:
    """Statements with the most on both sides; none that `widest_support` already reports."""
    candidates = [s for s in _sayable(ledger) if s not in leave_out and min(s.agree, s.disagree) >= _fewest(ledger)]
    return _best([Ranked(s, _division(s)) for s in candidates], limit)


def qualifying_groups(ledger: Ledger) -> list[tuple[str, Group]]:
    """Partition and group of all with enough voters; a partition of a single group says nothing about bridging."""
    found = [(v.partition, v.group) for v in ledger.voters if v.group is not None and v.voters >= MIN_VOTERS]
    partitions = [partition for partition, _ in found]
    return [(partition, group) for partition, group in found if partitions.count(partition) > 1]


def _sayable(ledger: Ledger) -> list[StatementFact]:
    """A statement is reported only with a base on which the scale has a word."""
    return [s for s in ledger.statements if s.agree + s.disagree >= ledger.scale.min_base]


def _fewest(ledger: Ledger) -> int:
    return ledger.scale.steps[0].min_entities


def _against(statement: StatementFact, groups: Sequence[tuple[str, Group]]) -> bool:
    """Whether any of the groups took a side and did not agree by more than it disagreed."""
    taken = [v for v in statement.votes if (v.partition, v.group) in groups and v.agree + v.disagree]
    return any(vote.agree <= vote.disagree for vote in taken)


def _by_weakest_group(statement: StatementFact, groups: Sequence[tuple[str, Group]]) -> Ranked:
    votes = {(vote.partition, vote.group): vote for vote in statement.votes}
    bounds = tuple((partition, group, _agreement(votes.get((partition, group)))) for partition, group in groups)
    overall = wilson_lower(statement.agree, statement.agree + statement.disagree)
    return Ranked(statement, min((bound for _, _, bound in bounds), default=overall), bounds)


def _agreement(vote: VoteFact | None) -> int:
    return wilson_lower(vote.agree, vote.agree + vote.disagree) if vote else 0


def _division(statement: StatementFact) -> int:
    took_side = statement.agree + statement.disagree
    return min(wilson_lower(statement.agree, took_side), wilson_lower(statement.disagree, took_side))


def _best(ranked: list[Ranked], limit: int) -> list[Ranked]:
    order: Callable[[Ranked], tuple[int, int]] = lambda each: (-each.bound, each.statement.number)  # noqa: E731
    return sorted(ranked, key=order)[:limit]
