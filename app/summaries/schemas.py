"""How a summary looks from outside: its standing around the document, and one claim with its sources."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, LanguageTag, LongText, OptionalReason, Out
from app.summaries.engine.document import Claim, Document, PositionRow, StatementRow


class SummaryStanding(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class SummaryState(Out):
    """The public state of a summary, as the record carries it: not the text, but what commits to it.

    `digest`: SHA-256 of the document's canonical JSON. `ledger_digest`: of the facts it was drawn from, which are those
    up to entry `cutoff_seq`.
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


class SummaryOut(SummaryState):
    """`stale`: the record has gone on since the cut-off. `redacted`: ids of sources whose words were hidden since the
    text was written; they are shown neither here nor on any page, while `digest` stays that of the whole text.
    """

    acted_as: ActedAs
    stale: bool
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
