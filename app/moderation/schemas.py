"""One form of decision for every kind of content."""

from enum import StrEnum
from uuid import UUID

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, Out, ReasonText


class SubjectType(StrEnum):
    COMMENT = "comment"
    CONTRIBUTION = "contribution"
    POSITION = "position"
    PREPARED_STATEMENT = "prepared_statement"
    STATEMENT = "statement"


class ModerationAction(StrEnum):
    HIDE = "hide"
    RESTORE = "restore"


class DecisionIn(In):
    subject_type: SubjectType
    subject_id: UUID
    action: ModerationAction
    reason: ReasonText


class DecisionOut(Out):
    """`text` is what was hidden, as officers see it when they review decisions."""

    id: UUID
    seq: int
    subject_type: SubjectType
    subject_id: UUID
    action: ModerationAction
    reason: str
    text: str | None
    acted_as: ActedAs
    decided_at: Instant
