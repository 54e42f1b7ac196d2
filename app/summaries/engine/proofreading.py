"""Reading a draft's text for what has no business there: part of the check, apart from the counting.

Between claims and quotations a paragraph may hold the templates' connective words only: no figure in any script and
no word of the scale. Quotations are verbatim from public sources and lead to their place in the record.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

from app.consultations.scale import Scale, Word
from app.summaries.engine.document import Claim, Document, Paragraph, Run, plain
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.templates import Language

CONNECTIVE_FAMILIES = {
    *("support", "reservations", "oppose", "against", "neutral", "no_side", "unconfirmed"),
    *("reasons", "conditions", "floor", "quotes", "sentence", "language"),
    *("agree", "disagree", "passed"),
}
"""Families of templates whose words may appear in a paragraph that counts or quotes."""
_LETTERS = re.compile(r"[^\W\d_]+")
_FIGURE = re.compile(r"\d[\d.,\u066b\u066c\u00a0\u202f]*")


@dataclass(frozen=True, slots=True)
class Source:
    """What the public may read of one source: where it stands in the record, and its texts."""

    place: str
    language: str
    texts: tuple[str, ...]


Sources = Mapping[str, Source]


def public_sources(ledger: Ledger) -> Sources:
    """By id. A position whose words are hidden is there with its place and without a text."""
    positions = {
        p.id: Source(str(p.seq), p.language, () if p.withheld else tuple(t for t in (p.reason, p.condition) if t))
        for p in ledger.positions
    }
    comments = {c.id: Source(str(c.seq), c.language, (c.text,)) for c in ledger.comments}
    return positions | comments | {s.id: Source("", s.language, (s.text,)) for s in ledger.statements}


def proofread(document: Document, paragraph: Paragraph, sources: Sources) -> Iterator[str]:
    """Faults in one paragraph. Paragraphs that make no claim and quote nobody may hold figures (dates, tables)."""
    claims = {claim.id: claim for claim in document.claims}
    language = language_for(document.language)
    counted = [run for run in paragraph.runs if run.kind in {"claim", "quote"}]
    whole = plain(paragraph.runs)
    for run in paragraph.runs:
        if run.kind == "claim" and run.ref in claims:
            claim = claims[run.ref]
            if run.text.casefold() != claim.phrase.casefold() or claim.text not in whole:
                yield f"the text of {claim.id} is not the claim's"
        elif run.kind == "quote":
            yield from _quote_faults(run, sources)
        elif run.kind == "source" and _place(sources, run) != run.text:
            yield f"leads to entry {run.text}, which is not the place of {run.ref}"
        elif run.kind == "text" and counted:
            yield from _connective_faults(language, run.text)


def _place(sources: Sources, run: Run) -> str | None:
    source = sources.get(run.ref or "")
    return source.place if source else None


def _connective_faults(language: Language, text: str) -> Iterator[str]:
    if any(sign.isdigit() for sign in text):
        yield f"a figure outside a claim: {text!r}"
    for word in _words_in(language, text):
        yield f"the word '{word}' of the scale outside a claim: {text!r}"
    if foreign := set(_LETTERS.findall(text.casefold())) - connectives(language):
        yield f"words that are in no template: {', '.join(sorted(foreign))}"


@cache
def connectives(language: Language) -> frozenset[str]:
    """Every word that may stand between claims and quotations: those of the templates, and the names in them.

    An allow-list, because a list of forbidden words lets through whatever nobody thought of.
    """
    templates = [text for key, text in language.text.items() if key.split(".")[0] in CONNECTIVE_FAMILIES]
    groups = [key.partition(".")[2] for key in language.text if key.startswith("group.")]
    nouns = [form for group in groups for form in language.noun(Noun("participants", narrowed_to=(group,))).values()]
    literals = [literal for template in templates for literal, _, _, _ in Formatter().parse(template)]
    return frozenset(word for text in literals + nouns for word in _LETTERS.findall(text.casefold()))


def _words_in(language: Language, text: str) -> list[str]:
    """Words of the scale in a text, as whole words where the script has such ("one" is not in "stone")."""
    found = []
    for word in Word:
        name = language.named("word", word.value)
        pattern = rf"\b{re.escape(name)}\b" if name.isascii() else re.escape(name)
        if re.search(pattern, text, re.IGNORECASE):
            found.append(name)
    return found


def _quote_faults(run: Run, sources: Sources) -> Iterator[str]:
    source = sources.get(run.ref or "")
    if source is None or not source.texts:
        yield f"quotes {run.ref}, which is not a public source"
    elif run.language != source.language or not any(text.strip().startswith(run.text) for text in source.texts):
        yield f"does not quote {run.ref} word for word"


def phrase_faults(tag: str, scale: Scale, claim: Claim) -> Iterator[str]:
    """The phrase says the claim's word, noun and numbers, and no other word or number."""
    language = language_for(tag)
    forms = language.noun(Noun(claim.noun_kind, narrowed_to=tuple(claim.narrowed_to) if claim.narrowed_to else None))
    if claim.noun != forms["nouns"]:
        yield "its noun is not the one it was counted in"
    expected = language.named("word", claim.word) if claim.word else None
    rest = claim.phrase
    for form in sorted(forms.values(), key=len, reverse=True):
        rest = rest.replace(form, "")  # a noun may hold such a word itself ("participants without a group")
    if claim.kind == "word" and not _says(_words_in(language, rest), expected):
        yield f"its phrase {claim.phrase!r} does not say '{claim.word}'"
    figures = [found.group().rstrip(".,") for found in _FIGURE.finditer(claim.phrase)]
    if figures not in _figures_allowed(language, scale, claim):
        yield f"its phrase {claim.phrase!r} gives other numbers than {claim.n} of {claim.N}"


def _says(found: list[str], expected: str | None) -> bool:
    """Whether the longest word found is the one expected and no other was: "almost all" holds "all"."""
    longest = max(found, key=len, default=None)
    return longest == expected and all(each in (longest or "") for each in found)


def _figures_allowed(language: Language, scale: Scale, claim: Claim) -> list[list[str]]:
    n, among = language.number(claim.n), language.number(claim.N)
    if claim.kind == "group":
        return [[n, language.number(claim.N - claim.n)]]
    if claim.kind == "count":
        spelled = language.spelled(claim.n)
        return [[n]] if spelled == n else [[]] * (spelled in claim.phrase)
    by_form: dict[str, list[list[str]]] = {
        "nobody": [[], [among]],
        "numbers": [[n, among], *([[]] if claim.N == 1 else [])],
        "cardinal": [[]],
        "word": [[n, among], [n]] if scale.number_below > claim.N else [[]],
    }
    return by_form[claim.form]
