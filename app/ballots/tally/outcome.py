"""What a count gives: winners, scores, the ties met, and steps from which it can be told how the result came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

Number = int | Fraction


class Method(StrEnum):
    STRAW = "straw"
    APPROVAL = "approval"
    SCORE = "score"
    DOTS = "dots"
    BORDA = "borda"
    SCHULZE = "schulze"
    STV = "stv"
    PAV = "pav"
    PHRAGMEN = "phragmen"
    MES = "mes"


class By(StrEnum):
    """What decided a tie, in the order in which it is tried."""

    EARLIER_STAGE = "earlier stage"
    WEAKEST_GROUP = "weakest group"
    BRIDGING = "bridging"
    LOT = "lot"


@dataclass(frozen=True)
class Tie:
    """`between` were level where `step` says; `chosen` went on (or out, in an exclusion), for reason `by`.

    `figures` are what `by` compared: support in the weakest group, the bridging product, votes at the earlier stage,
    or, for the lot, the places drawn (1 = first).
    """

    between: tuple[str, ...]
    chosen: tuple[str, ...]
    by: By
    figures: Mapping[str, Number]
    step: int


@dataclass(frozen=True)
class Step:
    """One thing that happened in the count. `app.ballots.tally.telling` has the words for each `what`.

    `names` are whom it concerns, `figures` a number for each candidate that has one here, `facts` single numbers of
    this step (quota, transfer value, price, …), `table` candidate → candidate → number (pairwise counts).
    """

    what: str
    names: tuple[str, ...] = ()
    figures: Mapping[str, Number] = field(default_factory=dict)
    facts: Mapping[str, Number] = field(default_factory=dict)
    table: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """`winners` in the order in which they were found. `scores` of all candidates, exact.

    What a score is: straw support less objections · approval, dots the (weighted) number · score the mean · borda
    points, half a point for each candidate tied with · schulze how many candidates it beats · stv votes when elected,
    excluded or at the end · pav, phragmen, mes approvals. With equal weight per group: the same as shares of 1 (E).
    """

    method: Method
    seats: int | None
    winners: tuple[str, ...]
    scores: Mapping[str, Number]
    ties: tuple[Tie, ...]
    steps: tuple[Step, ...]
    equal_weight: bool = False


class Bound(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True)
class Closeness:
    """How many ballots, marked differently by the same voters, would let another candidate draw level with a winner.

    `bound` says whether the number is exact, or that it takes at least or at most so many. None: not known.
    """

    ballots: int | None
    bound: Bound
    winner: str | None = None
    rival: str | None = None
