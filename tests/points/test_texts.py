"""Normal forms, languages, sentences and words, each language with its own sentences."""

import pytest

from app.points.texts import common_language, identify, normalised, sentences, stems, words

SAMPLES = {
    "en": "The Committee should meet for three more days. Smaller delegations cannot follow two rooms at once.",
    "fr": "La commission devrait siéger trois jours de plus. Les petites délégations n'ont pas assez de monde.",
    "es": "La comisión debería reunirse tres días más. ¿Quién paga los gastos? Las delegaciones pequeñas no pueden.",
    "ru": "Комиссии следует заседать на три дня дольше. Малые делегации не успевают за двумя залами.",
    "ar": "ينبغي أن تجتمع اللجنة ثلاثة أيام أخرى. هل تستطيع الوفود الصغيرة المشاركة؟ نحن نؤيد هذا الاقتراح.",
    "zh": "委员会应当多开三天会。小代表团怎么参加两个会场？我们支持这个建议！",
}
NUMBER = {"en": 2, "fr": 2, "es": 3, "ru": 2, "ar": 3, "zh": 3}


@pytest.mark.parametrize("language", SAMPLES)
def test_a_language_is_known_by_its_text(language: str) -> None:
    assert identify(SAMPLES[language]) == language
    assert all(identify(sentence) == language for sentence in sentences(SAMPLES[language]))


@pytest.mark.parametrize("language", SAMPLES)
def test_sentences_are_slices_of_the_text(language: str) -> None:
    found = sentences(SAMPLES[language])
    assert len(found) == NUMBER[language]
    assert all(sentence in SAMPLES[language] for sentence in found)


def test_a_text_without_letters_is_english_and_has_no_sentence() -> None:
    assert identify("— !!! —") == "en"
    assert sentences("… !!! —") == []


def test_a_little_latin_does_not_make_a_text_latin() -> None:
    assert identify("ICANN 应当向所有利益攸关方开放") == "zh"
    assert identify("Мы поддерживаем IGF и WSIS") == "ru"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Art. 5 of the U.S. note, e.g. on costs. Then decide.", 2),
        ("Dr. Amal agrees. So do we!", 2),
        ("It costs 3.5 million. That is too much.", 2),
        ("Это было в 2005 г. в Тунисе, т.е. давно. Сейчас иначе.", 2),
        ("We ask for:\n- more days\n- fewer papers\n1. First a pause. 2. Then a vote.", 5),
        ("One line\nwrapped by hand. Another.", 2),
        ("First paragraph\n\nsecond paragraph", 2),
        ("“Why not?” she asked. Nobody answered.", 2),
        ("他说：“好！”然后走了。我们留下。", 3),
        ("هذا جيد۔ شكرا!", 2),
    ],
)
def test_where_a_sentence_ends(text: str, expected: int) -> None:
    found = sentences(text)
    assert len(found) == expected, found
    assert all(sentence in text for sentence in found)


def test_list_marks_are_no_part_of_a_sentence() -> None:
    assert sentences("- more days\n- fewer papers") == ["more days", "fewer papers"]


def test_a_sentence_that_never_ends_is_cut_where_it_breathes() -> None:
    text = "we need more time, " * 200
    assert all(len(sentence) <= 600 and sentence in text for sentence in sentences(text))
    assert sum(map(len, sentences("x" * 5_000))) == 5_000


def test_normal_form() -> None:
    assert normalised("أَحْمَد  الـــقرآن\tإلى") == "احمد القران الي"
    assert normalised("ＦＵＬＬ \u200fwidth\u200b ﬁne") == "full width fine"
    assert normalised("Ёлка don’t") == "елка don't"


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "supported proposals", "supporting the proposal"),
        ("fr", "les délégations nationales", "la délégation nationale"),
        ("es", "las propuestas apoyadas", "la propuesta apoyada"),
        ("ru", "малые делегации", "малых делегаций"),
        ("ar", "الوَفْدُ", "الوفد"),
        ("zh", "我们支持扩大委员会", "支持扩大委员会。"),
    ],
)
def test_stems_bring_forms_together(language: str, one: str, other: str) -> None:
    assert stems(one, language) == stems(other, language) != []


def test_negation_is_kept() -> None:
    assert stems("we don't agree", "en") == ["not", "agre"]
    assert "не" in stems("мы не согласны", "ru")
    assert words("can't", "en") == ["not"]


def test_short_texts_about_one_matter_share_a_language() -> None:
    found = common_language(["no", "the uniform reduces bullying among children", "menos acoso", "减少欺凌"])
    assert found["no"] == found["the uniform reduces bullying among children"] == "en"
    assert found["减少欺凌"] == "zh"
