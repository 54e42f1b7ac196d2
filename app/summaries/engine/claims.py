"""From a choice of word to a claim: its phrase, its evidence and the rules behind it, said in words.

The decisions are quantifiers.py's, the facts ledger.py's; here they are only brought together and spoken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from app.consultations.scale import Scale
from app.summaries.engine.document import (
    Claim,
    CutoffPoint,
    Evidence,
    FiredRule,
    GroupCount,
    NeighbourWord,
    Run,
    Subject,
    plain,
)
from app.summaries.engine.ledger import Ledger, PositionFact, Side, StatementFact
from app.summaries.engine.quantifiers import (
    Base,
    Choice,
    Counts,
    Fired,
    Group,
    Move,
    Noun,
    Pairing,
    Rule,
    choose,
    move,
    pairing,
)
from app.summaries.engine.templates import Language, Slot, capitalised, exact, fill, percent, phrase

MARKS = {"balanced": "†", "borderline": "‡", "moved": "◊", "uncounted": "°"}
"""Signs that follow a phrase; their meaning is in the annex of the scale."""
_WORD_FACTS = {"word", "from", "to", "raw", "balanced"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What every sentence is written from: the facts, the language, and the chair's moves by claim id."""

    ledger: Ledger
    language: Language
    moves: Mapping[str, Move] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Runs ready to print, and the claims they make."""

    runs: tuple[Run, ...]
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One side of one subject, counted: all that a claim needs beside the wording.

    `partition_counts`: further counts to show beside (opinion groups), which no rule looks at.
    """

    id: str
    side: str
    act: str
    subject: Subject
    counts: Counts
    base: Base
    neutral: int
    evidence: tuple[Evidence, ...]
    opinion_counts: Counts = field(default_factory=dict)


def word_claim(desk: Desk, case: Case, *, said_before: Choice | None = None) -> tuple[Claim, Choice]:
    """The claim with its word by the scale. After `said_before` with the same T, T need not be printed again."""
    scale, language = desk.ledger.scale, desk.language
    choice = choose(scale, case.counts, case.base)
    moved = desk.moves.get(case.id)
    if moved and moved.of is choice.word:
        choice = move(scale, choice, moved)
    new_base = said_before is None or (said_before.t, said_before.noun) != (choice.t, choice.noun)
    words = phrase(language, choice, case.act, of_base=new_base)
    bare = _bare(desk, case, n=choice.v, among=choice.t, base=choice.base, noun=choice.noun, words=words)
    balanced = choice.balanced_share
    by_the_scale = {
        "kind": "word",
        "word": choice.word.value if choice.word else None,
        "computed_word": computed.value if (computed := choice.computed or choice.word) else None,
        "form": choice.form.value,
        "balanced_share": exact(balanced) if balanced is not None else None,
        "balanced_percent": percent(balanced) if balanced is not None else None,
        "rules": [_rule(language, fired, choice) for fired in choice.rules],
        "marks": _marks(choice),
        "borderline": choice.borderline,
        "neighbours": [NeighbourWord.model_validate(each) for each in choice.neighbours],
        "pairing": [reason.value for reason in _pairing(scale, case, choice)],
    }
    return bare.model_copy(update=by_the_scale), choice


def _pairing(scale: Scale, case: Case, choice: Choice) -> tuple[Pairing, ...]:
    """Rule 4. Reservations belong to the sentence on support, which is the one to be answered; to make no point is not
    to oppose it.
    """
    return () if case.side in {Side.RESERVATIONS, "point"} else pairing(scale, case.counts, choice.word)


def count_claim(desk: Desk, case: Case, *, n: int, among: int, words: str, kind: str = "count") -> Claim:
    """A claim that is a plain number out of `among`; the scale has no part in it."""
    bare = _bare(desk, case, n=n, among=among, base=case.base.size, noun=case.base.noun, words=words)
    text = desk.language.text["rule.group" if kind == "group" else "rule.count"]
    return bare.model_copy(update={"kind": kind, "form": kind, "rules": [FiredRule(rule=kind, facts={}, text=text)]})


