"""The drafted summary as data: numbered paragraphs made of runs, claims with their evidence, annexes.

This is what is stored, frozen at publication, digested, sent as JSON and rendered. It needs no ledger to be read.
"""

import hashlib
from typing import Annotated, Literal

from pydantic import Field

from app.core.schemas import Out
from app.record.chain import canonical

FORMAT: Literal["convenor-summary/1"] = "convenor-summary/1"


class Run(Out):
    """A stretch of text of one kind. `ref` is a claim id for claims, a source id for quotes and sources.

    text: words of the templates · claim: a counted phrase, opens its evidence · quote: verbatim, from `ref`
    · source: the place of `ref` in the record · given: words of the conveners · mark: one of the flags.
    """

    kind: Literal["text", "claim", "quote", "source", "given", "mark"]
    text: str
    ref: str | None = None
    language: str | None = None


class Heading(Out):
    type: Literal["heading"] = "heading"
    id: str
    runs: list[Run]


class Paragraph(Out):
    """`number` runs through the whole document. `lead` is a caption before the text: the option at issue."""

    type: Literal["paragraph"] = "paragraph"
    number: int
    lead: list[Run]
    runs: list[Run]


class Table(Out):
    type: Literal["table"] = "table"
    caption: str
    columns: list[str]
    rows: list[list[str]]
    total: list[str]


Block = Annotated[Heading | Paragraph | Table, Field(discriminator="type")]


class Section(Out):
    id: str
    numeral: str
    title: str
    blocks: list[Block]


class GroupCount(Out):
    """V and T of one group. `partition` is "declared" for stakeholder groups, "opinion" for groups found from votes."""

    partition: Literal["declared", "opinion"]
    group: str | None
    label: str
    n: int
    N: int


class Evidence(Out):
    """One source of a claim; its text is in the annexes under the same id.

    `seq`: the place of a position in the record. `number`: of a statement, in its list and in the file it came from.
    """

    kind: Literal["position", "statement"]
    id: str
    label: str
    number: int | None
    group: str | None
    seq: int | None


class FiredRule(Out):
    """A rule of the scale that had a part in the word, and what it did, in words."""

    rule: str
    facts: dict[str, int | str]
    text: str


class Subject(Out):
    """What the claim is about. `number`: of the statement, or of the option within its question; `version`: of the
    option's wording, null for a statement.
    """

    kind: Literal["option", "statement"]
    id: str
    number: int
    label: str
    version: int | None


class NeighbourWord(Out):
    side: Literal["this", "other"]
    change: int
    becomes: str


class CutoffPoint(Out):
    seq: int
    at: str


class Claim(Out):
    """One counted assertion. `n` of `N` (V of T) are `noun`; `word` is null where the scale gives no word.

    `kind`: word (by the scale), count (a plain number: neutral, passed, to be confirmed), group (one group against
    the others). `share` is exact; `share_percent` is cut, not rounded, so that it never reaches a threshold the
    share does not. `paired_with` names the claims that speak for the other side in the same paragraph.
    """

    id: str
    kind: Literal["word", "count", "group"]
    side: str
    subject: Subject
    text: str
    phrase: str
    word: str | None
    computed_word: str | None
    form: str
    n: int
    N: int
    noun: str
    noun_kind: str
    narrowed_to: list[str | None] | None
    base: int
    neutral: int
    share: str
    share_percent: str
    balanced_share: str | None
    balanced_percent: str | None
    groups: list[GroupCount]
    evidence: list[Evidence]
    rules: list[FiredRule]
    marks: list[str]
    borderline: bool
    neighbours: list[NeighbourWord]
    pairing: list[str]
    paired_with: list[str]
    cutoff: CutoffPoint
    scale_version: str
    ledger_digest: str


class PositionRow(Out):
    """`confirmed` is false where the position was stated on an earlier wording and so is not counted."""

    id: str
    option_id: str
    entity: str
    group: str | None
    group_label: str
    region: str | None
    region_label: str
    stance: str
    stance_label: str
    reason: str | None
    condition: str | None
    language: str
    seq: int
    confirmed: bool
    withheld: bool


class ContributionRow(Out):
    """`same_text_as`: the first contribution with the identical text; null for that one and for all others."""

    id: str
    contributor: str
    group: str | None
    group_label: str
    region: str | None
    region_label: str
    title: str
    language: str
    version: int
    filed_at: str
    late: bool
    seq: int
    same_text_as: str | None


class CommentRow(Out):
    """A remark from the floor that the text quotes."""

    id: str
    text: str
    language: str
    group_label: str
    seq: int


class StatementRow(Out):
    id: str
    number: int
    text: str
    language: str
    agree: int
    disagree: int
    passed: int


class OptionRow(Out):
    id: str
    question: int
    number: int
    label: str
    version: int


class ParticipationRow(Out):
    group: str | None
    group_label: str
    region: str | None
    region_label: str
    entities: int
    active: int
    persons: int


class ScaleRow(Out):
    word: str
    label: str
    share: str
    min_entities: int
    min_groups: str


class ScaleAnnex(Out):
    """`config` is the scale itself, exactly; rows, rules, marks and caveat say it in words."""

    version: str
    rows: list[ScaleRow]
    rules: list[str]
    marks: dict[str, str]
    caveat: str
    config: dict[str, object]


class About(Out):
    id: str
    slug: str
    title: str
    summary_line: str
    language: str
    simulated: bool


class Remarks(Out):
    """The chair's own words: typed, never generated. `language` as the chair gave it."""

    text: str
    language: str


class Document(Out):
    format: Literal["convenor-summary/1"] = FORMAT
    engine: str
    language: str
    direction: Literal["ltr", "rtl"]
    title: str
    notice: str
    consultation: About
    cutoff: CutoffPoint
    cutoff_text: str
    ledger_digest: str
    sections: list[Section]
    claims: list[Claim]
    remarks: Remarks | None
    participation: list[ParticipationRow]
    options: list[OptionRow]
    positions: list[PositionRow]
    contributions: list[ContributionRow]
    comments: list[CommentRow]
    statements: list[StatementRow]
    scale: ScaleAnnex

    def digest(self) -> str:
        """SHA-256 of the document's canonical JSON: what the record commits to when the summary is published."""
        return hashlib.sha256(canonical(self.model_dump(mode="json"))).hexdigest()

    def claim(self, claim_id: str) -> Claim | None:
        return next((claim for claim in self.claims if claim.id == claim_id), None)


def plain(runs: list[Run] | tuple[Run, ...]) -> str:
    """The words alone: no marks, no source references."""
    return "".join(run.text for run in runs if run.kind not in {"mark", "source"})
