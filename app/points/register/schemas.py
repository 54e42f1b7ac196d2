"""How points and the links to them look from outside. Words are shown only as long as their source is public."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, LivePage, Out


class Standing(StrEnum):
    """Who says that a contribution makes a point: its author, a person who read it, or the likeness of the texts."""

    DECLARED = "declared"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    MATCHED = "matched"
    POSSIBLE = "possible"  # too unlike to be counted, and worth a look


BY_PERSONS = frozenset({Standing.DECLARED, Standing.CONFIRMED, Standing.REJECTED})


class Decision(StrEnum):
    CONFIRM = "confirm"
    REJECT = "reject"
    UNDO = "undo"


class SurveyOut(Out):
    """The latest finding of points.."""

    cutoff_seq: int
    contributions: int
    points: int
    found_at: Instant
    acted_as: ActedAs


class CampaignOut(Out):
    """The same text, or nearly the same, from several. `first_id`: the contribution that was filed first."""

    first_id: UUID
    title: str | None
    contributions: int
    contributors: int


class PointOut(Out):
    """`label` null: its source is no longer public. Contributors are counted once each, by the surest of their links;
    `declared`, `confirmed`, `matched` add up to who makes the point. `same_as`: points in other languages that a person
    said to be the same.
    """

    id: UUID
    number: int
    question_id: UUID | None
    option_id: UUID | None
    stance: str | None
    language: str
    label: str | None
    source_id: UUID
    by_floor: bool
    listed: bool
    declared: int
    confirmed: int
    matched: int
    waiting: Annotated[int, Field(description="Links that no person has decided on.")]
    same_as: list[int]


class PointsPage(LivePage[PointOut]):
    """`survey` null: points have not been looked for yet. `stale`: texts have changed since."""

    survey: SurveyOut | None
    stale: bool
    campaigns: list[CampaignOut]


class LinkOut(Out):
    """`passage` null: the contribution is no longer public, or no longer says it in these words."""

    point_id: UUID
    point_number: int
    label: str | None
    label_language: str
    contribution_id: UUID
    contribution_seq: int
    title: str | None
    language: str
    author: ActedAs
    standing: Standing
    score: float | None
    passage: str | None
    revised: Annotated[bool, Field(description="The contribution was revised after a person decided.")]
    decided_by: ActedAs | None
    decided_at: Instant | None


class LinksPage(Out):
    items: list[LinkOut]
    next: int | None


class QueuedOut(LinkOut):
    """`place`: in the queue. `before`, `after`: what stands around the passage in the contribution."""

    place: int
    before: str
    after: str


class QueueCoverage(Out):
    """How far the queue has been worked off: links by a person's decision, and those that wait."""

    confirmed: int
    rejected: int
    declared: int
    waiting: int
    contributions: int
    without_point: Annotated[int, Field(description="Contributions that no listed point covers.")]


class QueuePage(Out):
    items: list[QueuedOut]
    next: int | None
    threshold: Annotated[float, Field(description="From which score on a likeness of texts is counted.")]
    coverage: QueueCoverage


class LinkDecision(In):
    """`instead_of`: the point whose link is rejected with the same act ("it makes another point")."""

    decision: Decision
    instead_of: UUID | None = None


class LinkIn(In):
    point_id: UUID
    contribution_id: UUID


class LinkDecisions(In):
    """The same decision on several links at once."""

    decision: Decision
    links: Annotated[list[LinkIn], Field(min_length=1, max_length=100)]


class LinkState(Out):
    """A link as the record carries it: no words, so nothing of it ever needs hiding. `id` is the point's; `standing`
    null: nobody says so any more.
    """

    id: UUID
    contribution_id: UUID
    standing: Standing | None


class Decided(Out):
    """`changed`: links that stand otherwise now. `left`: those that could not be decided, because their author declared
    them or their text is no longer public; all others stand as asked for already.
    """

    changed: int
    left: list[LinkState]
    coverage: QueueCoverage


class PairIn(In):
    decision: Decision


class PairState(Out):
    """Two points as the record carries them. `same` null: a person's word was taken back."""

    id: UUID
    other_id: UUID
    same: bool | None


class SuggestionOut(Out):
    """Two points in different languages that may be the same; `because`: names, numbers and codes both have.

    `contributors`: those who make both. `same`: what a person said of it, null when nobody has.
    """

    first: PointOut
    second: PointOut
    because: list[str]
    contributors: int
    same: bool | None


class SuggestionsOut(Out):
    items: list[SuggestionOut]


class MadePoint(Out):
    """A point and whether one contribution makes it. `standing` null: nothing says so."""

    point: PointOut
    standing: Standing | None
    passage: str | None


class MadePoints(Out):
    """`mine`: the caller may declare. Points that are linked first, then the others of the contribution's questions."""

    contribution_id: UUID
    mine: bool
    items: list[MadePoint]
