"""Who is next by precedence and by fairness, how long they have, and who has had how much."""

from datetime import timedelta
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import NotNow
from app.speakers import fairness, order, queue, times
from app.speakers.fairness import Reason
from app.speakers.floor import Decision, Floor, Kind, Precedence, Settings, State
from app.speakers.times import Scope
from tests.speakers.people import DELEGATION, GROUPS, asks, at, closed, named, open_floor, person, speaks, spoke

REPLY, POINT, QUESTION = Kind.RIGHT_OF_REPLY, Kind.POINT_OF_ORDER, Kind.QUESTION


def line(floor: Floor) -> str:
    return " ".join(entry.name for entry in order.in_order(floor))


# Order


def test_points_of_order_then_questions_then_statements_then_replies() -> None:
    floor = speaks(open_floor(asks("Speaker"), asks("Statement")), "Speaker", 0)
    floor = queue.inscribe(floor, asks("Question", QUESTION))
    floor = queue.inscribe(closed(floor), asks("Reply", REPLY))
    floor = queue.inscribe(floor, asks("Point", POINT))
    assert line(floor) == "Point Question Statement Reply"
    with pytest.raises(NotNow, match="A right of reply cannot be moved among statements"):
        queue.reorder(floor, named(floor, "Reply").id, named(floor, "Statement").id)


@pytest.mark.parametrize(
    ("precedence", "expected"),
    [
        ("order_of_inscription", "n1 m1 n2 m2 n3"),
        ("members_first", "m1 m2 n1 n2 n3"),
        ("non_members_first", "n1 n2 n3 m1 m2"),
        ("rank", "n2 m2 n1 m1 n3"),
        ("balanced", "n1 m1 n2 m2 n3"),
    ],
)
def test_precedence_says_where_a_newcomer_is_put(precedence: str, expected: str) -> None:
    people = [
        asks("n1", group="civil_society"), asks("m1"), asks("n2", group="civil_society", protocol_rank=1),
        asks("m2", protocol_rank=2), asks("n3", group="civil_society"),
    ]  # fmt: skip
    assert line(open_floor(*people, precedence=precedence)) == expected
    floor = open_floor(*people)
    changed = queue.configure(floor, Settings.model_validate({"precedence": precedence}))
    assert line(changed) == expected, "changed later, the same order"
    if changed.steps:
        assert line(queue.undo(changed)) == "n1 m1 n2 m2 n3"


def test_who_the_members_are_depends_on_the_meeting() -> None:
    people = [
        asks("network", group="civil_society", delegation=DELEGATION),
        asks("adviser", group="civil_society", capacity="advisory_group_member"),
        asks("state"),
    ]
    for members, expected in (
        ("governments", "state network adviser"),
        ("delegations", "network adviser state"),
        ("advisory_group", "adviser network state"),
    ):
        assert line(open_floor(*people, precedence="members_first", members=members)) == expected


def test_balanced_counts_who_was_heard_already() -> None:
    floor = spoke(open_floor(asks("g1"), precedence="balanced"), "g1", 0, 5)
    for name, group in (("g2", "government"), ("c1", "civil_society"), ("c2", "civil_society"), ("x1", None)):
        floor = queue.inscribe(floor, asks(name, group=group))
    assert line(floor) == "c1 x1 g2 c2"


def test_the_chair_moves_one_and_a_newcomer_does_not_overtake_them() -> None:
    floor = open_floor(asks("m1"), asks("m2"), asks("n1", group=None), precedence="members_first")
    floor = queue.reorder(floor, named(floor, "m2").id, None)
    assert line(floor) == "m1 n1 m2"
    assert line(queue.inscribe(floor, asks("m3"))) == "m1 n1 m2 m3"
    for nothing in (named(floor, "m2").id, None):
        with pytest.raises(NotNow, match="already in that place"):
            queue.reorder(floor, named(floor, "m2").id, nothing)


def test_a_corrected_rank_gives_a_new_place() -> None:
    floor = open_floor(asks("a"), asks("b"), asks("c"), precedence="rank")
    corrected = queue.amend(floor, named(floor, "c").id, {"protocol_rank": 1})
    assert line(corrected) == "c a b"
    assert line(queue.undo(corrected)) == "a b c"
    assert line(queue.amend(floor, named(floor, "c").id, {"remote": True})) == "a b c"


people = st.lists(st.tuples(st.sampled_from(GROUPS), st.integers(1, 3)), max_size=12)


