"""What may stand beside a quotation, and what may not, in six languages."""

import re

import pytest

from app.consultations.scale import Word
from app.summaries.engine.languages import PACKS
from app.summaries.wordings.checking import refusal
from app.summaries.wordings.vocabulary import CONCEPTS, LANGUAGES, pattern, weighty
from tests.language_models import WRONG_WORDINGS

QUOTE = "Remote participation must count as full participation."
FAITHFUL = {
    "en": "Taking part remotely should count as taking part fully.",
    "fr": "La participation à distance doit compter comme une participation pleine et entière.",
    "es": "La participación a distancia debe contar como participación plena.",
    "ru": "Дистанционное участие должно считаться полноценным участием.",
    "ar": "يجب أن تُحتسب المشاركة عن بعد مشاركةً كاملة.",
    "zh": "远程参与必须算作充分参与。",
}


PAIRS = [
    (
        "Documents must be published four weeks before the session.",
        "en",
        {
            "ar": "يجب نشر الوثائق قبل الدورة بأربعة أسابيع.",
            "es": "Los documentos deben publicarse cuatro semanas antes de la sesión.",
            "fr": "Les documents doivent être publiés quatre semaines avant la session.",
            "ru": "Документы должны публиковаться за четыре недели до сессии.",
            "zh": "文件必须在会议前四周公布。",
        },
    ),
    (
        "Small delegations cannot follow two rooms at once.",
        "en",
        {
            "ar": "لا تستطيع الوفود الصغيرة متابعة قاعتين في وقت واحد.",
            "es": "Las delegaciones pequeñas no pueden seguir dos salas a la vez.",
            "fr": "Les petites délégations ne peuvent pas suivre deux salles à la fois.",
            "ru": "Малые делегации не могут следить за двумя залами одновременно.",
            "zh": "小代表团无法同时跟进两个会场。",
        },
    ),
    (
        "Island networks lose their only cable for weeks when a storm comes.",
        "en",
        {
            "ar": "تفقد شبكات الجزر كبلها الوحيد أسابيع عندما تأتي عاصفة.",
            "es": "Las redes insulares pierden su único cable durante semanas cuando llega una tormenta.",
            "fr": "Les réseaux insulaires perdent leur unique câble pendant des semaines lorsqu’une tempête survient.",
            "ru": "Островные сети на недели теряют единственный кабель, когда приходит шторм.",
            "zh": "风暴来袭时，岛屿网络会失去唯一的电缆达数周之久。",
        },
    ),
    (
        "Remote participation must count as full participation in the work of the commission.",
        "en",
        {
            "ar": "يجب أن تُعدّ المشاركة عن بُعد مشاركة تامة في أعمال اللجنة.",
            "es": "La participación a distancia debe contar como participación plena en los trabajos de la comisión.",
            "fr": "La participation à distance doit compter comme une pleine participation aux travaux.",
            "ru": "Дистанционное участие должно считаться полноценным участием в работе комиссии.",
            "zh": "远程参与必须算作对委员会工作的充分参与。",
        },
    ),
    (
        "The commission should meet every year in a different region and publish its papers in all six languages.",
        "en",
        {
            "ar": "ينبغي أن تجتمع اللجنة كل عام في منطقة مختلفة وأن تنشر وثائقها باللغات الست كافة.",
            "es": "La comisión debería reunirse cada año en otra región y publicar textos en los seis idiomas.",
            "fr": "La commission devrait se réunir chaque année dans une autre région et publier en six langues.",
            "ru": "Комиссия должна ежегодно собираться в другом регионе и публиковать документы на всех шести языках.",
            "zh": "委员会应每年在不同地区开会，并以全部六种语言公布文件。",
        },
    ),
    (
        "Les pays en développement manquent de moyens pour participer.",
        "fr",
        {
            "ar": "تفتقر البلدان النامية إلى وسائل المشاركة.",
            "en": "Developing countries lack the means to take part.",
            "es": "Los países en desarrollo carecen de medios para participar.",
            "ru": "Развивающимся странам не хватает средств для участия.",
            "zh": "发展中国家缺乏参与的手段。",
        },
    ),
]
"""Sentences of contributions with translations made by hand, as a faithful model would make them."""


