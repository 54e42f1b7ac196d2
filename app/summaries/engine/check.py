"""The check every draft passes before it is shown: each claim against the ledger, by a code path of its own.

It trusts the ledger only. A fault means a bug in the drafting or a document somebody changed; drafting then fails
rather than publish it. What stands between the claims and the quotations is proofread in proofreading.py.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from app.consultations.scale import Word
from app.summaries.engine.check_findings import annex_faults as proceedings_annex_faults
from app.summaries.engine.check_findings import section_faults
from app.summaries.engine.check_opinions import opinion_faults, votes_inside
from app.summaries.engine.check_points import counted as counted_makers
from app.summaries.engine.check_points import label_sources, point_faults, point_of
from app.summaries.engine.check_points import section_faults as points_faults
from app.summaries.engine.check_proceedings import claim_faults, covers, further_sources, missing_claims
from app.summaries.engine.document import Claim, Document, Paragraph
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger, OptionFact, StatementFact
from app.summaries.engine.next_steps import next_steps_faults
from app.summaries.engine.openings import Counted, answer_faults, opening_faults, scale_faults
from app.summaries.engine.proofreading import phrase_faults, proofread, public_sources
from app.summaries.engine.quantifiers import Form, Move
from app.summaries.engine.recount import (
    Tally,
    miscounted_entities,
    on_option,
    share_percent,
    stances_of,
    tally_positions,
    tally_votes,
    word_for,
)

Subject = OptionFact | StatementFact
Moves = Mapping[str, Move]
"""The chair's moves by claim id."""


class CheckFailed(Exception):
    """The draft says something the ledger does not bear out. `faults`: each with the claim or paragraph it is in."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults[:5]))
        self.faults = faults


def verify(ledger: Ledger, document: Document, moves: Moves | None = None) -> None:
    if faults := list(find_faults(ledger, document, moves or {})):
        raise CheckFailed(faults)


def find_faults(ledger: Ledger, document: Document, moves: Moves) -> Iterator[str]:
    """Every fault, in reading order; nothing for a sound document."""
    if (document.ledger_digest, document.cutoff.seq) != (ledger.digest, ledger.cutoff.seq):
        yield "document: drawn from another ledger"
    paragraphs = [block for s in document.sections for block in s.blocks if isinstance(block, Paragraph)]
    yield from _claims_in_place(document, paragraphs)
    for claim in document.claims:
        yield from (f"{claim.id}: {fault}" for fault in _claim_faults(ledger, document, claim, moves.get(claim.id)))
    yield from missing_claims(ledger, document)
    sources = label_sources(ledger, {**further_sources(ledger), **public_sources(ledger)})
    for paragraph in paragraphs:
        yield from (f"paragraph {paragraph.number}: {fault}" for fault in proofread(document, paragraph, sources))
    yield from answer_faults(document)
    yield from section_faults(ledger, document)
    yield from points_faults(ledger, document)
    yield from next_steps_faults(ledger, document)
    yield from opinion_faults(ledger, document)
    yield from (f"ledger: {fault}" for fault in miscounted_entities(ledger))
    yield from _annex_faults(ledger, document)
    yield from proceedings_annex_faults(ledger, document)


def _claims_in_place(document: Document, paragraphs: list[Paragraph]) -> Iterator[str]:
    """Each claim stands in the text once, with its counter-claim in the same paragraph where rule 4 asks for it."""
    printed = [{run.ref for run in p.runs if run.kind == "claim"} for p in paragraphs]
    if Counter(ref for p in paragraphs for ref in [r.ref for r in p.runs if r.kind == "claim"]) != Counter(
        claim.id for claim in document.claims
    ):
        yield "document: the claims in the text are not the claims on file"
    for claim in document.claims:
        together = next((refs for refs in printed if claim.id in refs), set())
        if not set(claim.paired_with) <= together:
            yield f"{claim.id}: its counter-claim is not in the same paragraph"
        if claim.pairing and not claim.paired_with:
            yield f"{claim.id}: the other side is not heard beside it"


def _claim_faults(ledger: Ledger, document: Document, claim: Claim, wanted: Move | None) -> Iterator[str]:
    if (claim.ledger_digest, claim.cutoff) != (ledger.digest, document.cutoff):
        yield "bound to another ledger"
    if claim.scale_version != ledger.scale.version:
        yield "bound to another scale"
    if not _well_formed(claim):
        yield "not of the form of a claim"
        return
    if covers(claim):
        yield from claim_faults(ledger, document, claim)
        return
    if claim.side == "point":
        yield from _point_faults(ledger, document, claim, wanted)
        return
    subject = _subject(ledger, claim)
    if subject is None:
        yield "about nothing in the ledger"
        return
    if claim.kind != _KINDS.get(claim.side.partition("-")[0]):
        yield "its kind is not that of the side it describes"
        return
    yield from _fact_faults(ledger, claim, subject)
    if claim.kind == "word":
        yield from _word_faults(claim, _counted(ledger, claim, subject, wanted))
    elif (claim.n, claim.N) != _numbers(ledger, claim, subject) or claim.word is not None:
        yield "its numbers are not the ledger's"
    yield from opening_faults(document.language, claim, _counted(ledger, claim, subject, wanted))
    yield from phrase_faults(document.language, ledger.scale, claim)


def _well_formed(claim: Claim) -> bool:
    try:
        Claim.model_validate(claim.model_dump(warnings=False))
    except ValidationError:
        return False
    return claim.form in {*(form.value for form in Form), "count", "group", "at_least"}


def _fact_faults(ledger: Ledger, claim: Claim, subject: Subject) -> Iterator[str]:
    """What every kind of claim states: its sources, its share, its noun, and who is left out of it."""
    ids = [each.id for each in claim.evidence]
    if len(ids) != len(set(ids)) or set(ids) != _satisfying(ledger, claim, subject):
        yield "its evidence is not the set that satisfies it"
    if claim.share != f"{claim.n}/{claim.N}" or claim.share_percent != share_percent(claim.n, claim.N):
        yield "its share is not n of N"
    if (claim.noun_kind, claim.base) != _noun_and_base(ledger, claim, subject):
        yield "its noun or the base behind it is not the ledger's"
    if claim.neutral != _neutral(ledger, subject):
        yield "its count of those outside T is wrong"


_KINDS = {
    **dict.fromkeys(("support", "reservations", "oppose", "agree", "disagree"), "word"),
    **dict.fromkeys(("neutral", "unconfirmed", "pass", "found"), "count"),
    "against": "group",
}


def _subject(ledger: Ledger, claim: Claim) -> Subject | None:
    if claim.subject.kind == "statement":
        return next((each for each in ledger.statements if each.id == claim.subject.id), None)
    for question in ledger.note.questions if ledger.note else ():
        for option in question.options:
            if (option.id, option.version) == (claim.subject.id, claim.subject.version):
                return option
    return None


def _satisfying(ledger: Ledger, claim: Claim, subject: Subject) -> set[str]:
    """The ids of every public source for which the claim's predicate holds, and of no other."""
    if isinstance(subject, StatementFact):
        return {subject.id}
    if claim.side == "unconfirmed":
        return {p.id for p in on_option(ledger, subject.id, current=False)}
    positions = on_option(ledger, subject.id)
    if claim.kind == "group":
        group = claim.side.removeprefix("against-")
        side = _apart(tally_positions(positions, "support"), group)
        return {p.id for p in positions if p.group == group and p.stance.value in stances_of(side)}
    return {p.id for p in positions if p.stance.value in stances_of(claim.side)}


