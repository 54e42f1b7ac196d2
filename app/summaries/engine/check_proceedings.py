"""The check of what stands beside the positions: joint statements, objections, findings, decisions, what was missing.

Like check.py it trusts the ledger only and counts by loops of its own. Each claim is compared whole with the one the
ledger asks for, its sentence included; the section on findings is compared sentence by sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.summaries.engine.document import Claim, Document, Run, plain
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger, MeetingFact, OptionFact, PositionFact, QuestionFact
from app.summaries.engine.missing import REPORTED
from app.summaries.engine.proceedings import CaucusViewFact, ExplanationFact, PreparedFact, ProposalFact, SpokeFact
from app.summaries.engine.proofreading import Source, phrase_faults
from app.summaries.engine.quotations import excerpt, without_stop
from app.summaries.engine.recount import on_option, share_percent
from app.summaries.engine.templates import Language, capitalised, fill

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a claim has to say. `sources`: (kind, id, label, number, group, seq). `key`, `slots`: of its sentence."""

    side: str
    subject: Row
    entities: Mapping[str, str | None]
    among: int
    base: int
    noun: str
    neutral: int
    sources: tuple[Row, ...]
    key: str
    slots: Mapping[str, Any]


def covers(claim: Claim) -> bool:
    return claim.side in {"missing", "objection", "floor"} or claim.side.startswith("joint-")


def further_sources(ledger: Ledger) -> dict[str, Source]:
    """What the public may read besides positions, comments and statements."""
    found = {statement.id: Source(str(statement.seq), "und", ()) for statement in ledger.joint}
    for written in ledger.contributions:
        found[written.id] = Source(str(written.seq), written.language, (written.opening,) if written.opening else ())
    said: tuple[ExplanationFact | CaucusViewFact | PreparedFact | ProposalFact, ...] = (
        *ledger.explanations,
        *ledger.prepared,
        *ledger.caucus_views,
        *ledger.proposals,
    )
    for each in said:
        found[each.id] = Source(str(each.seq), each.language, (each.text,) if each.text else ())
    for objection in ledger.objections:
        texts = (objection.reason,) if objection.reason else ()
        found[objection.id] = Source(str(objection.seq), objection.language, texts)
    return found


def missing_claims(ledger: Ledger, document: Document) -> Iterator[str]:
    """Every claim of these kinds that the ledger asks for is made, and no other."""
    made = {claim.id for claim in document.claims if covers(claim)}
    for claim_id in sorted(made ^ wanted(ledger, language_for(document.language)).keys()):
        yield f"{claim_id}: {'not what the ledger asks for' if claim_id in made else 'left out'}"


def claim_faults(ledger: Ledger, document: Document, claim: Claim) -> Iterator[str]:
    language = language_for(document.language)
    asked = wanted(ledger, language).get(claim.id)
    if asked is None:
        yield "it says what the ledger does not"
        return
    n = len(asked.entities)
    said, expected = _plain_facts(claim), _expected_facts(language, asked, n)
    for name, value in expected.items():
        if said[name] != value:
            yield f"its {name} is not the ledger's"
    phrase = Run(kind="claim", text=claim.phrase, ref=claim.id)
    if claim.text != plain(capitalised(fill(language.text[asked.key], {"claim": phrase, **asked.slots}))):
        yield "its sentence is not the template's"
    yield from phrase_faults(document.language, ledger.scale, claim)


def _plain_facts(claim: Claim) -> dict[str, Any]:
    subject = claim.subject
    return {
        "kind": (claim.kind, claim.form, claim.side),
        "subject": (subject.kind, subject.id, subject.number, subject.label, subject.version),
        "numbers": (claim.n, claim.N, claim.share, claim.share_percent),
        "base": (claim.noun_kind, claim.narrowed_to, claim.base, claim.neutral),
        "sources": tuple((e.kind, e.id, e.label, e.number, e.group, e.seq) for e in claim.evidence),
        "groups": [(row.partition, row.group, row.label, row.n, row.N) for row in claim.groups],
        "word": (claim.word, claim.computed_word, claim.balanced_share, claim.balanced_percent, claim.borderline),
        "marks": (claim.marks, claim.neighbours, claim.pairing, claim.paired_with),
        "rules": [(rule.rule, rule.facts, rule.text) for rule in claim.rules],
    }


def _expected_facts(language: Language, asked: Wanted, n: int) -> dict[str, Any]:
    groups: dict[str | None, int] = {}
    for group in asked.entities.values():
        groups[group] = groups.get(group, 0) + 1
    named = [*sorted(group for group in groups if group is not None), *([None] if None in groups else [])]
    return {
        "kind": ("count", "count", asked.side),
        "subject": asked.subject,
        "numbers": (n, asked.among, f"{n}/{asked.among}", share_percent(n, asked.among)),
        "base": (asked.noun, None, asked.base, asked.neutral),
        "sources": asked.sources,
        "groups": [
            ("declared", group, language.named("group", group), groups[group], groups[group]) for group in named
        ],
        "word": (None, None, None, None, False),
        "marks": ([], [], [], []),
        "rules": [("count", {}, language.text["rule.count"])],
    }


