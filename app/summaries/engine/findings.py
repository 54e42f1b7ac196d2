"""Convergence, divergence and what was not addressed: the findings the chair signed, and the decisions sought.

Nothing is inferred here. An option without a signed finding is only said to have none.
"""

from collections.abc import Sequence

from app.summaries.engine.claims import Desk, Sentence
from app.summaries.engine.document import Block, Heading, Run
from app.summaries.engine.ledger import OptionFact
from app.summaries.engine.proceedings import DecisionFact, FindingFact, ObjectionFact
from app.summaries.engine.quotations import excerpt
from app.summaries.engine.views import paragraph

PARTS = {
    "convergence": ("consensus", "rough_consensus", "general_support", "general_opposition"),
    "divergence": (
        "divergence",
        "strong_support_with_significant_opposition",
        "strong_opposition_with_significant_support",
    ),
    "not_addressed": ("insufficient_input",),
}
"""Under which heading each kind of finding stands."""


def findings(desk: Desk) -> list[Block]:
    """Options in the note's order under each heading; a finding on an earlier wording says nothing of the present."""
    language, signed = desk.language, desk.ledger.findings_in_force
    blocks: list[Block] = [paragraph(desk, [Sentence(language.say("findings.intro"))])] if signed else []
    for part, kinds in PARTS.items():
        of_part = [option for option in desk.ledger.options.values() if _kind(signed.get(option.id)) in kinds]
        if of_part:
            blocks.append(Heading(id=f"findings-{part}", runs=list(language.say(f"findings.{part}"))))
        blocks.extend(paragraph(desk, _finding(desk, signed[each.id]), _lead(desk, each)) for each in of_part)
    if signed and (without := len(desk.ledger.options) - len(signed)):
        key = language.key_for("findings.unsigned", without)
        blocks.append(paragraph(desk, [Sentence(language.say(key, n=language.spelled(without)))]))
    return blocks + _decisions(desk)


def _kind(finding: FindingFact | None) -> str | None:
    return finding.kind if finding else None


def _lead(desk: Desk, option: OptionFact) -> tuple[Run, ...]:
    question = next(q for q in (desk.ledger.note.questions if desk.ledger.note else ()) if option in q.options)
    label = Run(kind="given", text=option.label, ref=option.id, language=desk.ledger.consultation.language)
    return desk.language.say("option.id", question=str(question.number), number=str(option.number), label=label)


def _finding(desk: Desk, fact: FindingFact) -> list[Sentence]:
    language = desk.language
    sentences = [Sentence(language.say(f"finding.{fact.kind}"))]
    if fact.reason:
        reasons = _given(desk, fact.reason, fact.language, fact.id)
        sentences.append(Sentence(language.say("finding.reasons", reasons=reasons)))
    on = language.date(fact.signed_at)
    return [*sentences, Sentence(language.say("finding.signed", on=on, seq=str(fact.seq)))]


def _decisions(desk: Desk) -> list[Block]:
    if not desk.ledger.decisions:
        return []
    blocks: list[Block] = [Heading(id="decisions", runs=list(desk.language.say("decisions.heading")))]
    for fact in desk.ledger.decisions:
        objections = [each for each in desk.ledger.objections if each.decision_id == fact.id]
        sentences = [_decision(desk, fact)]
        for objection in objections:
            sentences.extend(_objection(desk, objection))
        blocks.append(paragraph(desk, sentences))
    return blocks


def _decision(desk: Desk, fact: DecisionFact) -> Sentence:
    language = desk.language
    subject = _given(desk, fact.matter, fact.language, fact.id)
    on = language.date(fact.opened_at)
    if fact.state == "withdrawn":
        return Sentence(language.say("decision.withdrawn", subject=subject, on=on))
    key = f"decision.{fact.kind}.{fact.state}"
    if fact.kind == "straw_poll" and fact.state == "closed":
        return Sentence(language.say(key, subject=subject, on=on, answers=_answers(desk, fact)))
    until = language.date(fact.ended_at) if fact.ended_at else ""
    return Sentence(language.say(key, subject=subject, on=on, until=until))


def _answers(desk: Desk, fact: DecisionFact) -> list[Run]:
    """Each answer as given, with its number, and the language's own signs between them."""
    language = desk.language
    between = language.join(["\0"] * len(fact.answers)).split("\0")[1:]
    runs: list[Run] = []
    for (answer, n), after in zip(fact.answers, between, strict=True):
        given = Run(kind="given", text=answer, ref=fact.id, language=fact.language)
        runs.extend(language.say("decision.answer", answer=given, n=language.number(n)))
        if after:
            runs.append(Run(kind="text", text=after))
    return runs


def _objection(desk: Desk, fact: ObjectionFact) -> list[Sentence]:
    language = desk.language
    who = Run(kind="given", text=fact.entity, ref=fact.id)
    said = [language.say("decision.objection.withheld", who=who, seq=str(fact.seq))]
    if fact.reason:
        reasons = _given(desk, fact.reason, fact.language, fact.id)
        said = [language.say("decision.objection", who=who, seq=str(fact.seq), reasons=reasons)]
    if fact.withdrawn_at:
        said.append(language.say("decision.objection.withdrawn", on=language.date(fact.withdrawn_at)))
    elif fact.disposition is None:
        said.append(language.say("decision.disposition.none"))
    else:
        reasons = _given(desk, fact.disposition_reason or "", "und", fact.id)
        said.append(language.say(f"decision.disposition.{fact.disposition}", reasons=reasons))
    return [Sentence(runs) for runs in said]


def _given(desk: Desk, text: str, tag: str, ref: str) -> Sequence[Run]:
    """Words of an officer or a delegation on the record, in quotation marks, cut where they are long."""
    opening, closing = desk.language.quote_marks
    words, cut = excerpt(text)
    after = (desk.language.text["quotes.cut"] if cut else "") + closing
    given = Run(kind="given", text=words, ref=ref, language=tag)
    return (Run(kind="text", text=opening), given, Run(kind="text", text=after))
