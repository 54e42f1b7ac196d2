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
from app.summaries.engine.languages import PACKS, language_for
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.templates import Language, wordings

CONNECTIVE_FAMILIES = {
    *("support", "reservations", "oppose", "against", "neutral", "no_side", "unconfirmed"),
    *("reasons", "conditions", "floor", "quotes", "sentence", "language"),
    *("agree", "disagree", "passed"),
}
"""Families of templates whose words may appear in a paragraph that counts or quotes."""
AT_LEAST = "phrase.at_least"  # said of what the likeness of texts shows, and of nothing else
_LETTERS = re.compile(r"[^\W\d_]+")
_PREFIXES = "[وفبكل]*(?:ال)?"
"""What Arabic writes together with the word it precedes: and, so, in, like, for, the."""


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
    if any(sign.isnumeric() for sign in text):
        yield f"a figure outside a claim: {text!r}"
    for word in sorted(set(_scale_words().findall(text))):
        yield f"the word '{word}' of the scale outside a claim: {text!r}"
    if foreign := _foreign(language, text.casefold()):
        yield f"words that are in no template: {', '.join(sorted(foreign))}"


def _foreign(language: Language, text: str) -> set[str]:
    """The words of a text that no template has; without spaces, the stretches that are not put together from them."""
    known = connectives(language)
    found = set(_LETTERS.findall(text))
    if language.spaced:
        return found - known
    pieces = _pieces(known)
    return {stretch for stretch in found if not pieces.fullmatch(stretch)}


@cache
def _pieces(known: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(known, key=lambda piece: (-len(piece), piece))
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})+")


@cache
def connectives(language: Language) -> frozenset[str]:
    """Every word that may stand between claims and quotations: those of the templates, and the names in them.

    An allow-list, because a list of forbidden words lets through whatever nobody thought of.
    """
    templates = [text for key, text in language.text.items() if _connects(language, key)]
    groups = [key.partition(".")[2] for key in language.text if key.startswith("group.")]
    nouns = [language.noun(Noun("participants", narrowed_to=(group,)))["nouns"] for group in groups]
    literals = [literal for template in templates for literal in wordings(template)]
    return frozenset(word for text in literals + nouns for word in _LETTERS.findall(text.casefold()))


def _connects(language: Language, key: str) -> bool:
    """What only counts ("one position") is a claim's and stands nowhere else."""
    return key.partition(".")[0] in CONNECTIVE_FAMILIES and key.rpartition(".")[0] not in _counting(language)


@cache
def _scale_words() -> re.Pattern[str]:
    """Words of the scale in every language and form, whole where the script has spaces ("one" is not in "stone")."""
    whole, anywhere = set[str](), set[str]()
    for pack in PACKS.values():
        words = {pack.named("word", word.value) for word in Word} | pack.inflections
        (whole if pack.spaced else anywhere).update(words)
    either = [rf"(?<!\w){_PREFIXES}(?:{_any(whole)})(?!\w)", *([_any(anywhere)] if anywhere else [])]
    return re.compile("|".join(either), re.IGNORECASE)


def _any(words: set[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _quote_faults(run: Run, sources: Sources) -> Iterator[str]:
    source = sources.get(run.ref or "")
    if source is None or not source.texts:
        yield f"quotes {run.ref}, which is not a public source"
    elif run.language != source.language or not any(text.strip().startswith(run.text) for text in source.texts):
        yield f"does not quote {run.ref} word for word"


def phrase_faults(tag: str, scale: Scale, claim: Claim) -> Iterator[str]:
    """The phrase is, to the letter, one that the language has for the claim's word, noun and numbers."""
    language = language_for(tag)
    forms = language.noun(Noun(claim.noun_kind, narrowed_to=tuple(claim.narrowed_to) if claim.narrowed_to else None))
    if claim.noun != forms["nouns"]:
        yield "its noun is not the one it was counted in"
    if claim.phrase not in _phrases(language, scale, claim, forms):
        said = claim.word or claim.form
        yield f"its phrase {claim.phrase!r} does not say '{said}' with {claim.n} of {claim.N} and nothing else"


def _phrases(language: Language, scale: Scale, claim: Claim, forms: Mapping[str, str]) -> set[str]:
    """Every phrase this claim may stand under; which of them fits depends on what was said before it."""
    if claim.kind == "group":
        return {language.text["phrase.against"].format(n=claim.n, others=claim.N - claim.n)}
    if claim.form == "at_least":
        template = language.text[language.key_for(AT_LEAST, claim.n)]
        return {template.format(**forms, n=language.spelled(claim.n))}
    if claim.kind == "count":
        return set(_counted(language, claim.n, forms))
    slots = {**forms, "n": language.number(claim.n), "N": language.number(claim.N)}
    keys = [key for key in _phrase_keys(language, scale, claim) if key in language.text]
    said = {language.text[key].format(**slots) for key in keys}
    if claim.form != "word" or scale.number_below <= claim.N:
        return said
    besides = {language.text[f"phrase.beside{of}"].format(**slots) for of in ("", ".of")}
    return {words + beside for words in said for beside in besides}


def _phrase_keys(language: Language, scale: Scale, claim: Claim) -> list[str]:
    """Keys of the templates for a claim by the scale, in all plural forms that fit the base."""
    by_word = [f"phrase.{claim.word}"] if claim.word else []
    if claim.form in {"word", "cardinal"}:
        return by_word if scale.min_base <= claim.N else []
    if claim.form == "nobody" and scale.min_base <= claim.N:
        return ["phrase.nobody"]
    act = {"statement": "sided", "point": "wrote"}.get(claim.subject.kind, "addressed")
    manners = [f"only.{act}"] if claim.N == 1 else [f"{claim.form}.{act}", f"{claim.form}.short"]
    return [language.key_for(f"phrase.{manner}", claim.N) for manner in manners]


def _counted(language: Language, n: int, forms: Mapping[str, str]) -> Iterator[str]:
    """What a plain number can be said with: each template of the language that has a number and nothing else."""
    slots = {**forms, "n": language.spelled(n)}
    for family in _counting(language):
        template = language.text[language.key_for(family, n)]
        yield template.format(**slots)


@cache
def _counting(language: Language) -> tuple[str, ...]:
    families = {key.removesuffix(".other") for key in language.text if key.endswith(".other")} - {AT_LEAST}
    return tuple(sorted(each for each in families if _only_counts(language.text[f"{each}.other"])))


def _only_counts(template: str) -> bool:
    names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return "n" in names and all(name == "n" or name.startswith("noun") for name in names)
