"""How results are said: what a language pack holds, and the few operations on it. No language's words are here.

A pack is data plus a handful of small functions (english.py is the model, cldr.py has what CLDR knows). Sentences are
slotted templates; a counted phrase is built from the scale's word and the noun's forms, so that a language with cases
and genders asks for the form it needs ("{noun_genitive}"). Three things let a sentence come out right for any count:

- plural variants of a key ("votes.few"), picked by the CLDR category of the number in the slot `n`;
- numbers in words in a gender or case ("{n:f}"), or in the gender of a noun that varies ("{n:{noun_gender}}");
- wordings that agree with the counted phrase ("{claim} {a|ont} appuyé"): one for each kind of phrase the pack tells
  apart, the last for all further ones.

Adding a language means one more pack in `languages` and nothing else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from string import Formatter
from typing import Any, Literal, Self

from app.summaries.engine.document import Run
from app.summaries.engine.quantifiers import Choice, Form, Noun, Rule

Slot = str | Run | Sequence[Run]

NUMERAL_FORMS = ("f", "n", "genitive")
"""Genders and the case of numbers in words, where they differ from the plain key ("number.2.f")."""


class Numeral(str):
    """A number as it is written, that still knows its value and its other forms (`NUMERAL_FORMS`)."""

    __slots__ = ("forms", "value")
    forms: Mapping[str, str]
    value: int

    def __new__(cls, written: str, value: int, forms: Mapping[str, str]) -> Self:
        made = super().__new__(cls, written)
        made.value, made.forms = value, forms
        return made

    def __format__(self, form: str) -> str:
        return self.forms.get(form, str(self))


class Agreeing(str):
    """A template with wordings that agree with its claim; `agreement` says which, by their place."""

    __slots__ = ("agreement",)
    agreement: Callable[[str], int]

    def __new__(cls, template: str, agreement: Callable[[str], int]) -> Self:
        made = super().__new__(cls, template)
        made.agreement = agreement
        return made

    def format(self, *_: object, **slots: Any) -> str:
        """The sentence as plain words; every slot is named."""
        return "".join(run.text for run in fill(self, slots))


def agreeing(text: Mapping[str, str], agreement: Callable[[str], int]) -> Mapping[str, str]:
    """The pack's text, with agreement where a template offers more than one wording."""
    return {key: Agreeing(each, agreement) if "|" in each else each for key, each in text.items()}


