"""The floor of one meeting as an immutable value: who asked to speak, who has been called, who speaks since when.

Here are the value and what can be read off it. The acts are in `queue.py`, the order of calling in `order.py`, times
and warnings in `times.py`, the proposal of the next speaker in `fairness.py`. None of them knows a database, and
none of them asks what time it is: instants come in from outside.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.core.errors import NotFound
from app.core.schemas import Out


class Kind(StrEnum):
    """What somebody asks the floor for."""

    STATEMENT = "statement"
    POINT_OF_ORDER = "point_of_order"
    RIGHT_OF_REPLY = "right_of_reply"
    QUESTION = "question"


class State(StrEnum):
    """`called`: named by the chair, not yet speaking. `missed`: was not heard, for the reason in `missed_because`."""

    WAITING = "waiting"
    CALLED = "called"
    SPEAKING = "speaking"
    PAUSED = "paused"
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"
    MISSED = "missed"


OPEN = frozenset({State.WAITING, State.CALLED, State.SPEAKING, State.PAUSED})
ON_THE_FLOOR = frozenset({State.SPEAKING, State.PAUSED})
# Who may interrupt whom: a higher level takes the floor from a lower one and gives it back.
LEVEL = {Kind.STATEMENT: 0, Kind.RIGHT_OF_REPLY: 0, Kind.QUESTION: 1, Kind.POINT_OF_ORDER: 2}


class ListState(StrEnum):
    NOT_OPENED = "not_opened"
    OPEN = "open"
    CLOSED = "closed"


class Missed(StrEnum):
    """Why somebody who was on the list was not heard: not there when called, or the time had run out."""

    ABSENT = "absent"
    LACK_OF_TIME = "lack_of_time"


class Decision(StrEnum):
    """How the chair decides a point of order; `answered` is for one that only asked something."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"
    ANSWERED = "answered"


class Precedence(StrEnum):
    """Where a newcomer is put on the list (design: precedence by meeting kind)."""

    ORDER_OF_INSCRIPTION = "order_of_inscription"
    MEMBERS_FIRST = "members_first"
    NON_MEMBERS_FIRST = "non_members_first"
    RANK = "rank"
    BALANCED = "balanced"


class Members(StrEnum):
    """Who the members of the meeting are: an intergovernmental body's, an assembly's, the advisory group's."""

    GOVERNMENTS = "governments"
    DELEGATIONS = "delegations"
    ADVISORY_GROUP = "advisory_group"


class Undoable(StrEnum):
    """What the chair can take back; see `queue.undo`."""

    REORDER = "reorder"
    CALL = "call"
    MISS = "miss"
    WITHDRAW = "withdraw"
    FINISH = "finish"
    CONCLUDE = "conclude"


Seconds = Annotated[int, Field(ge=10, le=86_400)]


class Limits(Out):
    """Seconds a speaker has. `group`: speaking on behalf of a group; `individual`: for oneself or one's delegation."""

    group: Seconds = 300
    individual: Seconds = 180
    point_of_order: Seconds = 120
    right_of_reply: Seconds = 180
    question: Seconds = 60


class Settings(Out):
    """What the chair has set for this meeting. Budgets are seconds in the whole meeting; null or absent is none."""

    limits: Limits = Limits()
    warning_seconds: Annotated[int, Field(ge=0, le=3_600, description="Warn when this much is left.")] = 30
    delegation_budget_seconds: Seconds | None = None
    group_budget_seconds: dict[str, Seconds] = Field(default_factory=dict)
    precedence: Precedence = Precedence.ORDER_OF_INSCRIPTION
    members: Members = Members.GOVERNMENTS


class Before(Out):
    """What one entry was before an act that can be undone."""

    id: UUID
    state: State
    place: int


class Step(Out):
    """One act that can be undone. `after`: the state it left the entries in; null if it only moved them."""

    act: Undoable
    before: list[Before]
    after: State | None = None
    list_state: ListState | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """A recorded start and its stop; the last interval of whoever is speaking has no stop yet."""

    started_at: datetime
    stopped_at: datetime | None = None

    @property
    def length(self) -> timedelta:
        return self.stopped_at - self.started_at if self.stopped_at else timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One inscription on the list.

    `person` is who may hold only one open inscription of a kind; `name` is how sentences call them; `place` orders
    those who wait (with gaps, so that moving one changes only that one); `refers_to` is the entry a question is put
    to; `interrupted`: paused because somebody with precedence took the floor, so the floor comes back by itself.
    """

    id: UUID
    kind: Kind
    person: UUID
    name: str
    capacity: str = "delegate"
    delegation: UUID | None = None
    group: str | None = None
    region: str | None = None
    gender: str | None = None
    first_time: bool = False
    remote: bool = False
    on_behalf_of: str | None = None
    protocol_rank: int = 9
    refers_to: UUID | None = None
    number: int = 0
    place: int = 0
    state: State = State.WAITING
    limit_seconds: int | None = None
    intervals: tuple[Interval, ...] = ()
    interrupted: bool = False
    missed_because: Missed | None = None
    decision: Decision | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def level(self) -> int:
        return LEVEL[self.kind]

    @property
    def spoken(self) -> timedelta:
        """Between recorded starts and stops only: what runs now counts when it is stopped."""
        return sum((interval.length for interval in self.intervals), timedelta())

    @property
    def running_since(self) -> datetime | None:
        return self.intervals[-1].started_at if self.state is State.SPEAKING else None


@dataclass(frozen=True, slots=True)
class Floor:
    """The list and everybody on it, in order of inscription; `steps` can be undone, the last one first."""

    state: ListState = ListState.NOT_OPENED
    settings: Settings = field(default_factory=Settings)
    entries: tuple[Entry, ...] = ()
    steps: tuple[Step, ...] = ()

    def __getitem__(self, entry_id: UUID) -> Entry:
        for entry in self.entries:
            if entry.id == entry_id:
                return entry
        raise NotFound("There is no such speaker.")

    def of_state(self, *states: State) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.state in states)

    @property
    def speaking(self) -> Entry | None:
        return next(self.of_state(State.SPEAKING), None)

    @property
    def holder(self) -> Entry | None:
        """Whose turn it is to speak, even while a question or a point of order has interrupted."""
        return next((e for e in self.of_state(*ON_THE_FLOOR) if e.level == 0), None)

    @property
    def on_the_floor(self) -> Entry | None:
        """Who speaks, or else who would go on: of several who are paused, the one who interrupted last."""
        return max(self.of_state(*ON_THE_FLOOR), key=lambda e: (e.state is State.SPEAKING, e.level), default=None)

    @property
    def point_of_order(self) -> Entry | None:
        """The earliest point of order that has not been decided."""
        return next((e for e in self.entries if e.is_open and e.kind is Kind.POINT_OF_ORDER), None)

    def with_entries(self, *changed: Entry) -> "Floor":
        new = {entry.id: entry for entry in changed}
        return replace(self, entries=tuple(new.get(entry.id, entry) for entry in self.entries))

    def with_step(self, step: Step, keep: int = 20) -> "Floor":
        return replace(self, steps=(*self.steps, step)[-keep:])