def _apart(tally: Tally, group: str) -> str:
    """The side a group's majority is on."""
    v, t = tally.get(group, (0, 0))
    return "support" if 2 * v > t else "oppose"


def _numbers(ledger: Ledger, claim: Claim, subject: Subject) -> tuple[int, int]:
    """The n and N of a plain count, or of one group against the others."""
    if isinstance(subject, StatementFact):
        if claim.side.startswith("found-"):
            return votes_inside(subject, claim.side.removeprefix("found-"))
        return subject.passed, subject.agree + subject.disagree + subject.passed
    n = len(_satisfying(ledger, claim, subject))
    positions = on_option(ledger, subject.id)
    if claim.side == "unconfirmed":
        return n, n
    if claim.kind == "group":
        tally = tally_positions(positions, "support")
        v, t = sum(pair[0] for pair in tally.values()), sum(pair[1] for pair in tally.values())
        group = claim.side.removeprefix("against-")
        overall = "support" if 2 * v > t else "oppose"
        return (n, tally.get(group, (0, 0))[1]) if _apart(tally, group) != overall else (-1, -1)
    return n, len(positions)


def _noun_and_base(ledger: Ledger, claim: Claim, subject: Subject) -> tuple[str, int]:
    """What is counted, and how many of them there were: of the groups the noun is narrowed to, or of all."""
    if isinstance(subject, StatementFact):
        sizes = [(row.group, row.voters) for row in ledger.voters if row.partition == "declared"]
        kind = "participants"
    else:
        sizes = [(row.group, row.active) for row in ledger.participation]
        kind = "delegations" if _only_delegations(ledger) else "participants"
    return kind, sum(size for group, size in sizes if claim.narrowed_to is None or group in claim.narrowed_to)


def _only_delegations(ledger: Ledger) -> bool:
    return all(p.group in ledger.scale.delegation_groups for p in ledger.positions)


def _neutral(ledger: Ledger, subject: Subject) -> int:
    if isinstance(subject, StatementFact):
        return subject.passed
    return sum(1 for p in on_option(ledger, subject.id) if p.stance.value == "neutral")


