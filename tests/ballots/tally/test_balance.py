"""What is shown beside a result: balance between groups, and how close it was."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ballots.tally.balance import balance
from app.ballots.tally.closeness import closeness
from app.ballots.tally.counting import count
from app.ballots.tally.outcome import Bound, Closeness, Method
from app.ballots.tally.profile import Answer, Ballot, Kind, Profile, assembled, profile
from app.ballots.tally.results import results

THREE = ("a", "b", "c")


def test_the_figures_of_balance_by_hand() -> None:
    ballots = [
        *(Ballot({"a"}, "x", 6), Ballot({"b"}, "x", 2), Ballot({"a", "b"}, "y", 3), Ballot(set(), "y", 1)),
        *(Ballot({"b"}, "z", 1), Ballot({"c"}, "z", 1, frozenset({"a"}))),
    ]
    given_ = profile(Kind.APPROVAL, THREE, ballots)
    found = balance(given_, ("a",))
    a = found.standings["a"]
    assert a.shares == {"x": Fraction(6, 8), "y": Fraction(3, 4), "z": Fraction(0)}
    assert (a.overall, a.equal_weight, a.weakest, a.spread) == (Fraction(9, 13), Fraction(1, 2), 0, Fraction(3, 4))
    assert a.bridging == pytest.approx(((7 / 10) * (4 / 6) * (1 / 3)) ** (1 / 3))
    assert a.double_majority  # 9 of 13, and two of three groups
    assert not found.standings["b"].double_majority
    assert found.coverage == {"x": Fraction(3, 4), "y": Fraction(3, 4), "z": Fraction(0)}


def test_a_group_that_is_passed_over_is_found() -> None:
    """Six want a and b, four want c and d; of four seats the four deserve one."""
    ballots = [Ballot({"a", "b", "e", "f"}, count=6), Ballot({"c", "d"}, count=4)]
    given_ = profile(Kind.APPROVAL, list("abcdef"), ballots)
    plain = count(given_, Method.APPROVAL, seats=4)
    assert plain.winners == ("a", "b", "e", "f")
    unheard = balance(given_, plain.winners).unheard
    assert unheard is not None
    assert [(entry.candidate, entry.seats, entry.voters) for entry in unheard] == [("c", 1, 4), ("d", 1, 4)]
    for method in (Method.PAV, Method.MES):
        assert balance(given_, count(given_, method, seats=4).winners).unheard == ()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sets(st.sampled_from("abcdef")), min_size=1, max_size=12), st.integers(1, 4))
def test_pav_and_equal_shares_pass_nobody_over(ballots: list[set[str]], seats: int) -> None:
    """Both are proved to have EJR+, as long as every seat is filled."""
    given_ = profile(Kind.APPROVAL, list("abcdef"), [Ballot(approved) for approved in ballots])
    for method in (Method.PAV, Method.MES):
        winners = count(given_, method, seats=seats).winners
        if len(winners) == seats:
            assert balance(given_, winners).unheard == ()


def test_how_close_an_approval_result_is() -> None:
    given_ = profile(
        Kind.APPROVAL, THREE, [Ballot({"a"}, count=5), Ballot({"a", "b"}, count=2), Ballot({"b"}, count=2)]
    )
    near = closeness(given_, count(given_, Method.APPROVAL))
    assert (near.ballots, near.bound, near.winner, near.rival) == (2, Bound.EXACT, "a", "b")  # 7:4, each moves two
    level = profile(Kind.APPROVAL, THREE, [Ballot({"a"}), Ballot({"b"})])
    assert closeness(level, count(level, Method.APPROVAL)).ballots == 0


def as_ballots(kind: Kind) -> list[Ballot]:
    """Every way to mark a ballot on three candidates."""
    if kind is Kind.APPROVAL:
        return [Ballot({name for at, name in enumerate(THREE) if bits >> at & 1}) for bits in range(8)]
    if kind is Kind.STRAW:
        answers = (Answer.SUPPORT, Answer.OBJECT)
        return [Ballot({"a": x, "b": y, "c": z}) for x in answers for y in answers for z in answers]
    if kind is Kind.SCORE:
        return [Ballot({"a": x, "b": y, "c": z}) for x in (0, 2, 5) for y in (0, 5) for z in (0, 5)]
    return [
        Ballot(ranks)
        for ranks in (
            *(["a"], ["b"], ["c"], ["a", "b"], ["b", "a"], ["c", "b", "a"], [["a", "b"], "c"]),
            *(["a", "c", "b"], ["b", "c", "a"], [["b", "c"], "a"], ["c", "a"]),
        )
    ]


CASES = [
    (Kind.APPROVAL, Method.APPROVAL),
    (Kind.STRAW, Method.STRAW),
    (Kind.SCORE, Method.SCORE),
    (Kind.RANKING, Method.BORDA),
    (Kind.RANKING, Method.SCHULZE),
    (Kind.RANKING, Method.STV),
    (Kind.APPROVAL, Method.PAV),
]


@settings(deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(CASES))
def test_closeness_is_what_trying_all_changes_gives(data: st.DataObject, case: tuple[Kind, Method]) -> None:
    """Up to two ballots are marked in every other way."""
    kind, method = case
    ways = as_ballots(kind)
    cast = data.draw(st.lists(st.sampled_from(ways), min_size=2, max_size=5))
    given_ = profile(kind, THREE, cast)
    outcome = count(given_, method)
    near = closeness(given_, outcome)
    needed = next((number for number in (0, 1, 2) if level_after(kind, method, cast, outcome.winners, number, ways)), 3)
    if near.ballots is None:
        return
    if near.bound is Bound.EXACT:
        assert min(near.ballots, 3) == needed
    elif near.bound is Bound.AT_LEAST:
        assert min(near.ballots, 3) <= needed
    else:
        assert near.ballots >= needed


def level_after(
    kind: Kind, method: Method, cast: list[Ballot], winners: tuple[str, ...], number: int, ways: list[Ballot]
) -> bool:
    """Whether so many changed ballots can take a winner's place, or make another level with it."""
    for places in combinations_with_replacement(range(len(cast)), number):
        for marks in combinations_with_replacement(ways, number):
            for order in (marks, marks[::-1]):
                changed = list(cast)
                for place, ballot in zip(places, order, strict=True):
                    changed[place] = ballot
                if unsettled(profile(kind, THREE, changed), method, winners):
                    return True
    return False


