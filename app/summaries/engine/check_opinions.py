"""The check of opinion groups: claimed only where the ledger shows them stable, with the ledger's own figures."""

import re
from collections.abc import Iterator

from app.opinions.groups.stability import ENOUGH_AGREEMENT, ENOUGH_WINS, LEAST_PEOPLE, LEAST_SHARE
from app.summaries.engine.document import Document, Paragraph, plain
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.proceedings import FoundGroupsFact
from app.summaries.engine.templates import Language

SLOTS = ("placed", "times", "same", "agreement")


def opinion_faults(ledger: Ledger, document: Document) -> Iterator[str]:
    language = language_for(document.language)
    said = [figures for text in _texts(document) for figures in _read(language, text)]
    if ledger.found is None:
        if said:
            yield "opinion groups: said to be tested, which the ledger does not know"
        return
    yield from (f"opinion groups: {fault}" for fault in _fact_faults(ledger, ledger.found))
    if document.sections and ledger.statements and said != [_expected(language, ledger.found)]:
        yield "opinion groups: how they were tested is not said with the ledger's figures"


def _fact_faults(ledger: Ledger, found: FoundGroupsFact) -> Iterator[str]:
    sizes = dict(found.groups)
    everybody = sum(sizes.values())
    stable = (
        len(sizes) > 1
        and found.same_number >= ENOUGH_WINS * found.subsamples > 0
        and found.agreement >= 100 * ENOUGH_AGREEMENT
        and min(sizes.values()) >= max(LEAST_PEOPLE, LEAST_SHARE * everybody)
    )
    if not stable:
        yield "claimed without being stable"
    if {row.group: row.voters for row in ledger.voters if row.partition == "opinion"} != sizes:
        yield "their sizes are not those found"
    for statement in ledger.statements:
        votes = [vote for vote in statement.votes if vote.partition == "opinion"]
        if any(vote.agree + vote.disagree + vote.passed > sizes.get(vote.group or "", 0) for vote in votes):
            yield f"more votes on statement {statement.number} than people"
        sums = [sum(getattr(vote, name) for vote in votes) for name in ("agree", "disagree", "passed")]
        if any(
            of > among for of, among in zip(sums, (statement.agree, statement.disagree, statement.passed), strict=True)
        ):
            yield f"more votes on statement {statement.number} than were cast"


def _expected(language: Language, found: FoundGroupsFact) -> dict[str, str]:
    everybody = 0
    for _, people in found.groups:
        everybody += people
    numbers = (everybody, found.subsamples, found.same_number, found.agreement)
    return {slot: language.number(number) for slot, number in zip(SLOTS, numbers, strict=True)}


def _texts(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield from (plain(block.runs) for block in section.blocks if isinstance(block, Paragraph))


def _read(language: Language, text: str) -> Iterator[dict[str, str]]:
    """The figures wherever the sentence stands in the text, whatever they are."""
    pattern = re.escape(language.text["statements.by_found"])
    for slot in SLOTS:
        pattern = pattern.replace(re.escape(f"{{{slot}}}"), f"(?P<{slot}>.{{1,20}}?)")
    yield from (found.groupdict() for found in re.finditer(pattern, text))
