"""What became of each contribution, from the finished text: taken up where it is quoted, counted or its place is given.

A person's decision goes before what the text shows. A copy of a campaign is merged with the first of its texts;
whatever is left was noted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from app.summaries.engine.document import Claim, Document, Paragraph, Section
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.proceedings import DispositionFact
from app.summaries.engine.voices import originals

Kind = Literal["taken_up", "merged", "noted", "out_of_scope"]


@dataclass(frozen=True, slots=True)
class Became:
    """`paragraphs`: where the contribution is quoted, counted or cited, whatever a person decided."""

    kind: Kind
    paragraphs: tuple[int, ...] = ()
    merged_into: str | None = None
    reason: str | None = None
    decided: bool = False


def became(ledger: Ledger, sections: Iterable[Section], claims: Iterable[Claim]) -> Mapping[str, Became]:
    """By contribution."""
    cited, decided = _cited(sections, claims), {each.contribution_id: each for each in ledger.dispositions}
    firsts = originals(ledger.contributions)
    found: dict[str, Became] = {}
    for each in ledger.contributions:
        paragraphs, original = tuple(cited.get(each.id, ())), firsts[each.id].id
        if decision := decided.get(each.id):
            found[each.id] = _decided(decision, paragraphs)
        elif paragraphs:
            found[each.id] = Became("taken_up", paragraphs)
        elif original != each.id:
            found[each.id] = Became("merged", merged_into=original)
        else:
            found[each.id] = Became("noted")
    return found


def of_document(document: Document) -> Mapping[str, Became]:
    """The same from a finished document, whose paragraphs may have been edited and numbered anew since."""
    cited = _cited(document.sections, document.claims)
    found = {}
    for row in document.contributions:
        paragraphs = tuple(cited.get(row.id, ()))
        if row.decided and row.disposition:
            found[row.id] = Became(row.disposition, paragraphs, row.merged_into, row.disposition_reason, decided=True)
        elif paragraphs:
            found[row.id] = Became("taken_up", paragraphs)
        else:
            found[row.id] = Became("merged" if row.same_text_as else "noted", merged_into=row.same_text_as)
    return found


def renumbered(document: Document) -> Document:
    """The document with its annex of contributions as its paragraphs now stand: after an edit."""
    language, results = language_for(document.language), of_document(document)
    rows = [
        row.model_copy(
            update={
                "disposition": results[row.id].kind,
                "disposition_label": language.named("disposition", results[row.id].kind),
                "paragraphs": list(results[row.id].paragraphs),
                "merged_into": results[row.id].merged_into,
            }
        )
        for row in document.contributions
    ]
    return document.model_copy(update={"contributions": rows})


def _decided(fact: DispositionFact, paragraphs: tuple[int, ...]) -> Became:
    return Became(cast("Kind", fact.kind), paragraphs, fact.merged_into, fact.reason, decided=True)


def _cited(sections: Iterable[Section], claims: Iterable[Claim]) -> Mapping[str, list[int]]:
    """The numbers of the paragraphs that quote or count each source or give its place in the record, each once."""
    behind = {claim.id: [each.id for each in claim.evidence] for claim in claims}
    cited: dict[str, list[int]] = defaultdict(list)
    paragraphs = (block for section in sections for block in section.blocks if isinstance(block, Paragraph))
    for each in paragraphs:
        here = [run.ref for run in each.runs if run.kind in {"quote", "source"} and run.ref]
        here += [ref for run in each.runs if run.kind == "claim" for ref in behind.get(run.ref or "", ())]
        for ref in dict.fromkeys(here):
            cited[ref].append(each.number)
    return cited