def _point_faults(ledger: Ledger, document: Document, claim: Claim, wanted: Move | None) -> Iterator[str]:
    point = point_of(ledger, claim)
    if point is None:
        yield "about nothing in the ledger"
        return
    made = counted_makers(ledger, point, wanted)
    yield from point_faults(document, claim, point, made)
    if claim.kind == "word":
        yield from _word_faults(claim, made)
        yield from scale_faults(language_for(document.language), claim, made)
    yield from phrase_faults(document.language, ledger.scale, claim)


def _word_faults(claim: Claim, counted: Counted) -> Iterator[str]:
    ledger, tally, wanted = counted.ledger, counted.tally, counted.moved
    found = word_for(ledger.scale, tally, grouped=counted.grouped, spans=counted.spans)
    moved = wanted.steps if wanted and wanted.of == found.word else 0
    if (claim.n, claim.N) != (found.n, found.among):
        yield f"says {claim.n} of {claim.N}, the ledger {found.n} of {found.among}"
    if claim.form != found.form or claim.computed_word != found.word:
        yield f"says '{claim.computed_word or claim.form}', the scale '{found.word or found.form}'"
    if claim.word != _after_move(found.word, moved) or ("moved" in claim.marks) is not bool(moved):
        yield "its word is not the computed one as the chair moved it"
    if (tuple(claim.narrowed_to) if claim.narrowed_to else None) != found.narrowed_to:
        yield "its noun is not narrowed to the groups behind it"
    if {(each.side, each.change, each.becomes) for each in claim.neighbours} != found.neighbours:
        yield "what one entity would change is not what it says"
    if claim.borderline is not bool(found.neighbours) or ("borderline" in claim.marks) is not claim.borderline:
        yield "its borderline flag is wrong"
    if {each.group: (each.n, each.N) for each in claim.groups if each.partition == "declared"} != tally:
        yield "its groups are not the ledger's"
    if bool(claim.pairing) is not _needs_answer(ledger, claim, tally):
        yield "it is wrong about needing a counter-claim"


def _counted(ledger: Ledger, claim: Claim, subject: Subject, moved: Move | None = None) -> Counted:
    """V and T by group for the side a claim describes; a plain number shows those of the side it is beside."""
    side = claim.side
    if isinstance(subject, StatementFact):
        tally = tally_votes(subject, "disagree" if side == "disagree" else "agree")
        grouped = any(row.group is not None for row in ledger.voters if row.partition == "declared")
        return Counted(ledger, subject, tally, grouped, None, moved)
    positions = on_option(ledger, subject.id)
    if claim.kind == "group":
        side = _apart(tally_positions(positions, "support"), side.removeprefix("against-"))
    tally = tally_positions(positions, side if claim.kind != "count" else "support")
    grouped = any(row.group is not None and row.entities for row in ledger.participation)
    spans = len(ledger.scale.delegation_groups) if _only_delegations(ledger) else None
    return Counted(ledger, subject, tally, grouped, spans, moved)


def _after_move(word: str | None, moved: int) -> str | None:
    if word is None or not moved:
        return word
    ladder = [each.value for each in Word]
    return ladder[ladder.index(word) + moved]


def _needs_answer(ledger: Ledger, claim: Claim, tally: Tally) -> bool:
    """Rule 4, from the numbers of all groups, whatever the noun was narrowed to."""
    scale = ledger.scale
    v, t = sum(pair[0] for pair in tally.values()), sum(pair[1] for pair in tally.values())
    against = t - v
    if against == 0 or claim.side in {
        "reservations",
        "point",
    }:  # nobody is against a point; reservations are part of the sentence on support, which is the one answered
        return False
    lost_a_group = any(group is not None and t_g - v_g > v_g for group, (v_g, t_g) in tally.items())
    weak_many = claim.word == "many" and v * scale.pairing_many_below.denominator < (
        scale.pairing_many_below.numerator * t
    )
    enough = against * scale.pairing_share.denominator >= scale.pairing_share.numerator * t
    return enough or against >= scale.pairing_entities or lost_a_group or weak_many


def _annex_faults(ledger: Ledger, document: Document) -> Iterator[str]:
    """The annexes show the ledger's public sources: all of them, and no text that is withheld."""
    facts = {p.id: p for p in ledger.positions}
    if [row.id for row in document.positions] != list(facts):
        yield "annex: the positions are not the ledger's"
    for row in document.positions:
        fact = facts.get(row.id)
        if fact is None or (row.stance, row.group, row.seq) != (fact.stance.value, fact.group, fact.seq):
            yield f"annex: position {row.id} is not as stated"
        elif (row.reason, row.condition) != ((None, None) if fact.withheld else (fact.reason, fact.condition)):
            yield f"annex: the words of position {row.id} are not as they may be shown"
    if [row.id for row in document.contributions] != [each.id for each in ledger.contributions]:
        yield "annex: the contributions are not the ledger's"
    if [(r.id, r.agree, r.disagree, r.passed, r.text) for r in document.statements] != [
        (s.id, s.agree, s.disagree, s.passed, s.text) for s in ledger.statements
    ]:
        yield "annex: the statements are not the ledger's"