def wordings(template: str) -> Iterator[str]:
    """All the words a template can print of its own, whatever stands in its slots."""
    for literal, name, _, _ in Formatter().parse(template):
        yield literal
        if name is not None and "|" in name:
            yield from name.split("|")


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language. `text` holds every template by key; test_templates.py compares the packs' keys and slots.

    `plural`: CLDR category of a number, picking "key.one", "key.other" and so on. `noun`: forms of a noun by slot
    name; `nouns` is the form that stands after "of" and "among". `number`, `date`, `moment`, `join`: how figures,
    days, instants and lists are written. `inflections`: forms of the scale's words beside those of the keys "word.…".
    `spaced`: whether the script puts spaces between words.
    """

    code: str
    direction: Literal["ltr", "rtl"]
    text: Mapping[str, str]
    plural: Callable[[int], str]
    noun: Callable[[Noun], Mapping[str, str]]
    number: Callable[[int], str]
    date: Callable[[str], str]
    moment: Callable[[str], str]
    join: Callable[[Sequence[str]], str]
    quote_marks: tuple[str, str]
    inflections: frozenset[str] = field(default=frozenset())
    spaced: bool = True

    def named(self, family: str, code: str | None) -> str:
        """The name of a coded value ("group", "region", "stance"); a code this pack does not know reads as itself."""
        known = self.text.get(f"{family}.{code or 'none'}")
        return known if known is not None else (code or "").replace("_", " ")

    def say(self, key: str, **slots: Slot) -> tuple[Run, ...]:
        return fill(self.text[key], slots)

    def say_plain(self, key: str, **slots: str) -> str:
        n = slots.get("n")
        return self.text[self.key_for(key, n.value) if isinstance(n, Numeral) else key].format(**slots)

    def key_for(self, key: str, n: int) -> str:
        """The plural form of a key that fits n, falling back to "other", and to the key itself where it has none."""
        forms = (f"{key}.{self.plural(n)}", f"{key}.other")
        return next((form for form in forms if form in self.text), key)

    def numbered(self, key: str, n: int) -> str:
        """A template with one counted thing in it: "three rounds"."""
        return self.say_plain(self.key_for(key, n), n=self.spelled(n))

    def percent(self, share: Fraction) -> str:
        return percent(share).replace(".", self.text["decimal"])

    def spelled(self, n: int) -> Numeral:
        """Numbers below ten in words, as United Nations documents write them."""
        known = {form: self.text.get(f"number.{n}.{form}") for form in NUMERAL_FORMS}
        forms = {form: written for form, written in known.items() if written is not None}
        return Numeral(self.text.get(f"number.{n}") or self.number(n), n, forms)


def fill(template: str, slots: Mapping[str, Slot]) -> tuple[Run, ...]:
    """The runs of a template; plain strings in slots become part of the text."""
    runs: list[Run] = []
    for literal, name, form, _ in Formatter().parse(template):
        _extend(runs, literal)
        if name is not None:
            _extend(runs, _worded(template, name, form or "", slots))
    return tuple(runs)


def _worded(template: str, name: str, form: str, slots: Mapping[str, Slot]) -> Slot:
    if isinstance(template, Agreeing) and "|" in name:
        wanted, claim = name.split("|"), slots["claim"]
        place = template.agreement(claim.text if isinstance(claim, Run) else str(claim))
        return wanted[min(place, len(wanted) - 1)]
    value = slots[name]
    return format(value, form) if isinstance(value, str) else value


def _extend(runs: list[Run], value: Slot) -> None:
    if isinstance(value, Run):
        runs.append(value)
    elif not isinstance(value, str):
        runs.extend(value)
    elif runs and runs[-1].kind == "text":
        runs[-1] = Run(kind="text", text=runs[-1].text + value)
    elif value:
        runs.append(Run(kind="text", text=value))


def capitalised(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """A sentence's first letter; scripts without capitals are left as they are, and so are quoted words."""
    if not runs or runs[0].kind not in {"text", "claim"}:
        return runs
    first = runs[0]
    return (first.model_copy(update={"text": first.text[:1].upper() + first.text[1:]}), *runs[1:])


def phrase(language: Language, choice: Choice, act: str, *, of_base: bool = True) -> str:
    """The counted words of one claim: "many participants (14 of 23)", "3 of the 7 participants that …".

    `act` ("addressed", "sided") says what T did. `of_base`: T comes up for the first time here and is printed, unless
    it is V itself.
    """
    forms = {**language.noun(choice.noun), "n": language.number(choice.v), "N": language.number(choice.t)}
    if choice.form is Form.NUMBERS or choice.fired(Rule.SMALL_BASE):
        manner = "only" if choice.t == 1 else choice.form.value
        key = f"phrase.{manner}.{act if of_base or choice.t == 1 else 'short'}"
        return language.say_plain(language.key_for(key, choice.t), **forms)
    words = language.say_plain(f"phrase.{choice.label}", **forms)
    if not choice.number_beside:
        return words
    return words + language.say_plain(
        "phrase.beside.of" if of_base and choice.v < choice.t else "phrase.beside", **forms
    )


def percent(share: Fraction) -> str:
    """A share in per cent with one decimal, cut and not rounded: 66.69 % does not print as 66.7 %."""
    tenths = share.numerator * 1000 // share.denominator
    return f"{tenths // 10}.{tenths % 10}"


def exact(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"
