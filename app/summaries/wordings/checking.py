"""Whether a wording may stand beside a quotation: it says no number, quantifier, group, region, option or stance that
the quotation has not. Pure. For what the language model answered and for what a person makes of it alike.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from app.summaries.wordings.vocabulary import weighty

LONGEST: Final = 600
_FIGURES = re.compile(r"\d+(?:[.,\u066b\u066c\u00a0\u202f]\d+)*")
_FRACTIONS = re.compile(r"[\u00bc-\u00be\u2150-\u215f\u2160-\u2188\u2460-\u249b%\u2030\u066a]")
_ADDRESS = re.compile(r"https?:|www\.|[\w.]+@\w|\w\.(?:com|org|net|int|io)\b", re.IGNORECASE)
_SCRIPTS: Final = {"zh": "CJK", "ar": "ARABIC", "ru": "CYRILLIC"}


def refusal(quote: str, quote_language: str, text: str, language: str, names: Iterable[str] = ()) -> str | None:
    """Why not, as a sentence; null for what may stand. `names`: the labels of the options at issue."""
    return next(chain(_of_form(quote, text, language), _of_words(quote, quote_language, text, language, names)), None)


def _of_form(quote: str, text: str, language: str) -> Iterator[str]:
    if not text:
        yield "It is empty."
    if len(text) > min(LONGEST, 120 + 3 * len(quote)):
        yield "It is much longer than the quotation."
    yield from (f"It has a line break or an invisible sign (U+{ord(sign):04X})." for sign in text if _unwritable(sign))
    if _ADDRESS.search(text) or set("<>{}[]`|\\") & set(text):
        yield "It has an address or markup."
    if not _in_script(text, language):
        yield "It is not written in the script of the language asked for."


def _of_words(quote: str, quote_language: str, text: str, language: str, names: Iterable[str]) -> Iterator[str]:
    figures = _figures(quote)
    for new in Counter(_figures(text)) - Counter(figures):
        yield f"It has the figure “{new}”, which the quotation has not."
    known = weighty(quote, quote_language)
    for concept, word in weighty(text, language).items():
        if concept not in known and concept not in figures:
            yield f"It says “{word}”, and the quotation says nothing of the kind."
    for name in names:
        if name and name.casefold() in text.casefold() and name.casefold() not in quote.casefold():
            yield f"It names the option “{name[:80]}”, which the quotation does not."


def _unwritable(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def _figures(text: str) -> list[str]:
    """Figures in any script, as plain digits without separators, and signs that stand for some."""
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return [re.sub(r"\D", "", figure) for figure in _FIGURES.findall(plain)] + _FRACTIONS.findall(text)


def _in_script(text: str, language: str) -> bool:
    """At least half of the letters: names may stand in another."""
    wanted = _SCRIPTS.get(language, "LATIN")
    letters = [unicodedata.name(sign, "") for sign in text if sign.isalpha()]
    return 2 * sum(1 for name in letters if name.startswith(wanted)) >= len(letters) > 0
