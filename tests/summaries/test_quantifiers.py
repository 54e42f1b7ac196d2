"""The rules one by one: each boundary from both sides, each corner the rules leave open."""

from fractions import Fraction

import pytest

from app.consultations.scale import STANDARD, Scale, Word
from app.summaries.engine.quantifiers import (
    Base,
    Choice,
    Count,
    Form,
    Move,
    MoveRefused,
    NoBase,
    Noun,
    Pairing,
    Rule,
    balanced_share,
    choose,
    move,
    pairing,
)

PARTICIPANTS = Noun("participants")


def base(counts, *, noun=PARTICIPANTS, declared=True):
    return Base(noun, {group: count.t for group, count in counts.items()}, declared)


def said(counts, *, noun=PARTICIPANTS, declared=True, scale=STANDARD) -> Choice:
    counts = {group: Count(*pair) for group, pair in counts.items()}
    return choose(scale, counts, base(counts, noun=noun, declared=declared))


def ungrouped(v, t) -> Choice:
    """Numbers alone: no groups, so that thresholds and minimum counts are seen by themselves."""
    return said({None: (v, t)}, declared=False)


def spread(v, t, groups=7):
    """V among T dealt evenly over so many groups, the same share in each as far as whole numbers allow."""
    return {f"g{i}": (v // groups + (i < v % groups), t // groups + (i < t % groups)) for i in range(groups)}


@pytest.mark.parametrize(
    ("v", "t", "word"),
    [
        (99, 1000, Word.A_FEW),
        (100, 1000, Word.SOME),
        (249, 1000, Word.SOME),
        (250, 1000, Word.SEVERAL),
        (399, 1000, Word.SEVERAL),
        (400, 1000, Word.MANY),
        (666, 1000, Word.MANY),
        (667, 1000, Word.MOST),
        (899, 1000, Word.MOST),
        (900, 1000, Word.ALMOST_ALL),
        (999, 1000, Word.ALMOST_ALL),
        (1000, 1000, Word.ALL),
        (20, 30, Word.MANY),  # two thirds exactly is below 66.7 %
        (99_999_999, 100_000_000, Word.ALMOST_ALL),  # as a rounded share this would be "all"
        (66_699_999, 100_000_000, Word.MANY),
        (3, 1000, Word.A_FEW),
        (2, 1000, Word.TWO),
        (1, 1000, Word.ONE),
    ],
)
def test_every_threshold_is_exact(v, t, word):
    assert ungrouped(v, t).word is word
    assert ungrouped(v, t).form is (Form.CARDINAL if v < 3 else Form.WORD)


@pytest.mark.parametrize(("v", "t"), [(1, 1), (2, 3), (3, 7), (9, 9), (0, 9)])
def test_below_ten_there_is_no_word(v, t):
    choice = ungrouped(v, t)
    assert choice.word is None
    assert choice.form is (Form.NUMBERS if v else Form.NOBODY)
    assert choice.fired(Rule.SMALL_BASE)
    assert not choice.borderline


@pytest.mark.parametrize(
    ("v", "t", "word"),
    [
        (3, 10, Word.SOME),  # 30 % is "several", which asks for four
        (4, 10, Word.SEVERAL),  # 40 % is "many", which asks for six
        (5, 10, Word.SEVERAL),
        (6, 10, Word.MANY),
        (7, 10, Word.MANY),  # 70 % is "most", which asks for eight
        (8, 10, Word.MOST),
        (9, 10, Word.MOST),  # 90 % is "almost all", which asks for ten
        (10, 10, Word.ALL),
        (10, 11, Word.ALMOST_ALL),
    ],
)
def test_too_few_entities_gives_the_next_weaker_word(v, t, word):
    assert ungrouped(v, t).word is word


def test_weakening_goes_on_until_a_word_fits():
    """100 % of 12 where even "many" would ask for 13: the word is "several", not "almost all"."""
    value = STANDARD.to_json()
    value["steps"] = [{**s, "min_entities": 13} if s["min_entities"] >= 6 else s for s in value["steps"]]
    choice = said({None: (12, 12)}, declared=False, scale=Scale.from_json(value))
    assert choice.word is Word.SEVERAL
    assert dict(choice.rules[1].facts) == {"from": "all", "to": "several", "min": 13, "v": 12}


def test_too_few_for_the_weakest_word_leaves_the_numbers():
    value = STANDARD.to_json()
    value["steps"] = [{**s, "min_entities": max(5, s["min_entities"])} for s in value["steps"]]
    choice = said({None: (4, 50)}, declared=False, scale=Scale.from_json(value))
    assert (choice.form, choice.word) == (Form.NUMBERS, None)


def test_nobody_is_not_a_few():
    choice = said(spread(0, 20))
    assert (choice.form, choice.word, choice.v, choice.t) == (Form.NOBODY, None, 0, 20)


@pytest.mark.parametrize("counts", [{}, {"government": (0, 0)}, {None: (0, 0)}])
def test_a_word_whose_noun_has_no_base_is_refused(counts):
    with pytest.raises(NoBase):
        said(counts)


def test_a_word_of_a_noun_nobody_stands_behind_is_refused():
    with pytest.raises(NoBase):
        choose(STANDARD, {"government": Count(10, 12)}, Base(PARTICIPANTS, {}))


@pytest.mark.parametrize(("v", "t"), [(-1, 3), (4, 3)])
def test_what_is_not_a_count_is_refused(v, t):
    with pytest.raises(ValueError, match="not a count"):
        Count(v, t)


# --- groups ------------------------------------------------------------------------------------------------------


def test_too_few_groups_narrows_the_noun_and_its_denominator():
    """12 of 30 is "many", but they are all civil society: 12 of its 15 is "most", and says so of civil society."""
    choice = said({"civil_society": (12, 15), "government": (0, 8), "private_sector": (0, 7)})
    assert choice.noun.narrowed_to == ("civil_society",)
    assert (choice.word, choice.v, choice.t, choice.base) == (Word.MOST, 12, 15, 15)
    assert choice.fired(Rule.NARROWED)


def test_narrowing_names_every_group_on_the_side():
    choice = said({"government": (14, 15), "civil_society": (10, 11), "media": (0, 1), "private_sector": (0, 1)})
    assert choice.noun.narrowed_to == ("civil_society", "government")
    assert (choice.v, choice.t) == (24, 26)
    assert choice.word is Word.ALMOST_ALL


def test_a_narrowed_base_below_ten_gives_the_numbers():
    choice = said({"government": (9, 9), "civil_society": (0, 3)})
    assert (choice.form, choice.word, choice.v, choice.t) == (Form.NUMBERS, None, 9, 9)
    assert [fired.rule for fired in choice.rules] == [Rule.NARROWED, Rule.SMALL_BASE]


def test_people_without_a_group_are_named_when_the_noun_is_narrowed():
    choice = said({None: (20, 22), "government": (9, 10), "civil_society": (0, 2)})
    assert choice.noun.narrowed_to == ("government", None)
    assert (choice.v, choice.t) == (29, 32)


def test_almost_all_needs_every_group_but_one():
    six = said({**spread(60, 60, 6), "g6": (0, 3), "g7": (0, 0)})
    assert six.word is not None
    assert six.noun.narrowed_to is None
    four = said({**spread(60, 60, 4), "g4": (0, 1), "g5": (0, 1), "g6": (0, 1)})
    assert four.noun.narrowed_to == ("g0", "g1", "g2", "g3")
    assert (four.word, four.t) == (Word.ALL, 60)


def test_a_noun_of_one_group_needs_no_second_group():
    governments = Noun("delegations", spans=("government",))
    choice = said({"government": (30, 40)}, noun=governments)
    assert (choice.word, choice.noun) == (Word.MOST, governments)


def test_all_of_a_single_group_is_said_of_that_group():
    choice = said({"government": (12, 12)})
    assert (choice.word, choice.noun.narrowed_to) == (Word.ALL, ("government",))


def test_without_any_declared_group_the_rule_cannot_apply_and_says_so():
    choice = said({None: (30, 40)}, declared=False)
    assert (choice.word, choice.noun.narrowed_to, choice.balanced_share) == (Word.MOST, None, None)
    assert choice.fired(Rule.NO_GROUPS_DECLARED)


# --- flooding ----------------------------------------------------------------------------------------------------


def test_a_flood_from_one_group_cannot_carry_the_word():
    counts = {"civil_society": (300, 300), "government": (3, 12), "private_sector": (1, 4)}
    choice = said(counts)
    assert choice.share > Fraction(9, 10)
    assert choice.balanced_share == Fraction(1, 2)
    assert choice.word is Word.MANY
    assert choice.fired(Rule.BALANCED)


def test_a_flood_of_people_without_a_group_cannot_carry_the_word():
    choice = said({None: (300, 300), "government": (3, 12), "civil_society": (1, 4)})
    assert choice.balanced_share == Fraction(1, 4)
    assert choice.word is Word.SEVERAL


def test_the_raw_word_wins_when_it_is_the_weaker():
    choice = said({"civil_society": (30, 200), "government": (12, 12), "academic_community": (4, 4)})
    assert choice.word is Word.SOME
    assert dict(choice.rules[1].facts) == {"raw": "some", "balanced": "most", "word": "some"}


def test_small_groups_and_single_groups_do_not_balance():
    assert said({"a": (6, 10), "b": (0, 2), "c": (2, 2)}).balanced_share is None
    assert balanced_share(STANDARD, {"a": Count(6, 10), "b": Count(1, 3)}) == Fraction(14, 30)


def test_an_agreeing_balance_is_not_marked():
    choice = said(spread(49, 70))
    assert choice.fired(Rule.BALANCE_AGREES)
    assert not choice.fired(Rule.BALANCED)


# --- numbers beside words, and the borderline --------------------------------------------------------------------


@pytest.mark.parametrize(("t", "beside"), [(39, True), (40, False)])
def test_below_forty_the_number_stands_beside_the_word(t, beside):
    assert ungrouped(20, t).number_beside is beside


def test_a_word_one_entity_would_change_is_borderline():
    assert ungrouped(100, 1000).borderline
    assert {(n.side, n.change, n.becomes) for n in ungrouped(100, 1000).neighbours} == {
        ("this", -1, "a few"),
        ("other", 1, "a few"),
    }
    assert not ungrouped(150, 1000).borderline


def test_a_base_of_ten_is_borderline_because_one_less_takes_the_word_away():
    assert ("other", -1, "numbers") in {(n.side, n.change, n.becomes) for n in ungrouped(6, 10).neighbours}


def test_numbers_and_cardinals_are_never_borderline():
    assert not ungrouped(2, 20).borderline
    assert not ungrouped(3, 9).borderline
    assert not ungrouped(2, 20).number_beside


# --- pairing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "word", "reasons"),
    [
        ({"a": (100, 100)}, Word.ALL, ()),
        ({"a": (98, 100)}, Word.ALMOST_ALL, ()),
        ({"a": (97, 100)}, Word.ALMOST_ALL, (Pairing.ENTITIES,)),
        ({"a": (18, 20)}, Word.MOST, (Pairing.SHARE,)),
        ({"a": (19, 20)}, Word.ALMOST_ALL, ()),
        ({"a": (60, 60), "b": (0, 1)}, Word.ALMOST_ALL, (Pairing.GROUP,)),
        ({"a": (60, 60), "b": (1, 2)}, Word.ALMOST_ALL, ()),  # half is not a majority
        ({None: (0, 1), "a": (60, 60)}, Word.ALMOST_ALL, ()),  # no group is not a group
        ({"a": (45, 100)}, Word.MANY, (Pairing.SHARE, Pairing.ENTITIES, Pairing.GROUP, Pairing.MANY)),
        ({"a": (50, 100)}, Word.MANY, (Pairing.SHARE, Pairing.ENTITIES)),
    ],
)
def test_what_needs_a_counter_sentence(counts, word, reasons):
    counts = {group: Count(*pair) for group, pair in counts.items()}
    assert pairing(STANDARD, counts, word) == reasons


# --- the chair's move --------------------------------------------------------------------------------------------


def test_the_chair_moves_a_word_down_freely():
    moved = move(STANDARD, ungrouped(500, 1000), Move(Word.MANY, -1))
    assert (moved.word, moved.computed) == (Word.SEVERAL, Word.MANY)
    assert moved.fired(Rule.MOVED_DOWN)


def test_the_chair_moves_a_word_up_with_a_reason():
    with pytest.raises(MoveRefused, match="reason"):
        move(STANDARD, ungrouped(500, 1000), Move(Word.MANY, 1, "  "))
    moved = move(STANDARD, ungrouped(500, 1000), Move(Word.MANY, 1, "two late positions confirm it"))
    assert (moved.word, moved.computed) == (Word.MOST, Word.MANY)
    assert dict(moved.rules[-1].facts)["reason"] == "two late positions confirm it"


@pytest.mark.parametrize(
    ("choice", "steps"),
    [
        (ungrouped(500, 1000), 2),
        (ungrouped(500, 1000), 0),
        (move(STANDARD, ungrouped(500, 1000), Move(Word.MANY, -1)), -1),
        (ungrouped(2, 1000), 1),
        (ungrouped(3, 9), 1),
        (ungrouped(30, 1000), -1),
        (ungrouped(1000, 1000), 1),
        (ungrouped(999, 1000), 1),  # "all" with one exception would be false
    ],
)
def test_no_move_further_than_one_step_nor_to_a_falsehood(choice, steps):
    with pytest.raises(MoveRefused):
        move(STANDARD, choice, Move(choice.word or Word.ONE, steps, "because"))
