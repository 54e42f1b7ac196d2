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
from app.summaries.engine.templates import (
    NUMERAL_FORMS,
    Numeral,
    agreeing,
    capitalised,
    fill,
    percent,
    wordings,
)

ENGLISH = PACKS["en"]


def slots(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def own(template):
    """Slots without the forms of the noun and without wordings that agree with the claim."""
    return {name for name in slots(template) if not name.startswith("noun") and "|" not in name}


VARIANTS = {"zero", "one", "two", "few", "many", "other", *NUMERAL_FORMS}
"""Endings by which a language may say one thing in several ways: plural categories, forms of numerals."""


def family(key):
    head, _, tail = key.rpartition(".")
    return head if tail in VARIANTS else key


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
def test_every_pack_has_every_key(pack):
    """Only variants may differ: English has "votes.one" and "votes.other", Arabic has six, Chinese one."""
    assert {family(key) for key in pack.text} == {family(key) for key in ENGLISH.text}


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
def test_templates_of_a_key_have_the_same_slots(pack):
    """Forms of the noun are the pack's own; a variant for one or two may have its number as a word."""
    wanted = {}
    for key, template in ENGLISH.text.items():
        wanted.setdefault(family(key), set()).update(own(template))
    for key, template in pack.text.items():
        number = {"n"} if key.rpartition(".")[2] in {"zero", "one", "two"} else set()
        assert wanted[family(key)] - number <= own(template) <= wanted[family(key)], (key, template)


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS.keys())
def test_every_number_finds_its_plural(pack):
    """Whatever n is, the key a sentence asks for is there: with a variant, or without any."""
    counting = {family(key) for key in ENGLISH.text if key.endswith(".other")}
    for key in counting:
        for n in range(121):
            assert pack.key_for(key, n) in pack.text, (key, n)


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


def test_a_sentence_agrees_with_its_claim():
    said = agreeing({"support": "{claim} {n’a|a|ont} appuyé."}, ["Aucun", "Un", "Deux"].index)
    for phrase, expected in (("Aucun", "Aucun n’a appuyé."), ("Un", "Un a appuyé."), ("Deux", "Deux ont appuyé.")):
        claim = Run(kind="claim", text=phrase, ref="c")
        assert plain(fill(said["support"], {"claim": claim})) == expected
        assert said["support"].format(claim=phrase) == expected


def test_a_numeral_keeps_its_forms():
    two = Numeral("два", 2, {"f": "две"})
    assert f"{two} голоса, {two:f} позиции, {two:n} замечания" == "два голоса, две позиции, два замечания"
    assert plain(fill("{n:f} позиции", {"n": two})) == "две позиции"


def test_all_words_of_a_template_are_found_for_proofreading():
    assert "".join(wordings("{claim} {n’a|a|ont} appuyé")) == " n’aaont appuyé"
