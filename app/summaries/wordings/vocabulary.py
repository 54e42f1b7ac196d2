"""Words that weigh: numbers, quantifiers, groups, regions, options and stances, in six languages. Pure.

Each line of vocabulary.json is one thing that can be said, so that it is known again in another language. Its patterns
are wide on purpose: what they wrongly take for such a word is refused, and a person writes it otherwise.
"""

import json
import re
from functools import cache
from pathlib import Path

CONCEPTS: dict[str, dict[str, str]] = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
_BEFORE = {"zh": "", "ar": r"(?<!\w)[وفبكل]*(?:ال)?"}
_AFTER = {"zh": ""}


@cache
def pattern(concept: str, language: str) -> re.Pattern[str]:
    """As whole words where the script has such; in Arabic with what is written together with the word it precedes."""
    before, after = _BEFORE.get(language, r"(?<!\w)"), _AFTER.get(language, r"(?!\w)")
    return re.compile(f"{before}(?:{CONCEPTS[concept][language]}){after}", re.IGNORECASE)


def weighty(text: str, language: str) -> dict[str, str]:
    """What a text says of such things, by concept, each with the word that says it first. A language that is none of
    the six is read as all of them.
    """
    primary = language.partition("-")[0]
    found: dict[str, str] = {}
    for concept in CONCEPTS:
        for each in (primary,) if primary in LANGUAGES else LANGUAGES:
            if said := pattern(concept, each).search(text):
                found.setdefault(concept, said.group().strip())
    return found
