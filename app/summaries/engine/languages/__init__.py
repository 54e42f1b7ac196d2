"""The languages a summary can be written in."""

from app.summaries.engine.languages.english import ENGLISH
from app.summaries.engine.templates import Language

PACKS = {pack.code: pack for pack in (ENGLISH,)}


def language_for(tag: str) -> Language:
    """The pack for a language tag ("en-GB" finds "en"); English where there is none yet."""
    return PACKS.get(tag.split("-", maxsplit=1)[0], ENGLISH)
