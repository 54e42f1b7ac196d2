"""Bridging: the bound is Wilson's, grows with support, and no group is outvoted unseen."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.opinions import bridging
from app.summaries.engine import ranking

bases = st.integers(0, 5_000)


@given(bases, st.data())
def test_the_bounds_are_those_of_the_summary(among: int, data: st.DataObject) -> None:
    """The summary counts in whole millionths; here arrays are counted in floats."""
    of = data.draw(st.integers(0, among))
    bound = float(bridging.wilson_lower(np.array(of), np.array(among)))
    assert abs(bound - ranking.wilson_lower(of, among) / ranking.MILLION) < 3e-6


@given(st.integers(1, 2_000), st.data())
def test_the_bounds_hold_the_share_between_them_and_grow_with_support(among: int, data: st.DataObject) -> None:
    of = data.draw(st.integers(0, among))
    lower = bridging.wilson_lower(np.array([of, of + 1, min(of + 1, among)]), np.array([among, among + 1, among]))
    upper = float(bridging.wilson_upper(np.array(of), np.array(among)))
    assert 0 <= lower[0] <= of / among <= upper + 1e-12 <= 1 + 1e-12
    assert lower[1] >= lower[0]  # one more who agrees
    assert lower[2] >= lower[0]  # one who has changed to agreeing


@given(st.integers(1, 300), st.data())
def test_a_larger_base_with_the_same_share_has_a_higher_bound(among: int, data: st.DataObject) -> None:
    of = data.draw(st.integers(0, among))
    lower = bridging.wilson_lower(np.array([of, 3 * of]), np.array([among, 3 * among]))
    assert lower[1] >= lower[0] - 1e-12


counts = st.lists(st.lists(st.tuples(*[st.integers(0, 60)] * 3), min_size=3, max_size=3), min_size=1, max_size=4)


@given(counts)
def test_a_statement_bridges_no_better_than_in_the_group_that_agrees_least(given_counts: list) -> None:
    array = np.array(given_counts)
    assert (bridging.bridging(array) <= bridging.agreement(array) + 1e-15).all()
    assert (bridging.bridging(array[::-1]) == bridging.bridging(array)).all()


def test_what_one_large_group_likes_does_not_bridge() -> None:
    liked_by_the_large, liked_by_both = [[900, 50, 50], [5, 40, 5]], [[600, 300, 100], [40, 5, 5]]
    array = np.array([liked_by_the_large, liked_by_both]).transpose(1, 0, 2)
    first, second = bridging.bridging(array)
    assert second > first


def test_group_aware_consensus_is_the_product_that_polis_publishes() -> None:
    array = np.array([[[8, 1, 1]], [[3, 1, 0]]])
    assert np.allclose(bridging.consensus(array), [(9 / 12) * (4 / 6)])


def test_what_sets_a_group_apart() -> None:
    array = np.array([[[90, 5, 5], [50, 50, 0]], [[10, 85, 5], [50, 50, 0]]])
    ahead = bridging.distinctive(array, bridging.AGREE)
    assert ahead[0, 0] > 0.5
    assert ahead[1, 0] < 0
    assert (ahead[:, 1] < 0).all(), "no difference is never ahead"
