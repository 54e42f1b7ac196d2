"""The rules alone: every threshold from both sides, and properties that hold for any counts."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import ConvenorError, Invalid, NotNow
from app.decisions import rules
from app.decisions.rules import CallState, Decided, FindingKind, Sides, SilenceState

K = FindingKind
NOW = datetime(2006, 5, 19, 9, 0, tzinfo=UTC)
MIRROR = {
    K.GENERAL_SUPPORT: K.GENERAL_OPPOSITION,
    K.STRONG_SUPPORT: K.STRONG_OPPOSITION,
    K.DIVERGENCE: K.DIVERGENCE,
    K.STRONG_OPPOSITION: K.STRONG_SUPPORT,
    K.GENERAL_OPPOSITION: K.GENERAL_SUPPORT,
    K.INSUFFICIENT_INPUT: K.INSUFFICIENT_INPUT,
}


def one_group(support: int, oppose: int) -> dict[str | None, Sides]:
    return {"government": Sides(support, oppose)}


@pytest.mark.parametrize(
    ("support", "oppose", "kind"),
    [
        (9, 0, K.INSUFFICIENT_INPUT),
        (10, 0, K.GENERAL_SUPPORT),
        (8, 2, K.GENERAL_SUPPORT),
        (799, 201, K.STRONG_SUPPORT),
        (6, 4, K.STRONG_SUPPORT),
        (599, 401, K.DIVERGENCE),
        (401, 599, K.DIVERGENCE),
        (4, 6, K.STRONG_OPPOSITION),
        (201, 799, K.STRONG_OPPOSITION),
        (2, 8, K.GENERAL_OPPOSITION),
        (0, 10, K.GENERAL_OPPOSITION),
    ],
)
def test_the_bands_from_both_sides(support: int, oppose: int, kind: FindingKind) -> None:
    assert rules.by_counts(one_group(support, oppose), support + oppose) is kind


@pytest.mark.parametrize(
    ("against", "kind"),
    [
        (Sides(1, 2), K.STRONG_SUPPORT),  # three positions, a majority against
        (Sides(2, 2), K.GENERAL_SUPPORT),  # half is no majority
        (Sides(0, 2), K.GENERAL_SUPPORT),  # two positions weigh nothing
    ],
)
def test_a_group_against_by_majority_takes_general_support_away(against: Sides, kind: FindingKind) -> None:
    assert rules.by_counts({"government": Sides(20, 0), "civil_society": against}, 24) is kind
    assert rules.by_counts({"government": Sides(20, 0), None: against}, 24) is K.GENERAL_SUPPORT, (
        "no group, no majority"
    )
    mirrored: rules.Groups = {"government": Sides(0, 20), "civil_society": Sides(against.oppose, against.support)}
    assert rules.by_counts(mirrored, 24) is MIRROR[kind]


def test_a_tenth_of_the_participants_is_enough_and_less_is_not() -> None:
    assert rules.by_counts(one_group(10, 0), 100) is K.GENERAL_SUPPORT
    assert rules.by_counts(one_group(10, 0), 101) is K.INSUFFICIENT_INPUT


groups = st.dictionaries(
    st.sampled_from(["government", "civil_society", "private_sector", None]),
    st.builds(Sides, st.integers(0, 60), st.integers(0, 60)),
    max_size=4,
)


@given(groups, st.integers(0, 2_000))
def test_opposition_mirrors_support_and_counts_never_give_consensus(
    counts: dict[str | None, Sides], participants: int
) -> None:
    kind = rules.propose(counts, participants, None)
    mirrored = {group: Sides(sides.oppose, sides.support) for group, sides in counts.items()}
    assert rules.propose(mirrored, participants, None) is MIRROR[kind]
    undisposed = Decided(adopted=False, standing=2, undisposed=1)
    assert rules.propose(counts, participants, undisposed) is kind


@given(groups, st.integers(0, 2_000))
def test_general_support_is_what_the_definition_says(counts: dict[str | None, Sides], participants: int) -> None:
    kind = rules.by_counts(counts, participants)
    support, total = sum(s.support for s in counts.values()), sum(s.total for s in counts.values())
    enough = total >= 10 and 10 * total >= participants
    against = any(g and s.total >= 3 and s.oppose > s.support for g, s in counts.items())
    expected = enough and Fraction(support, total) >= Fraction(80, 100) and not against
    assert (kind is K.GENERAL_SUPPORT) == expected


def test_consensus_and_rough_consensus_rest_on_a_procedure() -> None:
    counts, adopted = one_group(5, 5), Decided(adopted=True)
    assert rules.propose(counts, 10, adopted) is K.CONSENSUS
    assert rules.propose(counts, 10, Decided(adopted=False, standing=1)) is K.ROUGH_CONSENSUS
    for standing in (
        Decided(adopted=False, standing=2, undisposed=1),
        Decided(adopted=False, standing=1, sustained=1),
    ):
        assert rules.propose(counts, 10, standing) is K.DIVERGENCE
        with pytest.raises(NotNow):
            rules.require_signable(K.ROUGH_CONSENSUS, K.DIVERGENCE, standing, "All was heard.")
    for decided in (None, Decided(adopted=False, standing=1)):
        with pytest.raises(NotNow, match="only after a call"):
            rules.require_signable(K.CONSENSUS, K.GENERAL_SUPPORT, decided, "Nobody spoke against it.")
    rules.require_signable(K.CONSENSUS, K.CONSENSUS, adopted, None)


def test_another_finding_and_rough_consensus_need_reasons() -> None:
    rules.require_signable(K.DIVERGENCE, K.DIVERGENCE, None, None)
    rules.require_signable(K.DIVERGENCE, K.STRONG_SUPPORT, None, "Those who spoke last had moved.")
    with pytest.raises(Invalid, match="other than the one proposed"):
        rules.require_signable(K.DIVERGENCE, K.STRONG_SUPPORT, None, None)
    with pytest.raises(Invalid, match="Rough consensus needs"):
        rules.require_signable(K.ROUGH_CONSENSUS, K.ROUGH_CONSENSUS, Decided(adopted=False, standing=1), None)


def refused(act: object, *arguments: object) -> bool:
    try:
        act(*arguments)  # type: ignore[operator]
    except ConvenorError:
        return True
    return False


@given(st.lists(st.sampled_from(["count", "object", "withdraw", "close"]), max_size=40))
def test_no_call_is_adopted_over_an_objection_or_before_six(acts: list[str]) -> None:
    state, count, standing = CallState.RUNNING, 0, 0
    for act in acts:
        if act == "count" and not refused(rules.next_count, state, count, standing, count + 1):
            assert standing == 0
            count += 1
        elif act == "object" and state is CallState.RUNNING:
            standing += 1
        elif act == "withdraw" and standing:
            standing -= 1
        elif act == "close" and not refused(rules.close_call, state, count, standing):
            state = rules.close_call(state, count, standing)
            assert state is (CallState.OBJECTED if standing else CallState.ADOPTED)
            assert standing or count == rules.STEPS
    assert count <= rules.STEPS


@given(st.sampled_from(SilenceState), st.integers(-5, 5))
def test_silence_is_adoption_from_the_deadline_on(stored: SilenceState, seconds: int) -> None:
    state = rules.silence_state(stored, NOW, NOW + timedelta(seconds=seconds))
    passed = stored is SilenceState.RUNNING and seconds >= 0
    assert state is (SilenceState.ADOPTED if passed else stored)
    may_break = not refused(rules.require_unbroken, stored, NOW, NOW + timedelta(seconds=seconds))
    assert may_break == (state is SilenceState.RUNNING)


def test_deadlines() -> None:
    assert rules.first_deadline(NOW, None, None) == NOW + timedelta(hours=72)
    hour, minute = timedelta(hours=1), timedelta(minutes=1)
    assert rules.first_deadline(NOW, NOW + hour, None) == NOW + hour
    with pytest.raises(Invalid, match="unless you say why"):
        rules.first_deadline(NOW, NOW + hour - minute, None)
    assert rules.first_deadline(NOW, NOW + minute, "The host needs an answer today.") == NOW + minute
    for wanted in (NOW, NOW - minute, NOW + timedelta(days=400)):
        with pytest.raises(Invalid):
            rules.first_deadline(NOW, wanted, "In haste")
    running = SilenceState.RUNNING
    assert rules.extended_deadline(running, NOW + hour, NOW, NOW + 2 * hour) == NOW + 2 * hour
    with pytest.raises(Invalid, match="later"):
        rules.extended_deadline(running, NOW + hour, NOW, NOW + minute)
    with pytest.raises(NotNow, match="adopted"):
        rules.extended_deadline(running, NOW, NOW, NOW + hour)
