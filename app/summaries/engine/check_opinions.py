"""The check of opinion groups: claimed only where the ledger shows them stable, with the ledger's own figures."""

import re
from collections.abc import Iterator
from fractions import Fraction

from app.opinions.groups.stability import ENOUGH_AGREEMENT, ENOUGH_WINS, LEAST_PEOPLE, LEAST_SHARE
from app.summaries.engine.distinct import REPORTED
from app.summaries.engine.document import Document, Heading, Paragraph, Run, plain
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger, StatementFact
from app.summaries.engine.proceedings import FoundGroupsFact
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.quotations import excerpt
from app.summaries.engine.ranking import MIN_VOTERS
from app.summaries.engine.templates import Language, Slot, capitalised, fill

_HEADING = "statements-groups"
SLOTS = ("placed", "times", "same", "agreement")


def opinion_faults(ledger: Ledger, document: Document) -> Iterator[str]:
    language = language_for(document.language)
    if _apart(document) != list(_expected_apart(ledger, document, language)):
        yield "opinion groups: what sets them apart is not what the votes show"
    said = [figures for text in _texts(document) for figures in _read(language, text)]
    if ledger.found is None:
        if said:
            yield "opinion groups: said to be tested, which the ledger does not know"
        return
    yield from (f"opinion groups: {fault}" for fault in _fact_faults(ledger, ledger.found))
    if document.sections and ledger.statements and said != [_expected(language, ledger.found)]:
        yield "opinion groups: how they were tested is not said with the ledger's figures"


def votes_inside(statement: StatementFact, name: str) -> tuple[int, int]:
    """How many of one group agreed, and how many of it took a side."""
    agree = disagree = 0
    for vote in statement.votes:
        if vote.partition == "opinion" and vote.group == name:
            agree, disagree = agree + vote.agree, disagree + vote.disagree
    return agree, agree + disagree


def _apart(document: Document) -> list[tuple[str, str, tuple[str | None, ...]]]:
    """As printed: of each paragraph its caption, its words and its claims."""
    blocks = [block for section in document.sections for block in section.blocks]
    there = [place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.id == _HEADING]
    claimed = {claim.id for claim in document.claims if claim.side.startswith("found-")}
    found = []
    for place, block in enumerate(blocks):
        refs = tuple(run.ref for run in block.runs if run.kind == "claim") if isinstance(block, Paragraph) else ()
        if isinstance(block, Paragraph) and ((there and place == there[0] + 1) or claimed & set(refs)):
            found.append((plain(block.lead), plain(block.runs), refs))
    return found


def _expected_apart(
    ledger: Ledger, document: Document, language: Language
) -> Iterator[tuple[str, str, tuple[str | None, ...]]]:
    rows = []
    for name, _ in ledger.found.groups if ledger.found and document.sections else ():
        chosen = _most_apart(ledger, name)
        if chosen:
            refs = tuple(f"s{statement.number}-found-{name}" for statement in chosen)
            words = language.text["sentence.space"].join(_sentence(language, each, name) for each in chosen)
            rows.append((language.text["opinion_group.named"].format(name=name), words, refs))
    if rows:
        yield "", language.text["statements.apart_intro"], ()
    yield from rows


def _most_apart(ledger: Ledger, name: str) -> list[StatementFact]:
    """By whole numbers: a/t - b/s compared as (a·s - b·t) over t·s."""
    ranked: list[tuple[Fraction, int, StatementFact]] = []
    for statement in ledger.statements:
        agree, sided = votes_inside(statement, name)
        groups = {vote.group for vote in statement.votes if vote.partition == "opinion" and vote.group != name}
        others = [votes_inside(statement, group) for group in groups if group is not None]
        loose = [v for v in statement.votes if v.partition == "opinion" and v.group is None]
        other_agree = sum(v for v, _ in others) + sum(v.agree for v in loose)
        other_sided = sum(t for _, t in others) + sum(v.agree + v.disagree for v in loose)
        lead, over = agree * other_sided - other_agree * sided, sided * other_sided
        if sided >= MIN_VOTERS <= other_sided and 5 * lead >= over:
            ranked.append((Fraction(-lead, over), statement.number, statement))
    return [statement for *_, statement in sorted(ranked, key=lambda each: each[:2])[:REPORTED]]


def _sentence(language: Language, statement: StatementFact, name: str) -> str:
    n, _ = votes_inside(statement, name)
    forms = language.noun(Noun("participants"))
    counted = language.text[language.key_for("phrase.counted", n)].format(n=language.spelled(n), **forms)
    words, cut = excerpt(statement.text)
    quote = language.quote_marks[0] + words + (language.text["quotes.cut"] if cut else "") + language.quote_marks[1]
    if not statement.language.startswith(language.code):
        named = language.named("language", statement.language)
        quote += language.text["quotes.in_language"].format(language=named)
    phrase = Run(kind="claim", text=counted, ref="")
    slots: dict[str, Slot] = {"claim": phrase, "number": str(statement.number), "quote": quote}
    return plain(capitalised(fill(language.text[language.key_for("sentence.found", n)], slots)))


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
