"""What a language model may change in a paragraph, and how its answer is read. Pure; the model is never trusted.

A paragraph whose sentences each make one counted claim is shown to it as slots: the ids of the claims in their order,
and the links there are ("However, …"), by name. No word of a contribution, no count and no name goes out, so nothing
that a participant wrote can speak to it. It answers with the slots in the order it likes, each after a link or none.
Anything else in the answer makes it worthless. So it cannot say anything; it can only arrange what is said.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from app.summaries.editing import words
from app.summaries.engine.document import Claim, Document, Paragraph, Run, plain
from app.summaries.engine.languages import language_for
from app.summaries.engine.templates import Language, fill

_LINK = "sentence.link."
_SLOT = re.compile(r"\{([^{}]*)\}")
MOST_SENTENCES = 12  # of one paragraph; longer ones are left as they are


class NotAnArrangement(ValueError):
    """The answer is not the paragraph's slots, each once, after links that there are."""


Arrangement = tuple[tuple[str | None, str], ...]
"""(name of a link or None, id of a claim), in order."""
Slots = tuple[str, ...]
"""The ids of the claims of one paragraph, in the order the template has them. All of a paragraph that is ever sent."""


@dataclass(frozen=True, slots=True)
class Order:
    """One paragraph to arrange. `sentences`: its runs by the id of the claim they make, in the order they stand in."""

    number: int
    sentences: Mapping[str, tuple[Run, ...]]

    @property
    def slots(self) -> Slots:
        return tuple(self.sentences)


def asked(slots: Slots) -> str:
    """What is sent, and all that is sent."""
    return " ".join(f"{{{slot}}}" for slot in slots)


def changes(slots: Slots, arrangement: Arrangement) -> bool:
    return arrangement != tuple((None, slot) for slot in slots)


def orders(document: Document) -> Iterator[Order]:
    """The paragraphs that can be arranged: two sentences or more, each with one claim and nothing between them."""
    claims = {claim.id: claim for claim in document.claims}
    for paragraph in _paragraphs(document):
        sentences = _sentences(paragraph, claims)
        if sentences and 2 <= len(sentences) <= MOST_SENTENCES:
            yield Order(paragraph.number, sentences)


def links_of(language: Language) -> dict[str, str]:
    return {key.removeprefix(_LINK): text for key, text in language.text.items() if key.startswith(_LINK)}


def parsed(answer: str, slots: Slots, language: Language) -> Arrangement:
    """The arrangement an answer gives. Raises NotAnArrangement for whatever is anything else."""
    names = {text.replace("{sentence}", "").strip(): name for name, text in links_of(language).items()}
    found: list[tuple[str | None, str]] = []
    end = 0
    for slot in _SLOT.finditer(answer):
        before = answer[end : slot.start()].strip()
        if before and before not in names:
            raise NotAnArrangement(f"{before[:80]!r} is no link")
        found.append((names.get(before), slot.group(1)))
        end = slot.end()
    if answer[end:].strip():
        raise NotAnArrangement(f"{answer[end:].strip()[:80]!r} stands after the last slot")
    if sorted(slot for _, slot in found) != sorted(slots):
        raise NotAnArrangement("the slots are not those of the paragraph, each once")
    if found[0][0] is not None:
        raise NotAnArrangement("there is nothing before the first sentence for a link to link to")
    return tuple(found)


def with_arrangements(document: Document, arrangements: Iterable[Arrangement], model: str) -> Document:
    """The document with its paragraphs as arranged, each marked, and with the name of the model. An arrangement of
    slots that no paragraph has any more changes nothing.
    """
    wanted = {frozenset(slot for _, slot in each): each for each in arrangements}
    done = document
    for order in list(orders(document)):
        arrangement = wanted.get(frozenset(order.slots))
        if arrangement and changes(order.slots, arrangement):
            done = arranged(done, order, arrangement)
    if done is document:
        return document
    marks = {**document.scale.marks, words.ARRANGED: words.meanings(document.language)[words.ARRANGED]}
    return done.model_copy(update={"scale": document.scale.model_copy(update={"marks": marks}), "arranged_by": model})


def arranged(document: Document, order: Order, arrangement: Arrangement) -> Document:
    """The document with one paragraph in this order; the claims' sentences are as they now read."""
    language = language_for(document.language)
    space = Run(kind="text", text=language.text["sentence.space"])
    sentences = {slot: tuple(_linked(language, link, order.sentences[slot])) for link, slot in arrangement}
    parts = [[space, *sentences[slot]] for _, slot in arrangement]
    runs = [*list(chain.from_iterable(parts))[1:], Run(kind="mark", text=words.ARRANGED)]
    texts = {slot: plain(sentence) for slot, sentence in sentences.items()}

    def block_of(block: object) -> object:
        if isinstance(block, Paragraph) and block.number == order.number:
            return block.model_copy(update={"runs": runs})
        return block

    sections = [s.model_copy(update={"blocks": [block_of(b) for b in s.blocks]}) for s in document.sections]
    ranks = {slot: place for place, (_, slot) in enumerate(arrangement)}
    claims = [
        claim.model_copy(
            update={"text": texts[claim.id], "paired_with": sorted(claim.paired_with, key=lambda i: ranks.get(i, 0))}
        )
        if claim.id in texts
        else claim
        for claim in document.claims
    ]
    return document.model_copy(update={"sections": sections, "claims": claims})


def _linked(language: Language, link: str | None, sentence: Sequence[Run]) -> Sequence[Run]:
    if link is None:
        return sentence
    first, *rest = sentence
    lower = first.model_copy(update={"text": first.text[:1].lower() + first.text[1:]})
    return fill(language.text[_LINK + link], {"sentence": [lower, *rest]})


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for section in document.sections:
        yield from (block for block in section.blocks if isinstance(block, Paragraph))


def _sentences(paragraph: Paragraph, claims: Mapping[str, Claim]) -> dict[str, tuple[Run, ...]] | None:
    """The paragraph's sentences by their claims; None where something stands there that is no such sentence."""
    found: dict[str, tuple[Run, ...]] = {}
    current: list[Run] = []
    for run in paragraph.runs:
        if not current and run.kind == "text" and not run.text.strip():
            continue
        if run.kind == "quote":  # somebody's words may be withheld later, and are kept in one place only
            return None
        current.append(run)
        refs = [each.ref or "" for each in current if each.kind == "claim"]
        if len(refs) == 1 and refs[0] in claims and plain(current) == claims[refs[0]].text:
            found[refs[0]] = tuple(current)
            current = []
        elif run.kind == "source" or len(refs) > 1:
            return None
    return None if current else found
