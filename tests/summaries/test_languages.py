"""The six languages: every sentence of every count checked for grammar, the goldens, and the smuggled sentence."""

import difflib
import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.consultations.scale import Word
from app.core.db import Database
from app.summaries.command import Format, summary_text
from app.summaries.engine.check import find_faults
from app.summaries.engine.document import Paragraph, Run, plain
from app.summaries.engine.drafting import draft
from app.summaries.engine.languages import PACKS
from app.summaries.engine.proofreading import CONNECTIVE_FAMILIES, _connective_faults, connectives
from app.summaries.engine.quantifiers import Noun
from app.summaries.engine.rendering import to_html
from app.summaries.engine.templates import wordings
from tests.summaries import ledgers
from tests.summaries.golden import constructed, path, written
from tests.summaries.ledgers import ACA, CIV, GOV, PRI, TEC, Room, note, option, question, stances
from tests.summaries.test_check import with_runs
from tests.summaries.test_summary_api import draft as draft_over_http
from tests.summaries.test_summary_api import publish, speak
from tests.world import World

EVERY = pytest.mark.parametrize("code", PACKS)
GROUPS = ("government", "international_organization", "private_sector", "civil_society", "technical_community",
          "academic_community", "media", "youth_council")  # fmt: skip
NARROWED = [None, *((group,) for group in (*GROUPS, None)), ("civil_society", "government", "media"), (GOV, None)]
NOUNS = [Noun(kind, narrowed_to=groups) for kind, groups in product(("participants", "delegations"), NARROWED)]


@EVERY
def test_the_golden_summary(code):
    expected, found = path(code).read_text("utf-8").splitlines(), written(code).splitlines()
    changes = "\n".join(difflib.unified_diff(expected, found, f"golden/{code}.md", "as drafted now", lineterm="", n=1))
    assert not changes, f"{changes}\n\nIf this is meant: python -m tests.summaries.golden"


@EVERY
def test_a_draft_in_any_language_passes_the_check_and_is_marked_with_language_and_direction(code):
    ledger = constructed()
    document = draft(ledger, language=code)
    assert list(find_faults(ledger, document, {})) == []
    direction = "rtl" if code == "ar" else "ltr"
    assert f'<html lang="{code}" dir="{direction}">' in to_html(document)


SMUGGLED = {
    "ar": ["وحظي هذا الموقف بإجماع الحضور.", "ومعظم الوفود ارتاحت لذلك.", " ٢٥ منهم"],
    "zh": ["与会者普遍欢迎这一点。", "大多数与会者表示赞同。", "其中五个"],
    "en": ["Almost everyone welcomed this.", "Most of them insisted.", " 25 of them did."],
    "fr": ["Chacun s’en est félicité.", "La plupart ont insisté.", " 25 d’entre eux."],
    "ru": ["Это встретило всеобщее одобрение.", "Большинство настаивало.", " 25 из них"],
    "es": ["Hubo unanimidad al respecto.", "La mayoría insistió.", " 25 de ellos"],
}


@EVERY
@pytest.mark.parametrize("of", PACKS)
def test_a_smuggled_sentence_in_any_language_is_caught(code, of):
    """Beside the untouched control above, which passes."""
    ledger = constructed()
    document = draft(ledger, language=code)
    for sentence in SMUGGLED[of]:
        added = with_runs(document, lambda runs, said=sentence: [*runs, Run(kind="text", text=said)])
        assert list(find_faults(ledger, added, {})), sentence


@EVERY
@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(sorted({w for pack in PACKS.values() for w in pack.text.values()})), max_size=3))
def test_no_template_of_the_page_gets_between_the_claims(code, words):
    """Whole templates of any language, put in between: only connective words of this language may pass."""
    text = " ".join(re.sub(r"\{[^}]*\}", "", each) for each in words)
    faults = list(_connective_faults(PACKS[code], text))
    found = set(re.findall(r"[^\W\d_]+", text.casefold()))
    if PACKS[code].spaced:
        assert bool(faults) is bool(found - connectives(PACKS[code]) or _counts(text))


def _counts(text):
    words = {pack.named("word", word.value) for pack in PACKS.values() for word in Word}
    words |= {form for pack in PACKS.values() for form in pack.inflections}
    return any(sign.isnumeric() for sign in text) or any(
        re.search(rf"(?<!\w)[وفبكل]*(?:ال)?{re.escape(w)}(?!\w)", text, re.IGNORECASE) if w[0] < "一" else w in text
        for w in words
    )


@EVERY
def test_the_connective_words_hold_no_figure_and_no_word_of_any_scale(code):
    for key, template in PACKS[code].text.items():
        if key.split(".")[0] in CONNECTIVE_FAMILIES and ".count." not in key:
            for literal in wordings(template):
                assert list(_connective_faults(PACKS[code], literal)) == [], key


@EVERY
@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: f"{noun.kind}-{noun.narrowed_to}")
def test_every_phrase_of_every_noun_and_count_is_whole(code, noun):
    pack = PACKS[code]
    forms = pack.noun(noun)
    for n in range(121):
        said = pack.say_plain(pack.key_for("phrase.counted", n), n=pack.spelled(n), **forms)
        for key in ("numbers.addressed", "numbers.sided", "numbers.short", "nobody.addressed", "nobody.sided"):
            slots = {**forms, "n": pack.number(n), "N": pack.number(120)}
            whole(pack.say_plain(pack.key_for(f"phrase.{key}", n), **slots))
        whole(said)
    for word in Word:
        whole(pack.say_plain(f"phrase.{word.value}", **forms))


