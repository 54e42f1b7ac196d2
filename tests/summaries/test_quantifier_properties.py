"""What must hold of every count there can be, searched for by hypothesis."""

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.consultations.scale import STANDARD, Word
from app.summaries.engine.quantifiers import Base, Choice, Count, Form, Noun, Rule, balanced_share, choose, pairing

# Deadlines measure the machine, not the code.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")

GROUPS = ("academic", "civil", "government", "media", "organization", "private", "technical", None)
PARTICIPANTS = Noun("participants")


def _count(pair):
    return Count(min(pair), max(pair))


counts_strategy = st.dictionaries(
    st.sampled_from(GROUPS),
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(_count),
    min_size=1,
).filter(lambda counts: sum(c.t for c in counts.values()) > 0)


def say(counts, *, declared=True) -> Choice:
    return choose(STANDARD, counts, Base(PARTICIPANTS, {g: c.t for g, c in counts.items()}, declared))


def totals(counts):
    return sum(c.v for c in counts.values()), sum(c.t for c in counts.values())


def add(counts, group, v, t):
    return {**counts, group: Count(counts[group].v + v, counts[group].t + t)}


def behind(counts):
    return {group for group, c in counts.items() if c.v}


def weighed(counts):
    return {group for group, c in counts.items() if group and c.t >= STANDARD.balanced_from}


@given(counts_strategy, st.randoms(use_true_random=False))
def test_the_order_of_groups_does_not_matter(counts, random):
    items = list(counts.items())
    random.shuffle(items)
    assert say(dict(items)) == say(counts)


@given(counts_strategy)
def test_two_runs_agree(counts):
    assert say(counts) == say(counts)


@given(counts_strategy, st.booleans())
def test_all_means_all_and_all_is_reached(counts, declared):
    choice = say(counts, declared=declared)
    if choice.word is Word.ALL:
        assert choice.v == choice.t
    v, t = totals(counts)
    if v == t >= 10:
        assert choice.word is Word.ALL


@given(counts_strategy)
def test_the_word_is_never_stronger_than_its_own_share(counts):
    choice = say(counts)
    if choice.form is Form.WORD:
        step = STANDARD.step(choice.word)
        assert choice.share >= step.at_least
        assert choice.share == Fraction(choice.v, choice.t)
        assert choice.v >= step.min_entities
        assert choice.t >= STANDARD.min_base
        if choice.balanced_share is not None:
            assert choice.balanced_share >= step.at_least


@given(counts_strategy)
def test_the_word_is_never_weaker_than_the_rules_ask(counts):
    """If a stronger word was passed over, its share, its balance or its count did not reach."""
    choice = say(counts)
    if choice.form is Form.WORD and choice.word is not Word.ALL:
        stronger = STANDARD.steps[STANDARD.steps.index(STANDARD.step(choice.word)) + 1]
        lowest = min(choice.share, choice.share if choice.balanced_share is None else choice.balanced_share)
        assert lowest < stronger.at_least or choice.v < stronger.min_entities


@given(counts_strategy)
def test_enough_groups_stand_behind_every_word_that_was_not_narrowed(counts):
    choice = say(counts)
    if choice.form is Form.WORD and choice.noun.narrowed_to is None:
        taking_part = sum(1 for group, c in counts.items() if group and c.t)
        assert len(behind(counts) - {None}) >= STANDARD.step(choice.word).groups_needed(taking_part)


@given(counts_strategy)
def test_narrowing_keeps_v_and_never_weakens(counts):
    choice = say(counts)
    if choice.noun.narrowed_to is None:
        return
    v, t = totals(counts)
    assert choice.v == v
    assert choice.t == sum(counts[group].t for group in choice.noun.narrowed_to) <= t
    assert set(choice.noun.narrowed_to) == behind(counts)
    wider = Word(dict(choice.rules[0].facts)["word"])
    if choice.form is Form.WORD:
        assert choice.word.strength >= wider.strength
    else:
        assert choice.t < STANDARD.min_base


