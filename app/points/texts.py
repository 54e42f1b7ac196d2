"""Texts as the engine sees them: normalised, in which language, in sentences, in words. No statistics here.

Whatever is quoted keeps the author's own characters: sentences are slices of the text that was given, and only what
is counted is normalised.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, Final, Literal, get_args

from app.points.stopwords import STOP_WORDS

Language = Literal["ar", "zh", "en", "fr", "ru", "es"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

# Vowel signs, superscript alef, Koranic marks, tatweel; and all that is invisible (joiners, direction marks, BOM).
_UNSEEN = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_ONE_LETTER = str.maketrans("أإآٱىیکё’‘ʼ`´", "ااااييكе" + 5 * "'")
_WORD = re.compile(r"[^\W_]+")
_NOT = re.compile(r"\b(ca|wo|sha)?n't\b|(?<=[a-z])n't\b")


def normalised(text: str) -> str:
    """NFKC in lower case, without vowel signs, tatweel and invisible characters; one form of alef, one blank."""
    if text.isascii():
        text = text.lower().replace("`", "'")
    else:
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(_ONE_LETTER)
    return " ".join(text.split())


# ---- language ----------------------------------------------------------------------------------------------------

_SCRIPTS: Final[tuple[tuple[Language, re.Pattern[str]], ...]] = (
    ("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")),
    ("ar", re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_LATIN = re.compile("[a-zà-öø-ÿœ]", re.IGNORECASE)
_ENOUGH = 240  # characters that tell a language as well as a whole paper does


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    found = LanguageIdentifier.from_model_file(MODEL_FILE)
    found.set_languages(["en", "fr", "es"])
    return found


def identify(text: str) -> Language:
    """Which of the six languages; the script alone decides on Arabic, Chinese and Russian. Without letters: en.

    A language that is none of the six is given the nearest of them.
    """
    text = text[:_ENOUGH]
    letters: dict[Language, int] = {language: len(script.findall(text)) for language, script in _SCRIPTS}
    letters["zh"] *= 3  # a sign is about as much as a short word
    best = max(letters, key=lambda language: letters[language])
    latin = len(_LATIN.findall(text))
    if letters[best] > latin:
        return best
    if not latin:
        return "en"
    found: Language = _identifier().classify(text)[0]
    return found


def language_of(declared: str, text: str) -> Language:
    """The declared language if it is one of ours (also as fr-CA), else what the text looks like."""
    tag = declared.strip().lower().replace("_", "-").partition("-")[0]
    return next((language for language in LANGUAGES if language == tag), None) or identify(text)


def common_language(texts: Iterable[str]) -> dict[str, Language]:
    """For short texts about one matter: the language of each, where all in Latin letters are taken for one."""
    own = {text: _script(text) for text in texts}
    latin = " ".join(sorted(text for text, script in own.items() if script is None))
    shared = identify(latin)
    return {text: script or shared for text, script in own.items()}


def _script(text: str) -> Language | None:
    counts: dict[Language | None, int] = {language: len(script.findall(text)) for language, script in _SCRIPTS}
    counts["zh"] *= 3
    counts[None] = len(_LATIN.findall(text))
    return max(counts, key=lambda language: (counts[language], language is None))


# ---- sentences ---------------------------------------------------------------------------------------------------

LONGEST_SENTENCE: Final = 600  # characters; what is longer is cut at a comma or a blank
_CLOSING = "[\"'”’»›)\\]】）』」》]*"
# An end of sentence: a full stop of the wide scripts; or one of ours with a blank behind it; or a break of lines.
_END = re.compile(
    "(?=[。！？｡.!?؟۔… \t\r\n])(?:"  # most characters are none of these, which is quickly seen
    f"[。！？｡]+{_CLOSING}"
    f"|[.!?؟۔…]+{_CLOSING}(?=\\s|$)"
    f"|[؟!?۔]+{_CLOSING}(?=[\u0620-\u06ff\u4e00-\u9fff])"
    r"|[ \t]*\r?\n(?:[ \t]*\r?\n)+"
    r"|[ \t]*\r?\n(?=[ \t]*(?:[-*•–—▪◦·]|\(?\d{1,3}[.)]|\(?[a-zа-я][.)])\s)"
    r"|[ \t]*\r?\n(?=[ \t]*[^\sa-zà-ÿа-яё])"
    ")"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(«“\"'])(?:[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]|mr|mrs|ms|dr|prof|st|no|nos|art|arts|para|paras|vol|ed|eds|p|pp"
    r"|fig|cf|vs|etc|inc|ltd|approx|resp|al|m|mm|mme|mlle|ex|env|chap|sr|sra|srta|dra|ud|uds|núm|pág|págs|ee|uu|av"
    r"|г|гг|в|вв|т|д|п|пп|ст|стр|рис|см|др|пр|руб|тыс|млн|млрд|ул|им)\.$",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"(?:[-*•–—▪◦·]|\(?\d{1,3}[.)]|\(?[a-zа-я]\))\s+")
_CUTS: Final = (",", ";", "،", "，", "；", " ")
_ONLY_NUMBER = re.compile(r"\(?\d{1,3}[.)]$")


def sentences(text: str) -> list[str]:
    """The sentences in their order, each a slice of the text with nothing changed but outer blanks and list marks."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if end.group()[0] in ".!?…" and _goes_on(text, start, end):
            continue
        _add(found, text[start : end.end()])
        start = end.end()
    _add(found, text[start:])
    return found


