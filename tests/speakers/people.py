"""People and floors for the tests of the pure rules."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

from app.speakers import queue
from app.speakers.floor import Entry, Floor, Kind, ListState, Settings

NOON = datetime(2006, 5, 12, 12, tzinfo=UTC)
DELEGATION = UUID(int=7)
GROUPS = ("government", "civil_society", "private_sector", None)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def person(name: str) -> UUID:
    return uuid5(DELEGATION, name)


def asks(name: str, kind: Kind = Kind.STATEMENT, **more: Any) -> Entry:
    """An inscription of a person whom the name tells apart."""
    return Entry(id=uuid4(), kind=kind, person=person(name), name=name, **{"group": "government", **more})


def open_floor(*entries: Entry, **settings: Any) -> Floor:
    floor = queue.open_list(Floor(settings=Settings.model_validate(settings)))
    for entry in entries:
        floor = queue.inscribe(floor, entry)
    return floor


def named(floor: Floor, name: str, kind: Kind | None = None) -> Entry:
    """The latest inscription of that person."""
    return [e for e in floor.entries if e.name == name and kind in {None, e.kind}][-1]


def speaks(floor: Floor, name: str, second: float) -> Floor:
    """Called and started at this second."""
    entry = named(floor, name)
    return queue.start(queue.call(floor, entry.id), entry.id, at(second))


def spoke(floor: Floor, name: str, start: float, stop: float) -> Floor:
    return queue.finish(speaks(floor, name, start), named(floor, name).id, at(stop))


def closed(floor: Floor) -> Floor:
    return queue.close_list(floor) if floor.state is ListState.OPEN else floor
