"""What can happen to a straw poll.

No entry says who gave which answer, nor whose act an answer was. An answer to a poll whose tally is hidden leaves no
entry at all: even how many answered is part of the tally. The entry of its closing has the result.
"""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.decisions.polls.schemas import PollOut
from app.record.events import Event


class PollOpened(Event):
    subject_field: ClassVar[str] = "poll"
    type: Literal["straw_poll.opened"] = "straw_poll.opened"
    acted_as: ActedAs
    poll: PollOut


class PollAnswered(Event):
    """Only of polls whose tally is shown as it grows."""

    subject_field: ClassVar[str] = "poll"
    in_masses: ClassVar[bool] = True
    type: Literal["straw_poll.answered"] = "straw_poll.answered"
    poll: PollOut


class PollClosed(Event):
    subject_field: ClassVar[str] = "poll"
    type: Literal["straw_poll.closed"] = "straw_poll.closed"
    acted_as: ActedAs
    poll: PollOut
