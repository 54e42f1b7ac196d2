"""The rules of the floor and each of their exceptions, one by one."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from app.core.errors import NotFound, NotNow
from app.speakers import queue
from app.speakers.floor import Decision, Floor, Interval, Kind, ListState, Missed, State
from tests.speakers.people import asks, at, closed, named, open_floor, person, speaks, spoke

REPLY, POINT, QUESTION = Kind.RIGHT_OF_REPLY, Kind.POINT_OF_ORDER, Kind.QUESTION


def refused(act: Callable[[], Floor], code: str, words: str = "") -> None:
    with pytest.raises(NotNow) as caught:
        act()
    assert caught.value.code == code
    assert words in caught.value.detail
    assert caught.value.detail.endswith(".")


def interrupted_by_a_point() -> Floor:
    """Ada speaks from second 0; at 10 Bo's point of order is being heard."""
    floor = speaks(open_floor(asks("Ada"), asks("Chi")), "Ada", 0)
    return speaks(queue.inscribe(floor, asks("Bo", POINT)), "Bo", 10)


# Asking


@pytest.mark.parametrize(
    ("state", "kind", "code"),
    [
        (ListState.NOT_OPENED, Kind.STATEMENT, "list_not_open"),
        (ListState.NOT_OPENED, REPLY, "list_not_closed"),
        (ListState.NOT_OPENED, QUESTION, "list_not_open"),
        (ListState.NOT_OPENED, POINT, None),
        (ListState.OPEN, Kind.STATEMENT, None),
        (ListState.OPEN, REPLY, "list_not_closed"),
        (ListState.OPEN, QUESTION, None),
        (ListState.OPEN, POINT, None),
        (ListState.CLOSED, Kind.STATEMENT, "list_closed"),
        (ListState.CLOSED, REPLY, None),
        (ListState.CLOSED, QUESTION, "list_closed"),
        (ListState.CLOSED, POINT, None),
    ],
)
def test_what_the_list_takes_when(state: ListState, kind: Kind, code: str | None) -> None:
    floor = replace(speaks(open_floor(asks("Ada")), "Ada", 0), state=state)
    if code:
        refused(lambda: queue.inscribe(floor, asks("Bo", kind)), code)
    else:
        assert named(queue.inscribe(floor, asks("Bo", kind)), "Bo").state is State.WAITING


def test_a_person_has_one_open_inscription_of_a_kind() -> None:
    floor = open_floor(asks("Ada"))
    refused(lambda: queue.inscribe(floor, asks("Ada")), "already_inscribed", "already on the list with a statement")
    floor = queue.inscribe(floor, asks("Ada", POINT))
    colleague = replace(asks("Ada"), person=person("colleague"))
    assert len(queue.inscribe(floor, colleague).entries) == 3, "the same delegation, another person"


@pytest.mark.parametrize("ending", ["finished", "withdrawn", "missed"])
def test_who_has_left_the_list_may_ask_again(ending: str) -> None:
    floor = open_floor(asks("Ada"))
    ada = named(floor, "Ada").id
    if ending == "finished":
        floor = spoke(floor, "Ada", 0, 10)
    elif ending == "withdrawn":
        floor = queue.withdraw(floor, ada, at(0), by_chair=False)
    else:
        floor = queue.miss(queue.call(floor, ada), ada, at(0))
        assert floor[ada].missed_because is Missed.ABSENT
    assert [entry.state for entry in queue.inscribe(floor, asks("Ada")).entries] == [ending, "waiting"]


def test_a_question_goes_to_whoever_has_the_floor_and_to_nobody_else() -> None:
    floor = open_floor(asks("Ada"), asks("Bo"))
    refused(lambda: queue.inscribe(floor, asks("Chi", QUESTION)), "nobody_to_ask")
    called = queue.call(floor, named(floor, "Ada").id)
    refused(lambda: queue.inscribe(called, asks("Chi", QUESTION)), "nobody_to_ask")
    speaking = speaks(floor, "Ada", 0)
    question = named(queue.inscribe(speaking, asks("Chi", QUESTION)), "Chi")
    assert question.refers_to == named(speaking, "Ada").id
    for_bo = asks("Chi", QUESTION, refers_to=named(floor, "Bo").id)
    refused(lambda: queue.inscribe(speaking, for_bo), "nobody_to_ask")
    refused(lambda: queue.inscribe(speaking, asks("Ada", QUESTION)), "nobody_to_ask", "yourself")


# Calling and speaking


