"""Language packs: complete, alike in their slots, and the few operations on them."""

from fractions import Fraction
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.consultations.scale import Word
from app.summaries.engine.document import Run, plain
from app.summaries.engine.languages import PACKS, language_for
from app.summaries.engine.ledger import Stance
from app.summaries.engine.quantifiers import Form, Noun, Rule
from app.summaries.engine.templates import capitalised, fill, percent

ENGLISH = PACKS["en"]


def slots(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
def test_every_pack_has_every_key_with_the_same_slots(pack):
    assert set(pack.text) == set(ENGLISH.text)
    for key, template in pack.text.items():
        nouns = {"noun", "nouns"} | {s for s in slots(template) if s.startswith("noun")}
        assert slots(template) - nouns == slots(ENGLISH.text[key]) - nouns, key


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
def test_every_coded_value_has_its_words(pack):
    for family, codes in {
        "word": Word,
        "phrase": [*Word, Form.NOBODY],
        "rule": set(Rule),
        "stance": Stance,
    }.items():
        assert not {f"{family}.{code.value}" for code in codes} - set(pack.text)


@pytest.mark.parametrize(
    ("noun", "nouns"),
    [
        (Noun("participants"), "participants"),
        (Noun("delegations", spans=("government",)), "delegations"),
        (Noun("participants", narrowed_to=("government",)), "government delegations"),
        (Noun("participants", narrowed_to=("civil_society",)), "civil society participants"),
        (
            Noun("participants", narrowed_to=("civil_society", "government", "private_sector")),
            "participants from civil society, governments and the private sector",
        ),
        (
            Noun("participants", narrowed_to=("government", None)),
            "participants from governments or without a declared group",
        ),
        (Noun("participants", narrowed_to=(None,)), "participants without a declared group"),
        (Noun("participants", narrowed_to=("youth_council",)), "participants from youth council"),
    ],
)  # fmt: skip
def test_english_nouns(noun, nouns):
    forms = ENGLISH.noun(noun)
    assert forms["nouns"] == nouns
    assert "  " not in forms["noun"]


@pytest.mark.parametrize(("n", "said"), [(1, "one vote"), (2, "two votes"), (9, "nine votes"), (10, "10 votes")])
def test_small_numbers_are_words(n, said):
    assert ENGLISH.numbered("votes", n) == said


def test_large_numbers_dates_and_lists():
    assert ENGLISH.number(48030) == "48,030"
    assert ENGLISH.date("2006-05-19T23:30:00-02:00") == "20 May 2006"
    assert ENGLISH.moment("2006-05-19T09:05:00.000000Z") == "19 May 2006, 09:05 UTC"
    assert ENGLISH.join(["a"]) == "a"
    assert ENGLISH.join(["a", "b", "c"]) == "a, b and c"


@given(st.integers(0, 2000), st.integers(1, 2000))
def test_a_printed_share_never_reaches_what_the_share_does_not(v, t):
    v = min(v, t)
    printed = Fraction(percent(Fraction(v, t)))
    assert printed <= Fraction(100 * v, t) < printed + Fraction(1, 10)


def test_slots_take_runs_and_text():
    claim = Run(kind="claim", text="many participants", ref="c")
    runs = capitalised(fill("{claim} supported {what}.", {"claim": claim, "what": "it"}))
    assert [run.kind for run in runs] == ["claim", "text"]
    assert plain(runs) == "Many participants supported it."


def test_an_unknown_language_is_written_in_english():
    assert language_for("en-GB") is language_for("tlh") is ENGLISH


def test_an_unknown_code_reads_as_itself():
    assert ENGLISH.named("group", "youth_council") == "youth council"
    assert ENGLISH.named("group", None) == "No group declared"