def unsettled(given_: Profile, method: Method, winners: tuple[str, ...]) -> bool:
    outcome = count(given_, method)
    return outcome.winners != winners or any(set(winners) & set(tie.between) for tie in outcome.ties)


BUDGETED = [Method.APPROVAL, Method.PHRAGMEN, Method.MES]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 7), min_size=2, max_size=7), st.permutations([2, 3, 4]), st.sampled_from(BUDGETED))
def test_with_a_budget_the_change_that_is_told_changes_who_is_chosen(
    cast: list[int], costs: list[int], method: Method
) -> None:
    """Each number is a ballot: the items it approves, as bits."""

    def bought(ballots: Sequence[int]) -> Profile:
        marks = np.array([[one >> at & 1 for at in range(3)] for one in ballots], dtype=np.int32)
        return assembled(Kind.APPROVAL, THREE, marks, np.ones(len(ballots), np.int64), costs=costs, budget=5)

    outcome = count(bought(cast), method)
    near = closeness(bought(cast), outcome)
    if near.ballots is None:
        return
    assert near.bound is Bound.AT_MOST
    changed = [
        tuple(replacement[places.index(at)] if at in places else one for at, one in enumerate(cast))
        for places in combinations(range(len(cast)), min(near.ballots, 2))
        for replacement in product(range(8), repeat=len(places))
    ]
    fewer = any(set(count(bought(ballots), method).winners) != set(outcome.winners) for ballots in changed)
    assert fewer or near.ballots > 2


def test_how_close_a_budget_and_a_ranking_with_recusals_are() -> None:
    marks = np.array([[1, 0, 1], [0, 1, 1]], dtype=np.int32)
    given_ = assembled(Kind.APPROVAL, THREE, marks, np.array([6, 2]), costs=[2, 2, 3], budget=5)
    outcome = count(given_, Method.APPROVAL)
    assert outcome.winners == ("c", "a")
    assert closeness(given_, outcome) == Closeness(
        2, Bound.AT_MOST, "a", "b"
    )  # then they are level, and the lot is for b
    ranked = profile(Kind.RANKING, THREE, [
        Ballot([["a"], ["b"]], count=6), Ballot([["b"], ["a"]], count=3), Ballot([["a"]], recused=frozenset({"c"})),
    ])  # fmt: skip
    near = closeness(ranked, count(ranked, Method.BORDA))
    assert (near.ballots, near.bound) == (2, Bound.AT_MOST)  # 16 points to 12 of 19; each brings them nearer by 2


def test_raw_and_balanced_stand_side_by_side() -> None:
    ballots = [Ballot({"a"}, "x", 9), Ballot({"b"}, "y", 2), Ballot({"b", "c"}, "z", 2)]
    both = results(profile(Kind.APPROVAL, THREE, ballots), Method.APPROVAL)
    assert both.balanced is not None
    assert (both.raw.outcome.winners, both.balanced.outcome.winners) == (("a",), ("b",))
    assert (both.raw.closeness.ballots, both.balanced.closeness.ballots) == (3, 1)
    assert both.balanced.balance is not None
    ranked = profile(Kind.RANKING, THREE, [Ballot(["a"], "x"), Ballot(["b"], "y")])
    assert results(ranked, Method.STV).balanced is None
