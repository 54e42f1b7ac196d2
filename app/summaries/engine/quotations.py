"""Which words of the participants are quoted, and how much of them: verbatim, unweighed, by a rule anyone can check.

At most `PER_SIDE` texts a side, the earliest on record, from different stakeholder groups where there are such; the
same text is quoted once. Nothing here judges which text is the better one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.summaries.engine.quantifiers import Group

PER_SIDE = 2
LONGEST = 280
"""Characters of one text quoted at most; a longer one is cut after a sentence, else between words."""
_SHORTEST_CUT = 80
_SENTENCE_END = re.compile(r"[.!?؟](?=\s)|[。！？]")
_FULL_STOPS = ".。"


@dataclass(frozen=True, slots=True)
class Quotable:
    """A public text with its source. `group`: of whoever wrote it, used only to vary the voices."""

    source_id: str
    seq: int
    group: Group
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Quotation:
    source: Quotable
    text: str
    cut: bool


def choose_quotations(candidates: Iterable[Quotable], most: int = PER_SIDE) -> list[Quotation]:
    """The earliest text of each group first, then the earliest of those left; printed in order of the record."""
    in_order = sorted(_distinct(candidates), key=lambda each: (each.seq, each.source_id))
    first_of_group: dict[Group, Quotable] = {}
    for each in in_order:
        first_of_group.setdefault(each.group, each)
    firsts = list(first_of_group.values())
    others = [each for each in in_order if each not in firsts]
    chosen = sorted((firsts + others)[:most], key=lambda each: (each.seq, each.source_id))
    return [Quotation(each, *excerpt(each.text)) for each in chosen]


def _distinct(candidates: Iterable[Quotable]) -> list[Quotable]:
    seen: dict[str, Quotable] = {}
    for each in sorted(candidates, key=lambda each: (each.seq, each.source_id)):
        if folded := " ".join(each.text.split()).casefold():
            seen.setdefault(folded, each)
    return list(seen.values())


def excerpt(text: str, longest: int = LONGEST) -> tuple[str, bool]:
    """A verbatim beginning of the text, and whether something follows it. A final full stop is the sentence's own."""
    text = text.strip()
    if len(text) <= longest:
        return without_stop(text), False
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, longest)]
    if ends and ends[-1] >= _SHORTEST_CUT:
        return without_stop(text[: ends[-1]]), True
    space = text.rfind(" ", _SHORTEST_CUT, longest)
    return text[: space if space > 0 else longest].rstrip(), True


def without_stop(text: str) -> str:
    """Quoted within a sentence, a text leaves its last full stop to that sentence; an ellipsis is kept."""
    if text[-1:] in _FULL_STOPS and not text.endswith(".."):
        return text[:-1].rstrip() or text
    return text


def quotables(sources: Sequence[tuple[str, int, Group, str | None, str]]) -> list[Quotable]:
    """From (id, seq, group, text, language), leaving out those without a public text."""
    return [Quotable(source, seq, group, text, language) for source, seq, group, text, language in sources if text]
