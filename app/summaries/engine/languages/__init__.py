"""The languages a summary can be written in."""

from app.summaries.engine.languages.arabic import ARABIC
from app.summaries.engine.languages.chinese import CHINESE
from app.summaries.engine.languages.english import ENGLISH
from app.summaries.engine.languages.french import FRENCH
from app.summaries.engine.languages.russian import RUSSIAN
from app.summaries.engine.languages.spanish import SPANISH
from app.summaries.engine.templates import Language

PACKS = {pack.code: pack for pack in (ARABIC, CHINESE, ENGLISH, FRENCH, RUSSIAN, SPANISH)}


def language_for(tag: str) -> Language:
    """The pack for a language tag ("en-GB" finds "en"); English where there is none yet."""
    return PACKS.get(tag.split("-", maxsplit=1)[0], ENGLISH)
