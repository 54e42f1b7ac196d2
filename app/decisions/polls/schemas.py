"""How straw polls look from outside. A hidden tally is null for everybody, officers too, until the poll is closed."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, LanguageTag, Line, Out, ReasonText
from app.decisions.models import StrawPoll
from app.decisions.rules import PollState

Counts = Mapping[str, Mapping[int, int]]
"""Group ("" for none) -> number of the answer -> entities."""


class PollIn(In):
    """`hidden`: no tally is shown to anybody before the poll is closed."""

    question: ReasonText
    language: LanguageTag
    answers: Annotated[list[Line], Field(min_length=2, max_length=6)]
    hidden: bool

    @model_validator(mode="after")
    def answers_differ(self) -> Self:
        if len({answer.casefold() for answer in self.answers}) != len(self.answers):
            raise ValueError("the answers must differ")
        return self


class PollAnswerIn(In):
    answer: Annotated[int, Field(ge=0, le=5, description="The place in the list of answers, from 0.")]


class PollTally(Out):
    """Entities by answer, in the order of the answers; by stakeholder group, "" for those who declared none."""

    entities: int
    totals: list[int]
    by_group: dict[str, list[int]]

    @classmethod
    def of(cls, answers: int, counts: Counts) -> Self:
        by_group = {
            group: [found.get(number, 0) for number in range(answers)] for group, found in sorted(counts.items())
        }
        totals = [sum(row[number] for row in by_group.values()) for number in range(answers)]
        return cls(entities=sum(totals), totals=totals, by_group=by_group)


class PollOut(Out):
    """Non-binding, and no finding rests on it. `tally` is null while it is hidden."""

    id: UUID
    seq: int
    version: int
    question: str
    language: str
    answers: list[str]
    hidden: bool
    binding: Literal[False]
    state: PollState
    opened_by: ActedAs
    opened_at: Instant
    closed_at: Instant | None
    tally: PollTally | None

    @classmethod
    def of(cls, poll: StrawPoll, counts: Counts | None) -> Self:
        names = [name for name in PollOut.model_fields if name not in {"tally", "binding"}]
        kept = {name: getattr(poll, name) for name in names}
        tally = PollTally.of(len(poll.answers), counts or {}) if shows_tally(poll) else None
        return cls.model_validate(kept | {"binding": False, "tally": tally})


class MyPollOut(PollOut):
    """`mine`: the answer of the reader's own delegation (or own, in personal capacity); nobody else is told."""

    mine: int | None

    @classmethod
    def seen(cls, poll: StrawPoll, counts: Counts | None, mine: int | None) -> Self:
        return cls(**PollOut.of(poll, counts).model_dump(), mine=mine)


def shows_tally(poll: StrawPoll) -> bool:
    """The one rule of a hidden tally; what it withholds is not even counted."""
    return not poll.hidden or poll.state == PollState.CLOSED
