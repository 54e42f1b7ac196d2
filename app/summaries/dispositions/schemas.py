"""What became of contributions, as their authors and everybody else see it."""

from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, OptionalReason, Out


class DispositionKind(StrEnum):
    TAKEN_UP = "taken_up"
    MERGED = "merged"
    NOTED = "noted"
    OUT_OF_SCOPE = "out_of_scope"


class DispositionIn(In):
    """A person's decision, which goes before what the summary's text shows. What is out of scope needs a reason."""

    kind: DispositionKind
    reason: OptionalReason = None
    merged_into: UUID | None = None

    @model_validator(mode="after")
    def says_why_and_with_what(self) -> Self:
        if self.kind is DispositionKind.OUT_OF_SCOPE and self.reason is None:
            raise ValueError("say why it is out of scope; its author reads this")
        if (self.kind is DispositionKind.MERGED) is (self.merged_into is None):
            raise ValueError("“merged” names the contribution it was taken together with, and nothing else does")
        return self


class DispositionState(Out):
    """What a person decided, as the record carries it. `id` is the contribution's; `kind` null: nobody decides any
    more, the text does.
    """

    id: UUID
    kind: DispositionKind | None
    reason: str | None
    merged_into: UUID | None


class MergedOut(Out):
    """The contribution it was taken together with, and its place in the record."""

    id: UUID
    seq: int


class DispositionOut(Out):
    """What became of one contribution. `kind` null: not known yet, because no summary has been circulated that knows
    it. `paragraphs`: the numbers of those in which the summary quotes or cites it. `decided_by` null: nobody decided,
    the text shows it.
    """

    contribution_id: UUID
    seq: int
    title: str | None
    language: str
    author: ActedAs
    mine: bool
    kind: DispositionKind | None
    paragraphs: list[int]
    merged_into: MergedOut | None
    reason: str | None
    decided_by: ActedAs | None
    decided_at: Instant | None
