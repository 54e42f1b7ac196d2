"""Paragraphs by ids that stay: from section, subject and kind, not from numbers. Pure.

A new draft numbers its paragraphs anew; an edit or a comment must still find its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.summaries.engine.document import Document, Heading, Paragraph, Run

LONGEST = 120


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph where it stands: its stable id, its section, the heading above it ("" for none), and its place among
    the section's blocks.
    """

    id: str
    section: str
    heading: str
    index: int
    paragraph: Paragraph


def places(document: Document, ids: Mapping[int, str] | None = None) -> list[Place]:
    """Every paragraph in reading order. `ids`: as they were given when the text was
    composed, by number; without them, for a text as it was computed.
    """
    found: list[Place] = []
    for section in document.sections:
        heading, seen, subject = "", dict[str, int](), ""
        for index, block in enumerate(section.blocks):
            if isinstance(block, Heading):
                heading, subject = block.id, ""
            elif isinstance(block, Paragraph):
                identity = (ids or {}).get(block.number)
                if identity is None:
                    about = _about(document, block)
                    subject = about or subject
                    base = _base(section.id, heading, subject, block, about)
                    seen[base] = seen.get(base, 0) + 1
                    identity = base if seen[base] == 1 else f"{base}.{seen[base]}"
                found.append(Place(identity[:LONGEST], section.id, heading, index, block))
    return found


def _base(section: str, heading: str, subject: str, paragraph: Paragraph, about: str) -> str:
    kind = _kind(paragraph)
    parts = (section, subject) if about or (subject and kind == "quotes") else (section, heading)
    return ".".join(part for part in (*parts, kind) if part)


def _kind(paragraph: Paragraph) -> str:
    kinds = {run.kind for run in paragraph.runs}
    return "counts" if "claim" in kinds else "quotes" if "quote" in kinds else "text"


def _about(document: Document, paragraph: Paragraph) -> str:
    """The option or statement a paragraph counts, from its caption or its first claim."""
    for run in paragraph.lead:
        if run.kind == "given" and run.ref:
            return run.ref
    for run in paragraph.runs:
        claim = document.claim(run.ref or "") if run.kind == "claim" else None
        if claim is not None:
            return claim.subject.id
    return ""


def runs_of(document: Document) -> Iterator[Run]:
    for place in places(document):
        yield from place.paragraph.lead
        yield from place.paragraph.runs


@dataclass(frozen=True, slots=True)
class Source:
    """What a paragraph rests on. `kind`: position, statement, contribution, comment, explanation, objection, proposal,
    caucus.
    """

    kind: str
    id: str
    label: str
    group: str | None
    seq: int | None


def sources(document: Document) -> dict[str, Source]:
    """All sources the document knows by id."""
    found = {row.id: Source("position", row.id, row.entity, row.group, row.seq) for row in document.positions}
    found |= {c.id: Source("contribution", c.id, c.contributor, c.group, c.seq) for c in document.contributions}
    found |= {c.id: Source("comment", c.id, c.group_label, None, c.seq) for c in document.comments}
    found |= {e.id: Source("explanation", e.id, e.entity, None, e.seq) for e in document.explanations}
    found |= {o.id: Source("objection", o.id, o.entity, None, o.seq) for o in document.objections}
    found |= {p.id: Source("proposal", p.id, p.entity, None, p.seq) for p in document.missing}
    found |= {p.id: Source("prepared_statement", p.id, p.entity, None, p.seq) for p in document.prepared}
    found |= {c.id: Source("caucus", c.id, c.caucus, None, c.seq) for c in document.caucuses}
    return found | {s.id: Source("statement", s.id, str(s.number), None, None) for s in document.statements}


def rests_on(document: Document, paragraph: Paragraph) -> list[str]:
    """Ids of the sources behind a paragraph: those of its claims, then those it quotes or cites; each once."""
    ids: dict[str, None] = {}
    for run in paragraph.runs:
        claim = document.claim(run.ref or "") if run.kind == "claim" else None
        if claim is not None:
            ids.update(dict.fromkeys(each.id for each in claim.evidence))
        elif run.kind in {"quote", "source"} and run.ref:
            ids[run.ref] = None
    return list(ids)