def test_called_is_not_speaking() -> None:
    floor = open_floor(asks("Ada"))
    ada = named(floor, "Ada").id
    refused(lambda: queue.start(floor, ada, at(0)), "speaker_waiting", "Ada has not been called yet")
    called = queue.call(floor, ada)
    refused(lambda: queue.call(called, ada), "speaker_called")
    refused(lambda: queue.pause(called, ada, at(0)), "speaker_called", "does not speak yet")
    refused(lambda: queue.resume(called, ada, at(0)), "speaker_called")


def test_somebody_unknown_is_not_found() -> None:
    with pytest.raises(NotFound):
        queue.call(open_floor(), uuid4())
    with pytest.raises(NotNow, match="Nobody is waiting for the floor"):
        queue.next_in_order(open_floor())


def test_the_next_may_get_ready_but_only_one() -> None:
    floor = speaks(open_floor(asks("Ada"), asks("Bo"), asks("Chi")), "Ada", 0)
    floor = queue.call(floor, named(floor, "Bo").id)
    refused(lambda: queue.call(floor, named(floor, "Chi").id), "somebody_called", "Bo has been called")
    refused(lambda: queue.start(floor, named(floor, "Bo").id, at(5)), "floor_taken", "Ada has the floor")
    paused = queue.pause(floor, named(floor, "Ada").id, at(5))
    refused(lambda: queue.start(paused, named(floor, "Bo").id, at(6)), "floor_taken", "paused")


def test_time_is_what_lies_between_starts_and_stops() -> None:
    floor = speaks(open_floor(asks("Ada")), "Ada", 0)
    ada = named(floor, "Ada").id
    assert floor[ada].running_since == at(0)
    floor = queue.resume(queue.pause(floor, ada, at(10)), ada, at(30))
    floor = queue.finish(floor, ada, at(45.5))
    assert floor[ada].intervals == (Interval(at(0), at(10)), Interval(at(30), at(45.5)))
    assert floor[ada].spoken.total_seconds() == 25.5


def test_a_clock_set_back_takes_no_time_away() -> None:
    floor = speaks(open_floor(asks("Ada"), asks("Bo")), "Ada", 100)
    floor = queue.finish(floor, named(floor, "Ada").id, at(40))
    assert named(floor, "Ada").intervals == (Interval(at(100), at(100)),)
    assert named(speaks(floor, "Bo", 50), "Bo").intervals == (Interval(at(100)),)


def test_the_limit_is_the_one_at_the_start_and_the_chair_may_change_it() -> None:
    floor = open_floor(asks("Ada", on_behalf_of="a group"), asks("Bo"), asks("Chi", limit_seconds=60))
    floor = spoke(floor, "Ada", 0, 1)
    floor = speaks(floor, "Bo", 2)
    shorter = floor.settings.model_copy(update={"limits": floor.settings.limits.model_copy(update={"individual": 90})})
    floor = queue.configure(floor, shorter)
    assert [named(floor, name).limit_seconds for name in ("Ada", "Bo")] == [300, 180]
    floor = queue.amend(floor, named(floor, "Bo").id, {"limit_seconds": 240})
    assert named(floor, "Bo").limit_seconds == 240
    floor = queue.finish(floor, named(floor, "Bo").id, at(3))
    assert named(speaks(floor, "Chi", 4), "Chi").limit_seconds == 60
    refused(lambda: queue.amend(floor, named(floor, "Bo").id, {"limit_seconds": 240}), "speaker_finished")


# Interruptions


def test_a_point_of_order_stops_the_speaker_and_gives_the_floor_back() -> None:
    floor = interrupted_by_a_point()
    ada, bo = named(floor, "Ada"), named(floor, "Bo")
    assert (ada.state, ada.interrupted, ada.intervals) == (State.PAUSED, True, (Interval(at(0), at(10)),))
    floor = queue.decide(floor, bo.id, Decision.UPHELD, at(25))
    assert floor[bo.id].decision is Decision.UPHELD
    assert floor[bo.id].spoken.total_seconds() == 15
    assert (floor[ada.id].state, floor[ada.id].intervals[-1]) == (State.SPEAKING, Interval(at(25)))


def test_nothing_else_happens_before_a_point_of_order_is_decided() -> None:
    floor = speaks(open_floor(asks("Ada"), asks("Chi")), "Ada", 0)
    floor = queue.pause(queue.inscribe(floor, asks("Bo", POINT)), named(floor, "Ada").id, at(1))
    for act in (
        lambda: queue.call(floor, named(floor, "Chi").id),
        lambda: queue.resume(floor, named(floor, "Ada").id, at(2)),
    ):
        refused(act, "point_of_order_first", "Bo has raised a point of order")
    assert queue.finish(floor, named(floor, "Ada").id, at(2)), "finishing gives the floor up, so it may come first"


