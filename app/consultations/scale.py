"""The scale of quantifier words, as data: thresholds, minimum counts and the rules' own numbers.

Nothing here chooses a word (quantifiers.py does) or says it in a language (templates.py does). The thresholds are a
convention, not a measurement. They are configurable per consultation and frozen when its first round opens.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, Self


class Word(StrEnum):
    """Every word the scale knows, weakest first. The values are codes; templates hold each language's own words."""

    ONE = "one"
    TWO = "two"
    A_FEW = "a few"
    SOME = "some"
    SEVERAL = "several"
    MANY = "many"
    MOST = "most"
    ALMOST_ALL = "almost all"
    ALL = "all"

    @property
    def strength(self) -> int:
        return _STRENGTH[self]


_STRENGTH = {word: place for place, word in enumerate(Word)}
CARDINALS = {1: Word.ONE, 2: Word.TWO}


class ScaleError(ValueError):
    """A configuration that could not be read as a scale; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Step:
    """One share word: from which share of T on it applies, and how many entities and groups must stand behind it.

    `all_but_groups` raises the number of groups with the number that took part: all of them but so many.
    """

    word: Word
    at_least: Fraction
    min_entities: int
    min_groups: int
    all_but_groups: int | None = None

    def groups_needed(self, taking_part: int) -> int:
        if self.all_but_groups is None:
            return self.min_groups
        return max(self.min_groups, taking_part - self.all_but_groups)


@dataclass(frozen=True, slots=True)
class Scale:
    """A complete scale. Shares are fractions, never floats: exactly 10 % is "some", one entity fewer is not.

    `min_base`: below this T there is no word. `number_below`: below this T the number stands beside the word.
    `balanced_from`: a group enters the balanced share from this many positions. `pairing_*`: when opposition needs
    a sentence of its own. `delegation_groups`: the stakeholder groups whose members are called delegations.
    """

    version: str
    steps: tuple[Step, ...]
    min_base: int = 10
    number_below: int = 40
    balanced_from: int = 3
    pairing_share: Fraction = Fraction(1, 10)
    pairing_entities: int = 3
    pairing_many_below: Fraction = Fraction(1, 2)
    delegation_groups: tuple[str, ...] = ("government",)

    def __post_init__(self) -> None:
        if [step.word for step in self.steps] != [word for word in Word if word not in CARDINALS.values()]:
            raise ScaleError("the scale names each of its share words once, weakest first")
        if self.steps[0].at_least != 0 or self.steps[-1].at_least != 1:
            raise ScaleError("the weakest word starts at 0 and 'all' means the whole")
        for weaker, stronger in pairwise(self.steps):
            if not weaker.at_least < stronger.at_least or weaker.min_entities > stronger.min_entities:
                raise ScaleError(f"'{stronger.word}' must ask for more than '{weaker.word}'")
        if min(self.min_base, self.balanced_from, self.steps[0].min_entities - len(CARDINALS)) < 1:
            raise ScaleError("numbers are positive, and the weakest share word starts at three entities")

    def step(self, word: Word) -> Step:
        return next(step for step in self.steps if step.word is word)

    def to_json(self) -> dict[str, Any]:
        """Fractions as text ("667/1000"): a float has no canonical form, and the scale is part of the digest."""
        return asdict(self, dict_factory=lambda items: {key: _plain(value) for key, value in items})

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read a stored or configured scale; whatever it leaves out keeps the standard value."""
        try:
            known = {**STANDARD.to_json(), **value}
            steps = tuple(_step(step) for step in known.pop("steps"))
            groups = tuple(str(code) for code in known.pop("delegation_groups"))
            for share in ("pairing_share", "pairing_many_below"):
                known[share] = _share(known[share])
            return cls(steps=steps, delegation_groups=groups, **known)
        except ScaleError:
            raise
        except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
            raise ScaleError(f"not a scale: {error}") from error


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Word):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _step(value: Mapping[str, Any]) -> Step:
    known = dict(value)
    return Step(word=Word(known.pop("word")), at_least=_share(known.pop("at_least")), **known)


def _share(value: object) -> Fraction:
    if isinstance(value, float):
        raise ScaleError(f"write {value} as text, such as '667/1000' or '0.667': a float is not exact")
    return Fraction(str(value))


# 66.7 % is read as written, 667/1000, so that a reader with the printed table and a calculator always finds the
# document's word. Two thirds exactly (20 of 30) is therefore still "many".
STANDARD = Scale(
    version="convenor-1",
    steps=(
        Step(Word.A_FEW, Fraction(0), 3, 1),
        Step(Word.SOME, Fraction(10, 100), 3, 1),
        Step(Word.SEVERAL, Fraction(25, 100), 4, 2),
        Step(Word.MANY, Fraction(40, 100), 6, 2),
        Step(Word.MOST, Fraction(667, 1000), 8, 3),
        Step(Word.ALMOST_ALL, Fraction(90, 100), 10, 3, all_but_groups=1),
        Step(Word.ALL, Fraction(1), 10, 3),
    ),
)
