"""In which order those who wait are called: points of order, questions, statements, rights of reply.

**Precedence** says where a newcomer with a statement is put; the chair's hand prevails afterwards.

- *order of inscription*: at the end.
- *members first*: after the last waiting member (a non-member: at the end). *Non-members first*: the mirror image.
- *rank*: after the last one whose rank is the same or higher (1 is the highest; 9 is the usual one).
- *balanced*: every stakeholder group's first speaker comes before any group's second, and so on. Who has already
  spoken counts, so a group that was heard does not start again at the front. People without a group are one group.

A newcomer never goes before somebody of the same or a higher precedence, even if the chair has moved that one back:
nobody loses a place to a newcomer of their own kind.

**Exceptions.** Precedence orders statements only. Points of order, questions and rights of reply keep the order in
which they were asked for, and nobody can be moved from one of these four to another: a right of reply does not come
before the statements on the list. The chair can still call anybody at any time, whatever the order.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from app.core.errors import NotNow
from app.speakers.floor import Before, Entry, Floor, Kind, Members, Precedence, Settings, State, Step, Undoable

SECTION = {Kind.POINT_OF_ORDER: 0, Kind.QUESTION: 1, Kind.STATEMENT: 2, Kind.RIGHT_OF_REPLY: 3}
# Between two neighbours there is room for twenty moves before their section is numbered anew; and a million
# inscriptions stay below 2**53, up to which every client can count.
GAP = 2**20
SINGULAR = {
    Kind.STATEMENT: "a statement",
    Kind.POINT_OF_ORDER: "a point of order",
    Kind.RIGHT_OF_REPLY: "a right of reply",
    Kind.QUESTION: "a question",
}
PLURAL = {
    Kind.STATEMENT: "statements",
    Kind.POINT_OF_ORDER: "points of order",
    Kind.RIGHT_OF_REPLY: "rights of reply",
    Kind.QUESTION: "questions",
}
GOVERNMENT = "government"
ADVISORY_GROUP_MEMBER = "advisory_group_member"


def in_order(floor: Floor) -> tuple[Entry, ...]:
    """Those who wait, in the order in which they will be called."""
    return tuple(sorted(floor.of_state(State.WAITING), key=lambda e: (SECTION[e.kind], e.place, e.number)))


def section(floor: Floor, kind: Kind) -> tuple[Entry, ...]:
    return tuple(entry for entry in in_order(floor) if entry.kind is kind)


def is_member(settings: Settings, entry: Entry) -> bool:
    if settings.members is Members.GOVERNMENTS:
        return entry.group == GOVERNMENT
    if settings.members is Members.DELEGATIONS:
        return entry.delegation is not None
    return entry.capacity == ADVISORY_GROUP_MEMBER


def precedence(settings: Settings, entry: Entry) -> int:
    """The lower, the earlier. *Balanced* needs the whole line and is found in `_keys`."""
    if settings.precedence is Precedence.MEMBERS_FIRST:
        return 0 if is_member(settings, entry) else 1
    if settings.precedence is Precedence.NON_MEMBERS_FIRST:
        return 1 if is_member(settings, entry) else 0
    return entry.protocol_rank if settings.precedence is Precedence.RANK else 0


def _keys(floor: Floor, line: Sequence[Entry]) -> list[int]:
    """The precedence of each of these statements, if they are called in this order."""
    if floor.settings.precedence is not Precedence.BALANCED:
        return [precedence(floor.settings, entry) for entry in line]
    heard = (e for e in floor.entries if e.kind is Kind.STATEMENT and (e.intervals or e.state is State.CALLED))
    turns = Counter(entry.group for entry in heard)
    keys = []
    for entry in line:
        keys.append(turns[entry.group])
        turns[entry.group] += 1
    return keys


def admit(floor: Floor, newcomer: Entry) -> Floor:
    """The floor with the newcomer on it, in the place that precedence gives."""
    newcomer = replace(newcomer, number=len(floor.entries) + 1)
    line = section(floor, newcomer.kind)
    floor = replace(floor, entries=(*floor.entries, newcomer))
    return _put(floor, line, newcomer, _index(floor, line, newcomer))


def place_anew(floor: Floor, entry: Entry) -> Floor:
    """Put one who waits where precedence puts them now, for instance because their rank was corrected."""
    line = [each for each in section(floor, entry.kind) if each.id != entry.id]
    return _remember(floor, _put(floor, line, entry, _index(floor, line, entry)))


def _index(floor: Floor, line: Sequence[Entry], newcomer: Entry) -> int:
    if newcomer.kind is not Kind.STATEMENT:
        return len(line)
    *keys, own = _keys(floor, [*line, newcomer])
    return max((number for number, key in enumerate(keys, start=1) if key <= own), default=0)


def move(floor: Floor, entry: Entry, before: Entry | None) -> Floor:
    """Put somebody who waits before somebody else who waits, or at the end of their section."""
    for each in (entry, before):
        if each is not None and each.state is not State.WAITING:
            raise NotNow(f"{each.name} is not waiting, so the order cannot be changed there.", code="not_waiting")
    if before is not None and before.kind is not entry.kind:
        raise NotNow(
            f"{SINGULAR[entry.kind].capitalize()} cannot be moved among {PLURAL[before.kind]}.", code="different_kinds"
        )
    present = section(floor, entry.kind)
    line = [each for each in present if each.id != entry.id]
    index = next((number for number, each in enumerate(line) if before is not None and each.id == before.id), len(line))
    if entry is before or present[index : index + 1] == (entry,):
        raise NotNow(f"{entry.name} is already in that place.", code="already_there")
    return _remember(floor, _put(floor, line, entry, index))


def sort(floor: Floor) -> Floor:
    """Order all waiting statements anew, as if they were inscribed now one after the other."""
    waiting = sorted(section(floor, Kind.STATEMENT), key=lambda entry: entry.number)
    line: list[Entry] = []
    for entry in waiting:
        line.insert(_index(floor, line, entry), entry)
    if [entry.id for entry in line] == [entry.id for entry in section(floor, Kind.STATEMENT)]:
        return floor
    return _remember(floor, floor.with_entries(*_numbered(line)))


def _put(floor: Floor, line: Sequence[Entry], entry: Entry, index: int) -> Floor:
    """Place one entry at this index of a line it is not in; only if there is no room left, place all of them anew."""
    left = line[index - 1].place if index else None
    right = line[index].place if index < len(line) else None
    if right is None:
        place = 0 if left is None else left + GAP
    elif left is None:
        place = right - GAP
    else:
        place = (left + right) // 2
    if (left is None or left < place) and (right is None or place < right):
        return floor.with_entries(replace(entry, place=place))
    renumbered = floor.with_entries(*_numbered([*line[:index], entry, *line[index:]]))
    # Earlier moves were measured in places that no longer exist.
    return replace(renumbered, steps=tuple(step for step in floor.steps if step.act is not Undoable.REORDER))


def _numbered(line: Sequence[Entry]) -> list[Entry]:
    return [replace(entry, place=number * GAP) for number, entry in enumerate(line)]


def _remember(old: Floor, new: Floor) -> Floor:
    """Note what was moved, for `queue.undo`."""
    before = [
        Before(id=was.id, state=was.state, place=was.place)
        for was, now in zip(old.entries, new.entries, strict=True)
        if was.place != now.place
    ]
    return new.with_step(Step(act=Undoable.REORDER, before=before)) if before else new


def put_back(floor: Floor, places: dict[UUID, int]) -> Floor:
    return floor.with_entries(*(replace(e, place=places[e.id]) for e in floor.entries if e.id in places))