def test_a_point_of_order_waits_for_another_and_the_speaker_for_both() -> None:
    floor = interrupted_by_a_point()
    floor = queue.inscribe(floor, asks("Dede", POINT))
    ada, bo, dede = (named(floor, name).id for name in ("Ada", "Bo", "Dede"))
    refused(lambda: queue.start(queue.call(floor, dede), dede, at(12)), "floor_taken", "Bo has the floor")
    floor = queue.decide(floor, bo, Decision.DISMISSED, at(20))
    assert floor[ada].state is State.PAUSED
    refused(lambda: queue.resume(floor, ada, at(21)), "point_of_order_first")
    for ending in (
        lambda: queue.decide(floor, dede, Decision.ANSWERED, at(30)),
        lambda: queue.withdraw(floor, dede, at(30), by_chair=False),
        lambda: queue.miss(queue.call(floor, dede), dede, at(30)),
    ):
        assert ending()[ada].running_since == at(30)


def test_a_point_of_order_ends_by_decision_only() -> None:
    floor = interrupted_by_a_point()
    bo = named(floor, "Bo").id
    refused(lambda: queue.finish(floor, bo, at(11)), "decision_needed")
    refused(lambda: queue.withdraw(floor, bo, at(11), by_chair=True), "speaker_speaking")
    refused(lambda: queue.decide(floor, named(floor, "Ada").id, Decision.UPHELD, at(11)), "no_point_of_order")
    decided = queue.decide(floor, bo, Decision.UPHELD, at(11))
    refused(lambda: queue.decide(decided, bo, Decision.DISMISSED, at(12)), "speaker_finished")


def test_who_was_paused_by_the_chair_stays_paused_after_an_interruption() -> None:
    floor = speaks(open_floor(asks("Ada")), "Ada", 0)
    ada = named(floor, "Ada").id
    floor = speaks(queue.inscribe(queue.pause(floor, ada, at(5)), asks("Bo", POINT)), "Bo", 6)
    floor = queue.decide(floor, named(floor, "Bo").id, Decision.UPHELD, at(10))
    assert floor[ada].state is State.PAUSED
    assert queue.resume(floor, ada, at(20))[ada].state is State.SPEAKING


def test_a_speaker_may_finish_while_interrupted_and_does_not_come_back() -> None:
    floor = interrupted_by_a_point()
    floor = queue.finish(floor, named(floor, "Ada").id, at(12))
    floor = queue.decide(floor, named(floor, "Bo").id, Decision.UPHELD, at(15))
    assert (named(floor, "Ada").state, floor.speaking) == (State.FINISHED, None)


def test_a_point_of_order_during_a_question_gives_the_floor_back_step_by_step() -> None:
    floor = speaks(open_floor(asks("Ada")), "Ada", 0)
    floor = speaks(queue.inscribe(floor, asks("Bo", QUESTION)), "Bo", 10)
    floor = speaks(queue.inscribe(floor, asks("Chi", POINT)), "Chi", 20)
    ada, bo, chi = (named(floor, name).id for name in ("Ada", "Bo", "Chi"))
    assert [floor[each].state for each in (ada, bo, chi)] == ["paused", "paused", "speaking"]
    floor = queue.decide(floor, chi, Decision.ANSWERED, at(30))
    assert [floor[each].state for each in (ada, bo)] == ["paused", "speaking"]
    paused = queue.pause(floor, bo, at(31))
    refused(lambda: queue.resume(paused, ada, at(32)), "floor_taken", "Bo has the floor")
    floor = queue.finish(floor, bo, at(40))
    assert floor[ada].running_since == at(40)
    assert [floor[each].spoken.total_seconds() for each in (ada, bo, chi)] == [10, 20, 10]


def test_a_question_interrupts_only_whom_it_is_put_to() -> None:
    floor = speaks(open_floor(asks("Ada"), asks("Bo")), "Ada", 0)
    floor = queue.inscribe(floor, asks("Chi", QUESTION))
    floor = speaks(queue.finish(floor, named(floor, "Ada").id, at(10)), "Bo", 20)
    floor = queue.call(floor, named(floor, "Chi").id)
    refused(lambda: queue.start(floor, named(floor, "Chi").id, at(25)), "floor_taken", "Bo has the floor")
    floor = queue.finish(floor, named(floor, "Bo").id, at(30))
    floor = queue.start(floor, named(floor, "Chi").id, at(31))
    assert floor.speaking == named(floor, "Chi")


# Leaving the list


def test_who_has_the_floor_finishes_and_does_not_withdraw() -> None:
    floor = speaks(open_floor(asks("Ada"), asks("Bo")), "Ada", 0)
    refused(lambda: queue.withdraw(floor, named(floor, "Ada").id, at(1), by_chair=False), "speaker_speaking")
    called = queue.call(floor, named(floor, "Bo").id)
    assert queue.withdraw(called, named(floor, "Bo").id, at(1), by_chair=False)


