"""The hash of a definition, choices and the rule of small groups, without a database."""

import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ballots import verify
from app.ballots.boxes import Cast, handle, packed, unpacked
from app.ballots.choices import ChoiceIn, canonical_choice
from app.ballots.definition import BallotDefinition, CountingRules, definition_hash
from app.ballots.publishing import JOIN, NO_GROUP, classes
from app.ballots.rules import BallotMode
from app.ballots.verify import FEWEST
from app.core.errors import Invalid
from app.core.security import Box
from tests.ballots import books


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value in a definition."""
    if isinstance(value, dict):
        return [found for key, each in value.items() for found in leaves(each, (*path, key))]
    if isinstance(value, list) and value:
        return [found for at, each in enumerate(value) for found in leaves(each, (*path, at))]
    return [path]


def test_the_hash_changes_with_any_field() -> None:
    definition = books.definition()
    hashes = {definition_hash(definition)}
    paths = leaves(definition.plain)
    for path in paths:
        plain = definition.plain
        place = plain
        for step in path[:-1]:
            place = place[step]
        old = place[path[-1]]
        place[path[-1]] = (not old) if isinstance(old, bool) else old + 1 if isinstance(old, int) else f"{old}!"
        hashes.add(verify.digest(verify.canonical(plain)))
    assert len(hashes) == len(paths) + 1 > 90
    later = definition.model_copy(update={"closes_at": definition.closes_at + timedelta(microseconds=1)})
    assert definition_hash(later) not in hashes
    assert definition_hash(BallotDefinition.model_validate(definition.plain)) == definition_hash(definition)


REFUSED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("wrong_kind_of_choice", {"method": "score"}, {"approve": [0]}),
    ("unknown_option", {"method": "approval"}, {"approve": [0, 0]}),
    ("unknown_option", {"method": "schulze"}, {"ranking": [[0], [1, 0]]}),
    ("recused", {"method": "schulze"}, {"ranking": [[3]]}),
    ("recused", {"method": "score"}, {"scores": [None, None, None, 0]}),
    ("score_out_of_range", {"method": "score", "score_min": 1}, {"scores": [0, None, None, None]}),
    ("too_many_dots", {"method": "dots", "dots": 3}, {"dots": [2, 2, 0, 0]}),
    ("wrong_length", {"method": "dots"}, {"dots": [1]}),
    ("wrong_length", {"method": "straw"}, {"answers": ["support"]}),
    ("too_few_choices", {"method": "stv", "min_choices": 4}, {"ranking": [[0], [1]]}),
]


@pytest.mark.parametrize(("code", "rules", "choice"), REFUSED)
def test_choices_out_of_order_are_refused_in_words(code: str, rules: dict[str, Any], choice: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        canonical_choice(CountingRules.model_validate(rules), 4, [3], ChoiceIn.model_validate(choice))
    assert refused.value.code == code


def test_a_choice_has_one_form_however_it_is_written() -> None:
    rules = CountingRules.model_validate({"method": "schulze"})
    one = canonical_choice(rules, 4, [], ChoiceIn(ranking=[[2], [3, 0]]))
    assert one == canonical_choice(rules, 4, [], ChoiceIn(ranking=[[2], [0, 3]])) == {"ranking": [[2], [0, 3]]}


@given(st.lists(st.sampled_from([*books.GROUPS, None]), max_size=40))
def test_no_figure_is_of_fewer_than_five_ballots_if_there_are_five(groups: list[str | None]) -> None:
    class_of = classes(groups, BallotMode.SECRET)
    sizes: dict[str, int] = {}
    for group in groups:
        sizes[class_of[group]] = sizes.get(class_of[group], 0) + 1
    if len(groups) >= FEWEST:
        assert min(sizes.values()) >= FEWEST
    else:
        assert len(sizes) <= 1
    parts = [part for name in sizes for part in name.split(JOIN)]
    assert sorted(parts) == sorted({group or NO_GROUP for group in groups})


def test_a_box_opens_with_its_key_for_its_member_only() -> None:
    box, other, ballot = Box(b"k" * 32), Box(b"o" * 32), books.member(9)
    cast = Cast(b'{"approve":[1]}', "0" * 64, "government", (2,), None)
    name = handle(box, books.member(1))
    closed = packed(box, ballot, name, cast)
    assert unpacked(box, ballot, name, closed) == cast
    assert packed(box, ballot, name, cast) != closed
    wrong = [(other, ballot, name), (box, books.member(8), name), (box, ballot, handle(box, books.member(2)))]
    for opener, about, whose in wrong:
        with pytest.raises(ValueError, match="not closed with this key"):
            unpacked(opener, about, whose, closed)


@given(st.randoms(use_true_random=False), st.permutations(range(12)))
def test_the_order_in_which_ballots_came_changes_no_byte(chance: random.Random, order: list[int]) -> None:
    definition = books.definition()
    casts = books.casts(definition, chance)
    assert books.books(definition, casts) == books.books(definition, [casts[at] for at in order])
