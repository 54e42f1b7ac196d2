"""Taking words out of a finished document that were hidden after it was written. Pure.

A published text is never changed: this makes the copy that is shown. Numbers stay, because moderation takes away words
and not anybody's say; the document's digest stays that of the whole text.
"""

from collections.abc import Set as AbstractSet

from app.summaries.engine.document import Block, Claim, Document, Paragraph, PositionRow, Run
from app.summaries.engine.languages import language_for
from app.summaries.engine.quotations import excerpt


def shown_sources(document: Document) -> frozenset[str]:
    """Ids of all whose words the document shows, in the text or in an annex."""
    return frozenset(
        {row.id for row in document.positions if row.reason or row.condition}
        | {row.id for row in document.contributions}
        | {row.id for row in document.comments}
        | {row.id for row in document.statements}
        | {row.id for row in document.explanations if row.text}
        | {row.id for row in document.objections if row.reason}
        | {row.id for row in document.missing}
        | {row.caucus_id for row in document.caucuses}
        | {row.id for row in document.prepared if row.text}
    )


def redact(document: Document, hidden: AbstractSet[str]) -> Document:
    """The document without the words of these sources."""
    hidden = hidden & shown_sources(document)
    if not hidden:
        return document
    hidden = hidden | {row.id for row in document.caucuses if row.caucus_id in hidden}
    stub = language_for(document.language).text["redacted"]
    said = {(row.id, excerpt(row.reason)[0]) for row in document.objections if row.reason and row.id in hidden}
    words = {"text": stub}
    return document.model_copy(
        update={
            "sections": [
                section.model_copy(update={"blocks": [_block(block, hidden, said, stub) for block in section.blocks]})
                for section in document.sections
            ],
            "claims": [_claim(claim, document, hidden, stub) for claim in document.claims],
            "positions": [_position(row) if row.id in hidden else row for row in document.positions],
            "contributions": [
                row.model_copy(update={"title": stub}) if row.id in hidden else row for row in document.contributions
            ],
            "comments": [row.model_copy(update=words) if row.id in hidden else row for row in document.comments],
            "statements": [row.model_copy(update=words) if row.id in hidden else row for row in document.statements],
            "explanations": [
                row.model_copy(update={"text": None}) if row.id in hidden else row for row in document.explanations
            ],
            "objections": [
                row.model_copy(update={"reason": None}) if row.id in hidden else row for row in document.objections
            ],
            "missing": [row.model_copy(update=words) if row.id in hidden else row for row in document.missing],
            "prepared": [
                row.model_copy(update={"text": None}) if row.id in hidden else row for row in document.prepared
            ],
            "wordings": [row for row in document.wordings if row.source_id not in hidden],
            "caucuses": [row.model_copy(update=words) if row.id in hidden else row for row in document.caucuses],
        }
    )


def _position(row: PositionRow) -> PositionRow:
    return row.model_copy(update={"reason": None, "condition": None, "withheld": True})


Said = AbstractSet[tuple[str, str]]
"""Reasons of objections as they are cited: whose, and the words. Others with the same reference are the chair's."""


def _block(block: Block, hidden: AbstractSet[str], said: Said, stub: str) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return block.model_copy(update={"runs": [_run(run, hidden, said, stub) for run in block.runs]})


def _run(run: Run, hidden: AbstractSet[str], said: Said, stub: str) -> Run:
    if not (run.kind == "quote" and run.ref in hidden) and (run.ref, run.text) not in said:
        return run
    return run.model_copy(update={"text": stub, "language": None})


def _claim(claim: Claim, document: Document, hidden: AbstractSet[str], stub: str) -> Claim:
    """The sentence of a claim on a statement quotes it, that on a point quotes contributions."""
    if claim.subject.id not in hidden and claim.subject.kind != "point":
        return claim
    paragraphs = (b for section in document.sections for b in section.blocks if isinstance(b, Paragraph))
    here = (p for p in paragraphs if any(run.kind == "claim" and run.ref == claim.id for run in p.runs))
    quotes = (run.text for p in here for run in p.runs if run.kind == "quote" and run.ref in hidden)
    text = claim.text
    for quote in quotes:
        text = text.replace(quote, stub)
    return claim.model_copy(update={"text": text})
