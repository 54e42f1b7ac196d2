"""What language a short text is in, for imports that do not say. Pure, small and cautious: `und` is an answer.

Only marks text for the screen reader and the font (`lang`); nothing is counted by it.
"""

import re
from collections import Counter

# ISO 15924 would be finer than needed: these scripts each point to one language among those imported so far.
_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
}
_LATIN = re.compile(r"[^\W\d_]+")
_COMMON = {
    "en": "the and of to is that for are be not with have this should we it",
    "de": "der die das und ist nicht zu den ein eine für mit auf werden sich auch",
    "fr": "le les des et est pas pour une dans que qui sur avec du au sont",
    "es": "el los las y es no para una en que por con del se son más",
    "pt": "o os as e é não para uma em que por com do da se são",
    "it": "il gli che e è non per una di con del della sono più si anche",
    "nl": "de het een en is niet voor van met dat op zijn te worden ook wij",
}
_WORDS: dict[str, list[str]] = {}
for _code, _words in _COMMON.items():
    for _word in _words.split():
        _WORDS.setdefault(_word, []).append(_code)


def script_language(text: str) -> str | None:
    """The language its script points to; None for Latin and other scripts of many languages."""
    letters = sum(map(str.isalpha, text))
    for code, script in _SCRIPTS.items():
        # a Japanese text has kana among its Chinese characters; a few foreign letters in a text mean nothing
        if len(script.findall(text)) > letters * (0.05 if code == "ja" else 0.2):
            return code
    return None


def guess_language(text: str) -> str:
    """A BCP 47 code, or `und`. By script where that tells, else by the commonest small words."""
    if code := script_language(text):
        return code
    found = Counter(code for word in _LATIN.findall(text.lower()) for code in _WORDS.get(word, ()))
    best = found.most_common(2)
    if not best or best[0][1] < 3 or (len(best) == 2 and best[0][1] < best[1][1] * 1.2):
        return "und"
    return best[0][0]
