"""How declared conflicts of interest look from outside."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from app.advisory.models import Interest
from app.capacities.actor import ActedAs
from app.contributions.schemas import Withdrawn
from app.core.schemas import CommentText, Hidden, In, Instant, LanguageTag, Line, Out


class InterestIn(In):
    """`subject_type` and `subject_id` name the thing (such as a theme); `subject` is what it is called now."""

    subject_type: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=40, examples=["theme", "option"])]
    subject_id: UUID
    subject: Line
    text: CommentText
    language: LanguageTag


class InterestOut(Out):
    """Withdrawn, the member is recused no more; that it was declared stays. Hidden or withdrawn, the text is gone."""

    id: UUID
    consultation_id: UUID
    seq: int
    account_id: UUID
    subject_type: str
    subject_id: UUID
    subject: str
    text: str | None
    language: str
    acted_as: ActedAs
    declared_at: Instant
    withdrawn: Withdrawn | None
    hidden: Hidden | None

    @classmethod
    def of(cls, interest: Interest) -> Self:
        shown = {name: getattr(interest, name) for name in cls.model_fields}
        return cls(**shown | ({"text": None} if interest.hidden or interest.withdrawn else {}))
