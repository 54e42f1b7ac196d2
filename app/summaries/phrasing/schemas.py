"""What a language model arranged in a summary, as stored and as those who prepare it compare it with the template."""

import hashlib
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, Out
from app.summaries.phrasing.arranging import Arrangement, Slots, changes


class ArrangedParagraph(Out):
    """`slots`: the ids of its claims as the template has them. `order`: those, each after the name of a link or null.
    `template` and `text`: the paragraph as it reads without and with it. `declined`: a person wants the template's.
    """

    slots: list[str]
    order: list[tuple[str | None, str]]
    template: str
    text: str
    declined: bool = False

    @property
    def id(self) -> str:
        return paragraph_key(self.slots)

    @property
    def arrangement(self) -> Arrangement:
        return tuple(self.order)

    @property
    def changes(self) -> bool:
        return changes(tuple(self.slots), self.arrangement)


class Arranged(Out):
    """Everything one model was asked for in one text, also what it left as it was, so that it is asked only once."""

    model: str
    paragraphs: list[ArrangedParagraph]

    def known(self) -> dict[Slots, Arrangement]:
        return {tuple(each.slots): each.arrangement for each in self.paragraphs}

    def declined(self) -> frozenset[Slots]:
        return frozenset(tuple(each.slots) for each in self.paragraphs if each.declined)

    def standing(self) -> list[Arrangement]:
        return [each.arrangement for each in self.paragraphs if not each.declined]


def paragraph_key(slots: list[str]) -> str:
    return hashlib.sha256(" ".join(sorted(slots)).encode()).hexdigest()[:12]


class ComparedParagraph(Out):
    """`number`: where it stands in the working text, null where an edit took it out."""

    id: str
    number: int | None
    template: str
    arranged: str
    declined: bool


class AuditRow(Out):
    """`requests`: how many, `taken`: of how many the answer was used (before a person decided on a wording)."""

    id: UUID
    kind: str
    model: str
    at: Instant
    acted_as: ActedAs
    requests: int
    taken: int


class ArrangementOut(Out):
    """`configured`: the model that would be asked now, null when none is. `model`: the one that arranged this text.
    `paragraphs`: those it changed, line by line. `audits`: the latest first.
    """

    configured: str | None
    summary_id: UUID | None
    version: int | None
    model: str | None
    language: str | None
    paragraphs: list[ComparedParagraph]
    audits: list[AuditRow]


class DeclineArrangementIn(In):
    """`id` null: the template's order in every paragraph."""

    id: str | None = Field(default=None, max_length=12)
    declined: bool = True
