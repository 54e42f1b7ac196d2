"""Approval, scores, dots, straw polls and Borda, on ballots small enough to count by hand."""

from fractions import Fraction

import pytest

from app.ballots.tally.counting import count
from app.ballots.tally.outcome import By, Method
from app.ballots.tally.profile import Answer, BadBallots, Ballot, Kind, profile


def test_approval_counts_and_the_lot_does_not_depend_on_order() -> None:
    ballots = [Ballot({"a", "b"}, count=2), Ballot({"b"}), Ballot({"a", "c"})]
    one = count(profile(Kind.APPROVAL, ["a", "b", "c"], ballots), Method.APPROVAL, seed="s")
    other = count(profile(Kind.APPROVAL, ["c", "b", "a"], ballots[::-1]), Method.APPROVAL, seed="s")
    assert one.scores == {"a": 3, "b": 3, "c": 1}
    assert one.winners == other.winners
    assert [(tie.between, tie.by) for tie in one.ties] == [(("a", "b"), By.LOT)]
    seeds = {
        count(profile(Kind.APPROVAL, ["a", "b", "c"], ballots), Method.APPROVAL, seed=str(s)).winners for s in range(20)
    }
    assert seeds == {("a",), ("b",)}


def test_ties_go_to_the_weakest_group_then_to_bridging() -> None:
    # a and b have 4 of 8 each; a has none of the 2 in group y.
    ballots = [Ballot({"a"}, "x", 4), Ballot({"b"}, "x", 2), Ballot({"b"}, "y", 2)]
    outcome = count(profile(Kind.APPROVAL, ["a", "b"], ballots), Method.APPROVAL)
    assert outcome.winners == ("b",)
    assert outcome.ties[0].by is By.WEAKEST_GROUP
    assert outcome.ties[0].figures == {"a": 0, "b": Fraction(1, 3)}
    # Nobody in z wants either; 2 + 2 bridges the others better than 3 + 1.
    ballots = [
        *(Ballot({"a"}, "x", 3), Ballot({"b"}, "x", 2), Ballot({"a"}, "y", 1), Ballot({"b"}, "y", 2)),
        *(Ballot(set(), "y", 2), Ballot(set(), "z", 1)),
    ]
    outcome = count(profile(Kind.APPROVAL, ["a", "b"], ballots), Method.APPROVAL)
    assert outcome.ties[0].by is By.BRIDGING
    assert outcome.winners == ("b",)


def test_equal_weight_is_the_mean_of_the_groups_shares() -> None:
    ballots = [Ballot({"a"}, "x", 9), Ballot({"b"}, "x", 1), Ballot({"b"}, "y", 2)]
    given = profile(Kind.APPROVAL, ["a", "b"], ballots)
    assert count(given, Method.APPROVAL).winners == ("a",)
    equal = count(given, Method.APPROVAL, equal_weight=True)
    assert equal.scores == {"a": Fraction(9, 20), "b": Fraction(11, 20)}
    assert equal.winners == ("b",)
    capped = count(given, Method.APPROVAL, equal_weight=True, least_group=4)
    assert capped.scores["b"] == (Fraction(1, 10) + Fraction(1, 2)) / Fraction(3, 2)


def test_recusal_leaves_the_denominator() -> None:
    ballots = [Ballot({"a"}, count=3), Ballot({"b"}, count=2), Ballot(set(), recused={"b"}, count=2)]
    outcome = count(profile(Kind.APPROVAL, ["a", "b"], ballots), Method.APPROVAL)
    assert outcome.scores == {"a": Fraction(3, 7), "b": Fraction(2, 5)}


def test_scores_are_means_of_those_who_evaluated_enough() -> None:
    ballots = [Ballot({"a": 5, "b": 4}), Ballot({"b": 5}), Ballot({"b": 3, "c": 0}, recused={"a"})]
    given = profile(Kind.SCORE, ["a", "b", "c"], ballots)
    assert count(given, Method.SCORE).winners == ("a",)
    outcome = count(given, Method.SCORE, minimum=2)
    assert outcome.winners == ("b",)
    assert outcome.scores == {"a": 5, "b": 4, "c": 0}
    assert ("too_few", ("a", "c")) in [(step.what, step.names) for step in outcome.steps]
    with pytest.raises(BadBallots, match="scale is 1 to 5"):
        profile(Kind.SCORE, ["a"], [Ballot({"a": 0})], scale=(1, 5))


def test_dots_and_straw_polls_add_up() -> None:
    dots = profile(Kind.DOTS, ["a", "b"], [Ballot({"a": 3, "b": 1}), Ballot({"b": 4})])
    assert count(dots, Method.DOTS).scores == {"a": 3, "b": 5}
    ballots = [Ballot({"a": Answer.SUPPORT, "b": Answer.LIVE_WITH}), Ballot({"a": Answer.OBJECT, "b": Answer.SUPPORT})]
    outcome = count(profile(Kind.STRAW, ["a", "b"], ballots), Method.STRAW)
    assert outcome.scores == {"a": 0, "b": 1}
    assert outcome.steps[0].facts == {"support": 1, "can live with": 0, "object": 1, "no view": 0}


def test_borda_gives_half_a_point_for_a_tie_and_ties_the_unranked_last() -> None:
    ballots = [Ballot(["a", ["b", "c"], "d"]), Ballot(["d"])]
    outcome = count(profile(Kind.RANKING, list("abcd"), ballots), Method.BORDA)
    assert outcome.scores == {"a": 4, "b": Fraction(5, 2), "c": Fraction(5, 2), "d": 3}
    recused = [Ballot(["a", "b"], recused={"c"}), Ballot(["c", "a", "b"])]
    outcome = count(profile(Kind.RANKING, list("abc"), recused), Method.BORDA)
    assert outcome.scores["c"] == 4  # two of two points on the one ballot it stands on


def test_what_cannot_be_counted_is_refused_in_words() -> None:
    given = profile(Kind.APPROVAL, ["a", "b"], [Ballot({"a"})])
    with pytest.raises(BadBallots, match="borda counts ranking ballots; these are approval"):
        count(given, Method.BORDA)
    with pytest.raises(BadBallots, match="from 1 to 2"):
        count(given, Method.APPROVAL, seats=3)
    with pytest.raises(BadBallots, match="not a candidate"):
        profile(Kind.APPROVAL, ["a"], [Ballot({"z"})])
    with pytest.raises(BadBallots, match="twice"):
        profile(Kind.RANKING, ["a", "b"], [Ballot(["a", "a"])])
