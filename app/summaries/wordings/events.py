"""What can happen to a proposed wording. What nobody approved is for the officers; what somebody did is for everybody.

The types begin with `point.`: an approved wording belongs to its point, and makes a draft without it stale.
"""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.record.events import Event
from app.summaries.wordings.schemas import WordingState


class WordingEvent(Event):
    subject_field: ClassVar[str] = "wording"
    acted_as: ActedAs
    wording: WordingState


class WordingProposed(WordingEvent):
    """By a language model, at the request of a person."""

    type: Literal["point.wording_proposed"] = "point.wording_proposed"


class WordingApproved(WordingEvent):
    type: Literal["point.wording_approved"] = "point.wording_approved"


class WordingDeclined(WordingEvent):
    type: Literal["point.wording_declined"] = "point.wording_declined"


class WordingWithdrawn(WordingEvent):
    """An approval was taken back."""

    type: Literal["point.wording_withdrawn"] = "point.wording_withdrawn"
