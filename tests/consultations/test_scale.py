"""The scale as data: what it refuses, and that it survives being stored."""

import json
from fractions import Fraction

import pytest

from app.consultations.scale import STANDARD, Scale, ScaleError, Word


def test_standard_scale_is_the_published_table():
    rows = [(s.word.value, str(s.at_least), s.min_entities, s.min_groups) for s in STANDARD.steps]
    assert rows == [
        ("a few", "0", 3, 1),
        ("some", "1/10", 3, 1),
        ("several", "1/4", 4, 2),
        ("many", "2/5", 6, 2),
        ("most", "667/1000", 8, 3),
        ("almost all", "9/10", 10, 3),
        ("all", "1", 10, 3),
    ]


@pytest.mark.parametrize(("taking_part", "needed"), [(2, 3), (4, 3), (5, 4), (7, 6)])
def test_almost_all_asks_for_all_groups_but_one(taking_part, needed):
    assert STANDARD.step(Word.ALMOST_ALL).groups_needed(taking_part) == needed
    assert STANDARD.step(Word.MOST).groups_needed(taking_part) == 3


def test_words_are_ordered_by_strength():
    assert [word.strength for word in Word] == list(range(len(Word)))
    assert Word.ONE.strength < Word.A_FEW.strength < Word.ALL.strength


def test_a_scale_survives_storage_as_json():
    stored = json.loads(json.dumps(STANDARD.to_json()))
    assert Scale.from_json(stored) == STANDARD
    assert stored["steps"][4]["at_least"] == "667/1000"


def test_a_consultation_can_set_single_values():
    scale = Scale.from_json({"version": "city-2", "number_below": 20, "pairing_share": "0.05"})
    assert (scale.version, scale.number_below, scale.pairing_share) == ("city-2", 20, Fraction(1, 20))
    assert scale.steps == STANDARD.steps


def _with_step(index, **changes):
    value = STANDARD.to_json()
    value["steps"][index] = {**value["steps"][index], **changes}
    return value


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (_with_step(1, at_least=0.1), "a float is not exact"),
        (_with_step(1, at_least="ten"), "not a scale"),
        (_with_step(1, at_least="1/0"), "not a scale"),
        (_with_step(1, at_least="3/10"), "'several' must ask for more than 'some'"),
        (_with_step(3, min_entities=2), "'many' must ask for more than 'several'"),
        (_with_step(0, at_least="1/100"), "starts at 0"),
        (_with_step(6, at_least="99/100"), "the whole"),
        (_with_step(2, word="lots"), "not a scale"),
        (_with_step(2, word="many"), "each of its share words once"),
        (_with_step(2, colour="red"), "not a scale"),
        ({"steps": STANDARD.to_json()["steps"][:-1]}, "each of its share words once"),
        ({"min_base": 0}, "positive"),
        ({"threshold": 3}, "not a scale"),
        (_with_step(0, min_entities=2), "starts at three"),
    ],
)
def test_what_is_not_a_scale_is_refused(value, says):
    with pytest.raises(ScaleError, match=says):
        Scale.from_json(value)
