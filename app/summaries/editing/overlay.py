"""Edits laid over the computed document: compose, and say which edits had to be set aside. Pure.

The computed text is never changed. A new draft keeps every edit whose paragraph did not change; the others are set
aside with their text, so that nothing typed is lost.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.record.chain import canonical
from app.summaries.editing import words
from app.summaries.editing.places import Place, places
from app.summaries.editing.rebuilding import Rebuilt, own_words, rebuild
from app.summaries.editing.schemas import Edit
from app.summaries.engine.document import Block, Claim, ContributionRow, Document, Paragraph, Run, Section

OWN_PREFIX = "own-"


@dataclass(frozen=True, slots=True)
class Composed:
    """The document as it stands with its edits; `ids`: the stable id of each paragraph, by number."""

    document: Document
    kept: list[Edit]
    aside: list[tuple[Edit, str]]
    lost: dict[str, list[Claim]]
    ids: dict[int, str]

    @property
    def places(self) -> list[Place]:
        return places(self.document, self.ids)


@dataclass
class _Work:
    """What comes together while sections are put in order. `number` runs through the document."""

    document: Document
    number: int = 0
    lost: dict[str, list[Claim]] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)

    def numbered(self, paragraph: Paragraph, identity: str) -> Paragraph:
        self.number += 1
        self.ids[self.number] = identity
        return paragraph.model_copy(update={"number": self.number})


def basis(paragraph: Paragraph) -> str:
    """What an edit was made to: the words of the paragraph and whose they are, without its number."""
    runs = [[run.kind, run.text, run.ref] for run in (*paragraph.lead, *paragraph.runs)]
    return hashlib.sha256(canonical(runs)).hexdigest()


def compose(drafted: Document, edits: Iterable[Edit]) -> Composed:
    """Two runs over the same edits give the same document."""
    found = {place.id: place for place in places(drafted)}
    kept: list[Edit] = []
    aside: list[tuple[Edit, str]] = []
    for edit in edits:
        why = _why_aside(found, drafted, edit)
        if why:
            aside.append((edit, why))
        else:
            kept.append(edit)
    if not kept:
        return Composed(drafted, kept, aside, {}, {place.paragraph.number: place.id for place in found.values()})
    work = _Work(drafted)
    by_section: dict[str, dict[int, Place]] = {}
    for place in found.values():
        by_section.setdefault(place.section, {})[place.index] = place
    sections = [_section(work, section, by_section.get(section.id, {}), kept) for section in drafted.sections]
    return Composed(_with_claims(work, sections), kept, aside, work.lost, work.ids)


def _why_aside(found: Mapping[str, Place], drafted: Document, edit: Edit) -> str | None:
    if edit.action == "own":
        return None if any(section.id == edit.section for section in drafted.sections) else "gone"
    place = found.get(edit.paragraph_id)
    if place is None:
        return "gone"
    return None if basis(place.paragraph) == edit.basis else "changed"


def _section(work: _Work, section: Section, here: Mapping[int, Place], edits: Sequence[Edit]) -> Section:
    by_place = {edit.paragraph_id: edit for edit in edits if edit.action != "own"}
    own = [edit for edit in edits if edit.action == "own" and edit.section == section.id]
    waiting = {edit.paragraph_id: edit for edit in own}
    blocks: list[Block] = []

    def add_own(after: str) -> None:
        for edit in own:
            if edit.after == after and edit.paragraph_id in waiting:
                del waiting[edit.paragraph_id]
                blocks.append(_own(work, edit))
                add_own(edit.paragraph_id)

    for index, block in enumerate(section.blocks):
        if not isinstance(block, Paragraph):
            blocks.append(block)
            continue
        place = here[index]
        changed = _edited(work, place, by_place.get(place.id))
        if changed is not None:
            blocks.append(work.numbered(changed, place.id))
        add_own(place.id)
    blocks.extend(_own(work, edit) for edit in list(waiting.values()))
    return section.model_copy(update={"blocks": blocks})


def _own(work: _Work, edit: Edit) -> Paragraph:
    runs = own_words(work.document, None, edit.text or "", edit.language).runs
    return work.numbered(Paragraph(number=0, lead=[], runs=runs), edit.paragraph_id)


def _edited(work: _Work, place: Place, edit: Edit | None) -> Paragraph | None:
    if edit is None or edit.action == "accept":
        return place.paragraph
    if edit.action == "drop":
        return None
    rebuilt = edited(work.document, place.paragraph, edit.text or "", edit.language, own=edit.own_words)
    if rebuilt.lost:
        work.lost[place.id] = rebuilt.lost
    return place.paragraph.model_copy(update={"runs": rebuilt.runs})


def edited(document: Document, paragraph: Paragraph, text: str, language: str, *, own: bool) -> Rebuilt:
    return own_words(document, paragraph, text, language) if own else rebuild(document, paragraph, text)


def _with_claims(work: _Work, sections: list[Section]) -> Document:
    """Only the claims that still stand in the text are on file, and the signs used are explained in the annex."""
    drafted = work.document
    runs = [run for s in sections for block in s.blocks if isinstance(block, Paragraph) for run in block.runs]
    stand = {run.ref for run in runs if run.kind == "claim"}
    claims = [
        claim.model_copy(update={"paired_with": [other for other in claim.paired_with if other in stand]})
        for claim in drafted.claims
        if claim.id in stand
    ]
    update: dict[str, object] = {"sections": sections, "claims": claims}
    if any(row.paragraphs for row in drafted.contributions):
        update["contributions"] = _placed(drafted, sections, work.ids)
    if signs := _signs(drafted.language, runs):
        marks = {**drafted.scale.marks, **signs}
        update["scale"] = drafted.scale.model_copy(update={"marks": marks})
    return drafted.model_copy(update=update)


def _placed(drafted: Document, sections: Iterable[Section], ids: Mapping[int, str]) -> list[ContributionRow]:
    """Where each contribution is quoted, by the numbers the paragraphs have now; not where an edit took it out."""
    now = {identity: number for number, identity in ids.items()}
    cited = {b.number: _refs(b) for section in sections for b in section.blocks if isinstance(b, Paragraph)}
    before = {place.paragraph.number: place for place in places(drafted)}

    def standing(row: ContributionRow) -> list[int]:
        found = []
        for place in (before[number] for number in row.paragraphs if number in before):
            number = now.get(place.id)
            if number is not None and (row.id in cited[number] or row.id not in _refs(place.paragraph)):
                found.append(number)
        return found

    return [row.model_copy(update={"paragraphs": standing(row)}) for row in drafted.contributions]


def _refs(paragraph: Paragraph) -> set[str | None]:
    return {run.ref for run in paragraph.runs if run.kind in {"quote", "source"}}


def _signs(language: str, runs: Iterable[Run]) -> dict[str, str]:
    used = {run.text for run in runs if run.kind == "mark"}
    return {sign: meaning for sign, meaning in words.meanings(language).items() if sign in used}


def own_id(seed: str) -> str:
    return OWN_PREFIX + hashlib.sha256(seed.encode()).hexdigest()[:12]
