"""How caucuses and their views look from outside."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.contributions.caucuses.models import Caucus
from app.core.schemas import Hidden, In, Instant, LanguageTag, Line, Out, ReasonText


class ViewIn(In):
    """One view within a caucus. How many hold it, and who, is what the caucus says; leave out what it does not say."""

    text: ReasonText
    language: LanguageTag
    option_id: UUID | None = None
    holders: Annotated[int | None, Field(ge=1, le=100_000)] = None
    held_by: list[Line] = Field(default=[], max_length=300)


class ViewOut(Out):
    text: str
    language: str
    option_id: UUID | None
    holders: int | None
    held_by: list[str]


class CaucusIn(In):
    name: Line
    views: Annotated[list[ViewIn], Field(min_length=1, max_length=20)]


class CaucusOut(Out):
    """A caucus as everybody sees it. Hidden, its place stays; its name and views do not show."""

    id: UUID
    consultation_id: UUID
    round_id: UUID
    seq: int
    version: int
    name: str | None
    views: list[ViewOut]
    acted_as: ActedAs
    recorded_at: Instant
    hidden: Hidden | None

    @classmethod
    def of(cls, caucus: Caucus) -> Self:
        shown = {name: getattr(caucus, name) for name in cls.model_fields}
        return cls(**shown | ({"name": None, "views": []} if caucus.hidden else {}))
