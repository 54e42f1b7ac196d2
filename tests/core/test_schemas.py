"""What a text may contain: cleaning is final, loses nothing a reader sees, and lets nothing odd through."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.core.schemas import CommentText, Instant, Line, OptionalLine, OptionalReason, Slug

COMMENT: TypeAdapter[str] = TypeAdapter(CommentText)
LINE: TypeAdapter[str] = TypeAdapter(Line)


def cleaned(adapter: TypeAdapter[str], text: str) -> str | None:
    try:
        return adapter.validate_python(text)
    except ValidationError:
        return None


@given(st.text(max_size=300))
def test_cleaning_is_final_and_lets_nothing_odd_through(text: str) -> None:
    for adapter in (COMMENT, LINE):
        once = cleaned(adapter, text)
        if once is None:
            continue
        assert cleaned(adapter, once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert once == once.strip() != ""
        assert not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in once)
        once.encode()


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"]), min_size=1, max_size=300))
def test_ordinary_text_in_any_script_is_taken_as_it_is(text: str) -> None:
    expected = unicodedata.normalize("NFC", text).strip()
    assert cleaned(COMMENT, text) == (expected or None)


@pytest.mark.parametrize(
    "text",
    [
        "نعم، نؤيد (support) التوسيع إلى 53 عضوًا",
        "We agree with “לא” and «نعم», 100%",
        "\u2067نعم\u2069 and \u2066yes\u2069",  # isolates are how mixed text is written properly
        "क्‍ष with a joiner, 👩‍👩‍👧 with joiners",
        "中文、日本語、한국어",
        "line one\nline two\n\n\tindented",
        "a\u2028b",
    ],
)
def test_mixed_directions_and_joiners_stay(text: str) -> None:
    assert cleaned(COMMENT, text) == text


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202d", "\u202e", "\ud800"])
def test_what_no_keyboard_types_on_purpose_is_refused_in_words(sign: str) -> None:
    with pytest.raises(ValidationError) as refused:
        COMMENT.validate_python(f"before{sign}after")
    if sign != "\ud800":
        assert f"U+{ord(sign):04X}" in str(refused.value)


def test_line_ends_become_one_kind() -> None:
    assert cleaned(COMMENT, "a\r\nb\rc\nd") == "a\nb\nc\nd"


def test_a_line_is_one_line() -> None:
    assert cleaned(LINE, " two\n\twords\u2028more ") == "two words more"


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u2003"])
def test_blank_is_not_a_text_but_may_be_none(text: str) -> None:
    assert cleaned(COMMENT, text) is None
    assert cleaned(LINE, text) is None
    assert TypeAdapter(OptionalReason).validate_python(text) is None
    assert TypeAdapter(OptionalLine).validate_python(text) is None


def test_lengths_are_counted_in_characters_after_cleaning() -> None:
    assert cleaned(COMMENT, "😀" * 2000) == "😀" * 2000
    assert cleaned(COMMENT, "😀" * 2001) is None
    assert cleaned(COMMENT, " " * 5000 + "x") == "x"
    assert cleaned(COMMENT, "e\u0301" * 2000) == "\u00e9" * 2000


@pytest.mark.parametrize("slug", ["a", "a-b", "2006-may", "x" * 80])
def test_slugs(slug: str) -> None:
    assert TypeAdapter(Slug).validate_python(slug) == slug


@pytest.mark.parametrize("slug", ["", "A", "a_b", "-a", "a-", "a--b", "é", "a b", "x" * 81, "a\n"])
def test_what_is_no_slug(slug: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Slug).validate_python(slug)


@pytest.mark.parametrize("instant", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2006-05-16T09:00:00"])
def test_an_instant_needs_a_zone_and_a_place_in_the_calendar(instant: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Instant).validate_python(instant)
