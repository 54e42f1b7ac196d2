"""Which of several votes counts, however the files are cut into batches and however often they are read."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.opinions.votes import ANSWERS, NUMBERS, Cast, supersedes

NOON = datetime(2016, 5, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("new", "old", "wins"),
    [
        (Cast(1, LATER, 2), Cast(-1, NOON, 3), True),
        (Cast(1, NOON, 3), Cast(-1, LATER, 2), False),
        (Cast(1, NOON, 3), Cast(-1, NOON, 2), True),
        (Cast(1, NOON, 2), Cast(-1, NOON, 3), False),
        (Cast(1, NOON, 3), Cast(1, NOON, 2), False),
        (Cast(1, NOON, 3), Cast(1, NOON, 3), False),
        (Cast(1, None, 3), Cast(-1, None, 3), True),
        (Cast(1, None, 2), Cast(-1, None, 3), False),
    ],
)
def test_the_rule(new: Cast, old: Cast, *, wins: bool) -> None:
    assert supersedes(new, old) is wins


times = st.integers(0, 3).map(lambda seconds: NOON + timedelta(seconds=seconds))


@given(st.lists(st.tuples(st.sampled_from([-1, 0, 1]), times), min_size=1, max_size=12), st.integers(0, 12))
def test_the_latest_counts_wherever_reading_was_interrupted(
    history: list[tuple[int, datetime]], interrupted: int
) -> None:
    casts = [Cast(value, at, line) for line, (value, at) in enumerate(history, start=2)]
    expected = max(casts, key=lambda cast: (cast.at, cast.line)).value
    kept = casts[0]
    for cast in casts[:interrupted] + casts:
        if supersedes(cast, kept):
            kept = cast
    assert kept.value == expected
    assert not any(supersedes(cast, kept) for cast in casts), "reading it again would change something"


def test_numbers_and_answers_are_one_to_one() -> None:
    assert {NUMBERS[answer]: answer for answer in NUMBERS} == ANSWERS
