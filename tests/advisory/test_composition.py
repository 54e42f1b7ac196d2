"""Seats divided, counted and shown: sums, caps, and nothing that tells a single person's gender."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.advisory.composition import CAPPED, DIVIDED, DeclaredGender, gender_balance, rows, split, split_regions
from app.stakeholders.groups import StakeholderGroup

CODES = [group.value for group in StakeholderGroup]
declared = st.lists(st.sampled_from([*DeclaredGender, None]), max_size=60)


def test_the_group_of_2006() -> None:
    assert split(46) == {
        "government": 18,
        "private_sector": 7,
        "civil_society": 7,
        "technical_community": 7,
        "academic_community": 7,
    }
    assert list(split_regions(46).values()) == [10, 9, 9, 9, 9]


@given(st.integers(1, 500), st.sets(st.sampled_from([g for g in DIVIDED if g != CAPPED]), min_size=1))
def test_a_split_adds_up_and_holds_the_cap(size: int, others: set[StakeholderGroup]) -> None:
    plan = split(size, [CAPPED, *sorted(others)])
    assert sum(plan.values()) == size
    assert set(plan) == {CAPPED, *others}
    assert plan[CAPPED] * 100 <= size * 40 < (plan[CAPPED] + 1) * 100
    assert sum(split(size, sorted(others)).values()) == size
    rest = [plan[group] for group in others]
    assert max(rest) - min(rest) <= 1


@given(st.integers(1, 500))
def test_regions_differ_by_one_seat_at_most(size: int) -> None:
    seats = split_regions(size).values()
    assert sum(seats) == size
    assert max(seats) - min(seats) <= 1


people = st.lists(st.sampled_from([*CODES, None]), max_size=40)


@given(st.dictionaries(st.sampled_from(CODES), st.integers(0, 20)), people, people)
def test_nobody_is_lost_between_the_rows(
    plan: dict[str, int], filled: list[str | None], drafted: list[str | None]
) -> None:
    found = rows(plan, filled, drafted)
    assert len({row.code for row in found}) == len(found)
    assert sum(row.filled for row in found) == len(filled)
    assert sum(row.drafted for row in found) == len(drafted)
    assert sum(row.gap for row in found) == sum(plan.values()) - len(filled) - len(drafted)


@given(declared)
def test_a_shown_figure_is_about_five_persons_at_least(genders: list[str | None]) -> None:
    found = gender_balance(genders)
    shown = [found.women, found.men, found.another_or_none]
    assert found.counted % 5 == 0
    assert found.counted <= len(genders)
    if None in shown:
        assert shown == [None, None, None], "the rest would tell the one that is hidden"
        assert found.meets(0) is None
    else:
        assert sum(figure for figure in shown if figure is not None) == found.counted
        assert min(found.women or 0, found.men or 0) >= 5


@given(declared)
def test_one_more_member_never_changes_a_figure_by_that_member_alone(genders: list[str | None]) -> None:
    seen = [gender_balance(genders[:count]) for count in range(len(genders) + 1)]
    for before, after in itertools.pairwise(seen):
        assert before == after or after.counted == before.counted + 5


def test_a_target_is_for_both() -> None:
    genders = [DeclaredGender.WOMAN] * 8 + [DeclaredGender.MAN] * 12
    assert gender_balance(genders).meets(40) is True
    assert gender_balance(genders).meets(41) is False
