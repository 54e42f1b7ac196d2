"""What a ballot is, as it is drafted and as it is frozen, and the hash of the whole. Pure.

The same shapes come in with a draft and stand in `definition.json`. Percentages are whole numbers from 0 to 100.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.ballots import verify
from app.ballots.rules import ASKED, Asked, BallotMode, Unanimity, Weighting
from app.ballots.tally.outcome import Method
from app.core.errors import Invalid, NotNow
from app.core.schemas import Instant, LanguageTag, Line, OptionalReason, Out, ReasonText

MOST_OPTIONS, FEWEST_TELLERS, MOST_TELLERS = 100, 2, 3
# Their figures do not show how the winners came about; only who has the single ballots can count again.
NEED_BALLOTS = frozenset({Method.STV, Method.PAV, Method.PHRAGMEN, Method.MES})
RULE_VERSION = 1  # of the rules as `tally/` applies them; a change of any outcome raises it
LONGEST = timedelta(days=90)
Percent = Annotated[int, Field(ge=0, le=100)]


class SubjectRef(Out):
    """What an option stands for, if it stands for something kept elsewhere (a theme, an option of the note)."""

    type: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    id: UUID


class BallotOption(Out):
    label: Line
    detail: OptionalReason = None
    subject: SubjectRef | None = None


class Recusal(Out):
    """A member from whose ballot an option is taken; `option` is its place in the list, from 0."""

    capacity_id: UUID
    option: Annotated[int, Field(ge=0, lt=MOST_OPTIONS)]


class CountingRules(Out):
    """How choices are counted. What a method does not use keeps its default.

    `quorum_percent`: of the roll must have voted for the outcome to stand. `min_evaluations`: so many members must have
    evaluated an option before it counts. `threshold_percent`: of an option's evaluations must be in favour (approvals,
    support, or a score in the upper half). `double_majority`: over half overall and in two thirds of the groups.
    """

    method: Method
    seats: Annotated[int, Field(ge=1, le=50)] = 1
    score_min: Literal[0, 1] = 0
    score_max: Literal[5] = 5
    dots: Annotated[int, Field(ge=1, le=100)] = 10
    min_choices: Annotated[int, Field(ge=0, le=MOST_OPTIONS)] = 0
    max_choices: Annotated[int | None, Field(ge=1, le=MOST_OPTIONS)] = None
    weighting: Weighting = Weighting.ONE_EACH
    quorum_percent: Percent = 0
    min_evaluations: Annotated[int, Field(ge=0, le=100_000)] = 0
    threshold_percent: Percent = 0
    double_majority: bool = False

    @model_validator(mode="after")
    def fit_the_method(self) -> Self:
        if self.max_choices is not None and self.max_choices < self.min_choices:
            raise ValueError("at most so many choices cannot be fewer than at least so many")
        if self.asked not in {Asked.APPROVE, Asked.ANSWERS, Asked.SCORES} and (
            self.threshold_percent or self.double_majority
        ):
            raise ValueError("a threshold or a double majority needs approvals, scores or answers")
        if self.method is Method.STV and self.weighting is Weighting.EQUAL_GROUPS:
            raise ValueError("the rules of STV have no weights, so each member counts the same")
        if self.asked not in {Asked.APPROVE, Asked.RANKING} and (self.min_choices or self.max_choices):
            raise ValueError("only approvals and rankings have a least or greatest number of choices")
        return self

    @property
    def asked(self) -> Asked:
        return ASKED[self.method]


class BallotSpec(Out):
    """A ballot as it is drafted. `opens_at` null: at the freezing. `tellers`: the capacities of who may recount the
    single ballots of a secret ballot after the seal; two or three people where the method is PAV, Phragmén, equal
    shares or STV.
    """

    question: ReasonText
    language: LanguageTag
    detail: OptionalReason = None
    options: Annotated[list[BallotOption], Field(min_length=1, max_length=MOST_OPTIONS)]
    rules: CountingRules
    mode: BallotMode
    unanimity: Unanimity = Unanimity.PUBLISH
    opens_at: Instant | None = None
    closes_at: Instant
    capacities: Annotated[tuple[str, ...], Field(min_length=1, max_length=8)] = ("advisory_group_member",)
    recusals: Annotated[tuple[Recusal, ...], Field(max_length=1_000)] = ()
    tellers: Annotated[tuple[UUID, ...], Field(max_length=MOST_TELLERS)] = ()

    @model_validator(mode="after")
    def is_a_ballot(self) -> Self:
        count = len(self.options)
        if len({option.label.casefold() for option in self.options}) != count:
            raise ValueError("the options must differ")
        if count < 2 and self.rules.method is not Method.STRAW:
            raise ValueError("a ballot needs at least two options")
        if self.rules.seats > count or self.rules.min_choices > count:
            raise ValueError("there are fewer options than seats or choices")
        if any(recusal.option >= count for recusal in self.recusals):
            raise ValueError("a recusal names an option that is not there")
        if self.opens_at and self.opens_at >= self.closes_at:
            raise ValueError("it must open before it closes")
        return self


class RollMember(Out):
    """Who may vote, as they were when the ballot was frozen. `recused`: places of options, from 0.

    No gender: the roll is published, and a person's gender is only ever counted.
    """

    member: UUID
    name: str
    group: str | None
    region: str | None
    recused: list[int]


class Teller(Out):
    account: UUID
    name: str


class BallotDefinition(Out):
    """All that is fixed when a ballot is frozen. Its canonical form is hashed and published."""

    format: Literal["convenor-ballot/1"]
    id: UUID
    consultation_id: UUID
    question: str
    language: str
    detail: str | None
    options: list[BallotOption]
    method: Method
    rule_version: int
    rules: CountingRules
    mode: BallotMode
    unanimity: Unanimity
    opens_at: Instant
    closes_at: Instant
    capacities: list[str]
    tie_commitment: str
    roll: list[RollMember]
    tellers: list[Teller]

    @property
    def plain(self) -> dict[str, Any]:
        """As it is stored, hashed and published."""
        return self.model_dump(mode="json")


def definition_hash(definition: BallotDefinition) -> str:
    return verify.digest(verify.canonical(definition.plain))


def require_freezable(spec: BallotSpec, roll: list[RollMember], tellers: list[Teller], now: datetime) -> None:
    """What may be drafted and yet not be frozen."""
    if spec.closes_at <= now:
        raise NotNow("Its closing time has passed; set a later one first.", code="closing_passed")
    if spec.closes_at - max(now, spec.opens_at or now) > LONGEST:
        raise Invalid(f"A ballot is open for at most {LONGEST.days} days.", code="open_too_long")
    if not roll:
        raise NotNow("Nobody holds a capacity that may vote, so the roll would be empty.", code="empty_roll")
    if spec.mode is BallotMode.SECRET and spec.rules.method in NEED_BALLOTS and len(tellers) < FEWEST_TELLERS:
        raise NotNow(
            "A secret ballot by this method needs two or three tellers who can count it again. Name them in the draft.",
            code="tellers_needed",
        )


def roll_order(member: RollMember) -> str:
    """By account, which says nothing; not by accreditation or by name."""
    return str(member.member)