def test_faithful_translations_may_stand() -> None:
    """The untouched control, wider: what is refused wrongly a person has to do without."""
    cases = [(quote, tag, text, language) for quote, tag, texts in PAIRS for language, text in texts.items()]
    refused = {text: why for quote, tag, text, language in cases if (why := refusal(quote, tag, text, language))}
    assert len(cases) == 30
    assert not refused


@pytest.mark.parametrize("language", sorted(FAITHFUL))
def test_a_faithful_wording_may_stand(language: str) -> None:
    """The untouched control: a check that refuses everything would also refuse all that follows."""
    assert refusal(QUOTE, "en", FAITHFUL[language], language) is None


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("family", ["word", "group", "region"])
def test_no_word_of_the_scale_no_group_and_no_region(language: str, family: str) -> None:
    """Every one that a summary can print in this language, put into a faithful wording."""
    names = {
        "word": [word.value for word in Word if word is not Word.ONE],
        "group": [key.partition(".")[2] for key in PACKS[language].text if key.startswith("group.")],
        "region": [key.partition(".")[2] for key in PACKS[language].text if key.startswith("region.")],
    }[family]
    missed = []
    for code in names:
        if code == "none":
            continue
        said = PACKS[language].named(family, code)
        if refusal(QUOTE, "en", f"{said}: {FAITHFUL[language]}", language) is None:
            missed.append(said)
    assert not missed


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_stance_and_no_number_in_words(language: str) -> None:
    pack = PACKS[language]
    stances = [pack.named("stance", code) for code in ("support", "oppose", "neutral", "support_with_reservations")]
    stances = [each for each in stances if each not in {"Pour", "За"}]  # "for", in a table; a preposition everywhere
    numbers = [pack.text[f"number.{n}"] for n in range(3, 10) if f"number.{n}" in pack.text]
    if language == "zh":
        numbers = [f"{each}个" for each in numbers]
    missed = [s for s in stances + numbers if refusal(QUOTE, "en", f"{s}: {FAITHFUL[language]}", language) is None]
    assert not missed


@pytest.mark.parametrize("name", sorted(WRONG_WORDINGS))
def test_each_way_of_saying_more_is_refused(name: str) -> None:
    text = WRONG_WORDINGS[name].strip("“”")
    why = refusal(QUOTE, "en", text, "fr")
    assert why
    assert re.fullmatch(r"It .+\.", why), "a sentence for a person"


def test_what_the_quotation_says_may_be_said_again() -> None:
    french = "Les deux tiers des 193 gouvernements sont d’accord."
    assert refusal("Two-thirds of the 193 governments agree.", "en", french, "fr") is None
    assert refusal("All people need affordable access.", "en", "所有人都需要负担得起的接入。", "zh") is None
    assert refusal("1,200 сёл без связи.", "ru", "1.200 villages sont sans connexion.", "fr") is None
    assert refusal("1,200 villages.", "en", "1,300 villages.", "en") == (
        "It has the figure “1300”, which the quotation has not."
    )
    assert refusal("12 villages.", "en", "12 villages et 12 villes.", "fr") is not None, "the same figure once more"


def test_an_option_is_not_named() -> None:
    label = "A standing forum"
    assert refusal(QUOTE, "en", "A standing forum would let remote participation count.", "en", [label])
    assert refusal("A standing forum lets us count.", "en", "With a standing forum we count.", "en", [label]) is None


def test_every_concept_has_a_pattern_in_every_language() -> None:
    for concept, words in CONCEPTS.items():
        assert set(words) == set(LANGUAGES)
        for language in LANGUAGES:
            assert not pattern(concept, language).search(""), (concept, language)
    assert weighty("quasi tutti", "it") == weighty("quasi", "fr"), "an unknown language is read as all"


ALIKE = {
    "ru": "Это требует сотрудничества и общих усилий ради семьи.",
    "zh": "我们在首都召开条约会议。",
    "ar": "قبل أعمال الاجتماع نحو الهدف.",
    "es": "El medio ambiente es nuestro objetivo.",
    "en": "The headquarters stand in a stately hall.",
}


@pytest.mark.parametrize("language", sorted(ALIKE))
def test_words_that_only_look_alike(language: str) -> None:
    assert weighty(ALIKE[language], language) == {}
