"""Which paragraphs rest on sources that changed after the text's cut-off. Pure; rewrites nothing."""

from collections.abc import Iterable, Mapping

from app.summaries.editing.places import Place, rests_on, sources
from app.summaries.engine.document import Document, Paragraph
from app.summaries.schemas import TouchedParagraph, TouchedSource

Changed = Mapping[str, tuple[str, int]]
"""By id of a source or an option: the type of the entry that changed it last, and its place in the record."""


def amended(document: Document, versions: Mapping[str, int], seq: int) -> dict[str, tuple[str, int]]:
    """Options whose wording is not the one the text counts on."""
    return {
        option.id: ("option.amended", seq)
        for option in document.options
        if versions.get(option.id, option.version) != option.version
    }


def touched(document: Document, found: Iterable[Place], changed: Changed) -> list[TouchedParagraph]:
    if not changed:
        return []
    labels = {identity: source.label for identity, source in sources(document).items()}
    labels |= {option.id: f"{option.question}.{option.number} {option.label}" for option in document.options}
    caucus_of = {row.id: row.caucus_id for row in document.caucuses}
    labels |= {row.caucus_id: row.caucus for row in document.caucuses}
    rows = []
    for place in found:
        rests = rests_on(document, place.paragraph)
        behind = [
            *rests,
            *(caucus_of[each] for each in rests if each in caucus_of),
            *_options(document, place.paragraph),
        ]
        hit = [
            TouchedSource(id=each, label=labels.get(each, ""), how=changed[each][0], seq=changed[each][1])
            for each in dict.fromkeys(behind)
            if each in changed
        ]
        if hit:
            rows.append(TouchedParagraph(id=place.id, number=place.paragraph.number, sources=hit))
    return rows


def _options(document: Document, paragraph: Paragraph) -> list[str]:
    """What the paragraph counts: an option on which somebody has spoken since is counted otherwise now."""
    claims = (document.claim(run.ref or "") for run in paragraph.runs if run.kind == "claim")
    leads = [run.ref for run in paragraph.lead if run.kind == "given" and run.ref]
    return leads + [claim.subject.id for claim in claims if claim is not None]
