"""The words of themes and their pure rules: what a theme's life allows, and which titles a text seems to mention.

What a text seems to mention is only ever suggested to the person who tags; a suggestion is kept nowhere and counts
nowhere.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from uuid import UUID

from app.core.errors import NotNow

_WORD = re.compile(r"\w+")
SHORTEST_ALONE = 3


class ThemeState(StrEnum):
    """Only a candidate can be tagged and put to a ballot; the others lead to what became of them."""

    CANDIDATE = "candidate"
    MERGED = "merged"
    SPLIT = "split"


class SourceType(StrEnum):
    """The kinds of message that can mention a theme."""

    CONTRIBUTION = "contribution"
    INTERVENTION = "intervention"
    COMMENT = "comment"


def require_candidate(state: str, *, hidden: bool) -> None:
    if hidden:
        raise NotNow("This theme is hidden; nothing can be done with it until it is restored.", code="hidden")
    if state == ThemeState.MERGED:
        raise NotNow("This theme was merged into another; use that one.", code="theme_merged")
    if state == ThemeState.SPLIT:
        raise NotNow("This theme was split; use its parts.", code="theme_split")


def key(title: str) -> str:
    """Two titles with the same key are the same title: case, width and punctuation aside."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return " ".join(_WORD.findall(folded))[:300] or folded[:300]


def mentioned(titles: Mapping[UUID, str], text: str) -> list[UUID]:
    """Those whose title stands in the text, word by word and in its order.

    Scripts that do not part words with spaces, or write articles as prefixes, are searched as they are.
    """
    folded = key_of_text(text)
    words = set(folded.split())
    spaced = f" {folded} "
    found = []
    for theme_id, title in titles.items():
        wanted = key(title)
        if _parts_words(wanted):
            parts = wanted.split()
            if len(wanted) >= SHORTEST_ALONE and words.issuperset(parts) and f" {wanted} " in spaced:
                found.append(theme_id)
        elif wanted in folded:
            found.append(theme_id)
    return found


def key_of_text(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _parts_words(folded: str) -> bool:
    """Latin, Greek and Cyrillic letters come before this point; Arabic and the scripts of East Asia after it."""
    return all(ord(sign) < 0x0590 for sign in folded)


def repeated(titles: Iterable[str]) -> str | None:
    """The first title that comes twice."""
    seen: set[str] = set()
    for title in titles:
        if key(title) in seen:
            return title
        seen.add(key(title))
    return None
