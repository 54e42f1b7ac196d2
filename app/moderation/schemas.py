"""One form of decision for every kind of content."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, OptionalReason, Out


class SubjectType(StrEnum):
    CAUCUS = "caucus"
    COMMENT = "comment"
    CONTRIBUTION = "contribution"
    INTEREST = "interest"
    NOMINATION = "nomination"
    OBJECTION = "objection"
    MISSING_PROPOSAL = "missing_proposal"
    EXPLANATION = "explanation"
    POSITION = "position"
    PREPARED_STATEMENT = "prepared_statement"
    STATEMENT = "statement"
    SUMMARY_COMMENT = "summary_comment"
    THEME = "theme"
    TRANSCRIPT_PART = "transcript_part"


class ModerationAction(StrEnum):
    """`approve` and `refuse` decide on what is held before it is delivered; `hide` and `restore` on what was."""

    HIDE = "hide"
    RESTORE = "restore"
    APPROVE = "approve"
    REFUSE = "refuse"


class DecisionIn(In):
    subject_type: SubjectType
    subject_id: UUID
    action: ModerationAction
    reason: Annotated[OptionalReason, Field(description="Only an approval needs none.", validate_default=True)] = None

    @field_validator("reason")
    @classmethod
    def says_why(cls, reason: str | None, info: ValidationInfo) -> str | None:
        if reason is None and info.data.get("action") is not ModerationAction.APPROVE:
            raise ValueError("say why")
        return reason


class DecisionOut(Out):
    """`text` is what was hidden, as officers see it when they review decisions."""

    id: UUID
    seq: int
    subject_type: SubjectType
    subject_id: UUID
    action: ModerationAction
    reason: str | None
    text: str | None
    acted_as: ActedAs
    decided_at: Instant
