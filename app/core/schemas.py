"""Bases and field types that every feature's schemas share; what a text may contain is decided here."""

import unicodedata
from datetime import datetime
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
)

from app.core import clock

T = TypeVar("T")

# An override forces letters into an order that is not the writer's: it can make "against" read as something else.
_OVERRIDES = {"\u202d", "\u202e"}


def _clean(text: str) -> str:
    """Normalise line ends and composition (NFC); refuse what no keyboard types on purpose."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    for sign in text:
        category = unicodedata.category(sign)
        if (category == "Cc" and sign not in "\n\t") or category == "Cs" or sign in _OVERRIDES:
            raise ValueError(f"the text contains a control character (U+{ord(sign):04X}); please remove it")
    return text


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _in_calendar(instant: datetime) -> datetime:
    """At the ends of the calendar an instant cannot be turned into UTC, and nobody means those years."""
    if not 1900 <= instant.year <= 2200:
        raise ValueError("the year must lie between 1900 and 2200")
    return instant


def _no_id(slug: str) -> str:
    """Addresses take a slug or an id in the same place, so the one must never read as the other."""
    try:
        UUID(slug)
    except ValueError:
        return slug
    raise ValueError("the slug must not have the form of an id")


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


# Lengths are in characters. The pre-limit keeps normalisation from running over megabytes.
CommentText = Annotated[str, AfterValidator(_clean), Field(min_length=1, max_length=2_000)]
LongText = Annotated[str, AfterValidator(_clean), Field(min_length=1, max_length=60_000)]
ReasonText = Annotated[str, AfterValidator(_clean), Field(min_length=1, max_length=4_000)]
OptionalReason = Annotated[ReasonText | None, BeforeValidator(_blank_is_none)]
Line = Annotated[str, AfterValidator(_one_line), Field(min_length=1, max_length=300)]
OptionalLine = Annotated[Line | None, BeforeValidator(_blank_is_none)]
# BCP 47 as far as we need it: a language, optionally script and region.
LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$", examples=["en", "ar", "zh"])]
Instant = Annotated[
    AwareDatetime, AfterValidator(_in_calendar), PlainSerializer(clock.iso, return_type=str, when_used="json")
]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80), AfterValidator(_no_id)]
# A place in an order, as the database can hold it.
Cursor = Annotated[int, Field(ge=0, le=2**31 - 1)]
Limit = Annotated[int, Field(ge=1, le=200)]


class In(BaseModel):
    """What comes in: unknown fields are refused, so that a misspelt one is not silently lost."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """What goes out: every field always present."""

    model_config = ConfigDict(
        from_attributes=True, frozen=True, json_schema_serialization_defaults_required=True, extra="forbid"
    )


class Page(Out, Generic[T]):
    """A keyset page. `next` is the cursor of the following page, null on the last one."""

    items: list[T]
    next: int | None


class LivePage(Page[T], Generic[T]):
    """A page of live state. `record_seq` was read before the items: follow the record from there."""

    record_seq: int


class Hidden(Out):
    """Why and when something was hidden; the stub stays in its place."""

    reason: str
    at: Instant
