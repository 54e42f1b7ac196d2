"""Recommendations and next steps, unresolved issues and to whom they go: the outcome in the chair's own words.

Nothing is generated here but the words around what was typed. Next to it is the check of the same section, which puts
each line together again from the facts alone.
"""

from collections.abc import Iterator, Sequence

from app.summaries.engine.claims import Desk, Sentence
from app.summaries.engine.document import Block, Document, Heading, Paragraph, Run, plain
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.proceedings import IssueFact, RecommendationFact
from app.summaries.engine.quotations import without_stop
from app.summaries.engine.templates import Language
from app.summaries.engine.views import paragraph

SECTION = "next_steps"


def next_steps(desk: Desk) -> list[Block]:
    ledger, language = desk.ledger, desk.language
    blocks: list[Block] = []
    if ledger.recommendations:
        blocks.append(Heading(id="recommendations", runs=list(language.say("next_steps.recommendations"))))
        blocks.extend(paragraph(desk, [_recommendation(desk, each)]) for each in ledger.recommendations)
    if ledger.issues:
        blocks.append(Heading(id="issues", runs=list(language.say("next_steps.issues"))))
        blocks.extend(paragraph(desk, _issue(desk, each)) for each in ledger.issues)
    return blocks


def _recommendation(desk: Desk, fact: RecommendationFact) -> Sentence:
    words = f"{fact.operative}{_space(fact.language)}{without_stop(fact.text)}"
    addressee, text = _given(fact.addressee, fact), _given(words, fact)
    return Sentence(desk.language.say("next_steps.recommendation", addressee=addressee, text=text))


def _space(tag: str) -> str:
    return "" if tag.partition("-")[0] in {"zh", "ja"} else " "


def _issue(desk: Desk, fact: IssueFact) -> list[Sentence]:
    language = desk.language
    issue = _given(without_stop(fact.text), fact)
    said = [language.say("next_steps.open", issue=issue)]
    if fact.referred_to:
        said = [language.say("next_steps.unresolved", issue=issue, body=_given(fact.referred_to, fact))]
    if fact.lead:
        said.append(language.say("next_steps.lead", lead=_given(fact.lead, fact)))
    if fact.partners:
        said.append(language.say("next_steps.partners", partners=_listed(language, fact)))
    if fact.due:
        said.append(language.say("next_steps.due", due=language.date(f"{fact.due}T00:00:00Z")))
    return [Sentence(runs) for runs in said]


def _listed(language: Language, fact: IssueFact) -> Sequence[Run]:
    """Each partner as given, with the language's own signs between them."""
    between = language.join(["\0"] * len(fact.partners)).split("\0")
    runs: list[Run] = []
    for partner, after in zip(fact.partners, between[1:], strict=True):
        runs.append(_given(partner, fact))
        if after:
            runs.append(Run(kind="text", text=after))
    return runs


def _given(text: str, fact: RecommendationFact | IssueFact) -> Run:
    return Run(kind="given", text=text.strip(), ref=fact.id, language=fact.language)


def next_steps_faults(ledger: Ledger, document: Document) -> Iterator[str]:
    """Every line is the one the facts ask for, to the letter, and nothing stands between them."""
    language = language_for(document.language)
    blocks = [block for section in document.sections if section.id == SECTION for block in section.blocks]
    if [plain(b.runs) if isinstance(b, Heading | Paragraph) else "?" for b in blocks] != [*_expected(ledger, language)]:
        yield "next steps: the section does not say what the chair wrote"
    known = {each.id for each in ledger.recommendations} | {each.id for each in ledger.issues}
    runs = [run for block in blocks if isinstance(block, Paragraph) for run in (*block.lead, *block.runs)]
    if any(run.kind not in {"text", "given"} or (run.kind == "given" and run.ref not in known) for run in runs):
        yield "next steps: words of nobody"


def _expected(ledger: Ledger, language: Language) -> Iterator[str]:
    space = language.text["sentence.space"]
    if ledger.recommendations:
        yield language.text["next_steps.recommendations"]
    for fact in ledger.recommendations:
        words = without_stop(fact.text).strip()
        text = f"{fact.operative}{_space(fact.language)}{words}".strip()
        yield language.text["next_steps.recommendation"].format(addressee=fact.addressee.strip(), text=text)
    if ledger.issues:
        yield language.text["next_steps.issues"]
    for issue in ledger.issues:
        slots = {
            "issue": without_stop(issue.text).strip(),
            "body": issue.referred_to,
            "lead": issue.lead,
            "partners": language.join([each.strip() for each in issue.partners]) if issue.partners else None,
            "due": language.date(f"{issue.due}T00:00:00Z") if issue.due else None,
        }
        keys = ["unresolved" if issue.referred_to else "open", *(k for k in ("lead", "partners", "due") if slots[k])]
        yield space.join(language.text[f"next_steps.{key}"].format(**slots) for key in keys)
