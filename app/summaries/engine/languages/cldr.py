"""What the Unicode CLDR knows of a language, for the packs: plural categories, figures, dates and lists.

Digits are the Western ones (0-9) in every language, Arabic too, as in most United Nations documents in Arabic: the same
figure is then found by the same search in all six texts. Babel is imported when first needed.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

DIGITS = "latn"


@cache
def locale(code: str) -> "Locale":
    from babel import Locale

    return Locale.parse(code)


def plural(code: str) -> Callable[[int], str]:
    return lambda n: locale(code).plural_form(n)


def number(code: str) -> Callable[[int], str]:
    def written(n: int) -> str:
        from babel.numbers import format_decimal

        return format_decimal(n, locale=locale(code), numbering_system=DIGITS)

    return written


def day(code: str, pattern: str = "long") -> Callable[[str], str]:
    """`pattern`: a CLDR date pattern, or the name of one of the locale's own."""

    def written(instant: str) -> str:
        from babel.dates import format_date

        return format_date(utc_day(instant), pattern, locale=locale(code))

    return written


def joined(code: str) -> Callable[[Sequence[str]], str]:
    def written(items: Sequence[str]) -> str:
        from babel.lists import format_list

        return format_list(items, locale=locale(code))

    return written


def utc(instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(UTC)


def utc_day(instant: str) -> date:
    return utc(instant).date()
