"""How the editing of a draft looks from outside: edits, paragraphs with what they rest on, coverage."""

from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, LanguageTag, LongText, Out
from app.summaries.engine.document import Run
from app.summaries.schemas import SummaryStanding, TouchedSource

PLACE_ID = Field(min_length=1, max_length=120)


class EditAction(StrEnum):
    """`restore` takes an edit back: the computed text stands again."""

    ACCEPT = "accept"
    EDIT = "edit"
    DROP = "drop"
    RESTORE = "restore"


class EditIn(In):
    """`own_words`: the whole paragraph is the chair's own; it may hold figures, and nothing in it is counted."""

    action: EditAction
    text: LongText | None = None
    own_words: bool = False

    @model_validator(mode="after")
    def has_its_text(self) -> Self:
        if (self.action is EditAction.EDIT) != (self.text is not None):
            raise ValueError("an edit, and only an edit, comes with the text")
        return self


class OwnParagraphIn(In):
    """A paragraph of the chair's own, behind the one named by `after`."""

    after: Annotated[str, PLACE_ID]
    text: LongText
    language: LanguageTag = "en"


class Edit(Out):
    """One edit as it is kept over the computed text. `basis`: digest of the computed paragraph it was made to, so that
    a later draft knows whether it is still the same. `refs`: whose words the text holds.
    """

    paragraph_id: str
    action: Literal["accept", "edit", "drop", "own"]
    text: str | None
    language: str
    own_words: bool
    basis: str | None
    after: str | None
    section: str
    refs: list[str]
    acted_as: ActedAs
    at: Instant


class SetAside(Out):
    """An edit whose paragraph has changed or gone since. `text` is withheld where it holds words hidden meanwhile."""

    paragraph_id: str
    why: Literal["changed", "gone"]
    action: str
    text: str | None
    acted_as: ActedAs
    at: Instant


class SourceOut(Out):
    """A source a paragraph rests on; its text is in the document's annexes under the same id."""

    kind: Literal["position", "statement", "contribution", "comment", "explanation", "objection", "proposal", "caucus"]
    id: str
    label: str
    group: str | None
    seq: int | None


class ParagraphOut(Out):
    """A paragraph as readers have it, by its stable id. `sources`: the formal inputs considered for it."""

    id: str
    number: int
    section: str
    sources: list[SourceOut]
    touched: list[TouchedSource]
    comments: int
    undisposed: int


class Paragraphs(Out):
    """`text_number`: of the frozen text these are of; null for the working text."""

    text_number: int | None
    items: list[ParagraphOut]


class EditedParagraph(Out):
    """A paragraph on the rapporteur's desk. `number` is null while it is dropped.

    `status`: computed (nobody decided yet), accepted, edited (its counts stand), uncounted (edited, and a count was
    lost), dropped, own. `lost`: phrases once counted here that are not any more. `passives`: said by nobody in number.
    """

    id: str
    section: str
    section_title: str
    number: int | None
    status: Literal["computed", "accepted", "edited", "uncounted", "dropped", "own"]
    lead: list[Run]
    runs: list[Run]
    text: str
    computed: str | None
    language: str
    own_words: bool
    lost: list[str]
    passives: list[str]
    sources: list[SourceOut]
    touched: list[TouchedSource]
    by: ActedAs | None


class GroupCoverage(Out):
    """`heard`: sources of this group's that the text counts, quotes or cites; of `sources` there are."""

    group: str | None
    label: str
    sources: int
    heard: int


class Coverage(Out):
    """Whose input the text does not show. `uncited`: contributions quoted or cited nowhere."""

    contributions: int
    cited: int
    uncited: list[SourceOut]
    groups: list[GroupCoverage]
    unquantified: list[int]


class EditingOut(Out):
    summary_id: UUID
    state: SummaryStanding
    version: int
    language: str
    direction: Literal["ltr", "rtl"]
    paragraphs: list[EditedParagraph]
    set_aside: list[SetAside]
    coverage: Coverage


class Piece(Out):
    """A stretch of words in a comparison."""

    op: Literal["same", "ins", "del"]
    text: str


class ChangedParagraph(Out):
    id: str
    kind: Literal["added", "removed", "changed"]
    before: int | None
    after: int | None
    pieces: list[Piece]


class Changes(Out):
    """From one text to another by paragraph and by word. `after` is null for the working text."""

    before: int
    after: int | None
    language: str
    direction: Literal["ltr", "rtl"]
    unchanged: int
    items: list[ChangedParagraph]
