"""Having a language model arrange the paragraphs of a summary: asked, read, checked, once more, or left as they were.

Whatever goes wrong (time-out, garbage, an answer that says something), the paragraph stays as the templates wrote it,
and the audit says why. The finished document passes the same check as any other.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from anyio import to_thread

from app.config import Settings
from app.summaries.engine.check import find_faults
from app.summaries.engine.document import Document
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.quantifiers import Move
from app.summaries.engine.templates import Language
from app.summaries.phrasing.arranging import (
    Arrangement,
    NotAnArrangement,
    Slots,
    asked,
    links_of,
    orders,
    parsed,
    with_arrangements,
)
from app.summaries.phrasing.endpoint import Asked, Endpoint, NoAnswer

TRIES = 2  # the first answer and one more
AT_ONCE = 4
MOST_SECONDS = 90.0  # for all paragraphs of one try together
INSTRUCTION = (
    "You arrange the sentences of one paragraph of a neutral report. Each sentence is a slot in braces; you do not see "
    "its words. Give the same slots, each exactly once, in the order that reads best, with one of these links before a "
    "slot or nothing: {links}. Keep a slot that ends in “oppose” or “disagree” after the one it answers. Write nothing "
    "else."
)
Answers = dict[Slots, Arrangement]


@dataclass(frozen=True, slots=True)
class Checked:
    """The document with the arrangements that pass the check; `refused`: the others, each with its fault."""

    document: Document
    refused: dict[Slots, str]


def checked(
    ledger: Ledger, template: Document, moves: Mapping[str, Move], answers: Mapping[Slots, Arrangement], model: str
) -> Checked:
    """Fails closed: where a fault is not surely one paragraph's, the templates' text stands."""
    document = with_arrangements(template, answers.values(), model)
    faults = list(find_faults(ledger, document, moves))
    if not faults:
        return Checked(document, {})
    refused = dict(_blamed(template, answers, faults))
    good = [each for slots, each in answers.items() if slots not in refused]
    document = with_arrangements(template, good, model)
    if not refused or next(find_faults(ledger, document, moves), None):
        return Checked(template, dict.fromkeys(answers, faults[0]))
    return Checked(document, refused)


def _blamed(template: Document, answers: Iterable[Slots], faults: Sequence[str]) -> Iterable[tuple[Slots, str]]:
    numbers = {order.slots: order.number for order in orders(template)}
    for slots in answers:
        names = {*slots, f"paragraph {numbers.get(slots)}"}
        for fault in faults:
            if fault.partition(":")[0] in names:
                yield slots, fault
                break


async def arranged_by(
    endpoint: Endpoint,
    waiting: Sequence[Slots],
    known: Mapping[Slots, Arrangement],
    language: str,
    refusals: Callable[[Answers], Awaitable[Mapping[Slots, str]]],
    audit: list[Asked],
) -> Answers:
    """What may be kept. `known`: arrangements of before, which are not asked for again. `refusals` checks, and says
    which of the answers may not be kept, and why. To `audit` goes every request.
    """
    answers: Answers = dict(known)
    open_ = [slots for slots in waiting if slots not in answers]
    for _ in range(TRIES):
        if not open_:
            break
        found, said = await _round(endpoint, open_, language_for(language))
        audit += said
        refused = await refusals(answers | found)
        audit[len(audit) - len(said) :] = [_with_fault(each, refused) for each in said]
        answers = {slots: each for slots, each in (answers | found).items() if slots not in refused}
        open_ = [slots for slots in open_ if slots not in answers]
    return answers


def _with_fault(said: Asked, refused: Mapping[Slots, str]) -> Asked:
    fault = next((fault for slots, fault in refused.items() if asked(slots) == said.about), None)
    return replace(said, outcome=f"refused: {fault}") if fault and said.outcome == "arranged" else said


async def _round(endpoint: Endpoint, waiting: Sequence[Slots], language: Language) -> tuple[Answers, list[Asked]]:
    """Each asked once, a few at the same time. Once it fails to answer nobody waits for it paragraph by paragraph."""
    answers: Answers = {}
    audit: dict[Slots, Asked] = {}
    gate, away = asyncio.Semaphore(AT_ONCE), asyncio.Event()

    async def ask(slots: Slots) -> None:
        async with gate:
            if away.is_set():
                return
            prompt = _prompt(slots, language)
            text, outcome = None, "arranged"
            try:
                text = await endpoint.answer(prompt)
                answers[slots] = parsed(text, slots, language)
            except NotAnArrangement as error:
                outcome = f"refused: {error}"
            except NoAnswer as error:
                outcome = f"no answer: {error}"
                away.set()
            audit[slots] = Asked(asked(slots), endpoint.model, prompt, text, outcome)

    async with asyncio.TaskGroup() as tasks:
        stop = asyncio.get_running_loop().call_later(MOST_SECONDS, away.set)
        for slots in waiting:
            tasks.create_task(ask(slots))
    stop.cancel()
    return answers, [audit[slots] for slots in waiting if slots in audit]


def _prompt(slots: Slots, language: Language) -> list[dict[str, str]]:
    links = ", ".join(f"“{text.replace('{sentence}', '').strip()}”" for text in links_of(language).values())
    return [
        {"role": "system", "content": INSTRUCTION.format(links=links)},
        {"role": "user", "content": asked(slots)},
    ]


async def arrange(
    settings: Settings, ledger: Ledger, document: Document, moves: Mapping[str, Move] | None = None
) -> tuple[Document, list[Asked]]:
    """A document as arranged, and the audit, for whoever has the ledger at hand. No endpoint: the same document."""
    endpoint = Endpoint.of(settings)
    if endpoint is None:
        return document, []
    result = document

    async def refusals(answers: Answers) -> Mapping[Slots, str]:
        nonlocal result
        found = await to_thread.run_sync(checked, ledger, document, moves or {}, answers, endpoint.model)
        result = found.document
        return found.refused

    waiting = [order.slots for order in orders(document)]
    audit: list[Asked] = []
    await arranged_by(endpoint, waiting, {}, document.language, refusals, audit)
    return result, audit
