"""A hand-edited paragraph, read again: which counts and quotations in it still stand. Pure.

A count stands when its phrase is there verbatim and its sentence still says what was counted: all its words in their
order, and no negation among those put in. Whatever else was counted is lost, visibly. A quotation stands word for
word or not at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.errors import Invalid
from app.summaries.editing import words
from app.summaries.engine.document import Claim, Document, Paragraph, Run, plain


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The paragraph's new runs, and the claims that no longer stand in it."""

    runs: list[Run]
    lost: list[Claim]


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A claim or a quotation with the signs and places that follow it."""

    run: Run
    tail: tuple[Run, ...]


def own_words(document: Document, paragraph: Paragraph | None, text: str, language: str) -> Rebuilt:
    """The chair's own words: one stretch of text, nothing counted."""
    lost = _claims(document, paragraph.runs) if paragraph else []
    return Rebuilt([Run(kind="given", text=text, language=language), _sign(words.OWN)], lost)


def rebuild(document: Document, paragraph: Paragraph, text: str) -> Rebuilt:
    spans: list[tuple[int, int, _Anchor]] = []
    for anchor in sorted(_anchors(paragraph.runs), key=lambda each: -len(each.run.text)):
        claim = document.claim(anchor.run.ref or "") if anchor.run.kind == "claim" else None
        at = _find(text, anchor.run.text, spans, claim, document.language)
        if at is not None:
            spans.append((at, at + len(anchor.run.text), anchor))
    spans.sort(key=lambda each: each[0])
    kept = {anchor.run.ref for _, _, anchor in spans if anchor.run.kind == "claim"}
    lost = [claim for claim in _claims(document, paragraph.runs) if claim.id not in kept]
    runs = _pieces(text, spans, document.language)
    return Rebuilt([*runs, _sign(words.UNCOUNTED if lost else words.EDITED)], lost)


def check(document: Document, paragraph: Paragraph, rebuilt: Rebuilt) -> None:
    """Refuse what would look counted, quoted or answered and is not."""
    _no_new_figures(document, paragraph, rebuilt)
    _no_false_quotes(paragraph, rebuilt)
    kept = {run.ref for run in rebuilt.runs if run.kind == "claim"}
    for claim in _claims(document, paragraph.runs):
        if claim.id in kept and not set(claim.paired_with) <= kept:
            raise Invalid(
                f"“{claim.phrase}” may not stand without the other side, which the scale asks for beside it. Keep "
                "that sentence too, or let neither be counted.",
                code="counter_claim_lost",
            )


def _no_new_figures(document: Document, paragraph: Paragraph, rebuilt: Rebuilt) -> None:
    typed = words.vouched(_free(rebuilt.runs), document.language)
    new = typed - words.vouched(_free(paragraph.runs), document.language)
    if new:
        named = ", ".join(f"“{each}”" for each in sorted(new))
        raise Invalid(
            f"{named} typed by hand would look counted. Leave the counted phrase as it was, leave this out, or mark "
            "the paragraph as the chair’s own words.",
            code="uncounted_figure",
        )


def _no_false_quotes(paragraph: Paragraph, rebuilt: Rebuilt) -> None:
    real = [run.text for run in paragraph.runs if run.kind == "quote"]
    before = words.quoted(plain(paragraph.runs))
    for said in words.quoted(plain(rebuilt.runs)):
        if said not in before and not any(said == text for text in real):
            raise Invalid(
                f"“{said[:80]}” stands in quotation marks and is not what the source says word for word.",
                code="not_verbatim",
            )


def _free(runs: Sequence[Run]) -> str:
    """What is neither counted nor quoted; a gap in its place, so that words do not run together."""
    return " \n ".join(run.text for run in runs if run.kind in {"text", "given"})


def _anchors(runs: Sequence[Run]) -> list[_Anchor]:
    found: list[_Anchor] = []
    for place, run in enumerate(runs):
        if run.kind not in {"claim", "quote"}:
            continue
        tail: list[Run] = []
        for after in runs[place + 1 :]:
            if after.kind in {"claim", "quote"}:
                break
            if after.kind in {"mark", "source"}:
                tail.append(after)
        found.append(_Anchor(run, tuple(tail)))
    return found


def _find(text: str, wanted: str, taken: list[tuple[int, int, _Anchor]], claim: Claim | None, tag: str) -> int | None:
    """The first free place where the wanted words stand as whole words and, for a claim, still mean the same."""
    at = text.find(wanted)
    while at != -1:
        end = at + len(wanted)
        free = all(end <= first or last <= at for first, last, _ in taken)
        whole = not (text[at - 1 : at].isalnum() and wanted[:1].isalnum() and tag != "zh") and not (
            text[end : end + 1].isalnum() and wanted[-1:].isalnum() and tag != "zh"
        )
        if free and whole and (claim is None or _means_the_same(text, at, claim, tag)):
            return at
        at = text.find(wanted, at + 1)
    return None


def _means_the_same(text: str, at: int, claim: Claim, tag: str) -> bool:
    if claim.text and claim.text in text:
        first = text.find(claim.text)
        while first != -1:
            if first <= at < first + len(claim.text):
                return True
            first = text.find(claim.text, first + 1)
    around, start = "", 0
    for sentence in words.sentences(text):
        start = text.find(sentence, start)
        if start <= at < start + len(sentence):
            around = sentence
            break
        start += len(sentence)
    before, now = words.tokens(claim.text), words.tokens(around)
    rest = iter(now)
    in_order = all(any(word == each for each in rest) for word in before)
    added = set(now) - set(before)
    return in_order and not added & words.negations(tag)


def _pieces(text: str, spans: list[tuple[int, int, _Anchor]], language: str) -> list[Run]:
    runs: list[Run] = []
    cursor = 0
    for first, last, anchor in spans:
        if text[cursor:first]:
            runs.append(Run(kind="given", text=text[cursor:first], language=language))
        runs.extend((anchor.run, *anchor.tail))
        cursor = last
    if text[cursor:]:
        runs.append(Run(kind="given", text=text[cursor:], language=language))
    return runs


def _claims(document: Document, runs: Sequence[Run]) -> list[Claim]:
    found = (document.claim(run.ref or "") for run in runs if run.kind == "claim")
    return [claim for claim in found if claim is not None]


def _sign(sign: str) -> Run:
    return Run(kind="mark", text=sign)
