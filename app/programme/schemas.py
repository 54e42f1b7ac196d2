"""How a programme looks from outside."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, LanguageTag, Line, OptionalLine, OptionalReason, Out, ReasonText
from app.decisions.matters import Entitled
from app.programme.models import Programme
from app.programme.rules import Part, ProgrammeState, SlotKind


class ProgrammeThemeIn(In):
    """A theme of the programme in its own words. `theme_id`: the candidate theme it comes from."""

    title: Line
    theme_id: UUID | None = None


class ProgrammeSlotIn(In):
    """`main_theme`: its place among the main themes, from 1. Times stay open until they are known."""

    kind: SlotKind
    title: Line
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    place: OptionalLine = None
    main_theme: Annotated[int | None, Field(ge=1)] = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.ends_at and (self.starts_at is None or self.ends_at <= self.starts_at):
            raise ValueError("a session ends after it starts")
        return self


class ProgrammeIn(In):
    """A whole new version. `version`: the one it was made from, 0 if there was none."""

    overall_theme: ProgrammeThemeIn | None = None
    main_themes: list[ProgrammeThemeIn] = Field(default=[], max_length=20)
    cross_cutting: list[ProgrammeThemeIn] = Field(default=[], max_length=20)
    slots: list[ProgrammeSlotIn] = Field(default=[], max_length=300)
    note: OptionalReason = None
    language: LanguageTag
    version: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def slots_belong_to_its_themes(self) -> Self:
        if any((slot.main_theme or 0) > len(self.main_themes) for slot in self.slots):
            raise ValueError("a session belongs to one of the main themes")
        return self

    @property
    def theme_ids(self) -> set[UUID]:
        themes = [*([self.overall_theme] if self.overall_theme else []), *self.main_themes, *self.cross_cutting]
        return {theme.theme_id for theme in themes if theme.theme_id}


class ProgrammeCallIn(In):
    """The words in which the chair asks whether there is any objection to this version."""

    version: Annotated[int, Field(ge=1)]
    text: ReasonText
    language: LanguageTag
    entitled: Entitled = None


class ProgrammeAdoptionIn(In):
    """`call_id`: the consensus call on this very version that closed without objection. Or `ballot_ids`: the sealed
    ballots that chose its themes, the main themes among them.
    """

    version: Annotated[int, Field(ge=1)]
    call_id: UUID | None = None
    ballot_ids: list[UUID] = Field(default=[], max_length=3)

    @model_validator(mode="after")
    def names_what_decided(self) -> Self:
        if (self.call_id is None) == (not self.ballot_ids) or len(set(self.ballot_ids)) < len(self.ballot_ids):
            raise ValueError("name a consensus call, or ballots, each once")
        return self


class ProgrammeTheme(Out):
    title: str
    theme_id: UUID | None


class ProgrammeSlot(Out):
    kind: SlotKind
    title: str
    starts_at: Instant | None
    ends_at: Instant | None
    place: str | None
    main_theme: int | None


class ProgrammeContent(Out):
    """`slots`: those with a time in its order, then the others in the order in which they were written."""

    overall_theme: ProgrammeTheme | None
    main_themes: list[ProgrammeTheme]
    cross_cutting: list[ProgrammeTheme]
    slots: list[ProgrammeSlot]
    note: str | None

    @classmethod
    def written(cls, body: ProgrammeIn) -> Self:
        content = cls.model_validate(body.model_dump(exclude={"language", "version"}))
        return content.model_copy(update={"slots": sorted(content.slots, key=_when)})


def _when(slot: ProgrammeSlot) -> tuple[bool, datetime | None]:
    return (False, slot.starts_at) if slot.starts_at else (True, None)


class ProgrammeDecision(Out):
    """A decision that an adoption rests on. `seq`: the entry with which it closed; `matter`: what was asked."""

    kind: Literal["consensus_call", "ballot"]
    id: UUID
    settles: Part
    seq: int
    matter: str
    language: str
    closed_at: Instant


class ProgrammeOut(ProgrammeContent):
    """`call_ids`: the consensus calls on this version, the latest first."""

    id: UUID
    seq: int
    version: int
    state: ProgrammeState
    language: str
    acted_as: ActedAs
    saved_at: Instant
    call_ids: list[UUID]
    decisions: list[ProgrammeDecision]
    adopted_as: ActedAs | None
    adopted_at: Instant | None
    adopted_seq: int | None

    @classmethod
    def of(cls, programme: Programme, call_ids: list[UUID]) -> Self:
        own = [name for name in cls.model_fields if name not in {*ProgrammeContent.model_fields, "call_ids"}]
        kept = {name: getattr(programme, name) for name in own}
        return cls.model_validate(programme.content | kept | {"call_ids": call_ids})


class ProgrammeNow(Out):
    """The latest version, and the latest that is adopted, which stands until another is. They may be the same."""

    latest: ProgrammeOut | None
    adopted: ProgrammeOut | None
    record_seq: int


class ProgrammeVersionBrief(Out):
    id: UUID
    version: int
    state: ProgrammeState
    acted_as: ActedAs
    saved_at: Instant