@given(people, st.sampled_from(Precedence))
def test_in_every_precedence_equals_keep_the_order_of_inscription(
    who: list[tuple[str | None, int]], precedence: Precedence
) -> None:
    entries = [asks(str(number), group=group, protocol_rank=rank) for number, (group, rank) in enumerate(who)]
    floor = open_floor(*entries, precedence=precedence)
    waiting = order.in_order(floor)
    for group, rank in set(who):
        numbers = [e.number for e in waiting if (e.group, e.protocol_rank) == (group, rank)]
        assert numbers == sorted(numbers)
    keys = [order.precedence(floor.settings, entry) for entry in waiting]
    assert keys == sorted(keys)
    if precedence is Precedence.BALANCED:
        turns = [[e.group for e in waiting[: number + 1]].count(e.group) for number, e in enumerate(waiting)]
        assert turns == sorted(turns), "every group's first before any group's second"


# Times


@pytest.mark.parametrize(
    ("kind", "more", "seconds"),
    [
        (Kind.STATEMENT, {}, 180),
        (Kind.STATEMENT, {"on_behalf_of": "a group"}, 300),
        (POINT, {"on_behalf_of": "a group"}, 120),
        (REPLY, {}, 180),
        (QUESTION, {}, 60),
    ],
)
def test_limits_by_kind(kind: Kind, more: dict[str, Any], seconds: int) -> None:
    assert times.limit_of(Settings(), asks("Ada", kind, **more)) == seconds


def test_the_clock_shows_limit_and_budgets_in_instants() -> None:
    entries = [asks("Ada", delegation=DELEGATION), asks("Bo", delegation=DELEGATION)]
    floor = open_floor(*entries, delegation_budget_seconds=200, group_budget_seconds={"government": 400})
    assert times.clock(floor) is None
    floor = speaks(spoke(floor, "Ada", 0, 50), "Bo", 100)
    clock = times.clock(floor)
    assert clock is not None
    assert (clock.limit.warns_at, clock.limit.ends_at) == (at(250), at(280))
    assert [(b.scope, b.allowance.spoken.seconds, b.allowance.ends_at) for b in clock.budgets] == [
        (Scope.DELEGATION, 50, at(250)),
        (Scope.GROUP, 50, at(450)),
    ]
    paused = times.clock(queue.pause(floor, named(floor, "Bo").id, at(110)))
    assert paused is not None
    assert (paused.limit.ends_at, paused.limit.spoken) == (None, timedelta(seconds=10))


def test_the_warning_for_a_very_short_allowance_comes_at_its_half() -> None:
    floor = speaks(open_floor(asks("Ada", limit_seconds=20), warning_seconds=60), "Ada", 0)
    clock = times.clock(floor)
    assert clock is not None
    assert (clock.limit.warns_at, clock.limit.ends_at) == (at(10), at(20))


def test_warnings_for_those_on_the_list() -> None:
    floor = open_floor(asks("Ada"), asks("Bo", group="media"), group_budget_seconds={"government": 60, "media": 60})
    floor = spoke(spoke(floor, "Ada", 0, 29), "Bo", 30, 60)
    assert times.warnings(floor) == (), "nobody of either group is waiting"
    floor = queue.inscribe(queue.inscribe(floor, asks("Chi")), asks("Dede", group="media"))
    (warning,) = times.warnings(floor)
    assert (warning.key, warning.allowance.spoken.seconds) == ("media", 30)


def test_points_of_order_are_charged_to_nobody_and_guests_only_to_their_group() -> None:
    settings = {"delegation_budget_seconds": 60, "group_budget_seconds": {"government": 60}}
    point = asks("Ada", POINT, delegation=DELEGATION)
    floor = open_floor(point, asks("Bo", delegation=DELEGATION), asks("Guest"), **settings)
    floor = queue.decide(speaks(floor, "Ada", 0), point.id, Decision.UPHELD, at(500))
    so_far = times.used(floor)
    assert times.budgets(floor, floor[point.id], so_far) == ()
    assert [b.scope for b in times.budgets(floor, named(floor, "Guest"), so_far)] == [Scope.GROUP]
    assert so_far.by_group["government"] == timedelta()
    assert times.shares(floor, lambda entry: entry.group)[0].turns == 0


def test_a_first_time_speaker_is_one_once() -> None:
    floor = spoke(open_floor(asks("Ada", first_time=True), asks("Bo")), "Ada", 0, 10)
    floor = queue.inscribe(floor, asks("Ada", first_time=True))
    assert times.first_timers(floor) == {floor.entries[0].id}
    shares = times.shares(floor, lambda e: "new" if e.id in times.first_timers(floor) else "known")
    assert [(s.key, s.turns, s.persons, s.spoken.seconds, s.waiting) for s in shares] == [
        ("new", 1, 1, 10, 0), ("known", 0, 0, 0, 2),
    ]  # fmt: skip