def wanted(ledger: Ledger, language: Language) -> dict[str, Wanted]:
    """Every claim of these kinds, by its id."""
    found: dict[str, Wanted] = {}
    for question in ledger.note.questions if ledger.note else ():
        for option in question.options:
            found.update(_on_option(ledger, language, question, option))
    ranked = sorted(ledger.proposals, key=lambda each: (-len(each.seconded), each.seq, each.id))
    for place, proposal in enumerate(ranked[:REPORTED], start=1):
        found[f"missing-{place}"] = _proposal(ledger, language, place, proposal)
    turns: dict[str, list[SpokeFact]] = {}
    for turn in ledger.spoke:
        turns.setdefault(turn.meeting_id, []).append(turn)
    for place, meeting in enumerate(ledger.meetings, start=1):
        if spoke := turns.get(meeting.id):
            found[f"floor-{place}"] = _floor(ledger, language, place, meeting, spoke)
    return found


def _on_option(
    ledger: Ledger, language: Language, question: QuestionFact, option: OptionFact
) -> Iterator[tuple[str, Wanted]]:
    stated = on_option(ledger, option.id)
    prefix, joined = f"q{question.number}-o{option.number}", 0
    for joint in ledger.joint:
        held = [each for each in stated if each.joint_id == joint.id]
        if held:
            joined += 1
            key = f"sentence.joint.{next(s.stance for s in joint.stances if s.option_id == option.id)}"
            behind = {each.entity_id: each.group for each in held}
            sources = tuple(_position(each) for each in held)
            side, among = f"joint-{joined}", len(stated)
            yield f"{prefix}-{side}", _beside(ledger, language, question, option, side, behind, among, sources, key)
    blocking = [each for each in stated if each.blocking]
    asked = [d.id for d in ledger.decisions if d.option_id == option.id and d.option_version == option.version]
    raised = [each for each in ledger.objections if each.decision_id in asked and not each.withdrawn_at]
    if blocking or raised:
        behind = {each.entity_id: each.group for each in raised} | {each.entity_id: each.group for each in blocking}
        among = len(behind.keys() | {each.entity_id for each in stated})
        sources = (
            *(_position(each) for each in blocking),
            *(("objection", each.id, each.entity, None, each.group, each.seq) for each in raised),
        )
        key = "sentence.objection"
        yield (
            f"{prefix}-objection",
            _beside(ledger, language, question, option, "objection", behind, among, sources, key),
        )


def _position(fact: PositionFact) -> Row:
    return ("position", fact.id, fact.entity, None, fact.group, fact.seq)


def _beside(
    ledger: Ledger,
    language: Language,
    question: QuestionFact,
    option: OptionFact,
    side: str,
    behind: Mapping[str, str | None],
    among: int,
    sources: tuple[Row, ...],
    key: str,
) -> Wanted:
    label = language.text["option.id"].format(question=question.number, number=option.number, label=option.label)
    delegations = all(each.group in ledger.scale.delegation_groups for each in ledger.positions) and ledger.positions
    return Wanted(
        side=side,
        subject=("option", option.id, option.number, label, option.version),
        entities=behind,
        among=among,
        base=sum(row.active for row in ledger.participation),
        noun="delegations" if delegations else "participants",
        neutral=sum(1 for each in on_option(ledger, option.id) if each.stance.value == "neutral"),
        sources=sources,
        key=key,
        slots={},
    )


def _floor(ledger: Ledger, language: Language, place: int, meeting: MeetingFact, spoke: Sequence[SpokeFact]) -> Wanted:
    entities: dict[str, str | None] = {}
    guests = set()
    for turn in spoke:
        entities[turn.entity_id] = turn.group
        if turn.guest:
            guests.add(turn.entity_id)
    base = sum(row.active for row in ledger.participation)
    opening, closing = language.quote_marks
    return Wanted(
        side="floor",
        subject=("meeting", meeting.id, place, meeting.title, None),
        entities=entities,
        among=base + len(guests),
        base=base,
        noun="participants",
        neutral=0,
        sources=tuple(("intervention", each.id, each.entity, None, each.group, each.seq) for each in spoke),
        key=language.key_for("sentence.floor", len(entities)),
        slots={"title": opening + without_stop(meeting.title.strip()) + closing},
    )


def _proposal(ledger: Ledger, language: Language, place: int, fact: ProposalFact) -> Wanted:
    entities = {fact.entity_id: fact.group} | {each.entity_id: each.group for each in fact.seconded}
    n, base = len(entities), sum(row.active for row in ledger.participation)
    key = "sentence.missing.seconded" if fact.seconded else "sentence.missing.alone"
    if fact.question is not None:
        key += ".question"
    words, cut = excerpt(fact.text)
    opening, closing = language.quote_marks
    quote = opening + words + (language.text["quotes.cut"] if cut else "") + closing
    if not fact.language.startswith(language.code):
        named = language.named("language", fact.language)
        quote += language.text["quotes.in_language"].format(language=named)
    seconded = (
        ("endorsement", f"{fact.id}-{each.entity_id}", each.entity, None, each.group, each.seq)
        for each in fact.seconded
    )
    return Wanted(
        side="missing",
        subject=("proposal", fact.id, place, language.text["missing.heading"], None),
        entities=entities,
        among=base,
        base=base,
        noun="participants",
        neutral=0,
        sources=(("proposal", fact.id, fact.entity, None, fact.group, fact.seq), *seconded),
        key=language.key_for(key, n),
        slots={"quote": quote, "number": str(fact.question)},
    )
