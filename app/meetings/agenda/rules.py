"""The pure rules of an agenda and of a slow count.

At most one item is current. Taking up another one suspends it: a meeting may come back to an item, also to one that
was concluded. An item can be retitled at any time, because titles are corrected in the room.

A slow count goes from one to six, one act of the chair at a time, so that there is time to stop it at each step.
Whoever may speak may stop it, and says why. Reaching six says that nobody did; it says nothing about agreement.
"""

from enum import StrEnum

from app.core.errors import NotNow

STEPS = 6


class ItemState(StrEnum):
    UPCOMING = "upcoming"
    CURRENT = "current"
    SUSPENDED = "suspended"
    CONCLUDED = "concluded"


class CountState(StrEnum):
    RUNNING = "running"
    COMPLETED = "completed"
    STOPPED = "stopped"


def may_take_up(state: ItemState, number: int) -> None:
    if state is ItemState.CURRENT:
        raise NotNow(f"Item {number} is already being discussed.", code="item_current")


def may_conclude(state: ItemState, number: int) -> None:
    if state not in {ItemState.CURRENT, ItemState.SUSPENDED}:
        already = "has already been concluded" if state is ItemState.CONCLUDED else "has not been taken up"
        raise NotNow(f"Item {number} {already}.", code="item_not_taken_up")


def next_count(state: CountState, count: int, wanted: int) -> tuple[int, CountState]:
    """The count after one more step. `wanted` is the number the chair is about to say: two clicks are one step."""
    may_stop(state)
    if wanted != count + 1:
        raise NotNow(f"The count stands at {count}, so {count + 1} comes next.", code="count_moved_on")
    return wanted, CountState.COMPLETED if wanted == STEPS else CountState.RUNNING


def may_stop(state: CountState) -> None:
    if state is not CountState.RUNNING:
        ended = "has been stopped" if state is CountState.STOPPED else "is complete"
        raise NotNow(f"The count {ended}.", code=f"count_{state}")