def _goes_on(text: str, start: int, end: re.Match[str]) -> bool:
    """A stop that ends no sentence: after an abbreviation or a list number, or before a small letter."""
    before = text[max(start, end.start() - 12) : end.start() + 1]
    behind = text[end.end() : end.end() + 2].lstrip()
    if behind[:1].islower():
        return True
    if _ONLY_NUMBER.match(text[start : end.end()].strip()):
        return True
    last = _ABBREVIATED.search(before)
    return bool(last) and bool(behind) and end.group() == "."


def _add(found: list[str], piece: str) -> None:
    piece = piece.strip()
    if mark := _LIST_MARK.match(piece):
        piece = piece[mark.end() :]
    while len(piece) > LONGEST_SENTENCE:
        cut = max(piece.rfind(sign, LONGEST_SENTENCE // 2, LONGEST_SENTENCE) for sign in _CUTS)
        cut = cut + 1 if cut > 0 else LONGEST_SENTENCE
        found.append(piece[:cut].strip())
        piece = piece[cut:].strip()
    if any(character.isalnum() for character in piece):
        found.append(piece)


# ---- words -------------------------------------------------------------------------------------------------------

_STOP_WORDS: Final = {language: frozenset(map(normalised, found)) for language, found in STOP_WORDS.items()}
_STEMMERS: Final = {"ar": "arabic", "en": "english", "fr": "french", "ru": "russian", "es": "spanish"}


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer  # type: ignore[import-untyped]

    return snowballstemmer.stemmer(_STEMMERS[language])


@cache
def _stem(word: str, language: str) -> str:
    stem: str = _stemmer(language).stemWord(word)
    return stem


def words(text: str, language: Language) -> list[str]:
    """The words as they stand, normalised, function words included."""
    text = normalised(text)
    if language == "zh":
        import rjieba

        return [word for word in rjieba.cut(text) if _WORD.fullmatch(word)]
    if language == "en" and "n't" in text:
        text = _NOT.sub(" not", text)
    return _WORD.findall(text)


def stems(text: str, language: Language) -> list[str]:
    """The stems of what carries meaning, in their order; function words are left out, words of negation kept."""
    return stems_of(words(text, language), language)


def stems_of(found: Sequence[str], language: Language) -> list[str]:
    """The same of words already found (a Chinese word is its own stem)."""
    stop = _STOP_WORDS[language]
    if language == "zh":
        return [word for word in found if word not in stop]
    return [_stem(word, language) for word in found if word not in stop]


def joined(found: Sequence[str]) -> str:
    """Words as one string, which `split` takes apart again: many of them take much less memory so."""
    return " ".join(found)


def spaced(found: Sequence[str], language: Language) -> str:
    """Words as one string for counting grams: Chinese without blanks, because grams do not cross them."""
    return ("" if language == "zh" else " ").join(found)
