"""What a counted phrase opens, checked: everything its evidence panel shows, found again from the ledger.

The other half of check.py, on the same second path (recount.py): the sources with their place and group, the counts by
group, the balanced share, the rules of the scale with their facts and words, the marks, and who answers whom.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.consultations.scale import Scale, Step
from app.summaries.engine.document import Claim, Document, Paragraph
from app.summaries.engine.languages import language_for
from app.summaries.engine.ledger import Ledger, OptionFact, StatementFact
from app.summaries.engine.quantifiers import Move
from app.summaries.engine.recount import Tally, climb, groups_asked, share_percent
from app.summaries.engine.templates import Language

Facts = Mapping[str, int | str]
_WORDS = {"word", "from", "to", "raw", "balanced"}
_AGAINST = {"oppose", "disagree"}


@dataclass(frozen=True, slots=True)
class Counted:
    """What a claim was counted from. `tally`: V and T by group, of all groups; `grouped`: whether any was declared;
    `spans`: how many groups its noun can include.
    """

    ledger: Ledger
    subject: OptionFact | StatementFact | None
    tally: Tally
    grouped: bool
    spans: int | None
    moved: Move | None


def opening_faults(tag: str, claim: Claim, counted: Counted) -> Iterator[str]:
    """`tag`: the language of the document."""
    language = language_for(tag)
    yield from _subject_faults(language, claim, counted)
    yield from _source_faults(language, claim, counted)
    if _rows(claim) != sorted(_expected_rows(language, claim, counted), key=str):
        yield "the counts by group it opens are not the ledger's"
    if claim.phrase.casefold() not in claim.text.casefold():
        yield "its sentence does not hold its phrase"
    if claim.kind == "word":
        yield from scale_faults(language, claim, counted)
    elif (claim.form, claim.computed_word, claim.borderline, claim.balanced_share, claim.balanced_percent) != (
        claim.kind, None, False, None, None,
    ) or claim.marks or claim.neighbours or claim.pairing:  # fmt: skip
        yield "it says more of the scale than a plain number can"
    elif [(r.rule, r.facts, r.text) for r in claim.rules] != [(claim.kind, {}, language.text[f"rule.{claim.kind}"])]:
        yield "the rule it opens is not the one of a plain number"


def answer_faults(document: Document) -> Iterator[str]:
    """Each word names exactly the words that speak for the other side in its paragraph."""
    words = {claim.id: claim for claim in document.claims if claim.kind == "word"}
    blocks = (block for section in document.sections for block in section.blocks)
    for paragraph in (block for block in blocks if isinstance(block, Paragraph)):
        here = [words[run.ref] for run in paragraph.runs if run.kind == "claim" and run.ref in words]
        for claim in here:
            other_side = [o.id for o in here if (o.side in _AGAINST) is not (claim.side in _AGAINST)]
            if claim.paired_with != other_side:
                yield f"{claim.id}: it does not name those who speak for the other side"


def _subject_faults(language: Language, claim: Claim, counted: Counted) -> Iterator[str]:
    fact, said = counted.subject, claim.subject
    if fact is None:
        return
    if isinstance(fact, StatementFact):
        expected: tuple[str, int, str, int | None] = (
            "statement",
            fact.number,
            language.say_plain("statement.id", number=str(fact.number)),
            None,
        )
    else:
        question = next(q for q in (counted.ledger.note.questions if counted.ledger.note else ()) if fact in q.options)
        label = language.say_plain(
            "option.id", question=str(question.number), number=str(fact.number), label=fact.label
        )
        expected = ("option", fact.number, label, fact.version)
    if (said.kind, said.number, said.label, said.version) != expected:
        yield "what it is about is not named as in the ledger"


def _source_faults(language: Language, claim: Claim, counted: Counted) -> Iterator[str]:
    known: dict[str, tuple[Any, ...]] = {
        p.id: ("position", p.entity, None, p.group, p.seq) for p in counted.ledger.positions
    }
    if isinstance(statement := counted.subject, StatementFact):
        label = language.say_plain("statement.id", number=str(statement.number))
        known[statement.id] = ("statement", label, statement.number, None, None)
    for source in claim.evidence:
        if (source.kind, source.label, source.number, source.group, source.seq) != known.get(source.id):
            yield f"its source {source.id} is not described as in the ledger"


def _rows(claim: Claim) -> list[tuple[Any, ...]]:
    return sorted(((row.partition, row.group, row.label, row.n, row.N) for row in claim.groups), key=str)


def _expected_rows(language: Language, claim: Claim, counted: Counted) -> Iterator[tuple[Any, ...]]:
    for group, (v, t) in counted.tally.items():
        yield ("declared", group, language.named("group", group), v, t)
    if isinstance(counted.subject, StatementFact):
        for vote in counted.subject.votes:
            if vote.partition == "opinion" and vote.agree + vote.disagree:
                none = language.text["opinion_group.none"]
                label = none if vote.group is None else language.say_plain("opinion_group.named", name=vote.group)
                v = vote.disagree if claim.side == "disagree" else vote.agree
                yield ("opinion", vote.group, label, v, vote.agree + vote.disagree)


def scale_faults(language: Language, claim: Claim, counted: Counted) -> Iterator[str]:
    """Of a word: the share balanced by group, the rules behind it, its marks, and why it needs an answer."""
    scale = counted.ledger.scale
    within = counted.tally
    if claim.narrowed_to is not None:
        within = {group: pair for group, pair in within.items() if pair[0]}
    share = _balanced(scale, within) if counted.grouped else None
    exact = (f"{share.numerator}/{share.denominator}", share_percent(share.numerator, share.denominator)) if share \
        is not None else (None, None)  # fmt: skip
    if (claim.balanced_share, claim.balanced_percent) != exact:
        yield "its share balanced by group is not the ledger's"
    rules = _rules(claim, counted)
    if [(rule.rule, rule.facts) for rule in claim.rules] != [(name, dict(facts)) for name, facts in rules]:
        yield "the rules it opens are not those that fired"
    elif [rule.text for rule in claim.rules] != [_said(language, claim, share, *rule) for rule in rules]:
        yield "the rules it opens are not said as the templates say them"
    fired = {name for name, _ in rules}
    marks = {"balanced": "balanced" in fired, "borderline": claim.borderline, "moved": bool(fired & _MOVES)}
    if claim.marks != [name for name, holds in marks.items() if holds]:
        yield "its marks are not those of its rules"
    if claim.pairing != _reasons(scale, claim, counted.tally):
        yield "why it needs an answer is not what the ledger says"
    if len(claim.neighbours) != len({(each.side, each.change, each.becomes) for each in claim.neighbours}):
        yield "a change by one entity is listed twice"


_MOVES = {"moved_up", "moved_down"}


def _balanced(scale: Scale, tally: Tally) -> Fraction | None:
    shares = [Fraction(v, t) for group, (v, t) in tally.items() if group is not None and t >= scale.balanced_from]
    return sum(shares, Fraction(0)) / len(shares) if len(shares) > 1 else None


def _rules(claim: Claim, counted: Counted) -> list[tuple[str, Facts]]:
    """Every rule that fired, in order, with its facts."""
    scale = counted.ledger.scale
    rules = _judged(scale, counted.tally, counted.spans, grouped=counted.grouped, narrowed=False)
    if claim.form == "word":
        if scale.number_below > claim.N:
            rules.append(("number_beside", {"below": scale.number_below, "t": claim.N}))
        if claim.neighbours:
            rules.append(("borderline", {"changes": len(claim.neighbours)}))
        move = counted.moved
        if move and claim.computed_word == move.of.value:
            facts = {"from": claim.computed_word, "to": claim.word or "", "reason": (move.reason or "").strip()}
            rules.append(("moved_up" if move.steps == 1 else "moved_down", facts))
    return rules


def _judged(scale: Scale, tally: Tally, spans: int | None, *, grouped: bool, narrowed: bool) -> list[tuple[str, Facts]]:
    v, t = sum(pair[0] for pair in tally.values()), sum(pair[1] for pair in tally.values())
    if t < scale.min_base:
        return [("small_base", {"t": t, "min": scale.min_base})]
    if v in {1, 2}:
        return [("cardinal", {"v": v})]
    if v < scale.steps[0].min_entities:
        return []
    rung, rules = _weighed(scale, tally, v, t, grouped=grouped)
    behind = sum(1 for group, pair in tally.items() if group is not None and pair[0])
    heard = sum(1 for group, pair in tally.items() if group is not None and pair[1])
    asked = groups_asked(scale, rung, heard, spans)
    if not grouped or narrowed or behind >= asked:
        return rules
    word = scale.steps[rung].word.value
    inside = {group: pair for group, pair in tally.items() if pair[0]}
    first: tuple[str, Facts] = ("narrowed", {"word": word, "groups": behind, "min": asked, "wider_t": t})
    return [first, *_judged(scale, inside, spans, grouped=grouped, narrowed=True)]


def _weighed(scale: Scale, tally: Tally, v: int, t: int, *, grouped: bool) -> tuple[int, list[tuple[str, Facts]]]:
    """The rung of the weaker of two words, by the share of all and by the share balanced by group."""
    by_share, raw = _rung_of(scale.steps, v, t), climb(scale, v, t, v)
    rules: list[tuple[str, Facts]] = [("share", {"word": _word(scale, by_share)})]
    if raw != by_share:
        least = scale.steps[by_share].min_entities
        rules.append(
            ("too_few_entities", {"from": _word(scale, by_share), "to": _word(scale, raw), "min": least, "v": v})
        )
    if not grouped:
        return raw, [*rules, ("no_groups_declared", {})]
    share = _balanced(scale, tally)
    if share is None:
        return raw, [*rules, ("no_balance", {"from": scale.balanced_from})]
    balanced = climb(scale, share.numerator, share.denominator, v)
    facts = {"raw": _word(scale, raw), "balanced": _word(scale, balanced), "word": _word(scale, min(raw, balanced))}
    return min(raw, balanced), [*rules, ("balance_agrees" if raw == balanced else "balanced", facts)]


def _rung_of(steps: tuple[Step, ...], v: int, t: int) -> int:
    return max(
        place for place, step in enumerate(steps) if v * step.at_least.denominator >= step.at_least.numerator * t
    )


def _word(scale: Scale, rung: int) -> str:
    return scale.steps[rung].word.value


def _said(language: Language, claim: Claim, share: Fraction | None, rule: str, facts: Facts) -> str:
    named = {key: language.named("word", str(v)) if key in _WORDS else str(v) for key, v in facts.items()}
    if rule in {"balanced", "balance_agrees"}:
        named["balanced_share"] = language.percent(share or Fraction(0))
    numbers = {"n": language.number(claim.n), "N": language.number(claim.N)}
    if claim.N:
        numbers["share"] = language.percent(Fraction(claim.n, claim.N))
    return language.say_plain(f"rule.{rule}", **numbers, **named)


def _reasons(scale: Scale, claim: Claim, tally: Tally) -> list[str]:
    """Why rule 4 asks for the other side beside it."""
    v, t = sum(pair[0] for pair in tally.values()), sum(pair[1] for pair in tally.values())
    against = t - v
    if not against or claim.side in {"reservations", "point"}:
        return []
    holds = {
        "opposition_share": against * scale.pairing_share.denominator >= scale.pairing_share.numerator * t,
        "opposition_entities": against >= scale.pairing_entities,
        "group_majority": any(group is not None and 2 * (t_g - v_g) > t_g for group, (v_g, t_g) in tally.items()),
        "many_below_half": claim.word == "many" and Fraction(v, t) < scale.pairing_many_below,
    }
    return [reason for reason, held in holds.items() if held]
