"""Rankings and proportional methods on ballots small enough to count by hand, and the traps others fell into."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from app.ballots.tally.counting import count
from app.ballots.tally.outcome import By, Method, Outcome
from app.ballots.tally.pairwise import pairwise
from app.ballots.tally.profile import BadBallots, Ballot, Kind, Profile, assembled, profile
from app.ballots.tally.telling import told


def ranked(*ballots: Ballot, names: str = "abc") -> Profile:
    return profile(Kind.RANKING, list(names), ballots)


def steps(outcome: Outcome, what: str) -> list[tuple[str, ...]]:
    return [step.names for step in outcome.steps if step.what == what]


def test_ties_in_ballots_are_not_lost() -> None:
    """One library elects c here."""
    given = ranked(Ballot([["a", "b"], "c"], count=3), Ballot(["c", "a", "b"]))
    assert count(given, Method.SCHULZE).winners == ("a",)
    assert count(given, Method.BORDA).scores == {"a": Fraction(11, 2), "b": Fraction(9, 2), "c": 2}


def test_more_than_255_candidates_do_not_wrap_around() -> None:
    marks = np.zeros((2, 260), dtype=np.int32)
    marks[0] = np.arange(1, 261)
    marks[1, :2] = (2, 1)
    above = pairwise(assembled(Kind.RANKING, [str(at) for at in range(260)], marks, np.array([3, 2])))[0]
    assert (above[0, 259], above[259, 0], above[1, 0], above[255, 256], above[1, 255]) == (5, 0, 2, 3, 5)


def test_schulze_goes_by_margins() -> None:
    """a beats c 6:3, b beats a 4:2, c beats b 5:4: by margins c's is the weakest, so b wins; by votes b's is."""
    given = ranked(Ballot(["a", "c"], count=2), Ballot(["b", "a"], count=4), Ballot(["c"], count=3))
    outcome = count(given, Method.SCHULZE)
    strongest = next(step.table for step in outcome.steps if step.what == "paths")
    assert outcome.winners == ("b",)
    assert (strongest["to"], strongest["from"]) == ({"a": 2, "c": 2}, {"a": 1, "c": 1})


def test_a_cycle_without_a_stronger_chain_is_a_tie() -> None:
    given = ranked(Ballot(["a", "b", "c"]), Ballot(["b", "c", "a"]), Ballot(["c", "a", "b"]))
    outcome = count(given, Method.SCHULZE)
    assert outcome.ties[0].between == ("a", "b", "c")
    assert outcome.ties[0].by is By.LOT


def test_stv_cuts_values_off_after_five_places() -> None:
    """a's surplus of 1 over 3 papers is 0.33333 each: b has 0.99999, less than c."""
    outcome = count(ranked(Ballot(["a", "b"], count=3), Ballot(["c"])), Method.STV, seats=2)
    assert outcome.winners == ("a", "c")
    assert outcome.scores["b"] == Fraction(99999, 100000)
    assert "0.99999" in " ".join(told(outcome))


def test_stv_looks_back_before_it_draws() -> None:
    """After a's surplus b and c have 2.5 each; at the first stage c had more."""
    given = ranked(Ballot(["a", "b"], count=5), Ballot(["a", "c"], count=3), Ballot(["c"]))
    outcome = count(given, Method.STV, seats=2)
    assert outcome.winners == ("a", "c")
    assert [(tie.by, tie.between, tie.chosen) for tie in outcome.ties] == [(By.EARLIER_STAGE, ("b", "c"), ("b",))]
    level = count(ranked(Ballot(["a"]), Ballot(["b"])), Method.STV)
    assert level.ties[0].by is By.LOT


def test_stv_reads_a_paper_down_to_its_first_shared_rank() -> None:
    ballots = [Ballot([["a", "b"], "c"], count=5), Ballot(["a", ["b", "c"]], count=2), Ballot(["b"], count=3)]
    outcome = count(ranked(*ballots, Ballot([], count=2)), Method.STV)
    facts = outcome.steps[0].facts
    assert (facts["valid"], facts["invalid"], facts["quota"]) == (5, 7, 3)
    assert outcome.winners == ("b",)


def test_stv_transfers_the_largest_surplus_first_and_fills_the_last_seats() -> None:
    ballots = [
        Ballot(["a", "d"], count=9),
        Ballot(["b", "e"], count=7),
        Ballot(["c"], count=2),
        Ballot(["d"]),
        Ballot(["e"]),
    ]
    outcome = count(ranked(*ballots, names="abcde"), Method.STV, seats=4)
    assert steps(outcome, "elected")[:2] == [("a",), ("b",)]
    assert steps(outcome, "surplus")[:2] == [("a",), ("b",)]
    assert set(outcome.winners) == {"a", "b", "d", "e"}
    with pytest.raises(BadBallots, match="no weights"):
        count(ranked(*ballots, names="abcde"), Method.STV, equal_weight=True)


