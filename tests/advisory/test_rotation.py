"""Periods without gap or overlap, leap years and short months; an office goes round, and comes back to its rule."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.advisory.rotation import Calendar, Rotation, add_months

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
calendars = st.builds(Calendar, days, st.integers(1, 60))
pools = st.lists(st.text(min_size=1, max_size=3), min_size=1, max_size=6, unique=True)


def test_the_chair_of_2006_goes_round_every_year() -> None:
    """Source A, paragraph 17: every year from one to the next of three."""
    chair = Rotation(Calendar(date(2006, 7, 1), 12), ("First", "Second", "Third"))
    held = [(turn.holder, turn.period.first, turn.period.last) for turn in chair.turns(date(2006, 7, 1), 4)]
    assert held == [
        ("First", date(2006, 7, 1), date(2007, 6, 30)),
        ("Second", date(2007, 7, 1), date(2008, 6, 30)),
        ("Third", date(2008, 7, 1), date(2009, 6, 30)),
        ("First", date(2009, 7, 1), date(2010, 6, 30)),
    ]
    assert chair.at(date(2006, 6, 30)) is None


def test_leap_years_and_short_months_move_one_boundary_only() -> None:
    yearly = Calendar(date(2004, 2, 29), 12)
    assert [yearly.begins(n) for n in range(5)] == [
        date(2004, 2, 29), date(2005, 2, 28), date(2006, 2, 28), date(2007, 2, 28), date(2008, 2, 29),
    ]  # fmt: skip
    monthly = Calendar(date(2007, 1, 31), 1)
    assert [monthly.begins(n) for n in range(4)] == [
        date(2007, 1, 31), date(2007, 2, 28), date(2007, 3, 31), date(2007, 4, 30),
    ]  # fmt: skip
    assert (monthly.number(date(2007, 2, 27)), monthly.number(date(2007, 2, 28))) == (0, 1)


@given(days, st.integers(-600, 600))
def test_months_are_months(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


@given(calendars, st.integers(0, 200))
def test_periods_follow_each_other_without_gap(calendar: Calendar, number: int) -> None:
    here, after = calendar.period(number), calendar.period(number + 1)
    assert here.first <= here.last < after.first
    assert after.first - here.last == timedelta(days=1)


@given(calendars, days)
def test_every_day_belongs_to_the_period_that_has_it(calendar: Calendar, day: date) -> None:
    period = calendar.period(calendar.number(day))
    assert period.first <= day <= period.last


@given(pools, calendars, days, st.integers(0, 5), st.integers(0, 20))
def test_the_pool_goes_round(pool: list[str], calendar: Calendar, day: date, starts: int, number: int) -> None:
    office = Rotation(calendar, pool, starts % len(pool))
    assert office.turn(number).holder == office.turn(number + len(pool)).holder
    assert {turn.holder for turn in office.turns(calendar.first, len(pool))} == set(pool)
    turns = list(office.turns(day, 8))
    assert [turn.period.number for turn in turns] == list(range(turns[0].period.number, turns[0].period.number + 8))
    assert turns[0] == (office.at(day) or office.turn(0))


@given(pools, calendars, st.integers(0, 30))
def test_a_deviation_is_for_one_turn(pool: list[str], calendar: Calendar, number: int) -> None:
    by_rule, other = Rotation(calendar, pool), Rotation(calendar, pool, 0, {number: "somebody else"})
    for each in range(32):
        turn = other.turn(each)
        assert turn.holder == ("somebody else" if each == number else by_rule.turn(each).holder)
        assert turn.by_rule == by_rule.turn(each).holder
