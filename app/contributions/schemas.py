"""How written contributions look from outside."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.contributions.models import Contribution, ContributionVersion
from app.core.schemas import Hidden, In, Instant, LanguageTag, Line, LongText, Out, ReasonText


class Withdrawn(Out):
    """Why and when its author withdrew it."""

    reason: str
    at: Instant


class ContributionVersionIn(In):
    title: Line
    text: LongText
    language: LanguageTag


class ContributionIn(ContributionVersionIn):
    question_ids: list[UUID] = Field(default=[], max_length=100)


class WithdrawalIn(In):
    reason: ReasonText


class ContributionOut(Out):
    """A contribution as everybody sees it. Hidden or withdrawn, its place and author stay, its text does not."""

    id: UUID
    consultation_id: UUID
    round_id: UUID
    seq: int
    version: int
    title: str | None
    text: str | None
    language: str
    question_ids: list[UUID]
    acted_as: ActedAs
    filed_at: Instant
    late: Annotated[bool, Field(description="Filed after the scheduled closing time of its round.")]
    withdrawn: Withdrawn | None
    hidden: Hidden | None

    @classmethod
    def of(cls, contribution: Contribution) -> Self:
        gone = bool(contribution.hidden or contribution.withdrawn)
        return cls(
            id=contribution.id,
            consultation_id=contribution.consultation_id,
            round_id=contribution.round_id,
            seq=contribution.seq,
            version=contribution.version,
            title=None if gone else contribution.title,
            text=None if gone else contribution.text,
            language=contribution.language,
            question_ids=contribution.question_ids,
            acted_as=ActedAs.model_validate(contribution.acted_as),
            filed_at=contribution.filed_at,
            late=contribution.late,
            withdrawn=Withdrawn.model_validate(contribution.withdrawn) if contribution.withdrawn else None,
            hidden=Hidden.model_validate(contribution.hidden) if contribution.hidden else None,
        )


class VersionOut(Out):
    number: int
    title: str
    text: str
    language: str
    filed_at: Instant

    @classmethod
    def of(cls, version: ContributionVersion) -> Self:
        return cls(
            number=version.number,
            title=version.title,
            text=version.text,
            language=version.language,
            filed_at=version.filed_at,
        )


class ContributionDetail(Out):
    """With all its versions, newest first; none of them when it is hidden or withdrawn."""

    contribution: ContributionOut
    versions: list[VersionOut]
