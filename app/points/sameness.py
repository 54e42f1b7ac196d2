"""Which points of different languages may be the same: only what can be seen without knowing the languages. Pure.

Names in Latin letters, numbers and codes that both have, and contributors who make both. A suggestion, never a fact:
a person says whether they are the same.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from app.points.texts import Language

MOST: Final = 50
TOO_COMMON: Final = 0.3  # of the points of one question: what more of them have tells none apart
_FEW: Final = 4
_NUMBER = re.compile(r"\d[\d.,٫٬/–-]*\d|\d")
_CODE = re.compile(r"\b(?:[A-Z]{2,}[\w/.-]*|[A-Za-z]+\d[\w/.-]*|[\w.]+@[\w.]+|[a-z]+(?:\.[a-z]{2,})+)")
_NAME = re.compile(r"[A-Z][^\W\d_]{2,}")
_FOREIGN: Final = frozenset({"ar", "zh", "ru"})  # in whose texts Latin letters are names or codes


@dataclass(frozen=True, slots=True)
class Labelled:
    """A point: `scope` is its question and stance; `makers`: who makes it, as far as known."""

    id: str
    scope: str
    language: Language
    label: str
    makers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Alike:
    """`because`: the names, numbers and codes that both have. `makers`: how many make both."""

    first: str
    second: str
    because: list[str]
    makers: int


def suggestions(points: Sequence[Labelled]) -> list[Alike]:
    """Pairs of one question and stance in two languages, those with most in common first; at most `MOST`."""
    scopes: dict[str, list[Labelled]] = defaultdict(list)
    for point in points:
        scopes[point.scope].append(point)
    found = [alike for those in scopes.values() for alike in _in_scope(those)]
    found.sort(key=lambda alike: (-len(alike.because) - alike.makers, alike.first, alike.second))
    return found[:MOST]


def _in_scope(points: Sequence[Labelled]) -> Iterable[Alike]:
    """Only points that share something are compared, so many points cost little."""
    by_sign: dict[tuple[str, str], list[Labelled]] = defaultdict(list)
    for point in points:
        for sign in tokens(point.label, point.language):
            by_sign["sign", sign].append(point)
        for maker in point.makers:
            by_sign["maker", maker].append(point)
    most = max(_FEW, int(TOO_COMMON * len(points)))
    shared: dict[tuple[str, str], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for (kind, sign), those in by_sign.items():
        if len(those) <= most:
            for one, other in combinations(those, 2):
                if one.language != other.language:
                    shared[one.id, other.id][kind == "maker"].add(sign)
    for (first, second), (signs, makers) in shared.items():
        yield Alike(first, second, sorted(signs), len(makers))


def tokens(label: str, language: Language) -> frozenset[str]:
    """What reads the same in every language. Digits of all scripts are one; a first word is no name."""
    text = unicodedata.normalize("NFKC", label)
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    numbers = {re.sub(r"[,٬](?=\d{3}\b)", "", number) for number in _NUMBER.findall(plain)}
    codes = set(_CODE.findall(plain))
    starts = {0} if language not in _FOREIGN else set[int]()
    names = {found.group() for found in _NAME.finditer(plain) if found.start() not in starts}
    return frozenset(sign.casefold() for sign in numbers | codes | names)
