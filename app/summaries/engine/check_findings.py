"""The check of section "Convergence, divergence": every sentence is the one the ledger asks for, to the letter.

Also of the annexes on proceedings, and of what became of each contribution, found again from the printed text.
"""

from collections.abc import Iterator

from app.summaries.engine.document import Document, Heading, Paragraph, Run, plain
from app.summaries.engine.findings import PARTS
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.proceedings import DecisionFact, FindingFact, ObjectionFact
from app.summaries.engine.quotations import excerpt
from app.summaries.engine.templates import Language


def section_faults(ledger: Ledger, document: Document) -> Iterator[str]:
    language = language_for(document.language)
    sections = [section for section in document.sections if section.id == "findings"]
    printed = [_printed(block) for section in sections for block in section.blocks]
    if printed != list(_expected(ledger, language)):
        yield "findings: the section does not say what was signed and decided"
    facts = {finding.id for finding in ledger.findings} | {decision.id for decision in ledger.decisions}
    facts |= {objection.id for objection in ledger.objections}
    for section in sections:
        given = (run for block in section.blocks if isinstance(block, Paragraph) for run in block.runs)
        if any(run.kind not in {"text", "given"} or (run.kind == "given" and run.ref not in facts) for run in given):
            yield "findings: a source that is none"


def _printed(block: object) -> str:
    """As one line: the level, the option it is about, the words."""
    if isinstance(block, Heading):
        return f"# {plain(block.runs)}"
    if isinstance(block, Paragraph):
        return f"{_reference(block.lead)}{plain(block.lead)} | {plain(block.runs)}"
    return "?"


def _reference(runs: list[Run]) -> str:
    return "".join(run.ref or "" for run in runs)


def _expected(ledger: Ledger, language: Language) -> Iterator[str]:
    space = language.text["sentence.space"]
    labels: dict[Key, str] = {}
    for question in ledger.note.questions if ledger.note else ():
        for option in question.options:
            label = language.text["option.id"].format(
                question=question.number, number=option.number, label=option.label
            )
            labels[option.id, option.version] = f"{option.id}{label}"
    signed = {(each.option_id, each.option_version): each for each in ledger.findings}
    yield from _signed(language, labels, {key: signed[key] for key in labels if key in signed})
    if ledger.decisions:
        yield f"# {language.text['decisions.heading']}"
    for decision in ledger.decisions:
        said = [_decision(language, decision)]
        for objection in ledger.objections:
            if objection.decision_id == decision.id:
                said.extend(_objection(language, objection))
        yield f" | {space.join(said)}"


Key = tuple[str, int]  # an option and the version of its wording


def _signed(language: Language, labels: dict[Key, str], signed: dict[Key, FindingFact]) -> Iterator[str]:
    space = language.text["sentence.space"]
    if signed:
        yield f" | {language.text['findings.intro']}"
    for part, kinds in PARTS.items():
        found = [key for key, fact in signed.items() if fact.kind in kinds]
        if found:
            yield f"# {language.text[f'findings.{part}']}"
        for key in found:
            yield f"{labels[key]} | {space.join(_finding(language, signed[key]))}"
    without = len(labels) - len(signed)
    if signed and without:
        yield f" | {language.numbered('findings.unsigned', without)}"


def _finding(language: Language, fact: FindingFact) -> Iterator[str]:
    yield language.text[f"finding.{fact.kind}"]
    if fact.reason:
        yield language.text["finding.reasons"].format(reasons=_quoted(language, fact.reason))
    yield language.text["finding.signed"].format(on=language.date(fact.signed_at), seq=fact.seq)


def _decision(language: Language, fact: DecisionFact) -> str:
    key = "decision.withdrawn" if fact.state == "withdrawn" else f"decision.{fact.kind}.{fact.state}"
    answers = [language.text["decision.answer"].format(answer=a, n=language.number(n)) for a, n in fact.answers]
    return language.text[key].format(
        subject=_quoted(language, fact.matter),
        on=language.date(fact.opened_at),
        until=language.date(fact.ended_at) if fact.ended_at else "",
        answers=language.join(answers) if answers else "",
    )


def _objection(language: Language, fact: ObjectionFact) -> Iterator[str]:
    key = "decision.objection" if fact.reason else "decision.objection.withheld"
    reasons = _quoted(language, fact.reason or "")
    yield language.text[key].format(who=fact.entity, seq=fact.seq, reasons=reasons)
    if fact.withdrawn_at:
        yield language.text["decision.objection.withdrawn"].format(on=language.date(fact.withdrawn_at))
    else:
        key = f"decision.disposition.{fact.disposition or 'none'}"
        yield language.text[key].format(reasons=_quoted(language, fact.disposition_reason or ""))


def _quoted(language: Language, text: str) -> str:
    words, cut = excerpt(text)
    return language.quote_marks[0] + words + (language.text["quotes.cut"] if cut else "") + language.quote_marks[1]


