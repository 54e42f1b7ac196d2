"""How a summary looks from outside: its standing around the document, one claim with its sources, and its moves."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, LanguageTag, Line, LongText, OptionalReason, Out, ReasonText
from app.summaries.engine.document import Claim, Document, PositionRow, StatementRow


class SummaryStanding(StrEnum):
    """Drafting, internal review (officers and rapporteur), circulated for comments, final, transmitted.

    `published` is the final text.
    """

    DRAFT = "draft"
    REVIEW = "internal_review"
    CIRCULATED = "circulated"
    PUBLISHED = "published"
    TRANSMITTED = "transmitted"


FINAL = frozenset({SummaryStanding.PUBLISHED, SummaryStanding.TRANSMITTED})


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise ValueError("there is no such time zone; name one as in Europe/Zurich or UTC") from unknown
    return name


Zone = Annotated[str, Field(min_length=1, max_length=64, examples=["Europe/Zurich"]), AfterValidator(_zone)]


class CommentWindow(Out):
    """Until when a circulated text takes comments. `zone`: the one in which the closing time was announced."""

    closes_at: Instant
    zone: str


class Transmittal(Out):
    """To which body the final text was sent, on which day, and the words that went with it."""

    body: str
    on: Instant
    note: str | None


class SummaryState(Out):
    """The public state of a summary, as the record carries it: not the text, but what commits to it.

    `digest`: SHA-256 of the document's canonical JSON. `ledger_digest`: of the facts it was drawn from, which are those
    up to entry `cutoff_seq`. `versions`: how many texts were frozen; the latest is the one everybody reads.
    """

    id: UUID
    consultation_id: UUID
    state: SummaryStanding
    version: int
    digest: str
    ledger_digest: str
    cutoff_seq: int
    changed_at: Instant
    published_at: Instant | None
    versions: int
    window: CommentWindow | None
    transmitted: Transmittal | None


class TouchedSource(Out):
    """A source that changed after the cut-off. `how`: the entry that changed it, such as `contribution.revised`."""

    id: str
    label: str
    how: str
    seq: int


class TouchedParagraph(Out):
    """A paragraph that rests on changed sources; its text stays as it is until somebody drafts again."""

    id: str
    number: int
    sources: list[TouchedSource]


class SummaryOut(SummaryState):
    """`stale`: the record has gone on since the cut-off; `touched`: the paragraphs whose sources changed in it.
    `redacted`: ids of sources whose words were hidden since the text was written; they are shown neither here nor on
    any page, while `digest` stays that of the whole text. `working`: this is the text being worked on, not the frozen
    one that everybody reads. `languages`: in which it can be read; the first is the one it stands in, which `digest` is
    of.
    """

    acted_as: ActedAs
    stale: bool
    touched: list[TouchedParagraph]
    redacted: list[str]
    working: bool
    symbol: str | None
    languages: list[str]
    content: Document


class DraftProgress(Out):
    """`step`: campaigns and points (looked for in the texts), reading, drafting, checking, keeping, arranging (by
    a language model, where one is configured); null when nothing is drafted. `number`: its place, of `of`.
    """

    step: str | None
    number: int
    of: int


class SummaryTextRow(Out):
    """A frozen text in the list of them. `kind`: circulated or final."""

    number: int
    kind: Literal["circulated", "final"]
    version: int
    digest: str
    ledger_digest: str
    cutoff_seq: int
    symbol: str | None
    acted_as: ActedAs
    frozen_at: Instant


class SummaryTextOut(SummaryTextRow):
    redacted: list[str]
    content: Document


class ClaimEvidence(Out):
    """One claim, the claims it is paired with, and its public sources in full."""

    claim: Claim
    paired: list[Claim]
    positions: list[PositionRow]
    statements: list[StatementRow]


class MoveIn(In):
    """The chair's step on the word of one claim: down freely, up with a reason, which is published."""

    claim_id: Annotated[str, Field(max_length=80)]
    steps: Literal[-1, 1]
    reason: OptionalReason = None


class SummaryChanges(In):
    """What is left out stays as it is. `moves` replaces all moves and drafts again from the record as it now is."""

    remarks: LongText | None = None
    language: LanguageTag = "en"
    moves: Annotated[list[MoveIn] | None, Field(max_length=500)] = None


class CirculateIn(In):
    """Comments are taken until `closes_at`, which is announced in `zone`."""

    closes_at: Instant
    zone: Zone = "UTC"


class ExtendIn(In):
    closes_at: Instant
    reason: ReasonText


class ReopenIn(In):
    reason: ReasonText


class TransmitIn(In):
    """`on`: the day it was sent; left out, now."""

    body: Line
    on: Instant | None = None
    note: OptionalReason = None
