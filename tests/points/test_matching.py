"""The matcher: what it scores, that it reaches the gate, and that its weights are those that training gives."""

import random

import numpy as np
import pytest

from app.points.features import NAMES, describe, every_pair, features
from app.points.matching import Item, match, matcher
from scripts.train_matcher import as_matcher, load, probabilities, train, training_parts
from tests.points.argkp import GATE, argkp_data, average_precision, mean_average_precision

needs_data = pytest.mark.skipif(not argkp_data().is_dir(), reason=f"no ArgKP data at {argkp_data()}")
TOPIC = "We should abandon school uniforms"
POINTS = [
    Item("k1", "School uniform reduces bullying", TOPIC, "-1"),
    Item("k2", "School uniform saves parents money", TOPIC, "-1"),
    Item("k3", "Uniforms suppress self-expression", TOPIC, "1"),
]
ARGUMENTS = [
    Item("a1", "uniforms reduce bullying because nobody is teased for poor clothes", TOPIC, "-1"),
    Item("a2", "parents save a lot of money when their children wear a uniform", TOPIC, "-1"),
    Item("a3", "children cannot express themselves in a uniform", TOPIC, "1"),
    Item("a4", "quite another matter", "Another topic", "1"),
]


def scores(arguments: list[Item], points: list[Item]) -> dict[tuple[str, str], float]:
    return {(pair.arg_id, pair.key_point_id): pair.score for pair in match(arguments, points)}


def test_every_pair_of_one_topic_and_stance_and_no_other() -> None:
    found = scores(ARGUMENTS, POINTS)
    assert set(found) == {("a1", "k1"), ("a1", "k2"), ("a2", "k1"), ("a2", "k2"), ("a3", "k3")}
    assert all(0 <= score <= 1 for score in found.values())
    assert found["a1", "k1"] > found["a1", "k2"]
    assert found["a2", "k2"] > found["a2", "k1"]


@pytest.mark.parametrize(
    ("points", "arguments"),
    [
        (
            ["校服减少校园欺凌", "校服为家长节省开支"],
            ["统一的校服可以减少对贫困学生的欺凌", "穿校服的家庭每年节省很多开支，家长都很满意"],
        ),
        (
            ["Школьная форма уменьшает травлю", "Форма экономит деньги родителей"],
            ["форма уменьшает травлю бедных учеников", "родителям не надо тратить деньги, форма их экономит"],
        ),
        (
            ["الزي المدرسي يقلل التنمر", "الزي المدرسي يوفر المال على الأهل"],
            ["يقلل الزي الموحد من التنمر بين الطلاب الفقراء", "يوفر الأهل كثيرا من المال كل سنة بفضل الزي"],
        ),
        (
            ["L'uniforme réduit le harcèlement", "L'uniforme coûte moins cher aux parents"],
            ["le harcèlement est réduit quand tous se ressemblent", "pour les parents cela coûte beaucoup moins cher"],
        ),
        (
            ["El uniforme reduce el acoso", "El uniforme ahorra dinero a los padres"],
            ["con el mismo uniforme se reduce el acoso escolar", "los padres ahorran mucho dinero cada año"],
        ),
    ],
    ids=["zh", "ru", "ar", "fr", "es"],
)
def test_other_languages_are_served_by_the_same_weights(points: list[str], arguments: list[str]) -> None:
    found = scores(
        [Item(f"a{number}", text, "t", "1") for number, text in enumerate(arguments)],
        [Item(f"k{number}", text, "t", "1") for number, text in enumerate(points)],
    )
    assert found["a0", "k0"] > found["a0", "k1"]
    assert found["a1", "k1"] > found["a1", "k0"]


def test_the_order_of_what_is_given_does_not_matter() -> None:
    arguments, points = list(ARGUMENTS), list(POINTS)
    random.Random(3).shuffle(arguments)
    points.reverse()
    assert match(arguments, points) == match(ARGUMENTS, POINTS)


def test_texts_without_words_score_low_and_break_nothing() -> None:
    found = scores([Item("a", "", "t", "1"), Item("b", "?!", "t", "1")], [Item("k", "", "t", "1")])
    assert set(found) == {("a", "k"), ("b", "k")}
    assert match([], []) == match(ARGUMENTS, []) == match([], POINTS) == []


def test_features_are_finite_and_as_many_as_there_are_weights() -> None:
    texts = describe(["one two three", "three four", "", "one"], ["en"] * 4)
    seen = features(texts, every_pair([0, 1, 2], [3, 2]))
    assert seen.shape == (6, len(NAMES))
    assert np.isfinite(seen).all()
    assert len(matcher().weights) == len(NAMES)


def test_average_precision_by_hand() -> None:
    right = np.array([True, False, True, False])
    assert average_precision(right, np.array([0.9, 0.8, 0.7, 0.6])) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision(right, np.full(4, 0.5)) == 0.5, "equal scores are one step"
    assert average_precision(np.zeros(3, bool), np.ones(3)) == 0


@needs_data
def test_the_gate_is_reached_on_dev() -> None:
    parts = load(argkp_data(), "dev")
    stored = (matcher().intercept, matcher().weights)
    strict, relaxed = mean_average_precision(parts, [probabilities(part, stored) for part in parts])
    assert strict >= GATE[0]
    assert relaxed >= GATE[1]


@needs_data
def test_training_again_gives_the_stored_weights() -> None:
    again = as_matcher(train(training_parts(argkp_data())))
    assert again.threshold == pytest.approx(matcher().threshold, abs=0.005)
    np.testing.assert_allclose(again.weights, matcher().weights, rtol=0.01, atol=0.01)
