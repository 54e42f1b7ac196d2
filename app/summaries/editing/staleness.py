"""Which paragraphs rest on sources that changed after the text's cut-off. Pure; rewrites nothing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from app.summaries.editing.places import Place, rests_on, sources
from app.summaries.engine.document import Document, Heading, Paragraph, plain
from app.summaries.schemas import TouchedParagraph, TouchedSource

Changed = Mapping[str, tuple[str, int]]
"""By id of a source or an option, or by one of the keys below: the type of the entry that changed it last, and its
place in the record.
"""
PROGRAMME: Final = "#programme"
POINTS: Final = "#points"


def section_of(section: str) -> str:
    return f"#{section}"


def finding_on(option_id: str) -> str:
    """What is signed on an option, as against what is counted there."""
    return f"#finding {option_id}"


def points_on(question: int | None) -> str:
    """The points of one question, by its number, or of none."""
    return POINTS if question is None else f"{POINTS}-{question}"


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
    labels = _labels(document)
    rows = []
    for place in found:
        hit = [
            TouchedSource(id=each, label=labels.get(each, ""), how=changed[each][0], seq=changed[each][1])
            for each in dict.fromkeys(_behind(document, place))
            if each in changed
        ]
        if hit:
            rows.append(TouchedParagraph(id=place.id, number=place.paragraph.number, sources=hit))
    return rows


def _labels(document: Document) -> dict[str, str]:
    labels = {identity: source.label for identity, source in sources(document).items()}
    for option in document.options:
        labels[option.id] = labels[finding_on(option.id)] = f"{option.question}.{option.number} {option.label}"
    labels |= {row.caucus_id: row.caucus for row in document.caucuses}
    labels |= {decision.id: decision.matter for decision in document.decisions}
    for section in document.sections:
        labels[section_of(section.id)] = section.title
        labels |= {f"#{each.id}": plain(each.runs) for each in section.blocks if isinstance(each, Heading)}
    labels.setdefault(POINTS, labels.get(section_of("views"), ""))
    return labels | {claim.subject.id: claim.subject.label for claim in document.claims if claim.side == "point"}


def _behind(document: Document, place: Place) -> Iterator[str]:
    """Ids and keys of all that the paragraph rests on."""
    rests = rests_on(document, place.paragraph)
    yield from rests
    caucus_of = {row.id: row.caucus_id for row in document.caucuses}
    yield from (caucus_of[each] for each in rests if each in caucus_of)
    yield section_of(place.section)
    yield from _counted(document, place.paragraph)
    if place.section == "findings":
        yield from _decided(document, place.paragraph)
    if any(claim.side == "point" for claim in document.claims if claim.id in _claim_ids(place.paragraph)):
        yield f"#{place.heading}"
        yield POINTS


def _counted(document: Document, paragraph: Paragraph) -> Iterator[str]:
    """An option on which somebody has spoken since is counted otherwise now."""
    yield from (run.ref for run in paragraph.lead if run.kind == "given" and run.ref)
    claims = (document.claim(each) for each in _claim_ids(paragraph))
    yield from (claim.subject.id for claim in claims if claim is not None)


def _claim_ids(paragraph: Paragraph) -> list[str]:
    return [run.ref or "" for run in paragraph.runs if run.kind == "claim"]


def _decided(document: Document, paragraph: Paragraph) -> Iterator[str]:
    """Findings by the option they are on; calls, polls, silence procedures and objections by their own ids."""
    yield from (finding_on(run.ref) for run in paragraph.lead if run.kind == "given" and run.ref)
    given = [run.ref for run in paragraph.runs if run.kind == "given" and run.ref]
    yield from given
    if any(decision.kind == "programme" for decision in document.decisions if decision.id in given):
        yield PROGRAMME
