"""Which way a text runs and which fonts its script needs. Small rules, enough for what office programs ask."""

import re
import unicodedata

_CHINESE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def runs_right_to_left(text: str, otherwise: str) -> bool:
    """By the first letter that has a direction, as browsers do for `dir="auto"`; `otherwise` is "ltr" or "rtl"."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return otherwise == "rtl"


def has_east_asian(text: str) -> bool:
    return _CHINESE.search(text) is not None
