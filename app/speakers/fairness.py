"""The fairness proposal: who might speak next, and why, in one sentence. The chair decides.

A point of order is proposed before anything, then a question to the speaker who has the floor or had it last. Among
statements, these rules are applied one after the other to those who are left, until one remains:

1. stakeholder groups alternate: not the group of the last speaker, if another group waits;
2. people who have not spoken before come first;
3. the groups that have used the least time come first;
4. the order of the list.

Rights of reply follow in their order when no statement is left.

**The reason** is the first rule that passed over whoever is first on the list, because that is what the one who is
passed over asks. If nobody is passed over, the list itself is the reason.

**Exceptions.** Precedence goes before fairness: where members, non-members or rank come first, only those of the
same precedence as the first on the list are compared. People without a group are one group. Time that is running
does not count until it is stopped, so the proposal changes by acts and not by the clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from app.speakers import order, times
from app.speakers.floor import Entry, Floor, Kind, Precedence, State

Fact = str | int


class Reason(StrEnum):
    POINT_OF_ORDER = "point_of_order"
    QUESTION = "question"
    ONLY_ONE = "only_one"
    NEXT_ON_THE_LIST = "next_on_the_list"
    OTHER_GROUP = "other_group"
    FIRST_TIME = "first_time"
    LEAST_TIME = "least_time"
    RIGHT_OF_REPLY = "right_of_reply"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`facts` is what a translation of the sentence needs; groups are codes, durations are seconds."""

    speaker_id: UUID
    reason: Reason
    facts: dict[str, Fact]
    sentence: str


def propose(floor: Floor) -> Proposal | None:
    """The next speaker by the rules above; None if nobody waits."""
    waiting = order.in_order(floor)
    if not waiting:
        return None
    first = waiting[0]
    if first.kind is Kind.POINT_OF_ORDER:
        return _because(first, Reason.POINT_OF_ORDER)
    last = _last_heard(floor)
    for question in order.section(floor, Kind.QUESTION):
        if last is not None and question.refers_to == last.id:
            return _because(question, Reason.QUESTION, other=last.name)
    statements = order.section(floor, Kind.STATEMENT)
    if statements:
        return _among(floor, statements, _called(floor) or last)
    return _because(first, Reason.RIGHT_OF_REPLY if first.kind is Kind.RIGHT_OF_REPLY else Reason.NEXT_ON_THE_LIST)


def _last_heard(floor: Floor) -> Entry | None:
    """Whose turn it is, or was last."""
    heard = [entry for entry in floor.entries if entry.level == 0 and entry.intervals]
    return floor.holder or max(heard, key=lambda entry: entry.intervals[0].started_at, default=None)


def _called(floor: Floor) -> Entry | None:
    return next((entry for entry in floor.of_state(State.CALLED) if entry.level == 0), None)


def _among(floor: Floor, statements: tuple[Entry, ...], last: Entry | None) -> Proposal:
    first, left = statements[0], _leading(floor, statements)
    if len(statements) == 1:
        return _because(first, Reason.ONLY_ONE)
    used, newcomers = times.used(floor).by_group, times.first_timers(floor)
    passed_over: Reason | None = None
    rules: tuple[tuple[Reason, Callable[[Entry], float]], ...] = (
        (Reason.OTHER_GROUP, lambda entry: last is not None and entry.group == last.group),
        (Reason.FIRST_TIME, lambda entry: entry.id not in newcomers),
        (Reason.LEAST_TIME, lambda entry: used[entry.group].total_seconds()),
    )
    for reason, rule in rules:
        least = min(map(rule, left))
        left = [entry for entry in left if rule(entry) == least]
        if passed_over is None and first not in left:
            passed_over = reason
    if passed_over is None:
        return _because(first, Reason.NEXT_ON_THE_LIST)
    return _because(left[0], passed_over, **_comparison(left[0], first, used))


def _leading(floor: Floor, statements: tuple[Entry, ...]) -> list[Entry]:
    if floor.settings.precedence in {Precedence.BALANCED, Precedence.ORDER_OF_INSCRIPTION}:
        return list(statements)
    leading = order.precedence(floor.settings, statements[0])
    return [entry for entry in statements if order.precedence(floor.settings, entry) == leading]


def _comparison(entry: Entry, first: Entry, used: dict[str | None, timedelta]) -> dict[str, Fact]:
    return {
        "other": first.name,
        "other_group": first.group or "",
        "other_seconds": int(used[first.group].total_seconds()),
        "seconds": int(used[entry.group].total_seconds()),
    }


def _because(entry: Entry, reason: Reason, **more: Fact) -> Proposal:
    facts: dict[str, Fact] = {"name": entry.name, "group": entry.group or "", **more}
    words = {key: _group(str(value)) if key.endswith("group") else value for key, value in facts.items()}
    return Proposal(entry.id, reason, facts, SENTENCES[reason].format_map(words | _durations(facts)))


SENTENCES = {
    Reason.POINT_OF_ORDER: "{name} has raised a point of order, which is heard and decided before anything else.",
    Reason.QUESTION: "{name} has a question to {other}, who spoke last.",
    Reason.ONLY_ONE: "{name} is the only one waiting to make a statement.",
    Reason.NEXT_ON_THE_LIST: "{name} is next on the list, and no rule speaks for another order.",
    Reason.OTHER_GROUP: "{name} ({group}) before {other}, because the last speaker was also from {other_group}.",
    Reason.FIRST_TIME: "{name} has not spoken before, unlike {other}, who is next on the list.",
    Reason.LEAST_TIME: "{name} before {other}, because {group} has used {time} so far and {other_group} {other_time}.",
    Reason.RIGHT_OF_REPLY: "{name} is next: rights of reply are heard in the order in which they were asked for.",
}


def _group(code: str) -> str:
    return code.replace("_", " ") or "no stakeholder group"


def _durations(facts: dict[str, Fact]) -> dict[str, str]:
    seconds = {"time": facts.get("seconds", 0), "other_time": facts.get("other_seconds", 0)}
    return {key: f"{int(value) // 60} min {int(value) % 60} s" for key, value in seconds.items()}
