"""Opinion groups: those planted are found, those that are not there are not claimed; the order of nothing matters."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_score

from app.interchange.conversation import read_conversation
from app.opinions.groups import axes, clusters, finding
from app.opinions.groups.clusters import Cells
from app.opinions.groups.matrix import Votes
from app.opinions.groups.stability import rand_index
from tests.opinions.planted import at_random, planted, votes

few = settings(max_examples=6, deadline=None)


@few
@given(st.lists(st.integers(30, 90), min_size=2, max_size=4), st.integers(0, 10_000))
def test_planted_groups_are_found(sizes: list[int], seed: int) -> None:
    """Not more than two or three: on a map of two axes more groups may lie over each other."""
    cells, labels = planted(sizes[:3], 60, seed=seed)
    found = finding.find(votes(cells))
    if found.stable:
        assert rand_index(labels[found.counted], found.labels) > 0.6 or found.k < len(sizes)
    if len(sizes) == 2:
        assert found.stable
        assert found.k == 2
        assert rand_index(labels[found.counted], found.labels) > 0.9


@few
@given(st.integers(40, 300), st.integers(0, 10_000))
def test_random_votes_give_no_stable_groups(people: int, seed: int) -> None:
    found = finding.find(votes(at_random(people, seed=seed)))
    assert not found.stable
    assert {"members_vary", "number_varies"} & set(found.stability.reasons)


@few
@given(st.integers(0, 10_000))
def test_the_order_in_which_votes_are_given_changes_nothing(seed: int) -> None:
    cells, _ = planted([50, 40], seed=seed)
    shuffled = np.random.default_rng(seed).permutation(len(cells[0]))
    one = finding.find(votes(cells))
    other = finding.find(votes(tuple(part[shuffled] for part in cells)))
    assert one.points.tobytes() == other.points.tobytes()
    assert (one.labels == other.labels).all()
    assert one.stability == other.stability


@few
@given(st.integers(0, 10_000))
def test_which_row_somebody_is_and_which_column_a_statement_is_changes_no_group(seed: int) -> None:
    (people, statements, values), _ = planted([60, 45], seed=seed)
    draw = np.random.default_rng(seed)
    rows, columns = draw.permutation(people.max() + 1), draw.permutation(statements.max() + 1)
    one = finding.find(votes((people, statements, values)))
    other = finding.find(votes((rows[people], columns[statements], values)))
    assert one.k == other.k
    assert rand_index(one.labels, other.labels[np.argsort(np.argsort(rows[one.counted]))]) == 1.0
    assert np.allclose(one.explained, other.explained)


def test_the_components_are_those_of_the_whole_imputed_matrix() -> None:
    """Beside scikit-learn's, which is given every missing vote filled in with the mean of its statement."""
    cells, _ = planted([70, 50, 30], seed=4)
    made = votes(cells)
    whole = np.full((made.people, made.statements), np.nan)
    whole[cells[0], cells[1]] = cells[2]
    imputed = np.where(np.isnan(whole), np.nanmean(whole, 0), whole)
    oracle = PCA(2, svd_solver="full").fit(imputed)
    for ratio in (0, 10**9):  # by the dense product and by the sparse one
        axes._DENSE_IS_CHEAPER, kept = ratio, axes._DENSE_IS_CHEAPER
        try:
            directions, explained = axes.axes(made.centred())
        finally:
            axes._DENSE_IS_CHEAPER = kept
        assert np.allclose(explained, oracle.explained_variance_ratio_, atol=1e-5)
        assert np.allclose(np.abs((directions * oracle.components_.T).sum(0)), 1, atol=1e-5)


def test_the_silhouette_is_the_usual_one_where_everybody_is_a_cell() -> None:
    points = np.random.default_rng(3).normal(size=(200, 2)) + np.repeat([[0, 0], [4, 0]], 100, axis=0)
    for grouping in clusters.groupings(Cells.of_points(points, 48, 2_000), range(2, 5)):
        assert grouping.silhouette == pytest.approx(silhouette_score(points, grouping.labels), abs=1e-9)


def test_cells_keep_everybody_and_come_close_to_the_silhouette_of_people() -> None:
    points = np.random.default_rng(3).normal(size=(3_000, 2)) + np.repeat([[0, 0], [5, 0], [0, 5]], 1_000, axis=0)
    cells = Cells.of_points(points, 48, 2_000)
    assert cells.people.sum() == len(points)
    assert len(cells.at) < len(points)
    best = clusters.best(clusters.groupings(cells, range(2, 6)))
    assert best.k == 3
    labels = clusters.nearest(points, best.centres)
    assert best.silhouette == pytest.approx(silhouette_score(points, labels), abs=0.01)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=60))
def test_the_rand_index_is_the_usual_one(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(side) for side in zip(*pairs, strict=True))
    assert rand_index(one, other) == pytest.approx(adjusted_rand_score(one, other))


def test_who_voted_on_too_few_statements_is_not_placed() -> None:
    cells, _ = planted([30, 30])
    people = np.concatenate([cells[0], np.full(6, 60)])
    made = votes((people, np.concatenate([cells[1], np.arange(6)]), np.concatenate([cells[2], np.ones(6, int)])))
    assert 60 not in finding.find(made).counted


@pytest.mark.parametrize(
    ("sizes", "statements", "reason"),
    [([10, 9], 40, "too_few_people"), ([30, 30], 1, "too_few_statements"), ([200, 4], 60, None)],
)
def test_why_there_are_none(sizes: list[int], statements: int, reason: str | None) -> None:
    found = finding.find(votes(planted(sizes, statements)[0]))
    assert not found.stable
    assert reason is None or found.stability.reasons == (reason,)


def test_nobody_and_nothing() -> None:
    nothing = np.zeros(0, np.int64)
    found = finding.find(Votes.of(nothing, nothing, nothing, (0, 0)))
    assert (found.k, found.stable, len(found.counted)) == (0, False, 0)


def test_everybody_of_one_mind_is_no_group() -> None:
    people, statements = np.divmod(np.arange(50 * 20), 20)
    assert not finding.find(votes((people, statements, np.ones(len(people), int)))).stable


@pytest.mark.parametrize(
    ("name", "agreement"),
    [("canadian-electoral-reform", 0.88), ("scoop-hivemind.taxes", 0.89), ("scoop-hivemind.biodiversity", 0.9)],
)
def test_real_conversations_give_nearly_the_groups_that_polis_found(real_polis, name: str, agreement: float) -> None:
    exported = read_conversation(real_polis / name)
    found = finding.find(exported.conversation.votes)
    theirs = np.array([-1 if group is None else group for group in exported.found_there])[found.counted]
    assert found.stable
    assert rand_index(theirs[theirs >= 0], found.labels[theirs >= 0]) > agreement