def approving(*ballots: Ballot, names: str = "abcdef", costs: list[int] | None = None, budget: int = 0) -> Profile:
    given = profile(Kind.APPROVAL, list(names), ballots)
    if costs is None:
        return given
    groups = [given.groups[at] for at in given.group_of]
    return assembled(given.kind, given.candidates, given.marks, given.counts, groups, costs=costs, budget=budget)


TWO_BLOCS = (Ballot({"a", "b", "c"}, count=6), Ballot({"d", "e"}, count=3))


@pytest.mark.parametrize("method", [Method.PAV, Method.PHRAGMEN, Method.MES])
def test_a_third_of_the_voters_choose_a_third_of_the_seats(method: Method) -> None:
    winners = set(count(approving(*TWO_BLOCS), method, seats=3).winners)
    assert len(winners & set("abc")) == 2
    assert len(winners & set("de")) == 1


def test_pav_is_the_best_of_all_committees() -> None:
    rng = np.random.default_rng(7)
    marks = (rng.random((25, 12)) < 0.35).astype(np.int32)
    given = assembled(Kind.APPROVAL, [chr(97 + at) for at in range(12)], marks, rng.integers(1, 4, 25))
    outcome = count(given, Method.PAV, seats=4)
    harmonic = [sum((Fraction(1, n) for n in range(1, k + 1)), Fraction(0)) for k in range(5)]
    scores = {
        committee: sum(
            harmonic[int(has)] * int(n) for has, n in zip(marks[:, committee].sum(axis=1), given.counts, strict=True)
        )
        for committee in combinations(range(12), 4)
    }
    assert outcome.steps[-1].facts["score"] == max(scores.values())
    assert scores[tuple(sorted(given.candidates.index(name) for name in outcome.winners))] == max(scores.values())


def test_pav_notes_a_tie_of_committees_and_refuses_what_is_too_much() -> None:
    outcome = count(approving(Ballot({"a", "b"}), Ballot({"c", "d"})), Method.PAV, seats=3)
    assert outcome.ties[0].by is By.LOT
    assert outcome.steps[0].facts == {"committees": 4}
    many = profile(Kind.APPROVAL, [str(at) for at in range(60)], [Ballot({str(at)}) for at in range(60)])
    with pytest.raises(BadBallots, match="level"):
        count(many, Method.PAV, seats=6)


def test_phragmen_leaves_a_seat_empty_rather_than_choose_what_nobody_approves() -> None:
    outcome = count(approving(Ballot({"a"})), Method.PHRAGMEN, seats=2)
    assert outcome.winners == ("a",)
    assert outcome.steps[1].what == "no_more_approvals"


def test_equal_shares_are_completed() -> None:
    """Nobody can pay for a second item alone; Phragmén fills the seats."""
    outcome = count(approving(Ballot({"a", "b"}, count=3), Ballot({"c"}, count=2)), Method.MES, seats=2)
    assert [step.what for step in outcome.steps] == ["purses", "bought", "completed_by_phragmen", "load", "chosen"]
    assert set(outcome.winners) in ({"a", "c"}, {"b", "c"})


def test_a_budget_is_filled_by_raising_every_purse() -> None:
    """With 2.5 each, b's two supporters have 5 of the 6 they need; with 3 they have it, and 10 is not overspent."""
    given = approving(Ballot({"a"}, count=2), Ballot({"b"}, count=2), names="abc", costs=[4, 6, 1], budget=10)
    outcome = count(given, Method.MES)
    assert set(outcome.winners) == {"a", "b"}
    assert outcome.steps[0].facts == {"budget": 10, "raised_to": 12}


def test_points_are_worth_what_they_cost() -> None:
    ballots = [Ballot({"a": 4, "b": 1}, count=2), Ballot({"c": 5}, count=2)]
    outcome = count(profile(Kind.DOTS, list("abc"), ballots), Method.MES, seats=2)
    assert set(outcome.winners) == {"a", "c"}


def test_by_cost_phragmen_ends_where_an_item_does_not_fit() -> None:
    given = approving(Ballot({"a", "b"}, count=3), Ballot({"c"}, count=2), names="abcd", costs=[3, 6, 4, 99], budget=8)
    outcome = count(given, Method.PHRAGMEN)
    assert outcome.winners == ("a", "c")
    assert outcome.steps[-2].what == "does_not_fit"
    assert count(given, Method.APPROVAL).winners in (("a", "c"), ("b",))


def test_every_step_has_words() -> None:
    for method in (Method.SCHULZE, Method.BORDA, Method.STV):
        assert all(told(count(ranked(Ballot(["a", "b"], "x"), Ballot(["b", "c"], "y")), method, seats=2)))
    for method in (Method.APPROVAL, Method.PAV, Method.PHRAGMEN, Method.MES):
        lines = told(count(approving(*TWO_BLOCS), method, seats=4))
        assert lines[-1].startswith("Chosen: ")
