"""Periods that follow each other by the calendar, and who holds an office in which of them (source A, paragraph 17).

Pure. Every boundary is counted from the first day, so that a month that is too short moves one boundary and not those
after it: from 31 January by the month come 28 or 29 February and 31 March.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

LAST_YEAR = 2200


def add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Period:
    """`last` is the day before the next one begins."""

    number: int
    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    """Period 0 begins on `first`; each lasts `months`."""

    first: date
    months: int

    def begins(self, number: int) -> date:
        return add_months(self.first, number * self.months)

    def period(self, number: int) -> Period:
        return Period(number, self.begins(number), self.begins(number + 1) - timedelta(days=1))

    def number(self, day: date) -> int:
        """Of the period that this day belongs to; below zero before the first."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        number = months // self.months
        return number if self.begins(number) <= day else number - 1


@dataclass(frozen=True)
class Turn:
    """Who holds an office from when until when. `by_rule`: whom the rule names, if a deviation names another."""

    period: Period
    holder: str
    by_rule: str


@dataclass(frozen=True)
class Rotation:
    """`deviations`: number of the period -> holder. The rule goes on afterwards as if there had been none."""

    calendar: Calendar
    pool: Sequence[str]
    starts_with: int = 0
    deviations: Mapping[int, str] = field(default_factory=dict)

    def turn(self, number: int) -> Turn:
        by_rule = self.pool[(self.starts_with + number) % len(self.pool)]
        return Turn(self.calendar.period(number), self.deviations.get(number, by_rule), by_rule)

    def at(self, day: date) -> Turn | None:
        number = self.calendar.number(day)
        return self.turn(number) if number >= 0 else None

    def turns(self, day: date, count: int) -> Iterator[Turn]:
        """The turn of this day (or the first there is) and those after it."""
        first = max(0, self.calendar.number(day))
        return (self.turn(number) for number in range(first, first + count))
