"""Speaking time: limits, budgets, warnings, and who has had how much of it.

Everything here is said in instants and in what has been recorded, never in "now": a page that knows when a warning
falls due shows it on the second, and shows the same after a reload.

**Limits** are per turn. A statement on behalf of a group has the group limit, any other the individual limit; points
of order, rights of reply and questions have their own. *Exception:* the chair's word for one speaker goes before.

**Budgets** are per delegation or per stakeholder group, for the whole meeting. Reaching one is shown, before and
after; nobody is cut off or kept from the list by it, because that is for the chair to say.
*Exceptions:* points of order are charged to nobody, so that procedure is not what silences a group. Individuals and
guests without a delegation have no delegation's budget; they use their group's.

**Shares** count turns and time of statements, questions and rights of reply, not of points of order. A turn that has
begun counts at once, its time when it is stopped. A person is a first-time speaker with their first turn only.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.speakers.floor import Entry, Floor, Kind, Limits, Settings

Key = str | None


class Scope(StrEnum):
    DELEGATION = "delegation"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Allowance:
    """So much time and no more, and what of it is used. The instants are known only while somebody speaks on it."""

    seconds: int
    spoken: timedelta
    warns_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Budget:
    """`key`: the delegation's id or the group's code."""

    scope: Scope
    key: str
    name: str
    allowance: Allowance


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of whoever has the floor, against their limit and their budgets."""

    entry: Entry
    limit: Allowance
    budgets: tuple[Budget, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """`turns`: how often somebody of this kind took the floor; `waiting`: how many of them wait for it."""

    key: Key
    turns: int
    persons: int
    spoken: timedelta
    waiting: int


def limit_of(settings: Settings, entry: Entry) -> int:
    limits: Limits = settings.limits
    if entry.kind is Kind.STATEMENT:
        return limits.group if entry.on_behalf_of else limits.individual
    own = {
        Kind.POINT_OF_ORDER: limits.point_of_order,
        Kind.RIGHT_OF_REPLY: limits.right_of_reply,
        Kind.QUESTION: limits.question,
    }
    return own[entry.kind]


@dataclass(frozen=True, slots=True)
class Used:
    """Time already charged, by delegation and by group: added up once and read for everybody."""

    by_delegation: dict[UUID | None, timedelta]
    by_group: dict[Key, timedelta]


def used(floor: Floor) -> Used:
    by_delegation: dict[UUID | None, timedelta] = defaultdict(timedelta)
    by_group: dict[Key, timedelta] = defaultdict(timedelta)
    for entry in filter(_charged, floor.entries):
        by_delegation[entry.delegation] += entry.spoken
        by_group[entry.group] += entry.spoken
    return Used(by_delegation, by_group)


def clock(floor: Floor) -> Clock | None:
    entry = floor.on_the_floor
    if entry is None:
        return None
    seconds = entry.limit_seconds or limit_of(floor.settings, entry)
    limit = _allowance(floor, seconds, entry.spoken, entry.running_since)
    return Clock(entry, limit, budgets(floor, entry, used(floor)))


def budgets(floor: Floor, entry: Entry, so_far: Used) -> tuple[Budget, ...]:
    """The budgets this entry's time is charged to."""
    if not _charged(entry):
        return ()
    since, found = entry.running_since, []
    each = floor.settings.delegation_budget_seconds
    if each is not None and entry.delegation is not None:
        allowance = _allowance(floor, each, so_far.by_delegation[entry.delegation], since)
        found.append(Budget(Scope.DELEGATION, str(entry.delegation), entry.name, allowance))
    if entry.group is not None and entry.group in floor.settings.group_budget_seconds:
        seconds = floor.settings.group_budget_seconds[entry.group]
        allowance = _allowance(floor, seconds, so_far.by_group[entry.group], since)
        found.append(Budget(Scope.GROUP, entry.group, entry.group, allowance))
    return tuple(found)


def warnings(floor: Floor) -> tuple[Budget, ...]:
    """Budgets that are nearly or wholly used, of those who have the floor or wait for it; each once."""
    so_far = used(floor)
    found: dict[tuple[Scope, str], Budget] = {}
    for entry in floor.entries:
        for budget in budgets(floor, entry, so_far) if entry.is_open else ():
            left = timedelta(seconds=budget.allowance.seconds) - budget.allowance.spoken
            if left <= timedelta(seconds=floor.settings.warning_seconds):
                found.setdefault((budget.scope, budget.key), budget)
    return tuple(found.values())


def _allowance(floor: Floor, seconds: int, spoken: timedelta, since: datetime | None) -> Allowance:
    """The warning comes `warning_seconds` before the end, but for a very short allowance not before its half."""
    if since is None:
        return Allowance(seconds, spoken, None, None)
    ends_at = since + timedelta(seconds=seconds) - spoken
    return Allowance(
        seconds, spoken, ends_at - timedelta(seconds=min(floor.settings.warning_seconds, seconds // 2)), ends_at
    )


def _charged(entry: Entry) -> bool:
    return entry.kind is not Kind.POINT_OF_ORDER


def _spoken(entries: Iterable[Entry]) -> timedelta:
    return sum((entry.spoken for entry in entries), timedelta())


def shares(floor: Floor, by: Callable[[Entry], Key]) -> tuple[Share, ...]:
    """Turns, persons, time and those waiting, for each value of `by`; who has had most time comes first."""
    entries: dict[Key, list[Entry]] = defaultdict(list)
    for entry in floor.entries:
        if _charged(entry) and (entry.intervals or entry.is_open):
            entries[by(entry)].append(entry)
    found = [_share(key, of_key) for key, of_key in entries.items()]
    return tuple(sorted(found, key=lambda share: (-share.spoken, -share.turns, share.key or "")))


def _share(key: Key, entries: list[Entry]) -> Share:
    heard = [entry for entry in entries if entry.intervals]
    waiting = sum(entry.is_open and not entry.intervals for entry in entries)
    return Share(key, len(heard), len({entry.person for entry in heard}), _spoken(heard), waiting)


def first_timers(floor: Floor) -> frozenset[UUID]:
    """Entries of people who had never spoken before: their first turn here, or what they wait with if none yet."""
    turns: dict[UUID, UUID] = {}
    for entry in sorted((e for e in floor.entries if e.intervals), key=lambda e: e.intervals[0].started_at):
        turns.setdefault(entry.person, entry.id)
    return frozenset(e.id for e in floor.entries if e.first_time and turns.get(e.person, e.id) == e.id)
