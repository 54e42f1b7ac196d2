"""How agenda items, notices and slow counts look from outside."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import CommentText, In, Instant, LanguageTag, Line, Out, ReasonText
from app.meetings.agenda.models import AgendaItem, Notice, SlowCount
from app.meetings.agenda.rules import STEPS, CountState, ItemState


class AgendaItemOut(Out):
    id: UUID
    meeting_id: UUID
    number: int
    title: str
    state: ItemState
    question_id: UUID | None
    taken_up_at: Instant | None
    concluded_at: Instant | None
    version: int

    @classmethod
    def of(cls, item: AgendaItem) -> Self:
        return cls.model_validate({name: getattr(item, name) for name in cls.model_fields})


class Agenda(Out):
    """The items by number; the one that is discussed now has the state `current`."""

    items: list[AgendaItemOut]
    record_seq: int


class AgendaItemIn(In):
    """`number` is the next one unless it is given."""

    title: Line
    number: Annotated[int, Field(ge=1, le=999)] | None = None
    question_id: UUID | None = None


class AgendaItemChanges(In):
    """What is left out stays as it is."""

    title: Line | None = None
    question_id: UUID | None = None

    @model_validator(mode="after")
    def changes_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("say what should change")
        if "title" in self.model_fields_set and self.title is None:
            raise ValueError("an item needs a title")
        return self


class NoticeIn(In):
    text: CommentText
    language: LanguageTag


class NoticeOut(Out):
    """Withdrawn, its place stays and its text does not."""

    id: UUID
    meeting_id: UUID
    seq: int
    text: str | None
    language: str
    acted_as: ActedAs
    posted_at: Instant
    withdrawn_at: Instant | None

    @classmethod
    def of(cls, notice: Notice) -> Self:
        kept = {name: getattr(notice, name) for name in cls.model_fields}
        return cls.model_validate(kept | {"text": None if notice.withdrawn_at else notice.text})


class Stopped(Out):
    """Who stopped a slow count, and why."""

    acted_as: ActedAs
    reason: str
    at: Instant


class SlowCountIn(In):
    matter: Annotated[CommentText, Field(description="What is about to be adopted.")]
    agenda_item_id: UUID | None = None


class NextCount(In):
    count: Annotated[int, Field(ge=2, le=STEPS, description="The number that is said now.")]


class StopReason(In):
    reason: ReasonText


class SlowCountOut(Out):
    id: UUID
    meeting_id: UUID
    agenda_item_id: UUID | None
    seq: int
    matter: str
    count: Annotated[int, Field(description="The number said last, from 1 to `steps`.")]
    steps: int
    state: CountState
    started_at: Instant
    ended_at: Instant | None
    stopped: Stopped | None

    @classmethod
    def of(cls, count: SlowCount) -> Self:
        kept = {name: getattr(count, name) for name in cls.model_fields if name != "steps"}
        return cls.model_validate(kept | {"steps": STEPS})