def test_concluding_leaves_the_speaker_points_of_order_and_replies() -> None:
    floor = speaks(open_floor(asks("Ada"), asks("Bo"), asks("Chi")), "Ada", 0)
    floor = queue.call(queue.inscribe(floor, asks("Fen", QUESTION)), named(floor, "Bo").id)
    floor = queue.inscribe(closed(floor), asks("Dede", REPLY))
    floor = queue.inscribe(floor, asks("Efua", POINT))
    concluded = queue.conclude(floor)
    assert {e.name: e.state for e in concluded.entries} == {
        "Ada": "speaking", "Bo": "missed", "Chi": "missed", "Fen": "missed", "Dede": "waiting", "Efua": "waiting",
    }  # fmt: skip
    assert {e.missed_because for e in concluded.entries if e.state is State.MISSED} == {Missed.LACK_OF_TIME}
    refused(lambda: queue.conclude(concluded), "nobody_waiting")


# Undo


def test_only_those_who_wait_are_moved() -> None:
    floor = open_floor(asks("Ada"), asks("Bo"), asks("Chi"))
    ada, bo = named(floor, "Ada").id, named(floor, "Bo").id
    floor = queue.call(floor, ada)
    refused(lambda: queue.reorder(floor, ada, bo), "not_waiting", "Ada is not waiting")
    refused(lambda: queue.reorder(floor, bo, ada), "not_waiting", "Ada is not waiting")


def test_undo_goes_back_step_by_step_and_skips_what_has_moved_on() -> None:
    floor = open_floor(asks("Ada"), asks("Bo"), asks("Chi"))
    moved = queue.reorder(floor, named(floor, "Chi").id, named(floor, "Ada").id)
    called = queue.call(moved, named(floor, "Chi").id)
    assert queue.undo(called).entries == moved.entries
    assert queue.undo(queue.undo(called)).entries == floor.entries
    refused(lambda: queue.undo(queue.undo(queue.undo(called))), "nothing_to_undo")
    started = queue.start(called, named(floor, "Chi").id, at(0))
    refused(lambda: queue.undo(queue.undo(started)), "nothing_to_undo")
    still = queue.reorder(started, named(floor, "Bo").id, named(floor, "Ada").id)
    assert queue.undo(still).entries == started.entries


def test_a_finished_speaker_comes_back_paused_with_all_their_time() -> None:
    floor = spoke(open_floor(asks("Ada"), asks("Bo")), "Ada", 0, 10)
    back = queue.undo(floor)
    assert (named(back, "Ada").state, named(back, "Ada").spoken.total_seconds()) == (State.PAUSED, 10)
    taken = speaks(floor, "Bo", 20)
    refused(lambda: queue.undo(taken), "floor_taken", "Bo has the floor, so this cannot be undone now")


def test_what_people_withdraw_themselves_stays_withdrawn() -> None:
    floor = open_floor(asks("Ada"), asks("Bo"))
    own = queue.withdraw(floor, named(floor, "Ada").id, at(0), by_chair=False)
    refused(lambda: queue.undo(own), "nothing_to_undo")
    by_chair = queue.withdraw(floor, named(floor, "Ada").id, at(0), by_chair=True)
    assert queue.undo(by_chair).entries == floor.entries


def test_who_has_asked_again_is_not_put_back_as_well() -> None:
    floor = open_floor(asks("Ada"))
    floor = queue.withdraw(floor, named(floor, "Ada").id, at(0), by_chair=True)
    again = queue.inscribe(floor, asks("Ada"))
    refused(lambda: queue.undo(again), "already_inscribed", "asked for the floor again")


def test_two_are_not_called_by_undoing() -> None:
    floor = open_floor(asks("Ada"), asks("Bo"))
    ada, bo = (named(floor, name).id for name in ("Ada", "Bo"))
    floor = queue.call(queue.miss(queue.call(floor, ada), ada, at(0)), bo)
    floor = queue.withdraw(floor, bo, at(1), by_chair=False)
    assert queue.undo(floor)[ada].state is State.CALLED
    other = queue.inscribe(floor, asks("Chi"))
    other = queue.start(queue.call(other, named(other, "Chi").id), named(other, "Chi").id, at(2))
    assert queue.undo(other)[ada].state is State.CALLED, "getting ready while another speaks"


def test_undoing_a_conclusion_reopens_the_list_it_closed() -> None:
    floor = open_floor(asks("Ada"), asks("Bo"))
    assert queue.undo(queue.conclude(floor)) == floor
    shut = closed(floor)
    assert queue.undo(queue.conclude(shut)) == shut
