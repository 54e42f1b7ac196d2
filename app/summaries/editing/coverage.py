"""Whose input a text does not show, and what it says without saying by how many. Pure."""

from app.summaries.editing import words
from app.summaries.editing.places import Source, places, rests_on, sources
from app.summaries.editing.schemas import Coverage, GroupCoverage, SourceOut
from app.summaries.engine.document import Document, Paragraph, Run


def coverage(document: Document) -> Coverage:
    found = places(document)
    heard = {source for place in found for source in rests_on(document, place.paragraph)}
    known = sources(document)
    copies = {row.id: row.same_text_as for row in document.contributions}
    written = [source for source in known.values() if source.kind == "contribution"]
    uncited = [s for s in written if s.id not in heard and (copies[s.id] is None or copies[s.id] not in heard)]
    return Coverage(
        contributions=len(written),
        cited=len(written) - len(uncited),
        uncited=[as_out(source) for source in uncited],
        groups=_groups(document, known, heard),
        unquantified=[place.paragraph.number for place in found if unquantified(document, place.paragraph)],
    )


def _groups(document: Document, known: dict[str, Source], heard: set[str]) -> list[GroupCoverage]:
    """Every group that took part with something the text could show."""
    labels = {row.group: row.group_label for row in document.participation}
    rows: dict[str | None, list[int]] = {}
    for source in known.values():
        if source.kind not in {"position", "contribution"}:
            continue
        counts = rows.setdefault(source.group, [0, 0])
        counts[0] += 1
        counts[1] += source.id in heard
    return [
        GroupCoverage(group=group, label=labels.get(group) or group or "", sources=number, heard=shown)
        for group, (number, shown) in sorted(rows.items(), key=lambda row: (row[1][1], str(row[0])))
    ]


def unquantified(document: Document, paragraph: Paragraph) -> list[str]:
    """Passives in a paragraph that counts nothing and was typed by hand; those computed carry their own sign."""
    if any(run.kind == "claim" for run in paragraph.runs):
        return []
    typed = [run.text for run in paragraph.runs if _typed(run)]
    return [each for text in typed for each in words.passives(text, document.language)]


def _typed(run: Run) -> bool:
    return run.kind == "given"


def as_out(source: Source) -> SourceOut:
    return SourceOut.model_validate(source)
