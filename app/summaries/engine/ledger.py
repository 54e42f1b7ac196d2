"""The frozen facts a summary is drawn from: plain data, one canonical order, one digest. Every count comes from here.

How the facts are read from the database is queries.py's business; what is said of them is drafting.py's. Only what
the public may see is ever put in: a hidden text is `withheld`, a withdrawn contribution or hidden statement is absent.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from app.consultations.scale import Scale
from app.summaries.engine.pieces import pieces, plain, shown
from app.summaries.engine.proceedings import (
    CaucusViewFact,
    DecisionFact,
    DispositionFact,
    ExplanationFact,
    FindingFact,
    FoundGroupsFact,
    IssueFact,
    JointFact,
    ObjectionFact,
    PointFact,
    PreparedFact,
    ProposalFact,
    RecommendationFact,
    SpokeFact,
)
from app.summaries.engine.quantifiers import Base, Count, Group, Noun
from app.summaries.engine.voices import Voices, behind, together

ENGINE = "convenor-summary-1"
"""Changes whenever the same facts would give another text; part of the digest."""
LATER = {"later": True}
"""Marks a field that older ledgers did not have: at its default it stays out of the digest, which so stays theirs."""


@dataclass(frozen=True, slots=True)
class ConsultationFact:
    id: str
    slug: str
    title: str
    summary_line: str
    language: str  # of the title and of other texts of the conveners that carry no language of their own
    mandate: str
    reports_through: str | None
    reports_to: str | None
    convener: str
    origin: str | None
    open_ended: bool
    simulated: bool


@dataclass(frozen=True, slots=True)
class RoundFact:
    """Scheduled and actual dates are different facts; both are ISO 8601 in UTC, null while unknown."""

    id: str
    number: int
    kind: str
    title: str
    state: str
    scheduled_opens_at: str | None
    scheduled_closes_at: str | None
    opened_at: str | None
    closed_at: str | None


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """`comments` and `speakers`: remarks that are public, and the entities that made them. `turns` and `took_floor`:
    how often the floor was taken, where that is public, and by how many entities (`Ledger.spoke` says by whom).
    """

    id: str
    title: str
    venue: str | None
    started_at: str | None
    ended_at: str | None
    comments: int
    speakers: int
    turns: int = field(default=0, metadata=LATER)
    took_floor: int = field(default=0, metadata=LATER)


@dataclass(frozen=True, slots=True)
class ParticipationFact:
    """Who was there, for one group and region. Entities and persons are counted apart, never added up.

    `entities`: organizations with a delegation, and individuals, once each. `active`: those of them that
    contributed, commented or took a position. `persons`: all who hold a capacity for one of them.
    """

    group: Group
    region: str | None
    entities: int
    active: int
    persons: int


@dataclass(frozen=True, slots=True)
class OptionFact:
    id: str
    number: int
    label: str
    text: str
    version: int


@dataclass(frozen=True, slots=True)
class QuestionFact:
    id: str
    number: int
    title: str
    text: str
    options: tuple[OptionFact, ...]

    def __post_init__(self) -> None:
        _sort(self, "options", _number)


@dataclass(frozen=True, slots=True)
class NoteFact:
    id: str
    title: str
    version: int
    published_at: str
    questions: tuple[QuestionFact, ...]

    def __post_init__(self) -> None:
        _sort(self, "questions", _number)


class Stance(StrEnum):
    SUPPORT = "support"
    RESERVATIONS = "support_with_reservations"
    NEUTRAL = "neutral"
    OPPOSE = "oppose"


@dataclass(frozen=True, slots=True)
class PositionFact:
    """The position of one entity on one option that counts now: its own, or what a joint statement says for it.

    `withheld`: its words are hidden; its stance still counts, because moderation may take away a text but not a
    delegation's say. `joint_id`: the joint statement it comes from; `option_version` is then 0 as long as the entity
    has not agreed to that statement's present text. `blocking`: it is an objection.
    """

    id: str
    option_id: str
    option_version: int
    entity_id: str
    entity: str
    group: Group
    region: str | None
    stance: Stance
    reason: str | None
    condition: str | None
    language: str
    seq: int
    withheld: bool = False
    joint_id: str | None = field(default=None, metadata=LATER)
    blocking: bool = field(default=False, metadata=LATER)


@dataclass(frozen=True, slots=True)
class ContributionFact:
    """A written contribution as it stands. `text_digest`: of its normalised text, so that copies are found.

    `opening`: the beginning of its text, as much as can be quoted. `question_ids`: the questions it says it is about.
    `campaign`: the id of the first contribution with the same text or nearly the same, where there are several.
    """

    id: str
    contributor_id: str
    contributor: str
    group: Group
    region: str | None
    title: str
    language: str
    text_digest: str
    version: int
    filed_at: str
    late: bool
    seq: int
    question_ids: tuple[str, ...] = field(default=(), metadata=LATER)
    opening: str | None = field(default=None, metadata=LATER)
    campaign: str | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class CommentFact:
    """A public remark from a meeting about one option; a candidate for quotation, never a count."""

    id: str
    option_id: str
    group: Group
    text: str
    language: str
    seq: int


@dataclass(frozen=True, slots=True)
class VoteFact:
    """The votes of one group on one statement. `partition`: "declared" (stakeholder groups, `group` null where none

    was declared) or "opinion" (groups found from the votes themselves, here or by whoever ran the conversation).
    """

    partition: str
    group: Group
    agree: int
    disagree: int
    passed: int


@dataclass(frozen=True, slots=True)
class StatementFact:
    id: str
    number: int
    text: str
    language: str
    agree: int
    disagree: int
    passed: int
    votes: tuple[VoteFact, ...]

    def __post_init__(self) -> None:
        _sort(self, "votes", _partition)


@dataclass(frozen=True, slots=True)
class VotersFact:
    """How many people of one group voted on at least one statement."""

    partition: str
    group: Group
    voters: int


@dataclass(frozen=True, slots=True)
class Cutoff:
    """What the summary knows: everything up to this entry of the record, nothing after it."""

    seq: int
    at: str


class Side(StrEnum):
    """What a sentence describes. T is always both sides: support (with or without reservations) and opposition."""

    SUPPORT = "support"
    RESERVATIONS = "reservations"
    OPPOSE = "oppose"

    def holds(self, stance: Stance) -> bool:
        return stance in _STANCES[self]


_STANCES = {
    Side.SUPPORT: {Stance.SUPPORT, Stance.RESERVATIONS},
    Side.RESERVATIONS: {Stance.RESERVATIONS},
    Side.OPPOSE: {Stance.OPPOSE},
}


@dataclass(frozen=True)
class Ledger:
    """All facts of one consultation at one cut-off. Built in any order, it holds them in one."""

    consultation: ConsultationFact
    scale: Scale
    cutoff: Cutoff
    rounds: tuple[RoundFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    participation: tuple[ParticipationFact, ...] = ()
    note: NoteFact | None = None
    positions: tuple[PositionFact, ...] = ()
    contributions: tuple[ContributionFact, ...] = ()
    comments: tuple[CommentFact, ...] = ()
    statements: tuple[StatementFact, ...] = ()
    voters: tuple[VotersFact, ...] = ()
    engine: str = ENGINE
    joint: tuple[JointFact, ...] = field(default=(), metadata=LATER)
    explanations: tuple[ExplanationFact, ...] = field(default=(), metadata=LATER)
    caucus_views: tuple[CaucusViewFact, ...] = field(default=(), metadata=LATER)
    decisions: tuple[DecisionFact, ...] = field(default=(), metadata=LATER)
    objections: tuple[ObjectionFact, ...] = field(default=(), metadata=LATER)
    findings: tuple[FindingFact, ...] = field(default=(), metadata=LATER)
    proposals: tuple[ProposalFact, ...] = field(default=(), metadata=LATER)
    dispositions: tuple[DispositionFact, ...] = field(default=(), metadata=LATER)
    prepared: tuple[PreparedFact, ...] = field(default=(), metadata=LATER)
    points: tuple[PointFact, ...] = field(default=(), metadata=LATER)
    spoke: tuple[SpokeFact, ...] = field(default=(), metadata=LATER)
    # In the chair's own order.
    recommendations: tuple[RecommendationFact, ...] = field(default=(), metadata=LATER)
    issues: tuple[IssueFact, ...] = field(default=(), metadata=LATER)
    found: FoundGroupsFact | None = field(default=None, metadata=LATER)

    def __post_init__(self) -> None:
        """Put every collection in canonical order, and refuse facts that contradict each other."""
        for name, key in _ORDER.items():
            _sort(self, name, key)
        for name in _IDENTIFIED:
            _refuse_twice(name, (fact.id for fact in getattr(self, name)))
        _refuse_twice("current position", ((p.option_id, p.entity_id) for p in self.positions))
        _refuse_twice("finding", (each.option_id for each in self.findings))
        _refuse_twice("disposition", (each.contribution_id for each in self.dispositions))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of all facts: two drafts with the same digest say the same."""
        found = hashlib.sha256()
        for piece in self.pieces():
            found.update(piece)
        return found.hexdigest()

    def to_json(self) -> bytes:
        """Canonical: what the digest is of."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """The same, piece by piece."""
        return pieces(dict(shown(self)), plain)

    @cached_property
    def options(self) -> dict[str, OptionFact]:
        questions = self.note.questions if self.note else ()
        return {option.id: option for question in questions for option in question.options}

    @cached_property
    def groups_declared(self) -> bool:
        """Whether any entity ever declared a stakeholder group; without one the rules on groups cannot apply."""
        return any(row.group is not None and row.entities for row in self.participation)

    @cached_property
    def noun(self) -> Noun:
        """What positions are counted in: delegations where only their groups took any, participants otherwise."""
        groups = {position.group for position in self.positions}
        if groups and groups <= set(self.scale.delegation_groups):
            return Noun("delegations", spans=self.scale.delegation_groups)
        return Noun("participants")

    @cached_property
    def base(self) -> Base:
        sizes: dict[Group, int] = defaultdict(int)
        for row in self.participation:
            sizes[row.group] += row.active
        return Base(self.noun, dict(sizes), self.groups_declared)

    @cached_property
    def voices(self) -> Mapping[str, Voices]:
        """Who is behind each contribution."""
        return behind(self.contributions, self.joint)

    @cached_property
    def contributor_base(self) -> Base:
        sizes: dict[Group, int] = defaultdict(int)
        for group in together(self.voices, self.voices).values():
            sizes[group] += 1
        return Base(Noun("contributors"), dict(sizes), self.groups_declared)

    @cached_property
    def voter_base(self) -> Base:
        """Everyone who voted on a statement, by declared group."""
        sizes = {row.group: row.voters for row in self.voters if row.partition == "declared"}
        return Base(Noun("participants"), sizes, groups_declared=any(group is not None for group in sizes))

    @cached_property
    def _by_option(self) -> dict[str, list[PositionFact]]:
        found: dict[str, list[PositionFact]] = defaultdict(list)
        for position in self.positions:
            found[position.option_id].append(position)
        return found

    def positions_on(self, option: OptionFact) -> list[PositionFact]:
        """The positions that count: those stated on the option as it now reads."""
        return [p for p in self._by_option.get(option.id, []) if p.option_version == option.version]

    def unconfirmed_on(self, option: OptionFact) -> list[PositionFact]:
        """Positions stated on an earlier wording: neither counted silently nor lost, but to be confirmed."""
        return [p for p in self._by_option.get(option.id, []) if p.option_version != option.version]

    def objections_on(self, option: OptionFact) -> list[ObjectionFact]:
        """Objections that stand to a call or silence procedure on the option as it now reads."""
        asked = {d.id for d in self.decisions if (d.option_id, d.option_version) == (option.id, option.version)}
        return [each for each in self.objections if each.decision_id in asked and each.withdrawn_at is None]

    @cached_property
    def findings_in_force(self) -> dict[str, FindingFact]:
        """By option: what was signed on it as it now reads."""
        versions = {option.id: option.version for option in self.options.values()}
        return {each.option_id: each for each in self.findings if versions.get(each.option_id) == each.option_version}

    def counts(self, option: OptionFact, side: Side) -> dict[Group, Count]:
        """V and T by group for one side of one option."""
        v: dict[Group, int] = defaultdict(int)
        t: dict[Group, int] = defaultdict(int)
        for position in self.positions_on(option):
            v[position.group] += side.holds(position.stance)
            t[position.group] += position.stance is not Stance.NEUTRAL
        return {group: Count(v[group], t[group]) for group in sorted(t, key=_group_key) if t[group]}


def vote_counts(statement: StatementFact, partition: str, *, agree: bool) -> dict[Group, Count]:
    """V and T by group for those who agree (or disagree); T leaves out those who passed."""
    return {
        vote.group: Count(vote.agree if agree else vote.disagree, vote.agree + vote.disagree)
        for vote in statement.votes
        if vote.partition == partition and vote.agree + vote.disagree
    }


def _group_key(group: Group) -> tuple[bool, str]:
    return group is None, group or ""


def _number(fact: Any) -> int:
    number: int = fact.number
    return number


def _partition(fact: Any) -> tuple[object, ...]:
    return (fact.partition, _group_key(fact.group))


def _filed(fact: Any) -> tuple[object, ...]:
    return (fact.seq, fact.id)


_ORDER: Mapping[str, Callable[[Any], Any]] = {
    "rounds": _number,
    "meetings": lambda fact: (fact.started_at or "", fact.id),
    "participation": lambda fact: (_group_key(fact.group), _group_key(fact.region)),
    "positions": _filed,
    "contributions": _filed,
    "comments": _filed,
    "statements": _number,
    "voters": _partition,
    "joint": _filed,
    "explanations": _filed,
    "caucus_views": _filed,
    "decisions": _filed,
    "objections": _filed,
    "findings": _filed,
    "prepared": _filed,
    "proposals": _filed,
    "dispositions": lambda fact: fact.contribution_id,
    "points": _number,
    "spoke": _filed,
}
_IDENTIFIED = (
    *("rounds", "meetings", "positions", "contributions", "comments", "statements"),
    *(
        "joint",
        "explanations",
        "caucus_views",
        "decisions",
        "objections",
        "findings",
        "prepared",
        "proposals",
        "points",
        "spoke",
    ),
)


def _sort(facts: object, name: str, key: Callable[[Any], Any]) -> None:
    """Put one collection of a frozen dataclass in order while it is being made."""
    object.__setattr__(facts, name, tuple(sorted(getattr(facts, name), key=key)))


def _refuse_twice(what: str, keys: Iterable[object]) -> None:
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"{what} counted twice: {key}")
        seen.add(key)