def whole(text):
    assert text
    assert not re.search(r"[{}|]|  | [,.;:،؛](?!\w)|^ | $", text.replace("\u00a0", "")), text


RUSSIAN = [
    (0, "0 участников"), (1, "один участник"), (2, "два участника"), (5, "пять участников"), (11, "11 участников"),
    (21, "21 участник"), (22, "22 участника"), (111, "111 участников"), (101, "101 участник"),
]  # fmt: skip
ARABIC = [
    (1, "مشارك واحد"), (2, "مشاركين اثنين"), (3, "ثلاثة مشاركين"), (10, "10 مشاركين"), (11, "11 مشاركا"),
    (99, "99 مشاركا"), (100, "100 مشارك"), (102, "102 مشارك"), (103, "103 مشاركين"), (111, "111 مشاركا"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "n", "said"), [("ru", *each) for each in RUSSIAN] + [("ar", *each) for each in ARABIC]
)
def test_counted_participants(code, n, said):
    pack = PACKS[code]
    noun = pack.noun(Noun("participants"))
    assert pack.say_plain(pack.key_for("phrase.counted", n), n=pack.spelled(n), **noun) == said


@pytest.mark.parametrize(
    ("code", "said"),
    {
        "fr": "une délégation · deux délégations · aucune délégation · certaines délégations · toutes les délégations",
        "es": "una delegación · dos delegaciones · ninguna delegación · algunas delegaciones · todas las delegaciones",
        "ru": "одна делегация · две делегации · ни одна делегация · некоторые делегации · все делегации",
        "ar": "وفد واحد · وفدين اثنين · أي وفد · بعض الوفود · جميع الوفود",
        "zh": "一个代表团 · 两个代表团 · 没有代表团 · 一些代表团 · 所有代表团",
    }.items(),
)  # fmt: skip
def test_words_agree_with_a_feminine_noun(code, said):
    pack = PACKS[code]
    forms = pack.noun(Noun("delegations", spans=("government",)))
    keys = ("one", "two", "nobody", "some", "all")
    assert " · ".join(pack.say_plain(f"phrase.{key}", **forms) for key in keys) == said


def on(code, *dealt):
    only = option(1)
    room = Room()
    for group, values in dealt:
        room.state(only, group, values)
    document = draft(ledgers.ledger(room, note_=note(question(only))), language=code)
    views = next(section for section in document.sections if section.id == "views")
    return plain([block for block in views.blocks if isinstance(block, Paragraph)][1].runs)


@pytest.mark.parametrize(
    ("code", "said"),
    {
        "fr": "Aucune délégation n’a appuyé l’option. Toutes les délégations (12) ont exprimé leur opposition. "
        "La position neutre a été adoptée par une délégation.",
        "es": "Ninguna delegación apoyó la opción. Todas las delegaciones (12) se opusieron a ella. "
        "Adoptó la posición neutral una delegación.",
        "ru": "Ни одна делегация не поддержала этот вариант. Все делегации (12) выступили против него. "
        "Нейтральную позицию заняла одна делегация.",
        "ar": "لم يحظ الخيار بتأييد أي وفد. ولقي معارضة من جميع الوفود (12). وصدر موقف محايد عن وفد واحد.",
        "zh": "没有代表团支持该备选方案。所有代表团（12个）均反对该备选方案。1个代表团持中立立场。",
    }.items(),
)
def test_verbs_agree_with_nobody_all_and_one(code, said):
    assert on(code, (GOV, stances(0, 0, 12, 1))) == said


counts = st.tuples(st.integers(0, 14), st.integers(0, 6), st.integers(0, 14), st.integers(0, 3))


@EVERY
@settings(max_examples=40, deadline=None)
@given(dealt=st.dictionaries(st.sampled_from([GOV, CIV, PRI, TEC, ACA, None]), counts))
def test_whatever_was_stated_drafts_and_passes_the_check(code, dealt):
    whole(on(code, *((group, stances(*numbers)) for group, numbers in dealt.items())))


async def test_the_command_drafts_in_another_language(world: World, db: Database) -> None:
    """The published text stays in its own language; another one is drafted from the record."""
    await speak(world)
    await publish(world, (await draft_over_http(world)))
    assert (await summary_text(db, world.slug, Format.MARKDOWN, "ru")).startswith("# Резюме Председателя\n")
    assert await summary_text(db, world.slug, Format.MARKDOWN, "en") == await summary_text(
        db, world.slug, Format.MARKDOWN
    )


def test_dates_and_figures():
    at = "2006-05-01T09:05:00.000000Z"
    assert {code: pack.date(at) for code, pack in PACKS.items()} == {
        "ar": "1 أيار/مايو 2006",
        "zh": "2006年5月1日",
        "en": "1 May 2006",
        "fr": "1er mai 2006",
        "ru": "1 мая 2006 года",
        "es": "1 de mayo de 2006",
    }
    assert {code: pack.number(48030) for code, pack in PACKS.items()} == {
        "ar": "48,030",
        "zh": "48,030",
        "en": "48,030",
        "fr": "48\u202f030",
        "ru": "48\u00a0030",
        "es": "48.030",
    }
    assert PACKS["fr"].moment(at) == "1er mai 2006, 9 h 05 UTC"
    assert PACKS["ar"].join(["ا", "ب", "ج"]) == "ا وب وج"