@given(counts_strategy, st.sampled_from(GROUPS))
def test_one_more_supporter_never_gives_a_weaker_word(counts, group):
    """With the same groups behind the side and in the balance (a group that enters it brings its own share)."""
    assume(group in counts)
    more = add(counts, group, 1, 1)
    assume(behind(more) == behind(counts))
    assume(weighed(more) == weighed(counts))
    before, after = say(counts), say(more)
    if before.form is Form.WORD and after.form is Form.WORD:
        assert after.word.strength >= before.word.strength


@given(counts_strategy, st.sampled_from(GROUPS))
def test_one_opponent_who_changes_sides_never_gives_a_weaker_word(counts, group):
    assume(group in counts)
    assume(counts[group].v < counts[group].t)
    more = add(counts, group, 1, 0)
    assume(behind(more) == behind(counts))
    before, after = say(counts), say(more)
    if before.form is Form.WORD and after.form is Form.WORD:
        assert after.word.strength >= before.word.strength


@given(counts_strategy, st.sampled_from(GROUPS))
def test_one_more_opponent_never_gives_a_stronger_word(counts, group):
    assume(group in counts)
    more = add(counts, group, 0, 1)
    assume(weighed(more) == weighed(counts))
    before, after = say(counts), say(more)
    if before.noun == after.noun and before.form is after.form is Form.WORD:
        assert after.word.strength <= before.word.strength


@given(st.integers(0, 400), st.integers(1, 400))
def test_without_groups_words_follow_the_table_alone(v, t):
    assume(v <= t)
    choice = say({None: Count(v, t)}, declared=False)
    assert choice.noun.narrowed_to is None
    if t < 10 or v == 0:
        assert choice.word is None
    elif v < 3:
        assert choice.word is (Word.ONE, Word.TWO)[v - 1]
    else:
        table = [(10, 1000, Word.ALL), (10, 900, Word.ALMOST_ALL), (8, 667, Word.MOST), (6, 400, Word.MANY)]
        table += [(4, 250, Word.SEVERAL), (3, 100, Word.SOME), (3, 0, Word.A_FEW)]
        assert choice.word is next(word for least, mille, word in table if v >= least and 1000 * v >= mille * t)


@settings(max_examples=50)
@given(counts_strategy)
def test_borderline_is_exactly_what_one_entity_would_change(counts):
    choice = say(counts)
    if choice.form is not Form.WORD:
        assert not choice.borderline
        return
    outcomes = set()
    for group, c in counts.items():
        steps = [(1, 1), (0, 1)] + [(-1, -1)] * (c.v > 0) + [(0, -1)] * (c.t > c.v)
        outcomes |= {say(add(counts, group, v, t)).label for v, t in steps}
    assert choice.borderline == bool(outcomes - {choice.label})
    assert {n.becomes for n in choice.neighbours} == outcomes - {choice.label}


@given(counts_strategy, st.integers(2, 50))
def test_a_balanced_share_does_not_move_with_the_size_of_a_flood(counts, factor):
    """Each group's weight is the same however many come from it in the same proportions."""
    assume(all(c.t >= 3 for c in counts.values()))
    flooded = {g: Count(c.v * factor, c.t * factor) if g == "civil" else c for g, c in counts.items()}
    assert balanced_share(STANDARD, flooded) == balanced_share(STANDARD, counts)


@given(counts_strategy)
def test_silence_about_opponents_only_where_hardly_any_oppose(counts):
    v, t = totals(counts)
    if not pairing(STANDARD, counts, say(counts).word):
        assert t - v < 3
        assert 10 * (t - v) < t or t == v
        assert all(2 * (c.t - c.v) <= c.t for group, c in counts.items() if group)


@given(counts_strategy)
def test_every_result_names_the_rules_behind_it(counts):
    choice = say(counts)
    assert choice.rules or choice.form in {Form.NOBODY, Form.NUMBERS}
    assert choice.fired(Rule.NUMBER_BESIDE) == choice.number_beside
    assert choice.fired(Rule.BORDERLINE) == choice.borderline
    for fired in choice.rules:
        assert fired.to_json()["rule"] == fired.rule.value
