"""How written contributions look from outside."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from app.capacities.actor import ActedAs
from app.contributions.joint.schemas import JointStanceIn, JointStanceOut
from app.contributions.models import Contribution, ContributionVersion
from app.core.schemas import Hidden, In, Instant, LanguageTag, Line, LivePage, LongText, OptionalLine, Out, ReasonText


class Withdrawn(Out):
    """Why and when its author withdrew it."""

    reason: str
    at: Instant


def _once_each(stances: list[JointStanceIn]) -> list[JointStanceIn]:
    if len({each.option_id for each in stances}) < len(stances):
        raise ValueError("one stance for each option")
    return stances


Stances = Annotated[list[JointStanceIn], AfterValidator(_once_each), Field(max_length=100)]


class ContributionVersionIn(In):
    """`stances`: of a joint statement, on options. Left out, they stay as they are, on the wordings of then."""

    title: Line
    text: LongText
    language: LanguageTag
    stances: Stances | None = None


class ContributionIn(ContributionVersionIn):
    """`on_behalf_of` makes it a joint statement, which can invite co-sponsors, be joined, and take stances."""

    question_ids: list[UUID] = Field(default=[], max_length=100)
    on_behalf_of: Annotated[OptionalLine, Field(description="The group, as it calls itself.")] = None
    co_sponsors: list[UUID] = Field(default=[], max_length=300, description="Delegations invited to confirm.")

    @model_validator(mode="after")
    def only_joint_statements_speak_for_several(self) -> Self:
        if self.on_behalf_of is None and (self.stances or self.co_sponsors):
            raise ValueError("say on behalf of whom: only a joint statement has co-sponsors and takes stances")
        return self


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
    on_behalf_of: str | None
    stances: Annotated[list[JointStanceOut], Field(description="What a joint statement says on options.")]
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
            on_behalf_of=None if gone else contribution.on_behalf_of,
            # like a position's, a hidden statement's stances stay and count
            stances=[] if contribution.withdrawn else [JointStanceOut(**each) for each in contribution.stances],
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


class ContributionsPage(LivePage[ContributionOut]):
    """With what is counted beside the contributions of the page, by their ids: it is no part of any one of them."""

    campaigns: Annotated[
        dict[UUID, int], Field(description="Contributors who filed this very text, where there are several.")
    ]
    joint: Annotated[dict[UUID, int], Field(description="Entities behind a joint statement, its author included.")]


class Campaign(Out):
    """A text that several contributors filed. It counts as one."""

    first_id: UUID
    title: str
    contributors: int
    submissions: int


class ContributionCounts(Out):
    """Submissions, who sent them, and how many different texts they are; withdrawn and hidden ones left out."""

    submissions: int
    contributors: int
    texts: int
    campaigns: Annotated[list[Campaign], Field(description="The largest, at most twenty.")]


class ContributionDetail(Out):
    """With all its versions, newest first; none of them when it is hidden or withdrawn."""

    contribution: ContributionOut
    versions: list[VersionOut]
