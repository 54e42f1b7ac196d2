"""Whatever anybody does in whatever order: nobody is lost or doubled, one person speaks, time is what was recorded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.core.errors import NotNow
from app.speakers import fairness, order, queue, times
from app.speakers.floor import (
    ON_THE_FLOOR,
    Decision,
    Entry,
    Floor,
    Kind,
    ListState,
    Precedence,
    Settings,
    State,
    Undoable,
)
from tests.speakers.people import GROUPS, NOON, asks

NAMES = ("Ada", "Bo", "Chi", "Dede", "Efua", "Fen")
LAST = {State.FINISHED, State.WITHDRAWN, State.MISSED}


def call(floor: Floor, entry_id: UUID, _: datetime) -> Floor:
    return queue.call(floor, entry_id)


def decide(floor: Floor, entry_id: UUID, at: datetime) -> Floor:
    return queue.decide(floor, entry_id, Decision.UPHELD, at)


LIKELY = {
    State.WAITING: (call, call, decide),
    State.CALLED: (queue.start, queue.start, queue.start, queue.miss, decide),
    State.SPEAKING: (queue.pause, queue.finish, decide),
    State.PAUSED: (queue.resume, queue.finish, decide),
}


class FloorMachine(RuleBasedStateMachine):
    """Six people and any number of chairs act at will; the machine keeps its own simple account beside the rules."""

    def __init__(self) -> None:
        super().__init__()
        self.floor = Floor()
        self.now = NOON
        self.inscribed: list[UUID] = []
        self.heard: dict[UUID, timedelta] = {}

    @initialize(precedence=st.sampled_from(Precedence), opened=st.sampled_from([True, True, True, False]))
    def a_meeting_begins(self, precedence: Precedence, opened: bool) -> None:  # noqa: FBT001
        budgets = {"delegation_budget_seconds": 60, "group_budget_seconds": {"government": 90}}
        self.floor = queue.configure(self.floor, Settings(precedence=precedence, **budgets))
        if opened:
            self.act(queue.open_list)
            for name in NAMES[:5]:
                self.somebody_asks(name, Kind.STATEMENT, GROUPS[len(name) % 3], 2, first=True)

    def act(self, act: Callable[[Floor], Floor]) -> bool:
        """Do it, or be refused in a sentence. Time that runs is added up here, second by second."""
        before = self.floor
        try:
            self.floor = act(self.floor)
        except NotNow as caught:
            refusal = caught.detail
        else:
            return True
        assert refusal[0].isupper(), refusal
        assert refusal.endswith("."), refusal
        assert self.floor is before
        return False

    def some(self, data: st.DataObject) -> UUID:
        """Mostly somebody the act may be meant for, so that long stories happen."""
        waiting = [entry for entry in self.floor.entries if entry.state not in LAST]
        chosen: Entry = data.draw(st.sampled_from(waiting or self.floor.entries))
        return chosen.id

    @rule(data=st.data(), acts=st.integers(1, 6))
    def the_meeting_goes_on(self, data: st.DataObject, acts: int) -> None:
        """Acts that make sense now, one after the other, so that long stories with interruptions come about."""
        for _ in range(acts):
            likely = [
                (entry, act)
                for entry in self.floor.entries
                for act in LIKELY.get(entry.state, ())
                if (act is decide) <= (entry.kind is Kind.POINT_OF_ORDER)
            ]
            self.time_passes(data.draw(st.integers(-10, 120)))
            if likely:
                entry, act = data.draw(st.sampled_from(likely))
                self.act(lambda floor, entry=entry, act=act: act(floor, entry.id, self.now))  # type: ignore[misc]
                self.check()

    def time_passes(self, seconds: int) -> None:
        """Sometimes backwards: somebody sets the server's clock."""
        self.now += timedelta(seconds=seconds)

    @rule(
        name=st.sampled_from(NAMES),
        kind=st.sampled_from(Kind),
        group=st.sampled_from(GROUPS),
        rank=st.integers(1, 3),
        first=st.booleans(),
        at_once=st.booleans(),
    )
    def somebody_asks(
        self, name: str, kind: Kind, group: str | None, rank: int, *, first: bool, at_once: bool = False
    ) -> None:
        open_already = any(e.is_open and e.name == name and e.kind is kind for e in self.floor.entries)
        entry = asks(name, kind, group=group, protocol_rank=rank, first_time=first)
        if self.act(lambda floor: queue.inscribe(floor, entry)):
            assert not open_already
            self.inscribed.append(entry.id)
            if at_once:
                self.act(lambda floor: queue.call(floor, entry.id))
                self.act(lambda floor: queue.start(floor, entry.id, self.now))

    @rule(data=st.data(), precedence=st.sampled_from(Precedence), rank=st.integers(1, 3))
    def the_chair_does_something_else(self, data: st.DataObject, precedence: Precedence, rank: int) -> None:
        settings_ = self.floor.settings.model_copy(update={"precedence": precedence})
        acts: list[Callable[[Floor], Floor]] = [
            queue.open_list, queue.close_list, queue.close_list, queue.reopen_list, queue.conclude, queue.undo,
            lambda floor: queue.configure(floor, settings_),
        ]  # fmt: skip
        if self.floor.entries:
            entry_id = self.some(data)
            acts += [
                lambda floor: queue.withdraw(floor, entry_id, self.now, by_chair=rank == 1),
                lambda floor: queue.amend(floor, entry_id, {"protocol_rank": rank, "limit_seconds": 30 * rank}),
                lambda floor: queue.call(floor, entry_id),
                lambda floor: queue.start(floor, entry_id, self.now),
                lambda floor: queue.resume(floor, entry_id, self.now),
                lambda floor: queue.miss(floor, entry_id, self.now),
                lambda floor: queue.finish(floor, entry_id, self.now),
                lambda floor: queue.decide(floor, entry_id, Decision.ANSWERED, self.now),
            ]
        self.act(data.draw(st.sampled_from(acts)))

    @precondition(lambda self: self.floor.entries)
    @rule(data=st.data(), kept=st.booleans())
    def the_order_changes_and_changes_back(self, data: st.DataObject, *, kept: bool) -> None:
        """Undo directly after a reorder gives exactly the order before it."""
        moved, before = self.some(data), data.draw(st.none() | st.just(self.some(data)))
        waiting = order.in_order(self.floor)
        if self.act(lambda floor: queue.reorder(floor, moved, before)):
            assert sorted(map(str, _ids(order.in_order(self.floor)))) == sorted(map(str, _ids(waiting)))
            assert _ids(order.in_order(self.floor)) != _ids(waiting)
            changed = self.floor
            self.act(queue.undo)
            assert _ids(order.in_order(self.floor)) == _ids(waiting)
            self.floor = changed if kept else self.floor

    @precondition(lambda self: self.floor.entries)
    @rule(data=st.data(), act=st.sampled_from([queue.call, queue.conclude, queue.miss, queue.finish]))
    def an_act_is_taken_back_at_once(self, data: st.DataObject, act: Any) -> None:
        before, entry_id = self.floor, self.some(data)
        arguments = {queue.call: (entry_id,), queue.conclude: ()}.get(act, (entry_id, self.now))
        if not self.act(lambda floor: act(floor, *arguments)):
            return
        step = queue.undoable(self.floor)
        assert step is not None
        if (act is queue.finish and before[entry_id].level) or not self.act(queue.undo):
            return
        if step.act is Undoable.FINISH:
            assert self.floor[entry_id].state is State.PAUSED
            assert self.floor[entry_id].spoken >= before[entry_id].spoken
        elif not (act is queue.miss and before.on_the_floor != self.floor.on_the_floor):
            assert self.floor == before

    @invariant()
    def check(self) -> None:
        """All that must be true after every act."""
        self.nobody_is_lost_or_doubled()
        self.one_person_speaks_and_one_of_a_level_is_called()
        self.one_open_inscription_per_person_and_kind()
        self.time_is_the_sum_of_intervals_that_do_not_overlap()
        self.a_point_of_order_is_decided_and_who_was_interrupted_goes_on()
        self.the_proposal_is_somebody_who_waits()
        self.the_clock_agrees_with_the_entries()
        self.nothing_on_a_list_that_never_opened()

    def nobody_is_lost_or_doubled(self) -> None:
        assert [entry.id for entry in self.floor.entries] == self.inscribed
        assert [entry.number for entry in self.floor.entries] == list(range(1, len(self.inscribed) + 1))
        waiting = order.in_order(self.floor)
        assert {e.id for e in waiting} == {e.id for e in self.floor.entries if e.state is State.WAITING}
        assert len({e.id for e in waiting}) == len(waiting)

    def one_person_speaks_and_one_of_a_level_is_called(self) -> None:
        assert len(list(self.floor.of_state(State.SPEAKING))) <= 1
        for level in range(3):
            assert len([e for e in self.floor.of_state(*ON_THE_FLOOR) if e.level == level]) <= 1
            assert len([e for e in self.floor.of_state(State.CALLED) if e.level == level]) <= 1
        speaking = self.floor.speaking
        if speaking:
            assert speaking is self.floor.on_the_floor
            assert all(e.level < speaking.level for e in self.floor.of_state(State.PAUSED))

    def one_open_inscription_per_person_and_kind(self) -> None:
        still_open = [(e.person, e.kind) for e in self.floor.entries if e.is_open]
        assert len(set(still_open)) == len(still_open)

    def time_is_the_sum_of_intervals_that_do_not_overlap(self) -> None:
        intervals = [interval for entry in self.floor.entries for interval in entry.intervals]
        for entry in self.floor.entries:
            assert (entry.state is State.SPEAKING) == any(i.stopped_at is None for i in entry.intervals)
            assert entry.spoken == sum((i.length for i in entry.intervals), timedelta())
            assert (
                entry.state not in {State.WAITING, State.CALLED, State.MISSED, State.WITHDRAWN} or not entry.intervals
            )
            was = self.heard.get(entry.id, timedelta())
            assert entry.spoken >= was, "time that was spoken is never taken away"
            self.heard[entry.id] = entry.spoken
        ordered = sorted(intervals, key=lambda i: (i.started_at, i.stopped_at is None, i.stopped_at))
        for one, two in pairwise(ordered):
            assert one.stopped_at is not None
            assert one.started_at <= one.stopped_at <= two.started_at
        total = sum((share.spoken for share in times.shares(self.floor, lambda e: e.group)), timedelta())
        points = sum((e.spoken for e in self.floor.entries if e.kind is Kind.POINT_OF_ORDER), timedelta())
        assert total + points == sum((e.spoken for e in self.floor.entries), timedelta())

    def a_point_of_order_is_decided_and_who_was_interrupted_goes_on(self) -> None:
        for entry in self.floor.entries:
            if entry.kind is Kind.POINT_OF_ORDER and entry.state is State.FINISHED:
                assert entry.decision is not None
        top = self.floor.on_the_floor
        if top is not None and top.state is State.PAUSED and top.interrupted:
            assert self.floor.point_of_order is not None
        assert all(e.state is State.PAUSED for e in self.floor.entries if e.interrupted)

    def the_proposal_is_somebody_who_waits(self) -> None:
        proposal, waiting = fairness.propose(self.floor), order.in_order(self.floor)
        assert (proposal is None) == (not waiting)
        if proposal:
            assert self.floor[proposal.speaker_id].state is State.WAITING
            assert proposal.sentence.endswith(".")
            assert "{" not in proposal.sentence
            assert fairness.propose(self.floor) == proposal

    def the_clock_agrees_with_the_entries(self) -> None:
        clock = times.clock(self.floor)
        assert (clock is None) == (not list(self.floor.of_state(*ON_THE_FLOOR)))
        if clock and clock.limit.ends_at:
            assert clock.entry is self.floor.speaking
            left = timedelta(seconds=clock.limit.seconds) - clock.entry.spoken
            assert clock.entry.running_since is not None
            assert clock.limit.ends_at - clock.entry.running_since == left
        assert all(budget.allowance.spoken >= timedelta() for budget in times.warnings(self.floor))

    def nothing_on_a_list_that_never_opened(self) -> None:
        if self.floor.state is ListState.NOT_OPENED:
            assert all(entry.kind is Kind.POINT_OF_ORDER for entry in self.floor.entries)


def _ids(entries: tuple[Entry, ...]) -> list[UUID]:
    return [entry.id for entry in entries]


TestFloor = FloorMachine.TestCase
TestFloor.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)


def test_renumbering_keeps_the_order() -> None:
    """Moving people into the same gap over and over uses it up; the order must not notice."""
    floor = queue.open_list(Floor())
    for name in NAMES:
        floor = queue.inscribe(floor, asks(name))
    expected = [entry.name for entry in order.in_order(floor)]
    for turn in range(60):
        moved, target = expected[-1], expected[1]
        entries = {entry.name: entry for entry in order.in_order(floor)}
        floor = queue.reorder(floor, entries[moved].id, entries[target].id)
        expected = [expected[0], moved, *expected[1:-1]]
        assert [entry.name for entry in order.in_order(floor)] == expected, turn
        undone = queue.undo(floor)
        assert [entry.name for entry in order.in_order(undone)] == [expected[0], *expected[2:], moved]
    assert max(abs(entry.place) for entry in floor.entries) < 2**53
    assert replace(floor, steps=()) != floor
