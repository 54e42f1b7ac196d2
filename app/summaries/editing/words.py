"""What hand-typed text is read for, by language, and what the signs say that mark it. Data and small lookups; pure.

Figures, words of the scale and quotation marks are counted or verbatim things: typed by hand they would look like
what the engine vouches for.
"""

import re
from collections import Counter
from functools import cache

from app.consultations.scale import Word
from app.summaries.engine.languages import language_for

EDITED, UNCOUNTED, OWN, ARRANGED = "¦", "‖", "¶", "⇄"
"""Signs behind a paragraph: edited with its counts standing; edited and no longer counted; the chair's own words;
its sentences in an order that a language model gave them.
"""

MEANINGS: dict[str, dict[str, str]] = {
    "en": {
        EDITED: "edited by hand; its counts are those of the scale",
        UNCOUNTED: "edited by hand, uncounted: what was counted here is not any more",
        OWN: "the chair’s own words; nothing here is counted",
        ARRANGED: "a language model chose the order of the sentences and their links; each is the engine’s",
    },
    "ar": {
        EDITED: "فقرة حُرِّرت يدويًا، وأعدادها كما حسبها المقياس",
        UNCOUNTED: "فقرة حُرِّرت يدويًا ولم تعد محسوبة: ما كان محسوبًا هنا لم يعد كذلك",
        OWN: "كلمات الرئيس نفسه؛ لا شيء هنا محسوب",
        ARRANGED: "اختار نموذج لغوي ترتيب الجمل وروابطها؛ وكل جملة من صوغ المحرّك",
    },
    "zh": {
        EDITED: "经人工编辑；计数仍为量表所得",
        UNCOUNTED: "经人工编辑，不再计数：此处原有的计数已不适用",
        OWN: "主席本人的话；此处没有任何计数",
        ARRANGED: "句子的顺序及连接词由语言模型选定；每个句子均出自引擎",
    },
    "fr": {
        EDITED: "rédigé à la main ; les décomptes restent ceux de l’échelle",
        UNCOUNTED: "rédigé à la main, sans décompte : ce qui était compté ici ne l’est plus",
        OWN: "paroles de la présidence ; rien n’est compté ici",
        ARRANGED: "un modèle de langage a choisi l’ordre des phrases et leurs liens ; chacune est du moteur",
    },
    "ru": {
        EDITED: "отредактировано вручную; подсчёты остаются подсчётами шкалы",
        UNCOUNTED: "отредактировано вручную, без подсчёта: подсчитанное здесь больше не подсчитано",
        OWN: "собственные слова председателя; здесь ничего не подсчитано",
        ARRANGED: "порядок предложений и связки выбрала языковая модель; составила их программа",
    },
    "es": {
        EDITED: "redactado a mano; los recuentos siguen siendo los de la escala",
        UNCOUNTED: "redactado a mano, sin recuento: lo que aquí se contaba ya no se cuenta",
        OWN: "palabras de la Presidencia; aquí no se cuenta nada",
        ARRANGED: "un modelo de lenguaje eligió el orden de las frases y sus enlaces; cada una es del motor",
    },
}
# Never in a summary, whatever the scale says.
_NEVER = {
    "en": ("majority", "minority", "unanimous", "unanimously", "everybody", "everyone", "nobody"),
    "ar": ("أغلبية", "الأغلبية", "أقلية", "الأقلية", "بالإجماع", "الجميع"),
    "zh": ("多数", "少数派", "一致"),
    "fr": ("majorité", "minorité", "unanime", "unanimité", "tout le monde"),
    "ru": ("большинство", "меньшинство", "единогласно", "все"),
    "es": ("mayoría", "minoría", "unánime", "unanimidad", "todo el mundo"),
}
_NEGATIONS = {
    "en": ("not", "no", "never", "nor", "neither", "without", "hardly", "against"),
    "ar": ("لا", "لم", "لن", "ليس", "ليست", "دون", "ضد"),
    "zh": ("不", "没", "未", "非", "无"),
    "fr": ("ne", "pas", "jamais", "non", "sans", "contre", "ni"),
    "ru": ("не", "ни", "никогда", "без", "против"),
    "es": ("no", "nunca", "sin", "contra", "ni", "jamás"),
}
_PASSIVES = {
    "en": r"\b(?:it|there) (?:was|were|has been) (?:also |further )?\w+",
    "ar": r"(?:تم|جرى) \w+|(?:أُشير|لوحظ|ذُكر|أُكِّد)",
    "zh": r"有人\w|据指出|会上\w{0,2}(?:指出|强调|提到)",
    "fr": r"\bil a (?:aussi |également )?été \w+|\bon a \w+",
    "ru": r"\b(?:было|была|были) (?:также )?\w+о\b|\b(?:отмечалось|подч[её]ркивалось|предлагалось)\b",
    "es": r"\bse (?:señaló|subrayó|destacó|propuso|observó|indicó)\b",
}
_QUOTED = re.compile(r"“([^”]*)”|«([^»]*)»|「([^」]*)」|\"([^\"]*)\"")
_TOKEN = re.compile(r"\d+|[\u2e80-\u9fff\u3400-\u4dbf\uf900-\ufaff]|[^\W\d_]+")
_ENDS = re.compile(r"(?<=[.!?؟])\s+|(?<=[。！？])|\n+")


def primary(tag: str) -> str:
    return tag.partition("-")[0]


def meanings(language: str) -> dict[str, str]:
    return MEANINGS.get(primary(language), MEANINGS["en"])


def tokens(text: str) -> list[str]:
    """Words in lower case; signs of Chinese one by one, because that script has no spaces."""
    return _TOKEN.findall(text.casefold())


def sentences(text: str) -> list[str]:
    return [part for part in _ENDS.split(text) if part.strip()]


def quoted(text: str) -> list[str]:
    """What stands in quotation marks, without them."""
    return [next((part for part in found.groups() if part is not None), "") for found in _QUOTED.finditer(text)]


def negations(language: str) -> frozenset[str]:
    return frozenset(_NEGATIONS.get(primary(language), _NEGATIONS["en"]))


def vouched(text: str, language: str) -> Counter[str]:
    """Figures and words of the scale in a text: what must come from a count or be marked as somebody's own words."""
    found = Counter(re.findall(r"\d[\d.,\u066b\u066c\u00a0\u202f]*(?<![.,])|[½¼¾]", text))
    for name, pattern in _scale_words(language).items():
        if times := len(pattern.findall(text)):
            found[name] += times
    return found


@cache
def _scale_words(language: str) -> dict[str, re.Pattern[str]]:
    """In the language of the document, as whole words where the script has such."""
    pack = language_for(language)
    names = [*(pack.named("word", word.value) for word in Word), *_NEVER.get(primary(language), ())]
    bounded = primary(language) != "zh"
    return {
        name: re.compile(rf"(?<!\w){re.escape(name)}(?!\w)" if bounded else re.escape(name), re.IGNORECASE)
        for name in names
    }


def passives(text: str, language: str) -> list[str]:
    """Phrases that say that something was said, and not by how many."""
    return [found.group() for found in re.finditer(_PASSIVES.get(primary(language), "(?!)"), text, re.IGNORECASE)]
