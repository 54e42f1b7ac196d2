"""How results look from outside: as in results.json. What is no whole number is an exact fraction in text: `7/12`.

Options are named by their places in the list, from 0; where they are keys, as text.
"""

from typing import Any
from uuid import UUID

from app.ballots.casting.schemas import PublicKeyOut
from app.ballots.rules import Weighting
from app.core.schemas import Out

Exact = int | str


class QuorumOut(Out):
    percent: int
    needed: int
    met: bool


class JudgedOut(Out):
    """Whether an option passed the tests the definition sets; null for a test it does not set."""

    option: int
    eligible: bool
    enough_evaluations: bool | None
    threshold: bool | None
    double_majority: bool | None


class TieOut(Out):
    between: list[int]
    chosen: list[int]
    by: str
    figures: dict[str, Exact]
    step: int


class StepOut(Out):
    """One step of the count; see `app/ballots/tally` for what each `what` says."""

    what: str
    names: list[str]
    figures: dict[str, Exact]
    facts: dict[str, Exact]
    table: dict[str, dict[str, Exact]]


class ClosenessOut(Out):
    """How many ballots, marked otherwise, let `rival` draw level with `winner`. `bound`: exact, at least, at most."""

    ballots: int
    bound: str
    winner: int | None
    rival: int | None


class UnheardOut(Out):
    """Enough of those who support `option` to deserve `seats` have fewer among the chosen."""

    option: int
    seats: int
    voters: int
    needed: Exact


class StandingOut(Out):
    """How an option stands with the classes. `bridging` is a decimal number in text, to six places."""

    option: int
    overall: Exact
    equal_weight: Exact
    weakest: Exact
    spread: Exact
    bridging: str
    double_majority: bool
    shares: dict[str, Exact | None]


class TallyOutcomeOut(Out):
    """`winners` in the order in which they were found. `closeness` null: not known. `coverage`: of each class, the part
    that approves one of the chosen; `unheard`, if empty, certifies that no large enough part was passed over (EJR+).
    """

    winners: list[int]
    scores: dict[str, Exact]
    ties: list[TieOut]
    steps: list[StepOut]
    closeness: ClosenessOut | None
    coverage: dict[str, Exact] | None
    unheard: list[UnheardOut] | None


class TallyOutcomesOut(Out):
    """Each member counts the same; or each group does, which is null where there is only one class, and for STV."""

    one_each: TallyOutcomeOut
    equal_groups: TallyOutcomeOut | None


class FiguresOut(Out):
    """Exactly one is there, the one the method asks for; null inside it where an option is left out.

    `scores`, `answers`: by option, how many gave which. `pairwise`: row before column.
    """

    approvals: list[int | None] | None = None
    dots: list[int | None] | None = None
    scores: list[dict[str, int] | None] | None = None
    answers: list[dict[str, int] | None] | None = None
    pairwise: list[list[int | None] | None] | None = None


class ClassOut(Out):
    """Groups counted together, because each alone had fewer than five ballots; or one group alone."""

    name: str
    groups: list[str]
    ballots: int
    evaluations: list[int]
    figures: FiguresOut


class ResultsOut(Out):
    """`decides` names the outcome that counts. `outcomes` null: nobody voted, or no option passed the tests.

    `withheld`: too few ballots for any figure. `blurred`: options left out because all in some class were of one mind.
    """

    ballot_id: UUID
    definition_hash: str
    ballots: int
    roll: int
    quorum: QuorumOut
    decides: Weighting
    outcomes: TallyOutcomesOut | None
    standings: list[StandingOut]
    options: list[JudgedOut]
    evaluations: list[int]
    figures: FiguresOut
    classes: list[ClassOut]
    withheld: bool
    blurred: list[int]


class ResultsPageOut(Out):
    """`seal`: the published file seal.json, whole."""

    results: ResultsOut
    seal: dict[str, Any]


class BallotTermsOut(Out):
    """What is said on every ballot's page, and the key that signs receipts and seals."""

    limits: list[str]
    key: PublicKeyOut