# Fairness


def proposed(floor: Floor) -> tuple[str, Reason]:
    proposal = fairness.propose(floor)
    assert proposal is not None
    return floor[proposal.speaker_id].name, proposal.reason


def test_nobody_and_only_one() -> None:
    assert fairness.propose(open_floor()) is None
    assert proposed(open_floor(asks("Ada"))) == ("Ada", Reason.ONLY_ONE)
    assert proposed(open_floor(asks("Ada"), asks("Bo"))) == ("Ada", Reason.NEXT_ON_THE_LIST)


def test_groups_alternate() -> None:
    floor = open_floor(asks("g1"), asks("g2"), asks("c1", group="civil_society"))
    called = queue.call(floor, named(floor, "g1").id)
    for after in (called, speaks(floor, "g1", 0), spoke(floor, "g1", 0, 10)):
        assert proposed(after) == ("c1", Reason.OTHER_GROUP)
    assert proposed(spoke(floor, "c1", 0, 10)) == ("g1", Reason.NEXT_ON_THE_LIST)


def test_first_time_speakers_come_first() -> None:
    floor = open_floor(asks("g1"), asks("g2", first_time=True))
    assert proposed(floor) == ("g2", Reason.FIRST_TIME)
    proposal = fairness.propose(floor)
    assert proposal is not None
    assert proposal.sentence == "g2 has not spoken before, unlike g1, who is next on the list."


def test_the_group_that_has_had_least_time_comes_first() -> None:
    floor = open_floor(asks("g1"), asks("c1", group="civil_society"), asks("p1", group="private_sector"))
    floor = spoke(spoke(floor, "g1", 0, 125), "c1", 130, 160)
    floor = queue.inscribe(queue.inscribe(floor, asks("g2")), asks("x1", group=None))
    floor = spoke(floor, "p1", 200, 300)
    floor = queue.withdraw(floor, named(floor, "x1").id, at(300), by_chair=False)
    floor = queue.inscribe(floor, asks("c2", group="civil_society"))
    assert proposed(floor) == ("c2", Reason.LEAST_TIME)
    proposal = fairness.propose(floor)
    assert proposal is not None
    assert proposal.sentence == (
        "c2 before g2, because civil society has used 0 min 30 s so far and government 2 min 5 s."
    )
    assert proposal.facts == {
        "name": "c2", "group": "civil_society", "other": "g2", "other_group": "government",
        "seconds": 30, "other_seconds": 125,
    }  # fmt: skip


def test_precedence_goes_before_fairness() -> None:
    floor = open_floor(
        asks("g1"), asks("g2"), asks("c1", group="civil_society", first_time=True), precedence="members_first"
    )
    assert proposed(spoke(floor, "g1", 0, 10)) == ("g2", Reason.NEXT_ON_THE_LIST)


def test_what_comes_before_and_after_statements() -> None:
    floor = spoke(open_floor(asks("Ada"), asks("Bo")), "Ada", 0, 10)
    floor = queue.inscribe(speaks(floor, "Bo", 20), asks("Chi", QUESTION))
    assert proposed(floor) == ("Chi", Reason.QUESTION)
    assert proposed(queue.inscribe(floor, asks("Dede", POINT))) == ("Dede", Reason.POINT_OF_ORDER)
    floor = queue.inscribe(closed(queue.conclude(queue.inscribe(floor, asks("Efua")))), asks("Ada", REPLY))
    assert proposed(floor) == ("Ada", Reason.RIGHT_OF_REPLY)


@given(people, st.lists(st.integers(1, 200), max_size=12))
def test_followed_to_the_end_everybody_is_heard_and_no_group_twice_in_a_row_while_another_waits(
    who: list[tuple[str | None, int]], lengths: list[int]
) -> None:
    floor = open_floor(*(asks(str(number), group=group) for number, (group, _) in enumerate(who)))
    heard, second = [], 0
    while proposal := fairness.propose(floor):
        entry = floor[proposal.speaker_id]
        others = {e.group for e in floor.of_state(State.WAITING)} - {heard[-1] if heard else "nobody"}
        assert not heard or entry.group != heard[-1] or not others
        length = lengths[len(heard) % len(lengths)] if lengths else 60
        floor = spoke(floor, entry.name, second, second + length)
        heard.append(entry.group)
        second += length
    assert len(heard) == len(who)
    runs = [len(list(run)) for _, run in groupby(heard)]
    assert runs == [] or max(runs[:-1], default=1) == 1, "only the last group to be left may follow itself"
    assert {entry.person for entry in floor.entries} == {person(str(number)) for number in range(len(who))}
