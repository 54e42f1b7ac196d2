"""The acts on the floor: each takes a `Floor` and gives a new one, or refuses in a plain sentence (`NotNow`).

**Asking for the floor.** While the list is open, before the meeting as well as during it. One person has at most one
open inscription of each kind; who has spoken, withdrawn or been missed may ask again. *Exceptions:* a point of order
is taken whatever the state of the list. A right of reply is taken only once the list is closed, because it answers
what was said. A question needs somebody on the floor to put it to, and nobody questions themselves.

**Calling and speaking.** The chair calls somebody (whoever is next, or anybody who waits) and starts their time when
they speak. One person may be called while another still speaks, so that they can get ready; not two. Exactly one
person speaks at any time: a start is refused while another has the floor, even paused. *Exceptions:* a point of order
takes the floor from anybody but another point of order, and a question takes it from the speaker it is put to; their
time stops at that same instant and goes on by itself when the interruption ends.

**Points of order** come before everything: nobody is called, started or resumed until the chair has decided. The
chair may decide one without hearing it. It ends by decision, never by finishing, so none is left undecided.
*Exceptions:* before it is heard its author may withdraw it; called and not there, it is missed. When several wait,
the interrupted speaker goes on only after the last one is decided.

**Pausing** stops the time, resuming starts it again. *Exception:* who was paused by the chair stays paused when an
interruption ends, because only the chair takes that back.

**Leaving.** Who waits or has been called may withdraw; who has the floor finishes instead. Called and absent is
missed. `conclude` closes the list for lack of time: statements and questions not heard are missed for that reason.
*Exceptions:* it leaves who is on the floor, points of order and rights of reply, which have yet to be taken.

**Time** is what lies between recorded starts and stops. An instant earlier than the last recorded one counts as that
one, so a clock that is set back never makes speaking time negative. Limits hold from the start of speaking: changing
them does not touch who has begun, but the chair may give one speaker more or less at any time.

**Undo** takes back the chair's last reorder, call, miss, withdrawal, finish or conclusion. *Exceptions:* a step whose
speakers have moved on is skipped; what a person withdrew themselves stays withdrawn; a finished speaker comes back
paused, since the time in between was not spoken; decided points of order and questions put stay as they are; what
would put two people in one place is refused.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from app.core.errors import NotNow
from app.speakers import order, times
from app.speakers.floor import (
    ON_THE_FLOOR,
    Before,
    Decision,
    Entry,
    Floor,
    Interval,
    Kind,
    ListState,
    Missed,
    Settings,
    State,
    Step,
    Undoable,
)

INSTEAD = {
    State.WAITING: "has not been called yet",
    State.CALLED: "has been called and does not speak yet",
    State.SPEAKING: "has the floor",
    State.PAUSED: "has the floor; their time is paused",
    State.FINISHED: "has finished",
    State.WITHDRAWN: "has withdrawn",
    State.MISSED: "was not heard",
}


def _require(entry: Entry, *states: State) -> None:
    if entry.state not in states:
        raise NotNow(f"{entry.name} {INSTEAD[entry.state]}.", code=f"speaker_{entry.state}")


# The list


def open_list(floor: Floor) -> Floor:
    if floor.state is not ListState.NOT_OPENED:
        again = "; reopen it instead" if floor.state is ListState.CLOSED else ""
        raise NotNow(f"The list of speakers has already been opened{again}.", code="list_opened")
    return replace(floor, state=ListState.OPEN)


def close_list(floor: Floor) -> Floor:
    if floor.state is not ListState.OPEN:
        raise NotNow("The list of speakers is not open.", code="list_not_open")
    return replace(floor, state=ListState.CLOSED)


def reopen_list(floor: Floor) -> Floor:
    if floor.state is not ListState.CLOSED:
        raise NotNow("The list of speakers is not closed.", code="list_not_closed")
    return replace(floor, state=ListState.OPEN)


def configure(floor: Floor, settings: Settings) -> Floor:
    """Change limits, budgets or precedence. A new precedence orders the waiting statements anew; that can be undone."""
    was, floor = floor.settings, replace(floor, settings=settings)
    changed = (was.precedence, was.members) != (settings.precedence, settings.members)
    return order.sort(floor) if changed else floor


def conclude(floor: Floor) -> Floor:
    """No time is left: whoever still waits to speak is not heard, and the record says why."""
    unheard = [e for e in floor.of_state(State.WAITING, State.CALLED) if e.kind in {Kind.STATEMENT, Kind.QUESTION}]
    if not unheard:
        raise NotNow("Nobody is waiting to make a statement.", code="nobody_waiting")
    missed = [replace(entry, state=State.MISSED, missed_because=Missed.LACK_OF_TIME) for entry in unheard]
    step = Step(act=Undoable.CONCLUDE, before=_before(unheard), after=State.MISSED, list_state=floor.state)
    return replace(floor, state=ListState.CLOSED).with_entries(*missed).with_step(step)


# Asking for the floor


def inscribe(floor: Floor, newcomer: Entry) -> Floor:
    _refuse_by_list(floor, newcomer.kind)
    for entry in floor.entries:
        if entry.is_open and (entry.person, entry.kind) == (newcomer.person, newcomer.kind):
            raise NotNow(
                f"{entry.name} is already on the list with {order.SINGULAR[entry.kind]} by the same person.",
                code="already_inscribed",
            )
    if newcomer.kind is Kind.QUESTION:
        newcomer = _addressed(floor, newcomer)
    return order.admit(floor, newcomer)


def _refuse_by_list(floor: Floor, kind: Kind) -> None:
    if kind is Kind.POINT_OF_ORDER:
        return
    if kind is Kind.RIGHT_OF_REPLY:
        if floor.state is not ListState.CLOSED:
            raise NotNow("Rights of reply are taken once the list of speakers is closed.", code="list_not_closed")
        return
    if floor.state is ListState.NOT_OPENED:
        raise NotNow("The list of speakers is not open yet.", code="list_not_open")
    if floor.state is ListState.CLOSED:
        raise NotNow(
            "The list of speakers is closed; only points of order and rights of reply are taken.", code="list_closed"
        )


def _addressed(floor: Floor, question: Entry) -> Entry:
    """A question is put to whoever has the floor; one meant for somebody who no longer has it is not redirected."""
    holder = floor.holder
    if holder is None or question.refers_to not in {None, holder.id}:
        raise NotNow("Whom you want to ask does not have the floor.", code="nobody_to_ask")
    if holder.person == question.person:
        raise NotNow("You have the floor yourself, so there is nobody to put a question to.", code="nobody_to_ask")
    return replace(question, refers_to=holder.id)


def amend(floor: Floor, entry_id: UUID, changes: Mapping[str, Any]) -> Floor:
    """Correct an open inscription: `limit_seconds`, `protocol_rank`, `on_behalf_of`, `remote` or `first_time`."""
    entry = floor[entry_id]
    _require(entry, State.WAITING, State.CALLED, State.SPEAKING, State.PAUSED)
    amended = replace(entry, **changes)
    floor = floor.with_entries(amended)
    ranks = order.precedence(floor.settings, entry) != order.precedence(floor.settings, amended)
    return order.place_anew(floor, amended) if ranks and entry.state is State.WAITING else floor


def reorder(floor: Floor, entry_id: UUID, before_id: UUID | None) -> Floor:
    return order.move(floor, floor[entry_id], floor[before_id] if before_id else None)


def withdraw(floor: Floor, entry_id: UUID, at: datetime, *, by_chair: bool) -> Floor:
    entry = floor[entry_id]
    _require(entry, State.WAITING, State.CALLED)
    gone = floor.with_entries(replace(entry, state=State.WITHDRAWN))
    if by_chair:
        gone = gone.with_step(Step(act=Undoable.WITHDRAW, before=_before([entry]), after=State.WITHDRAWN))
    return _give_back(gone, no_earlier(floor, at))


# Calling


def next_in_order(floor: Floor) -> Entry:
    waiting = order.in_order(floor)
    if not waiting:
        raise NotNow("Nobody is waiting for the floor.", code="nobody_waiting")
    return waiting[0]


def call(floor: Floor, entry_id: UUID) -> Floor:
    entry = floor[entry_id]
    _require(entry, State.WAITING)
    _points_of_order_first(floor, entry)
    for other in floor.of_state(State.CALLED):
        if other.level == entry.level:
            raise NotNow(
                f"{other.name} has been called; start their time, mark them as missed or take the call back first.",
                code="somebody_called",
            )
    step = Step(act=Undoable.CALL, before=_before([entry]), after=State.CALLED)
    return floor.with_entries(replace(entry, state=State.CALLED)).with_step(step)


def miss(floor: Floor, entry_id: UUID, at: datetime) -> Floor:
    """Called and not there. They may ask for the floor again."""
    entry = floor[entry_id]
    _require(entry, State.CALLED)
    step = Step(act=Undoable.MISS, before=_before([entry]), after=State.MISSED)
    missed = replace(entry, state=State.MISSED, missed_because=Missed.ABSENT)
    return _give_back(floor.with_entries(missed).with_step(step), no_earlier(floor, at))


def _points_of_order_first(floor: Floor, entry: Entry) -> None:
    point = floor.point_of_order
    if point is not None and entry.kind is not Kind.POINT_OF_ORDER:
        raise NotNow(f"{point.name} has raised a point of order, which is decided first.", code="point_of_order_first")


# Speaking


def start(floor: Floor, entry_id: UUID, at: datetime) -> Floor:
    entry, at = floor[entry_id], no_earlier(floor, at)
    _require(entry, State.CALLED)
    _points_of_order_first(floor, entry)
    for other in floor.of_state(*ON_THE_FLOOR):
        if other.level >= entry.level or (entry.kind is Kind.QUESTION and other.id != entry.refers_to):
            raise NotNow(f"{other.name} {INSTEAD[other.state]}; let them finish first.", code="floor_taken")
    limit = entry.limit_seconds or times.limit_of(floor.settings, entry)
    started = replace(_running(entry, at), limit_seconds=limit)
    interrupted = [replace(_stopped(e, at, State.PAUSED), interrupted=True) for e in floor.of_state(State.SPEAKING)]
    return floor.with_entries(started, *interrupted)


def pause(floor: Floor, entry_id: UUID, at: datetime) -> Floor:
    entry = floor[entry_id]
    _require(entry, State.SPEAKING)
    return floor.with_entries(_stopped(entry, no_earlier(floor, at), State.PAUSED))


def resume(floor: Floor, entry_id: UUID, at: datetime) -> Floor:
    entry = floor[entry_id]
    _require(entry, State.PAUSED)
    _points_of_order_first(floor, entry)
    for other in floor.of_state(*ON_THE_FLOOR):
        if other.level > entry.level:
            raise NotNow(f"{other.name} {INSTEAD[other.state]}; let them finish first.", code="floor_taken")
    return floor.with_entries(_running(entry, no_earlier(floor, at)))


def finish(floor: Floor, entry_id: UUID, at: datetime) -> Floor:
    entry, at = floor[entry_id], no_earlier(floor, at)
    _require(entry, State.SPEAKING, State.PAUSED)
    if entry.kind is Kind.POINT_OF_ORDER:
        raise NotNow("A point of order ends with the chair's decision.", code="decision_needed")
    floor = floor.with_entries(_stopped(entry, at, State.FINISHED))
    if entry.level == 0:
        floor = floor.with_step(Step(act=Undoable.FINISH, before=_before([entry]), after=State.FINISHED))
    return _give_back(floor, at)


def decide(floor: Floor, entry_id: UUID, decision: Decision, at: datetime) -> Floor:
    """Decide a point of order, heard or not; then the interrupted speaker goes on."""
    entry, at = floor[entry_id], no_earlier(floor, at)
    if entry.kind is not Kind.POINT_OF_ORDER:
        raise NotNow("Only a point of order is decided.", code="no_point_of_order")
    _require(entry, State.WAITING, State.CALLED, State.SPEAKING, State.PAUSED)
    return _give_back(floor.with_entries(replace(_stopped(entry, at, State.FINISHED), decision=decision)), at)


def _running(entry: Entry, at: datetime) -> Entry:
    return replace(entry, state=State.SPEAKING, interrupted=False, intervals=(*entry.intervals, Interval(at)))


def _stopped(entry: Entry, at: datetime, state: State) -> Entry:
    intervals = entry.intervals
    if entry.state is State.SPEAKING:
        intervals = (*intervals[:-1], Interval(intervals[-1].started_at, at))
    return replace(entry, state=state, interrupted=False, intervals=intervals)


def _give_back(floor: Floor, at: datetime) -> Floor:
    """After an interruption: the speaker who was interrupted last goes on, unless a point of order still waits."""
    top = floor.on_the_floor
    if top is None or not top.interrupted or floor.point_of_order is not None:
        return floor
    return floor.with_entries(_running(top, at))


def no_earlier(floor: Floor, at: datetime) -> datetime:
    recorded = [
        instant
        for entry in floor.entries
        for interval in entry.intervals[-1:]
        for instant in (interval.started_at, interval.stopped_at)
        if instant is not None
    ]
    return max([at, *recorded])


# Undo


def undoable(floor: Floor) -> Step | None:
    """The last step that can still be taken back."""
    return next((step for step in reversed(floor.steps) if _is_alive(floor, step)), None)


def _is_alive(floor: Floor, step: Step) -> bool:
    touched = {before.id for before in step.before}
    states = [entry.state for entry in floor.entries if entry.id in touched]
    return State.WAITING in states if step.after is None else all(state is step.after for state in states)


def undo(floor: Floor) -> Floor:
    step = undoable(floor)
    if step is None:
        raise NotNow("There is nothing to undo.", code="nothing_to_undo")
    steps = floor.steps[: max(number for number, each in enumerate(floor.steps) if each is step)]
    if step.after is None:
        places = {before.id: before.place for before in step.before}
        return replace(order.put_back(floor, places), steps=steps)
    for before in step.before:
        _refuse_second(floor, floor[before.id], before.state)
    restored = [_restored(floor[before.id], before) for before in step.before]
    return replace(floor.with_entries(*restored), steps=steps, state=step.list_state or floor.state)


def _refuse_second(floor: Floor, entry: Entry, state: State) -> None:
    """An entry cannot come back into a place that somebody else has taken since."""
    places = ON_THE_FLOOR if state in ON_THE_FLOOR else {state} - {State.WAITING}
    for other in floor.of_state(*places):
        if other.level == entry.level:
            raise NotNow(f"{other.name} {INSTEAD[other.state]}, so this cannot be undone now.", code="floor_taken")
    if state is not State.WAITING or entry.kind is Kind.POINT_OF_ORDER:
        _points_of_order_first(floor, entry)
    for other in floor.entries:
        if other.is_open and other.id != entry.id and (other.person, other.kind) == (entry.person, entry.kind):
            raise NotNow(f"{other.name} has asked for the floor again meanwhile.", code="already_inscribed")


def _restored(entry: Entry, before: Before) -> Entry:
    state = State.PAUSED if before.state in ON_THE_FLOOR else before.state
    return replace(entry, state=state, place=before.place, missed_because=None)


def _before(entries: list[Entry]) -> list[Before]:
    return [Before(id=entry.id, state=entry.state, place=entry.place) for entry in entries]
