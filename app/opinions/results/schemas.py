"""What came out of the votes, as it is computed and kept: names of people appear nowhere, counts of few neither."""

from enum import StrEnum
from typing import Literal

from app.core.schemas import Out
from app.opinions.votes import Answer

Partition = Literal["declared", "region", "found"]


class WhyNot(StrEnum):
    """Why no groups are claimed."""

    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_STATEMENTS = "too_few_statements"
    MEMBERS_VARY = "members_vary"
    NUMBER_VARIES = "number_varies"
    GROUP_TOO_SMALL = "group_too_small"


class AnswerCounts(Out):
    agree: int
    disagree: int
    pass_: int


class GroupAnswers(Out):
    """`group`: null for all others of the partition together. `counts` and `bound` are null where too few of the group
    answered, or where they would show what too few others answered.
    """

    partition: Partition
    group: str | None
    counts: AnswerCounts | None
    bound: float | None


class StatementResult(Out):
    """`bound`: the lowest of the groups' bounds; null where it cannot be told for every group. `consensus`: Polis's
    group-aware consensus over the found groups; null without stable groups.
    """

    id: str
    number: int
    total: AnswerCounts
    bound: float | None
    consensus: float | None
    groups: list[GroupAnswers]


class Representative(Out):
    """What sets a group apart. `ahead`: by how much its share with this answer is above everybody else's, at least."""

    id: str
    number: int
    answer: Answer
    ahead: float
    counts: AnswerCounts
    others: AnswerCounts


class FoundGroup(Out):
    """Named A, B, … from the largest."""

    name: str
    people: int
    representative: list[Representative]


class MapCell(Out):
    """Some people who lie close together: where their middle is, from -1 to 1 on each axis, and how many they are."""

    group: str
    x: float
    y: float
    people: int


class GroupSize(Out):
    """A declared group or region with people enough to be counted; `group` is null for all others together."""

    partition: Partition
    group: str | None
    people: int


class StabilityOut(Out):
    """`agreement`: median adjusted Rand index over subsamples. `won`: the share of them in which this number of groups
    was the clearest, and `wins` how often each number was.
    """

    subsamples: int
    agreement: float
    won: float
    wins: dict[str, int]
    reasons: list[WhyNot]


class OpinionSettings(Out):
    """What the result depends on besides the votes."""

    engine: int
    least_votes: int
    least_people: int
    most_groups: int
    subsamples: int
    enough_agreement: float
    enough_wins: float
    least_share: float
    shown_from: int


class Results(Out):
    """`people` voted at all; `counted` on enough statements to be placed. `k`: the clearest number of groups, claimed
    only where `stable`; else `groups` and `map` are empty. `statements`: the most bridging first.
    """

    settings: OpinionSettings
    people: int
    counted: int
    votes: int
    k: int
    stable: bool
    stability: StabilityOut
    silhouettes: dict[str, float]
    explained: list[float]
    sizes: list[GroupSize]
    groups: list[FoundGroup]
    map: list[MapCell]
    statements: list[StatementResult]
