"""The same text in another of the six languages: not a translation, but drawn again from the facts it was drawn from.

One language stands: that in which the text was drafted, edited, circulated and made final. The others say the same by
construction: the same claims, counted from the same ledger and checked as every draft is. What a person wrote into the
text (edits, the chair's own words) stays in the language it was written in. Pure but for the packing.
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from app.consultations.scale import Word
from app.summaries.editing import words
from app.summaries.editing.overlay import basis
from app.summaries.editing.places import places
from app.summaries.editing.texts import composed
from app.summaries.engine.document import Block, ContributionRow, Document, Heading, Paragraph, Run, Section, Table
from app.summaries.engine.drafting import draft
from app.summaries.engine.languages import PACKS
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.quantifiers import Move
from app.summaries.engine.rendering import to_json
from app.summaries.phrasing.model import checked
from app.summaries.phrasing.schemas import Arranged

LANGUAGES = tuple(sorted(PACKS))
_LEDGER = TypeAdapter(Ledger)


def packed(ledger: Ledger) -> bytes:
    packing = zlib.compressobj()
    return b"".join([*map(packing.compress, ledger.pieces()), packing.flush()])


def unpacked(facts: bytes) -> Ledger:
    return _LEDGER.validate_json(zlib.decompress(facts))


def moves_of(stored: Sequence[Mapping[str, Any]]) -> dict[str, Move]:
    return {each["claim_id"]: Move(Word(each["of"]), each["steps"], each["reason"]) for each in stored}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A stored text and what it was made from. `paragraphs`: the ids of a frozen text's; of a working text they are
    found from `drafted` and `edits`.
    """

    content: str
    drafted: str
    edits: Sequence[Any]
    paragraphs: Sequence[str] | None
    moves: Sequence[Mapping[str, Any]]
    facts: bytes
    language: str
    arranged: Mapping[str, Any] | None = None


def spoken(wanted: Wanted) -> bytes:
    """The document's JSON in the language asked for; a job for the worker process."""
    standing = Document.model_validate_json(wanted.content)
    if standing.language == wanted.language:
        return wanted.content.encode()
    ids = wanted.paragraphs
    if ids is None:
        ids = list(composed(wanted.drafted, wanted.edits).ids.values())
    said = in_language(
        standing,
        ids,
        unpacked(wanted.facts),
        moves_of(wanted.moves),
        wanted.language,
        Arranged.model_validate(wanted.arranged) if wanted.arranged else None,
    )
    return to_json(said).encode()


def in_language(
    standing: Document,
    ids: Sequence[str],
    ledger: Ledger,
    moves: Mapping[str, Move],
    language: str,
    arranged: Arranged | None = None,
) -> Document:
    """`ids`: of the paragraphs of the text that stands, in their order. `arranged`: its sentences' order, the same
    in every language. Raises CheckFailed as drafting does.
    """

    def drawn(tag: str) -> Document:
        template = draft(ledger, language=tag, moves=moves, remarks=standing.remarks)
        if arranged is None:
            return template
        answers = {slots: each for slots, each in arranged.known().items() if slots not in arranged.declined()}
        return checked(ledger, template, moves, answers, arranged.model).document

    computed, other = drawn(standing.language), drawn(language)
    saying = _Saying(standing, other, computed, dict(enumerate(ids, start=1)))
    claims = [
        (other.claim(claim.id) or claim).model_copy(update={"paired_with": claim.paired_with})
        for claim in standing.claims
    ]
    return other.model_copy(
        update={
            "sections": [saying.section(section) for section in standing.sections],
            "claims": claims,
            "contributions": _placed(other, standing),
            "scale": _explained(other, standing),
            "wordings": standing.wordings,
        }
    )


class _Saying:
    """Paragraph by paragraph: the other language's where the text stands as it was computed, else what stands."""

    def __init__(self, standing: Document, other: Document, computed: Document, ids: Mapping[int, str]) -> None:
        self._language, self._ids = standing.language, ids
        self._others = {section.id: section for section in other.sections}
        self._said = {place.id: place.paragraph for place in places(other)}
        self._basis = {place.id: basis(place.paragraph) for place in places(computed)}

    def section(self, section: Section) -> Section:
        other = self._others.get(section.id)
        if other is None:
            return section
        headings = {block.id: block for block in other.blocks if isinstance(block, Heading)}
        tables = iter([block for block in other.blocks if isinstance(block, Table)])
        blocks = [self._block(block, headings, tables) for block in section.blocks]
        return other.model_copy(update={"blocks": blocks})

    def _block(self, block: Block, headings: Mapping[str, Heading], tables: Iterator[Table]) -> Block:
        if isinstance(block, Heading):
            return headings.get(block.id, block)
        if isinstance(block, Table):
            return next(tables, block)
        identity = self._ids[block.number]
        said = self._said.get(identity)
        if said is not None and self._basis.get(identity) == basis(block):
            return said.model_copy(update={"number": block.number})
        return block.model_copy(update={"runs": [self._foreign(run) for run in block.runs]})

    def _foreign(self, run: Run) -> Run:
        """Words somebody typed are words of the conveners, in their own language."""
        if run.kind == "text" and run.text.strip():
            return run.model_copy(update={"kind": "given", "language": self._language})
        return run


def _placed(other: Document, standing: Document) -> list[ContributionRow]:
    where = {row.id: row.paragraphs for row in standing.contributions}
    return [row.model_copy(update={"paragraphs": where.get(row.id, [])}) for row in other.contributions]


def _explained(other: Document, standing: Document) -> Any:
    """The signs of edited paragraphs are explained in the annex, in the language of the rest."""
    runs = [run for s in standing.sections for block in s.blocks if isinstance(block, Paragraph) for run in block.runs]
    used = {run.text for run in runs if run.kind == "mark"}
    signs = {sign: meaning for sign, meaning in words.meanings(other.language).items() if sign in used}
    return other.scale.model_copy(update={"marks": {**other.scale.marks, **signs}})
