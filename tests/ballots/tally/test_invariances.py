"""What may never change a result: the order of voters, the order of candidates, copies of a group under equal weight,
a clone under Schulze. Only the published lot may decide between those that are level, and it goes by name."""

from fractions import Fraction

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from app.ballots.tally.counting import count
from app.ballots.tally.outcome import Method, Outcome
from app.ballots.tally.profile import Answer, Ballot, Kind, Profile, profile

NAMES = ("ash", "birch", "cedar", "elm", "fir", "maple")
GROUPS = ("east", "north", "west")
RANKED = (Method.BORDA, Method.SCHULZE, Method.STV)
APPROVED = (Method.APPROVAL, Method.PAV, Method.PHRAGMEN, Method.MES)

approvals = st.builds(
    Ballot, st.sets(st.sampled_from(NAMES)).map(frozenset), st.sampled_from(GROUPS), st.integers(1, 3)
)
rankings = st.builds(
    lambda order, cuts, upto, group, number: Ballot(ranks(order[:upto], cuts), group, number),
    st.permutations(NAMES),
    st.lists(st.booleans(), min_size=6, max_size=6),
    st.integers(0, 6),
    st.sampled_from(GROUPS),
    st.integers(1, 3),
)
scores = st.builds(
    Ballot,
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 5)),
    st.sampled_from(GROUPS),
    st.integers(1, 3),
)
straws = st.builds(
    Ballot, st.dictionaries(st.sampled_from(NAMES), st.sampled_from(list(Answer))), st.sampled_from(GROUPS)
)
seats = st.integers(1, 4)


def ranks(order: list[str], cuts: list[bool]) -> list[list[str]]:
    """A new rank where there is a cut."""
    found: list[list[str]] = []
    for name, cut in zip(order, cuts, strict=False):
        if cut or not found:
            found.append([])
        found[-1].append(name)
    return found


def essence(outcome: Outcome) -> tuple[object, ...]:
    ties = [(set(tie.between), set(tie.chosen), tie.by) for tie in outcome.ties]
    return set(outcome.winners), dict(outcome.scores), ties


def electorate(ballots: st.SearchStrategy[Ballot]) -> st.SearchStrategy[list[Ballot]]:
    return st.lists(ballots, min_size=1, max_size=12)


def shuffled(kind: Kind, ballots: list[Ballot], method: Method, number: int, order: list[str], *, equal: bool) -> None:
    one = count(profile(kind, NAMES, ballots), method, seats=number, equal_weight=equal)
    other = count(profile(kind, order, ballots[::-1]), method, seats=number, equal_weight=equal)
    assert essence(one) == essence(other)


@settings(deadline=None, max_examples=50)
@given(
    ballots=electorate(approvals),
    method=st.sampled_from(APPROVED),
    number=seats,
    order=st.permutations(NAMES),
    equal=st.booleans(),
)
def test_the_order_of_voters_and_candidates_changes_no_choice_by_approvals(
    ballots: list[Ballot], method: Method, number: int, order: list[str], *, equal: bool
) -> None:
    shuffled(Kind.APPROVAL, ballots, method, number, order, equal=equal)


@settings(deadline=None, max_examples=50)
@given(
    ballots=electorate(rankings),
    method=st.sampled_from(RANKED),
    number=seats,
    order=st.permutations(NAMES),
    equal=st.booleans(),
)
def test_the_order_of_voters_and_candidates_changes_no_choice_by_rankings(
    ballots: list[Ballot], method: Method, number: int, order: list[str], *, equal: bool
) -> None:
    shuffled(Kind.RANKING, ballots, method, number, order, equal=equal and method is not Method.STV)


@settings(deadline=None, max_examples=50)
@given(
    scored=electorate(scores),
    answered=electorate(straws),
    number=seats,
    order=st.permutations(NAMES),
    equal=st.booleans(),
)
def test_the_order_of_voters_and_candidates_changes_no_other_choice(
    scored: list[Ballot], answered: list[Ballot], number: int, order: list[str], *, equal: bool
) -> None:
    shuffled(Kind.SCORE, scored, Method.SCORE, number, order, equal=equal)
    shuffled(Kind.SCORE, scored, Method.MES, number, order, equal=equal)
    shuffled(Kind.DOTS, scored, Method.DOTS, number, order, equal=equal)
    shuffled(Kind.STRAW, answered, Method.STRAW, number, order, equal=equal)


@settings(deadline=None, max_examples=50)
@given(electorate(approvals), electorate(rankings), st.sampled_from(GROUPS), seats)
def test_tenfold_copies_of_a_group_change_nothing_under_equal_weight(
    approved: list[Ballot], ranked: list[Ballot], group: str, number: int
) -> None:
    for kind, ballots, methods in (
        (Kind.APPROVAL, approved, APPROVED),
        (Kind.RANKING, ranked, (Method.BORDA, Method.SCHULZE)),
    ):
        copied = [
            Ballot(ballot.choice, ballot.group, ballot.count * (10 if ballot.group == group else 1))
            for ballot in ballots
        ]
        for method in methods:
            one = count(profile(kind, NAMES, ballots), method, seats=number, equal_weight=True)
            ten = count(profile(kind, NAMES, copied), method, seats=number, equal_weight=True)
            assert one.scores == ten.scores
            if not one.ties and not ten.ties:  # the bridging test of a tie looks at how many there are, as it should
                assert one.winners == ten.winners


@settings(deadline=None, max_examples=50)
@given(ballots=electorate(rankings), cloned=st.sampled_from(NAMES), first=st.booleans())
def test_a_clone_does_not_change_the_schulze_winner(ballots: list[Ballot], cloned: str, *, first: bool) -> None:
    """The clone stands directly before or behind its original on every ballot: whoever won wins, or its clone does."""
    one = count(profile(Kind.RANKING, NAMES, ballots), Method.SCHULZE)
    with_clone = [Ballot(beside(ballot.choice, cloned, first=first), ballot.group, ballot.count) for ballot in ballots]
    other = count(profile(Kind.RANKING, (*NAMES, "clone"), with_clone), Method.SCHULZE)
    if not one.ties and not other.ties:
        assert other.winners[0] in ({one.winners[0]} | ({"clone"} if one.winners[0] == cloned else set()))


def beside(choice: object, name: str, *, first: bool) -> list[list[str]]:
    assert isinstance(choice, list)
    found = []
    for rank in choice:
        if name not in rank:
            found.append(rank)
        elif len(rank) > 1:  # tied with others: the clone is tied too
            found.append([*rank, "clone"])
        else:
            found += [["clone"], rank] if first else [rank, ["clone"]]
    return found


@settings(deadline=None, max_examples=50)
@given(electorate(approvals), seats)
def test_pav_finds_what_trying_every_committee_finds(ballots: list[Ballot], number: int) -> None:
    from itertools import combinations

    given_ = profile(Kind.APPROVAL, NAMES, ballots)
    outcome = count(given_, Method.PAV, seats=number)
    best = max(by_hand(given_, committee) for committee in combinations(range(len(NAMES)), number))
    assert by_hand(given_, tuple(NAMES.index(name) for name in outcome.winners)) == best
    assert outcome.steps[-1].facts["score"] == best


def by_hand(of: Profile, committee: tuple[int, ...]) -> Fraction:
    approved = (of.marks[:, committee] > 0).sum(axis=1)
    harmonic = np.array(
        [sum((Fraction(1, n) for n in range(1, k + 1)), Fraction(0)) for k in range(len(committee) + 1)]
    )
    return sum((harmonic[k] * int(n) for k, n in zip(approved, of.counts, strict=True)), Fraction(0))
