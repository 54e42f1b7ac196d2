"""Which statements are reported: the bound is exact, groups weigh the same, no group is outvoted unseen."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.summaries.engine.ranking import (
    MILLION,
    REPORTED,
    qualifying_groups,
    sharpest_division,
    widest_support,
    wilson_lower,
)
from tests.summaries import ledgers
from tests.summaries.ledgers import CIV, GOV, statement, voters


def numbers(ranked):
    return [each.statement.number for each in ranked]


@given(st.integers(1, 5000), st.data())
def test_the_bound_is_wilsons(t, data):
    v = data.draw(st.integers(0, t))
    z = 1.96
    expected = (v + z * z / 2 - z * sqrt(v * (t - v) / t + z * z / 4)) / (t + z * z)
    assert abs(wilson_lower(v, t) / MILLION - expected) < 3e-6


@given(st.integers(1, 500), st.data())
def test_the_bound_stays_below_the_share_and_grows_with_support(t, data):
    v = data.draw(st.integers(0, t))
    assert 0 <= wilson_lower(v, t) <= MILLION * v // t
    assert wilson_lower(v + 1, t + 1) >= wilson_lower(v, t)


def test_nobody_is_no_support():
    assert wilson_lower(0, 0) == 0


def conversation(*statements, **groups):
    return ledgers.ledger(statements=statements, voters=voters(**(groups or {"a": 100, "b": 80})))


def test_a_statement_stands_with_its_least_supportive_group():
    """Statement 1 has the most agreement of all; statement 2 is liked in both groups."""
    ledger = conversation(
        statement(1, {"a": (95, 1), "b": (45, 35)}),
        statement(2, {"a": (60, 10), "b": (60, 10)}),
    )
    assert numbers(widest_support(ledger)) == [2, 1]


def test_what_one_group_rejects_has_no_wide_support_however_many_agree():
    ledger = conversation(statement(1, {"a": (100, 0), "b": (5, 6)}), statement(2, {"a": (20, 10), "b": (9, 6)}))
    assert numbers(widest_support(ledger)) == [2]
    assert numbers(sharpest_division(ledger, leave_out=[])) == [2, 1]


def test_a_group_that_did_not_vote_shows_no_support():
    ledger = conversation(statement(1, {"a": (90, 0), "b": (0, 0)}), statement(2, {"a": (12, 10), "b": (12, 10)}))
    assert numbers(widest_support(ledger)) == [2, 1]
    assert widest_support(ledger)[1].bound == 0


def test_groups_below_five_voters_and_single_groups_are_not_compared():
    tiny = conversation(statement(1, {"a": (90, 0), "b": (0, 3)}), a=100, b=4)
    assert qualifying_groups(tiny) == []
    assert numbers(widest_support(tiny)) == [1]


def test_declared_groups_count_as_well():
    whole = {GOV: (30, 2), CIV: (4, 20)}
    ledger = ledgers.ledger(
        statements=(statement(1, {"a": (17, 11), "b": (17, 11)}, declared=whole),),
        voters=(*voters(a=30, b=30)[:2], *(ledgers.VotersFact("declared", g, 30) for g in (GOV, CIV))),
    )
    assert len(qualifying_groups(ledger)) == 4
    assert numbers(widest_support(ledger)) == []
    assert numbers(sharpest_division(ledger)) == [1]


def test_too_few_votes_are_not_reported():
    ledger = conversation(statement(1, {"a": (5, 0), "b": (4, 0)}))
    assert (widest_support(ledger), sharpest_division(ledger)) == ([], [])


def test_a_division_has_enough_on_both_sides():
    ledger = conversation(statement(1, {"a": (50, 2), "b": (50, 0)}), statement(2, {"a": (10, 50), "b": (50, 10)}))
    assert numbers(sharpest_division(ledger)) == [2]


def test_nothing_is_reported_twice_and_lists_end():
    ledger = conversation(*(statement(n, {"a": (40 + n, 30), "b": (40, 20 + n)}) for n in range(1, 20)))
    widest = widest_support(ledger)
    division = sharpest_division(ledger, [each.statement for each in widest])
    assert len(widest) == len(division) == REPORTED
    assert not set(numbers(widest)) & set(numbers(division))


@pytest.mark.parametrize("order", [1, -1])
def test_ties_go_by_number(order):
    same = [statement(n, {"a": (40, 10), "b": (40, 10)}) for n in (3, 7, 5)]
    assert numbers(widest_support(conversation(*same[::order]))) == [3, 5, 7]
