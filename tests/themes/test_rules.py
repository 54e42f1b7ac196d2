"""Which titles are the same, and which a text seems to mention."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import NotNow
from app.themes import rules
from app.themes.rules import ThemeState


def mentioned(title: str, text: str) -> bool:
    theme = uuid4()
    return rules.mentioned({theme: title}, text) == [theme]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Spam", "SPAM!"),
        ("Cyber-crime", "cyber crime"),
        ("Straße", "STRASSE"),
        ("Ａccess", "access"),
        ("多语种", "「多语种」"),
    ],
)
def test_titles_that_are_the_same(one: str, other: str) -> None:
    assert rules.key(one) == rules.key(other)


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("Human rights", "We call for HUMAN RIGHTS, online and off.", True),
        ("Human rights", "Rights are human.", False),
        ("Human rights", "It is inhuman. Rights matter.", False),
        ("Art", "The state of the article.", False),
        ("IT", "It is late.", False),
        ("حرية التعبير", "ندعو إلى وحرية التعبير.", True),
        ("垃圾邮件", "各国应共同打击垃圾邮件问题。", True),
        ("网络安全", "各国应共同打击垃圾邮件问题。", False),
        ("Свобода слова", "Важна свобода слова и доступ.", True),
    ],
)
def test_what_a_text_seems_to_mention(title: str, text: str, *, found: bool) -> None:
    assert mentioned(title, text) is found


@given(st.text(max_size=40), st.text(max_size=200))
def test_any_title_and_text_can_be_compared(title: str, text: str) -> None:
    assert rules.mentioned({UUID(int=1): title}, text) in ([], [UUID(int=1)])
    assert len(rules.key(title)) <= 300
    assert rules.key(rules.key(title)) == rules.key(title)


def test_only_a_candidate_that_can_be_read_is_worked_with() -> None:
    rules.require_candidate(ThemeState.CANDIDATE, hidden=False)
    for state, hidden, code in (
        (ThemeState.CANDIDATE, True, "hidden"),
        (ThemeState.MERGED, False, "theme_merged"),
        (ThemeState.SPLIT, False, "theme_split"),
    ):
        with pytest.raises(NotNow) as refusal:
            rules.require_candidate(state, hidden=hidden)
        assert refusal.value.code == code
