"""Whose words a line is, and what belongs together."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.transcripts.rules import LONGEST_PART, Line, Turn, parted, speaker_at

NOON = datetime(2006, 5, 12, 12, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


TURNS = [Turn(ONE, at(10), at(20)), Turn(TWO, at(20), at(30)), Turn(ONE, at(40), None)]


def test_a_line_belongs_to_whoever_had_the_floor() -> None:
    spoken = {0: None, 10: ONE, 15: ONE, 20: TWO, 30: TWO, 35: None, 40: ONE, 9_999: ONE}
    assert {second: speaker_at(TURNS, at(second)) for second in spoken} == spoken
    assert speaker_at(TURNS, None) is None


def test_lines_of_the_same_speaker_stay_together() -> None:
    lines = [Line(str(second), at(second)) for second in (11, 12, 21, 35, 41, 42)]
    parts = [(speaker, [line.text for line in said]) for speaker, said in parted(lines, TURNS)]
    assert parts == [(ONE, ["11", "12"]), (TWO, ["21"]), (None, ["35"]), (ONE, ["41", "42"])]


@given(st.lists(st.none() | st.integers(0, 60), max_size=60))
def test_no_line_is_lost_doubled_or_moved(seconds: list[int | None]) -> None:
    lines = [Line(str(number), None if s is None else at(s)) for number, s in enumerate(seconds)]
    parts = parted(lines, TURNS)
    assert [line for _, said in parts for line in said] == lines
    for speaker, said in parts:
        assert 1 <= len(said) <= LONGEST_PART
        assert {speaker_at(TURNS, line.started_at) for line in said} == {speaker}
