"""How results are said: what a language pack holds, and the few operations on it. No language's words are here.

A pack is data plus a handful of small functions (english.py is the model). Sentences are slotted templates; a
counted phrase is built from the scale's word and the noun's forms, so that a language with cases can ask for them
("{nouns_genitive}"). Adding a language means one more pack in languages.py and nothing else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from string import Formatter
from typing import Literal

from app.summaries.engine.document import Run
from app.summaries.engine.quantifiers import Choice, Form, Noun, Rule

Slot = str | Run | Sequence[Run]


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language. `text` holds every template by key; test_templates.py compares the packs' keys and slots.

    `plural`: CLDR category of a number, picking "key.one", "key.other" and so on. `noun`: forms of a noun by slot
    name. `number`, `date`, `moment`, `join`: how figures, days, instants and lists are written.
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

    def named(self, family: str, code: str | None) -> str:
        """The name of a coded value ("group", "region", "stance"); a code this pack does not know reads as itself."""
        known = self.text.get(f"{family}.{code or 'none'}")
        return known if known is not None else (code or "").replace("_", " ")

    def say(self, key: str, **slots: Slot) -> tuple[Run, ...]:
        return fill(self.text[key], slots)

    def say_plain(self, key: str, **slots: str) -> str:
        return self.text[key].format(**slots)

    def key_for(self, key: str, n: int) -> str:
        """The plural form of a key that fits n, falling back to "other"."""
        form = f"{key}.{self.plural(n)}"
        return form if form in self.text else f"{key}.other"

    def numbered(self, key: str, n: int) -> str:
        """A template with one counted thing in it: "three rounds"."""
        return self.say_plain(self.key_for(key, n), n=self.spelled(n))

    def percent(self, share: Fraction) -> str:
        return percent(share).replace(".", self.text["decimal"])

    def spelled(self, n: int) -> str:
        """Numbers below ten in words, as United Nations documents write them."""
        return self.text.get(f"number.{n}") or self.number(n)


def fill(template: str, slots: Mapping[str, Slot]) -> tuple[Run, ...]:
    """The runs of a template; plain strings in slots become part of the text."""
    runs: list[Run] = []
    for literal, name, _, _ in Formatter().parse(template):
        _extend(runs, literal)
        if name is not None:
            _extend(runs, slots[name])
    return tuple(runs)


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
        return language.say_plain(f"phrase.{manner}.{act if of_base or choice.t == 1 else 'short'}", **forms)
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
