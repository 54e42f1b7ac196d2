"""Which word may be said of V among T: rules 1-5, 7 and 8 of the scale, pure and exact.

No sentence is written here (templates.py) and nothing is counted here (ledger.py): the input is V and T by
stakeholder group, the output a `Choice` that carries every rule that fired, so that a reader can be told why.

Corners the rules leave open, and how they are decided:

- The side described may be support or opposition; V is always the side named, T both sides together. With V = 0
  there is no word ("no participant"). With T = 0, or a noun that nobody stands behind, a word is refused (`NoBase`).
- T < 10 comes first: neither "one" nor "all" is said of a base that small, only "3 of the 7 participants".
- V of 1 or 2 is said as a number ("one", "two") whatever the share; such numbers are never borderline.
- "Too few entities: the next weaker word" is applied again until one fits.
- Guard against flooding: the share balanced by group needs at least two groups with enough positions, because one
  group's share balances nothing. People who declared no group have no part in it: they cannot carry a word alone.
- Too few groups: the noun is narrowed to the groups on this side, and since the noun is the denominator, V and T are
  counted again within them. The word is never weaker for that; a narrowed T below 10 gives the numbers instead.
- A noun that itself spans fewer groups than a word asks for ("delegations" = governments) asks for no more than that.
- Where no stakeholder group was ever declared (an imported conversation), the group rules and the guard cannot
  apply. The words then rest on numbers alone, and the result says so (`Rule.NO_GROUPS_DECLARED`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from app.consultations.scale import CARDINALS, Scale, Step, Word

Group = str | None
"""Code of a stakeholder group; None = this entity declared none."""


@dataclass(frozen=True, slots=True)
class Count:
    """V and T of one group: entities on the side described, and entities that took either side."""

    v: int
    t: int

    def __post_init__(self) -> None:
        if not 0 <= self.v <= self.t:
            raise ValueError(f"{self.v} of {self.t} is not a count")

    @property
    def share(self) -> Fraction:
        return Fraction(self.v, self.t)


Counts = Mapping[Group, Count]


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted, and so the denominator. `spans`: the groups it can include, None = any.

    `narrowed_to`: the groups it was narrowed to by the rule on groups, sorted, None last.
    """

    kind: str
    spans: tuple[str, ...] | None = None
    narrowed_to: tuple[Group, ...] | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """Who stands behind a noun: how many, by group, could have been counted (accredited and active)."""

    noun: Noun
    sizes: Mapping[Group, int]
    groups_declared: bool = True

    @property
    def size(self) -> int:
        return sum(self.sizes.values())


class Form(StrEnum):
    NOBODY = "nobody"  # V = 0
    NUMBERS = "numbers"  # "V of the T": the base is too small for a word, or V too small for the weakest
    CARDINAL = "cardinal"  # one, two
    WORD = "word"


class Rule(StrEnum):
    SMALL_BASE = "small_base"
    CARDINAL = "cardinal"
    SHARE = "share"
    TOO_FEW_ENTITIES = "too_few_entities"
    BALANCED = "balanced"
    BALANCE_AGREES = "balance_agrees"
    NO_BALANCE = "no_balance"
    NARROWED = "narrowed"
    NO_GROUPS_DECLARED = "no_groups_declared"
    NUMBER_BESIDE = "number_beside"
    BORDERLINE = "borderline"
    MOVED_DOWN = "moved_down"
    MOVED_UP = "moved_up"


