"""Who may have a seat: terms, sizes, and the share that goes to newcomers; whoever leaves can be replaced."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.advisory.terms import Renewal, Served, TermRules, renewal, require_seat
from app.core.errors import NotNow

OF_2006 = TermRules(size=46, max_terms=3, renewed_one_in=3)


def person(number: int) -> UUID:
    return UUID(int=number)


def filled(*terms: range, left: int = 0) -> list[Served]:
    """Each range: who sat in that term; of the last term the first `left` have left."""
    return [
        Served(person(number), term, left=term == len(terms) - 1 and place < left)
        for term, members in enumerate(terms)
        for place, number in enumerate(members)
    ]


def refusal(rules: TermRules, served: list[Served], number: int, term: int) -> tuple[str, str]:
    with pytest.raises(NotNow) as refused:
        require_seat(rules, served, person(number), "Ms. A", term)
    return refused.value.code, refused.value.detail


def test_the_first_term_is_free_for_all_46() -> None:
    served = filled(range(45))
    assert renewal(OF_2006, served, 0).limit is None
    assert require_seat(OF_2006, served, person(99), "Ms. A", 0) == 1
    assert refusal(OF_2006, served, 3, 0) == ("already_seated", "Ms. A already has a seat in this term.")
    assert refusal(OF_2006, filled(range(46)), 99, 0) == ("no_seat_free", "All 46 seats of this term are taken.")


def test_a_third_at_most_is_new_and_the_sentence_says_so() -> None:
    served = filled(range(46), range(46, 61))
    assert renewal(OF_2006, served, 1) == Renewal(newcomers=15, limit=15)
    code, sentence = refusal(OF_2006, served, 99, 1)
    assert code == "renewal_share"
    assert sentence == (
        "At most 15 of 46 seats may go to new members in this term, and 15 have; Ms. A would be one more. "
        "Members who may continue come first."
    )
    assert require_seat(OF_2006, served, person(0), "Mr. B", 1) == 2


def test_after_three_terms_one_goes_and_as_many_as_must_go_are_replaced() -> None:
    served = filled(range(46), range(46), range(46))
    assert refusal(OF_2006, served, 0, 3) == ("terms_served", "Ms. A has served 3 terms, the most there may be.")
    assert renewal(OF_2006, served, 3).limit == 46, "nobody can keep a seat, so all may be new"


def test_who_leaves_half_way_is_replaced_though_the_share_is_used_up() -> None:
    served = filled(range(46), [*range(31), *range(46, 61)])
    assert renewal(OF_2006, served, 1).room == 0
    gone = [each._replace(left=True) if each == Served(person(0), 1, left=False) else each for each in served]
    assert renewal(OF_2006, gone, 1).limit == 15
    many = [each._replace(left=each.term == 1 and each.account_id.int < 20) for each in served]
    assert renewal(OF_2006, many, 1).limit == 20
    assert require_seat(OF_2006, many, person(99), "Ms. A", 1) == 1


rules = st.builds(TermRules, st.integers(1, 8), st.integers(1, 3), st.integers(1, 4))


@settings(max_examples=50)
@given(rules, st.data())
def test_a_group_that_follows_the_rules_can_always_be_filled_again(rules: TermRules, data: st.DataObject) -> None:
    """Any members go on who may and wish to; newcomers fill what is left, or the rule says who could go on instead."""
    served: list[Served] = []
    newest = 0
    for term in range(4):
        before = [each.account_id for each in served if each.term == term - 1 and not each.left]
        wishes = data.draw(st.sets(st.sampled_from(before))) if before else set()
        for account in sorted(wishes, key=lambda each: each.int):
            served = _try(rules, served, account, term)
        while len(served) < 10_000:
            newest += 1
            more = _try(rules, served, person(newest), term)
            if len(more) == len(served):
                break
            served = more
        sitting = {each.account_id for each in served if each.term == term}
        assert len(sitting) <= rules.size
        able = [
            a for a in before if len({e.term for e in served if e.account_id == a and e.term < term}) < rules.max_terms
        ]
        if len(sitting) < rules.size:
            assert set(able) - sitting, "there is somebody who may continue"
        new = sitting - set(before)
        assert term == 0 or len(new) <= max(rules.share, rules.size - len(able))
        assert all(len({e.term for e in served if e.account_id == a}) <= rules.max_terms for a in sitting)


def _try(rules: TermRules, served: list[Served], account: UUID, term: int) -> list[Served]:
    try:
        require_seat(rules, served, account, "Somebody", term)
    except NotNow:
        return served
    return [*served, Served(account, term, left=False)]