def _bare(desk: Desk, case: Case, *, n: int, among: int, base: int, noun: Noun, words: str) -> Claim:
    """A claim with its facts and no word yet."""
    ledger, share = desk.ledger, Fraction(n, among) if among else Fraction(0)
    return Claim(
        id=case.id,
        kind="count",
        side=case.side,
        subject=case.subject,
        text="",
        phrase=words,
        word=None,
        computed_word=None,
        form="count",
        n=n,
        N=among,
        noun=desk.language.noun(noun)["nouns"],
        noun_kind=noun.kind,
        narrowed_to=list(noun.narrowed_to) if noun.narrowed_to else None,
        base=base,
        neutral=case.neutral,
        share=f"{n}/{among}",
        share_percent=percent(share),
        balanced_share=None,
        balanced_percent=None,
        groups=_group_counts(desk.language, case),
        evidence=list(case.evidence),
        rules=[],
        marks=[],
        borderline=False,
        neighbours=[],
        pairing=[],
        paired_with=[],
        cutoff=CutoffPoint(seq=ledger.cutoff.seq, at=ledger.cutoff.at),
        scale_version=ledger.scale.version,
        ledger_digest=ledger.digest,
    )


def _group_counts(language: Language, case: Case) -> list[GroupCount]:
    declared = [
        GroupCount(partition="declared", group=group, label=language.named("group", group), n=count.v, N=count.t)
        for group, count in case.counts.items()
    ]
    found = [
        GroupCount(partition="opinion", group=group, label=opinion_label(language, group), n=count.v, N=count.t)
        for group, count in case.opinion_counts.items()
    ]
    return declared + found


def opinion_label(language: Language, group: Group) -> str:
    if group is None:
        return language.text["opinion_group.none"]
    return language.say_plain("opinion_group.named", name=group)


def _rule(language: Language, fired: Fired, choice: Choice) -> FiredRule:
    """One rule in the document's language; words of the scale among its facts are named in that language."""
    facts = {key: str(value) for key, value in fired.facts}
    named = {key: language.named("word", value) if key in _WORD_FACTS else value for key, value in facts.items()}
    slots = {"n": language.number(choice.v), "N": language.number(choice.t), "share": language.percent(choice.share)}
    if choice.balanced_share is not None:
        slots["balanced_share"] = language.percent(choice.balanced_share)
    text = language.say_plain(f"rule.{fired.rule.value}", **slots, **named)
    return FiredRule(rule=fired.rule.value, facts=dict(fired.facts), text=text)


def _marks(choice: Choice) -> list[str]:
    holds = {
        "balanced": choice.fired(Rule.BALANCED),
        "borderline": choice.borderline,
        "moved": choice.computed is not None,
    }
    return [mark for mark, present in holds.items() if present]


def spoken(desk: Desk, key: str, claim: Claim, **slots: Slot) -> Sentence:
    """A sentence around one claim. The claim takes the sentence as its text; marks follow the counted phrase."""
    template = desk.language.text[key]
    runs = capitalised(fill(template, {"claim": Run(kind="claim", text=claim.phrase, ref=claim.id), **slots}))
    said = claim.model_copy(update={"text": plain(runs)})
    printed: list[Run] = []
    for run in runs:
        printed.append(run)
        if run.kind == "claim":
            printed.extend(mark(code) for code in claim.marks)
    return Sentence(tuple(printed), (said,))


def mark(code: str) -> Run:
    return Run(kind="mark", text=MARKS[code], ref=code)


def paired(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Tell each claim of a paragraph which claims there speak for another side of the same subject."""
    sides = {claim.id: claim.side for sentence in sentences for claim in sentence.claims if claim.kind == "word"}

    def answered(claim: Claim) -> Claim:
        if claim.id not in sides:
            return claim
        return claim.model_copy(update={"paired_with": [o for o, side in sides.items() if _answers(side, claim.side)]})

    return [replace(sentence, claims=tuple(map(answered, sentence.claims))) for sentence in sentences]


def _answers(other: str, side: str) -> bool:
    against = {"oppose", "disagree"}
    return (other in against) != (side in against)


def joined(desk: Desk, sentences: Sequence[Sentence]) -> tuple[Run, ...]:
    """The runs of a paragraph, with the language's space between sentences."""
    space = Run(kind="text", text=desk.language.text["sentence.space"])
    runs: list[Run] = []
    for sentence in sentences:
        if runs:
            runs.append(space)
        runs.extend(sentence.runs)
    return tuple(runs)


def position_evidence(positions: Sequence[PositionFact]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(kind="position", id=each.id, label=each.entity, number=None, group=each.group, seq=each.seq)
        for each in positions
    )


def statement_evidence(language: Language, statement: StatementFact) -> tuple[Evidence, ...]:
    label = language.say_plain("statement.id", number=str(statement.number))
    return (Evidence(kind="statement", id=statement.id, label=label, number=statement.number, group=None, seq=None),)
