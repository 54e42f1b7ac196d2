"""How themes look from outside, and how many mention them."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import Hidden, In, Instant, LanguageTag, Line, OptionalReason, Out, ReasonText
from app.themes import rules
from app.themes.models import Theme
from app.themes.rules import SourceType, ThemeState


class ThemeIn(In):
    """A candidate theme: a short title, and what is meant by it if the title does not say so."""

    title: Line
    description: OptionalReason = None
    language: LanguageTag


class ThemeRenameIn(ThemeIn):
    """`version`: of the theme as it was read; 409 if there is a newer one."""

    reason: ReasonText
    version: Annotated[int, Field(ge=1)]


class CrossCuttingIn(In):
    """Whether it is meant to run through all sessions instead of having its own."""

    cross_cutting: bool


class ThemeMergeIn(In):
    into: UUID
    reason: ReasonText


class ThemeSourceIn(In):
    source_type: SourceType
    source_id: UUID


class ThemePartIn(ThemeIn):
    """A new theme, and which of the messages that mention the old one mention it."""

    sources: list[ThemeSourceIn] = Field(default=[], max_length=1_000)


class ThemeSplitIn(In):
    """A message may go to several parts. What goes to none stays with the old theme, which is no candidate any more."""

    parts: Annotated[list[ThemePartIn], Field(min_length=2, max_length=20)]
    reason: ReasonText

    @model_validator(mode="after")
    def parts_differ(self) -> Self:
        if rules.repeated(part.title for part in self.parts) is not None:
            raise ValueError("the parts must have different titles")
        return self


class Ended(Out):
    """Why and when a theme was merged or split."""

    reason: str
    at: Instant


class ThemeOut(Out):
    """A theme as everybody sees it. Hidden, its place and who proposed it stay, its words do not."""

    id: UUID
    seq: int
    version: int
    title: str | None
    description: str | None
    language: str
    cross_cutting: bool
    state: ThemeState
    merged_into: UUID | None
    split_from: UUID | None
    ended: Ended | None
    acted_as: ActedAs
    proposed_at: Instant
    hidden: Hidden | None

    @classmethod
    def of(cls, theme: Theme) -> Self:
        return cls(**shown(theme))


def shown(theme: Theme) -> dict[str, Any]:
    kept: dict[str, Any] = {name: getattr(theme, name) for name in ThemeOut.model_fields}
    return kept | ({"title": None, "description": None, "ended": None} if theme.hidden else {})


class ThemeParts(Out):
    """What a theme was split into, in the order of the request."""

    items: list[ThemeOut]


class MentionCount(Out):
    """Entities, each once however often it says so, and the messages in which they do."""

    contributors: int
    messages: int


class Mentions(MentionCount):
    """By stakeholder group and by region, "" for none declared.

    `texts`: different texts; identical ones make a campaign and count once here. Who joined a joint statement
    mentions what it mentions, and sends no message by that.
    """

    texts: int
    by_group: dict[str, MentionCount]
    by_region: dict[str, MentionCount]


class CountedTheme(ThemeOut):
    mentions: Mentions

    @classmethod
    def counted(cls, theme: Theme, mentions: Mentions) -> Self:
        return cls(**shown(theme), mentions=mentions)


class ThemesPage(Out):
    """The most mentioned first. `next` is the cursor of the following page; counts may change between two pages."""

    items: list[CountedTheme]
    next: str | None
    record_seq: int


class ThemeBrief(Out):
    """Another theme, as a link names it."""

    id: UUID
    title: str | None
    language: str
    state: ThemeState

    @classmethod
    def of(cls, theme: Theme) -> Self:
        kept = {name: getattr(theme, name) for name in cls.model_fields}
        return cls.model_validate(kept | ({"title": None} if theme.hidden else {}))


class ThemeNameOut(Out):
    """A name that was replaced, and why."""

    version: int
    title: str
    description: str | None
    language: str
    reason: str
    acted_as: ActedAs
    replaced_at: Instant


class ThemeDetail(Out):
    """With its earlier names, newest first (none of a hidden one), and the themes it leads to or comes from."""

    theme: CountedTheme
    names: list[ThemeNameOut]
    merged_into: ThemeBrief | None
    split_from: ThemeBrief | None
    parts: list[ThemeBrief]
    merged_from: list[ThemeBrief]
    record_seq: int
