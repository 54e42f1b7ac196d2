"""How comments on a circulated text look from outside, and how they are disposed of."""

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import CommentText, Hidden, In, Instant, LanguageTag, Out, ReasonText
from app.summaries.review.models import SummaryComment


class SummaryCommentKind(StrEnum):
    FACTUAL_CORRECTION = "factual_correction"
    OMISSION = "omission"
    WORDING = "wording"
    ATTRIBUTION = "attribution"


class CommentOutcome(StrEnum):
    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"


class SummaryCommentIn(In):
    """`position_id`: the commenter's own position, when its account is being corrected."""

    paragraph_id: Annotated[str, Field(min_length=1, max_length=120)]
    kind: SummaryCommentKind
    text: CommentText
    language: LanguageTag
    position_id: UUID | None = None

    @model_validator(mode="after")
    def corrects_a_fact(self) -> Self:
        if self.position_id and self.kind is not SummaryCommentKind.FACTUAL_CORRECTION:
            raise ValueError("the account of a position is corrected by a factual correction")
        return self


class SummaryDispositionIn(In):
    outcome: CommentOutcome
    reason: ReasonText


class SummaryCommentDisposition(Out):
    """What became of a comment, why, and who decided it. Hidden with its comment."""

    outcome: CommentOutcome
    reason: str
    acted_as: ActedAs
    at: Instant


class SummaryCommentOut(Out):
    """A comment as everybody sees it: when hidden, the stub without its text.

    `text_number`: of the circulated text it is about. `paragraph_number`: in that text.
    """

    id: UUID
    summary_id: UUID
    text_number: int
    seq: int
    paragraph_id: str
    paragraph_number: int
    kind: SummaryCommentKind
    text: str | None
    language: str
    position_id: UUID | None
    acted_as: ActedAs
    filed_at: Instant
    disposition: SummaryCommentDisposition | None
    hidden: Hidden | None

    @classmethod
    def of(cls, comment: SummaryComment) -> Self:
        kept = {name: getattr(comment, name) for name in cls.model_fields}
        return cls.model_validate(kept | {"text": None if comment.hidden else comment.text})