@dataclass(frozen=True, slots=True)
class Fired:
    """One rule that had a part in the result, with the facts a reader needs to follow it."""

    rule: Rule
    facts: tuple[tuple[str, int | str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"rule": self.rule.value, "facts": dict(self.facts)}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What one entity more or less would make of the word: the change, and the word (or form) it would become."""

    side: str  # "this" or "other"
    change: int  # +1 or -1
    becomes: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer, and everything needed to explain it. `v`, `t` and `base` belong to the noun as narrowed."""

    form: Form
    word: Word | None
    noun: Noun
    v: int
    t: int
    base: int
    share: Fraction
    balanced_share: Fraction | None
    number_beside: bool
    rules: tuple[Fired, ...]
    neighbours: tuple[Neighbour, ...] = ()
    computed: Word | None = None  # the word before the chair moved it; None = not moved

    @property
    def borderline(self) -> bool:
        return bool(self.neighbours)

    @property
    def label(self) -> str:
        return self.word.value if self.word else self.form.value

    def fired(self, rule: Rule) -> bool:
        return any(fired.rule is rule for fired in self.rules)


class NoBase(ValueError):
    """A word was asked for whose noun has no base: nobody to whom it could refer."""


class MoveRefused(ValueError):
    """The chair may not move this word that way (rule 5); the message says why."""


def choose(scale: Scale, counts: Counts, base: Base) -> Choice:
    """The word for V among T, by group; raises NoBase where the noun has nobody behind it."""
    if base.size == 0 or sum(count.t for count in counts.values()) == 0:
        raise NoBase(f"no {base.noun.kind} took either side, so no word can be said of them")
    choice = _judge(scale, counts, base)
    if choice.form is not Form.WORD:
        return choice
    rules = list(choice.rules)
    if number_beside := choice.t < scale.number_below:
        rules.append(Fired(Rule.NUMBER_BESIDE, (("below", scale.number_below), ("t", choice.t))))
    if neighbours := _neighbours(scale, counts, base, choice):
        rules.append(Fired(Rule.BORDERLINE, (("changes", len(neighbours)),)))
    return replace(choice, number_beside=number_beside, rules=tuple(rules), neighbours=neighbours)


def _judge(scale: Scale, counts: Counts, base: Base) -> Choice:
    """Rules 1 to 3: everything but the number beside the word and the look at the neighbours."""
    v, t = _totals(counts)
    plain = Choice(
        form=Form.NOBODY if v == 0 else Form.NUMBERS,
        word=None,
        noun=base.noun,
        v=v,
        t=t,
        base=base.size,
        share=Fraction(v, t),
        balanced_share=balanced_share(scale, counts) if base.groups_declared else None,
        number_beside=False,
        rules=(),
    )
    if t < scale.min_base:
        return replace(plain, rules=(Fired(Rule.SMALL_BASE, (("t", t), ("min", scale.min_base))),))
    if v in CARDINALS:
        return replace(plain, form=Form.CARDINAL, word=CARDINALS[v], rules=(Fired(Rule.CARDINAL, (("v", v),)),))
    if v < scale.steps[0].min_entities:
        return plain
    return _within_groups(scale, counts, base, _weigh(scale, base, plain))


def _weigh(scale: Scale, base: Base, plain: Choice) -> Choice:
    """The weaker of two words: by the share of all, and by the share balanced by group."""
    raw, rules = _fit(scale, plain.share, plain.v)
    if not base.groups_declared:
        rules.append(Fired(Rule.NO_GROUPS_DECLARED))
        return replace(plain, form=Form.WORD, word=raw, rules=tuple(rules))
    if plain.balanced_share is None:
        rules.append(Fired(Rule.NO_BALANCE, (("from", scale.balanced_from),)))
        return replace(plain, form=Form.WORD, word=raw, rules=tuple(rules))
    balanced, _ = _fit(scale, plain.balanced_share, plain.v)
    weaker = min(raw, balanced, key=lambda word: word.strength)
    rule = Rule.BALANCE_AGREES if raw is balanced else Rule.BALANCED
    rules.append(Fired(rule, (("raw", raw.value), ("balanced", balanced.value), ("word", weaker.value))))
    return replace(plain, form=Form.WORD, word=weaker, rules=tuple(rules))


def _fit(scale: Scale, share: Fraction, v: int) -> tuple[Word, list[Fired]]:
    """The word of a share, and the next weaker ones while too few entities stand behind it."""
    by_share = next(step for step in reversed(scale.steps) if share >= step.at_least)
    fitting = next(step for step in reversed(scale.steps) if share >= step.at_least and v >= step.min_entities)
    rules = [Fired(Rule.SHARE, (("word", by_share.word.value),))]
    if fitting is not by_share:
        facts = (("from", by_share.word.value), ("to", fitting.word.value), ("min", by_share.min_entities), ("v", v))
        rules.append(Fired(Rule.TOO_FEW_ENTITIES, facts))
    return fitting.word, rules


def _within_groups(scale: Scale, counts: Counts, base: Base, choice: Choice) -> Choice:
    """Rule 2, groups: with too few of them on this side, say it of those groups only."""
    if not base.groups_declared or choice.word is None or base.noun.narrowed_to is not None:
        return choice
    behind = [group for group, count in counts.items() if count.v and group is not None]
    needed = _groups_needed(scale.step(choice.word), counts, base.noun)
    if len(behind) >= needed:
        return choice
    groups = sorted((group for group, count in counts.items() if count.v), key=_group_order)
    noun = replace(base.noun, narrowed_to=tuple(groups))
    within = Base(noun, {group: base.sizes.get(group, 0) for group in groups})
    narrowed = _judge(scale, {group: counts[group] for group in groups}, within)
    facts = (("word", choice.word.value), ("groups", len(behind)), ("min", needed), ("wider_t", choice.t))
    return replace(narrowed, rules=(Fired(Rule.NARROWED, facts), *narrowed.rules))


def _groups_needed(step: Step, counts: Counts, noun: Noun) -> int:
    taking_part = sum(1 for group, count in counts.items() if count.t and group is not None)
    needed = step.groups_needed(taking_part)
    return needed if noun.spans is None else min(needed, len(noun.spans))


def balanced_share(scale: Scale, counts: Counts) -> Fraction | None:
    """Mean of the groups' own shares, each group weighing the same; None with fewer than two groups to weigh."""
    shares = [c.share for group, c in counts.items() if group is not None and c.t >= scale.balanced_from]
    return sum(shares, Fraction(0)) / len(shares) if len(shares) > 1 else None


def _neighbours(scale: Scale, counts: Counts, base: Base, choice: Choice) -> tuple[Neighbour, ...]:
    """Rule 7: the words that one entity more or less, on either side and in any group heard, would give instead."""
    found = set()
    for side, change, varied in _variations(counts):
        if _totals(varied)[1] and (becomes := _judge(scale, varied, base).label) != choice.label:
            found.add((side, change, becomes))
    return tuple(Neighbour(*each) for each in sorted(found))


def _variations(counts: Counts) -> Iterator[tuple[str, int, Counts]]:
    for group, count in counts.items():
        for change in (-1, 1):
            if count.v + change >= 0:
                yield "this", change, {**counts, group: Count(count.v + change, count.t + change)}
            if count.t - count.v + change >= 0:
                yield "other", change, {**counts, group: Count(count.v, count.t + change)}


def _totals(counts: Counts) -> tuple[int, int]:
    return sum(count.v for count in counts.values()), sum(count.t for count in counts.values())


def _group_order(group: Group) -> tuple[bool, str]:
    return group is None, group or ""


class Pairing(StrEnum):
    """Why rule 4 asks for a counter-sentence in the same paragraph."""

    SHARE = "opposition_share"
    ENTITIES = "opposition_entities"
    GROUP = "group_majority"
    MANY = "many_below_half"


def pairing(scale: Scale, counts: Counts, word: Word | None) -> tuple[Pairing, ...]:
    """Rule 4 for a sentence on V: every reason why those on the other side must be heard beside it."""
    v, t = _totals(counts)
    against = t - v
    if not against:
        return ()
    reasons = {
        Pairing.SHARE: Fraction(against, t) >= scale.pairing_share,
        Pairing.ENTITIES: against >= scale.pairing_entities,
        Pairing.GROUP: any(2 * (c.t - c.v) > c.t for group, c in counts.items() if group is not None),
        Pairing.MANY: word is Word.MANY and Fraction(v, t) < scale.pairing_many_below,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


@dataclass(frozen=True, slots=True)
class Move:
    """The chair's step on one word (rule 5): -1 down, +1 up, the reason being published.

    `of` is the computed word it was made from. When counting again gives another word, the move no longer applies.
    """

    of: Word
    steps: int
    reason: str | None = None


def move(scale: Scale, choice: Choice, wanted: Move) -> Choice:
    """Rule 5: down freely, up with a reason for the public, by one step and from the computed word.

    Numbers cannot be moved: "two" is a fact. Nor may "all" be reached by a move: one exception disproves it.
    """
    if wanted.steps not in {-1, 1} or choice.computed is not None:
        raise MoveRefused("A word can be moved by one step only, once.")
    if choice.form is not Form.WORD or choice.word is None:
        raise MoveRefused("A number is not a word of the scale and cannot be moved.")
    reason = (wanted.reason or "").strip()
    if wanted.steps == 1 and not reason:
        raise MoveRefused("Moving a word up needs a reason, which is published.")
    ladder = [step.word for step in scale.steps]
    place = ladder.index(choice.word) + wanted.steps
    if not 0 <= place < len(ladder) or (ladder[place] is Word.ALL and choice.v != choice.t):
        raise MoveRefused(f"There is no word {'above' if wanted.steps == 1 else 'below'} “{choice.word}” to move to.")
    facts = (("from", choice.word.value), ("to", ladder[place].value), ("reason", reason))
    fired = Fired(Rule.MOVED_UP if wanted.steps == 1 else Rule.MOVED_DOWN, facts)
    return replace(choice, word=ladder[place], computed=choice.word, rules=(*choice.rules, fired))
