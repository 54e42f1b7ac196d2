"""What a vote on a statement is and which of two counts. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Answer(StrEnum):
    """A pass is an answer ("unsure"), not the absence of one: it is counted and printed, on neither side."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105 - an answer, not a password


# As the database and Polis' exports hold them.
NUMBERS = {Answer.AGREE: 1, Answer.DISAGREE: -1, Answer.PASS: 0}
ANSWERS = {number: answer for answer, number in NUMBERS.items()}


class StatementState(StrEnum):
    """Only accepted statements are shown, voted on and summarised. Votes on the others are kept, unshown."""

    ACCEPTED = "accepted"
    PENDING = "pending"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Cast:
    """A vote as it was cast: `line` is its place in the file it came from, None for a vote cast here."""

    value: int
    at: datetime | None
    line: int | None = None


def supersedes(new: Cast, old: Cast) -> bool:
    """Of two votes of one participant on one statement, both from files: whether `new` takes the place of `old`.

    The later instant wins; of the same (or an unknown) instant, the one lower in the file, if it says something
    else. So reading a file twice, or its second half again, changes nothing.
    """
    if new.at and old.at and new.at != old.at:
        return new.at > old.at
    return new.value != old.value and (new.line or 0) >= (old.line or 0)
