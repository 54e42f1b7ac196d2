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

    declared, confirmed, matched: a contribution that makes a point, by the word of its author or a reader, or its text.
    intervention: a turn on the floor.
    `seq`: the place in the record, of all but statements. `number`: of a statement, in its list and in the file it
    came from.
    """

    kind: Literal[
        "position", "statement", "objection", "proposal", "endorsement", "declared", "confirmed", "matched",
        "intervention",
    ]  # fmt: skip
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
    """What the claim is about. `number`: of the statement or point, of the option within its question, or the place of
    a proposal among those reported or of a meeting among all; `version`: of the option's wording, null for all others.
    """

    kind: Literal["option", "statement", "proposal", "point", "meeting"]
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
    """`confirmed` is false where the position was stated on an earlier wording and so is not counted.

    `joint_id`: the joint statement (a contribution) that speaks for the entity. `blocking`: it is an objection.
    """

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
    joint_id: str | None = None
    blocking: bool = False


class ContributionRow(Out):
    """`same_text_as`: the first contribution with the identical text; null for that one and for all others.

    `disposition`: what became of it, null in documents older than this field. `paragraphs`: where it is quoted.
    `merged_into`: the contribution it was taken together with. `decided`: a person said so, with `disposition_reason`.
    """

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
    disposition: Literal["taken_up", "merged", "noted", "out_of_scope"] | None = None
    disposition_label: str = ""
    disposition_reason: str | None = None
    paragraphs: list[int] = Field(default=[])
    merged_into: str | None = None
    decided: bool = False


class JointRow(Out):
    """A joint statement and how many stand behind it. `id` is the contribution's."""

    id: str
    seq: int
    entities: int


class ExplanationRow(Out):
    """An explanation of position, given after the round. `text` null: withheld."""

    id: str
    option_id: str
    entity: str
    group_label: str
    text: str | None
    language: str
    seq: int
    given_at: str


class ObjectionRow(Out):
    """An objection in a decision. `option_id` null: the matter was no option. `reason` null: withheld."""

    id: str
    decision_id: str
    option_id: str | None
    entity: str
    group_label: str
    reason: str | None
    language: str
    seq: int
    withdrawn_at: str | None
    disposition: str | None
    disposition_reason: str | None


class DecisionRow(Out):
    """A consensus call, silence procedure or straw poll as it stood at the cut-off."""

    id: str
    kind: str
    option_id: str | None
    matter: str
    language: str
    state: str
    opened_at: str
    ended_at: str | None
    seq: int


class FindingRow(Out):
    """A finding the chair signed on an option."""

    id: str
    option_id: str
    kind: str
    reason: str | None
    language: str
    seq: int
    signed_at: str


class SecondedRow(Out):
    entity: str
    group_label: str
    seq: int


class ProposalRow(Out):
    """What a participant said the note left out. `question`: its number, or null."""

    id: str
    question: int | None
    entity: str
    group_label: str
    text: str
    language: str
    seq: int
    seconded: list[SecondedRow]


class PreparedRow(Out):
    """The text of a statement that the summary quotes. `text` null: withheld."""

    id: str
    entity: str
    group_label: str
    text: str | None
    language: str
    seq: int


class CaucusRow(Out):
    """A view that a caucus recorded, where the text quotes it."""

    id: str
    caucus_id: str
    caucus: str
    text: str
    language: str
    seq: int


class CommentRow(Out):
    """A remark from the floor that the text quotes."""

    id: str
    text: str
    language: str
    group_label: str
    seq: int


class WordingRow(Out):
    """What a person approved to stand beside a quotation: the same in other words or another language, proposed by a
    language model. `quote`: of `source_id`, as the text has it. `edited`: the person changed what the model proposed.
    `point`: the number of the point that the quotation names. `seq`: of the approval.
    """

    id: str
    source_id: str
    quote: str
    quote_language: str
    point: int
    kind: Literal["paraphrase", "translation"]
    language: str
    text: str
    model: str
    approved_by: str
    edited: bool
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
    # What older documents did not have.
    joint: list[JointRow] = Field(default=[])
    explanations: list[ExplanationRow] = Field(default=[])
    objections: list[ObjectionRow] = Field(default=[])
    decisions: list[DecisionRow] = Field(default=[])
    findings: list[FindingRow] = Field(default=[])
    missing: list[ProposalRow] = Field(default=[])
    caucuses: list[CaucusRow] = Field(default=[])
    prepared: list[PreparedRow] = Field(default=[])
    wordings: list[WordingRow] = Field(default=[])
    arranged_by: Annotated[str | None, Field(description="The language model that ordered sentences marked so.")] = None

    def digest(self) -> str:
        """SHA-256 of the document's canonical JSON: what the record commits to when the summary is published."""
        return hashlib.sha256(canonical(self.model_dump(mode="json"))).hexdigest()

    def claim(self, claim_id: str) -> Claim | None:
        return next((claim for claim in self.claims if claim.id == claim_id), None)


def plain(runs: list[Run] | tuple[Run, ...]) -> str:
    """The words alone: no marks, no source references."""
    return "".join(run.text for run in runs if run.kind not in {"mark", "source"})