def annex_faults(ledger: Ledger, document: Document) -> Iterator[str]:
    named = language_for(document.language).named
    in_force = {
        option.id: option.version for q in (ledger.note.questions if ledger.note else ()) for option in q.options
    }
    pairs = {
        "joint statements": (
            [(r.id, r.seq, r.entities) for r in document.joint],
            [(f.id, f.seq, len(f.signatories)) for f in ledger.joint],
        ),
        "explanations": (
            [(r.id, r.option_id, r.entity, r.group_label, r.text, r.seq) for r in document.explanations],
            [(f.id, f.option_id, f.entity, named("group", f.group), f.text, f.seq) for f in ledger.explanations],
        ),
        "objections": (
            [(r.id, r.decision_id, r.entity, r.reason, r.withdrawn_at, r.disposition) for r in document.objections],
            [(f.id, f.decision_id, f.entity, f.reason, f.withdrawn_at, f.disposition) for f in ledger.objections],
        ),
        "decisions": (
            [(r.id, r.kind, r.option_id, r.matter, r.state, r.ended_at) for r in document.decisions],
            [(f.id, f.kind, f.option_id, f.matter, f.state, f.ended_at) for f in ledger.decisions],
        ),
        "findings": (
            [(r.id, r.option_id, r.kind, r.reason) for r in document.findings],
            [
                (f.id, f.option_id, f.kind, f.reason)
                for f in ledger.findings
                if in_force.get(f.option_id) == f.option_version
            ],
        ),
        "prepared statements": (
            [(r.id, r.entity, r.group_label, r.text, r.language, r.seq) for r in document.prepared],
            [
                (f.id, f.entity, named("group", f.group), f.text, f.language, f.seq)
                for f in ledger.prepared
                if f.id in _quoted_ids(document)
            ],
        ),
        "proposals": (
            [(r.id, r.entity, r.text, [(s.entity, s.seq) for s in r.seconded]) for r in document.missing],
            [(f.id, f.entity, f.text, [(s.entity, s.seq) for s in f.seconded]) for f in ledger.proposals],
        ),
    }
    for what, (rows, facts) in pairs.items():
        if rows != facts:
            yield f"annex: the {what} are not the ledger's"
    marked = {each.id: (each.joint_id, each.blocking) for each in ledger.positions}
    if any((row.joint_id, row.blocking) != marked.get(row.id) for row in document.positions):
        yield "annex: a position does not say through whom it was taken, or that it is an objection"
    yield from _disposition_faults(ledger, document)


def _quoted_ids(document: Document) -> set[str | None]:
    paragraphs = [b for section in document.sections for b in section.blocks if isinstance(b, Paragraph)]
    return {run.ref for paragraph in paragraphs for run in paragraph.runs if run.kind == "quote"}


def _disposition_faults(ledger: Ledger, document: Document) -> Iterator[str]:
    """One for each contribution: decided by a person, or else where the text quotes or cites it, or else its twin."""
    named = language_for(document.language).named
    decided = {each.contribution_id: each for each in ledger.dispositions}
    twins: dict[str, str] = {}
    for fact in ledger.contributions:
        twins.setdefault(fact.campaign or fact.text_digest, fact.id)
    digests = {fact.id: fact.campaign or fact.text_digest for fact in ledger.contributions}
    cited = _citations(document)
    for row in document.contributions:
        paragraphs = cited.get(row.id, [])
        twin = twins.get(digests.get(row.id, ""), row.id)
        if row.same_text_as != (twin if twin != row.id else None):
            yield f"annex: contribution {row.id} does not say whose text it repeats"
        expected: tuple[str, str | None, str | None, bool]
        if decision := decided.get(row.id):
            expected = (decision.kind, decision.reason, decision.merged_into, True)
        elif paragraphs:
            expected = ("taken_up", None, None, False)
        else:
            expected = ("merged", None, twin, False) if twin != row.id else ("noted", None, None, False)
        if (row.disposition, row.disposition_reason, row.merged_into, row.decided) != expected:
            yield f"annex: what became of contribution {row.id} is not what the text shows"
        if row.disposition_label != named("disposition", row.disposition):
            yield f"annex: what became of contribution {row.id} is not named so"
        if row.paragraphs != paragraphs:
            yield f"annex: contribution {row.id} is not cited where it says"


def _citations(document: Document) -> dict[str, list[int]]:
    """The paragraphs that quote or count a source or lead to it, by source, as the document numbers them."""
    counted = {claim.id: [source.id for source in claim.evidence] for claim in document.claims}
    found: dict[str, list[int]] = {}
    paragraphs = [b for section in document.sections for b in section.blocks if isinstance(b, Paragraph)]
    for paragraph in paragraphs:
        for run in paragraph.runs:
            refs = [run.ref or ""] if run.kind in {"quote", "source"} else []
            for ref in counted.get(run.ref or "", ()) if run.kind == "claim" else refs:
                numbers = found.setdefault(ref, [])
                if paragraph.number not in numbers:
                    numbers.append(paragraph.number)
    return found
