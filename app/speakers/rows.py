"""Between the rows of the tables and the immutable value: an inscription made, read and brought up to date."""

from datetime import datetime
from typing import Any
from unicodedata import normalize
from uuid import UUID, uuid4, uuid5

from app.capacities.actor import ActedAs
from app.core import clock
from app.meetings.models import Meeting
from app.speakers.floor import Decision, Entry, Interval, Kind, Missed, State
from app.speakers.models import Speaker
from app.speakers.schemas import SpeakerIn

USUAL_RANK = 9
# What an act may change of a row; everything else is fixed with the inscription.
CHANGEABLE = (
    "state", "place", "on_behalf_of", "protocol_rank", "first_time", "remote", "limit_seconds", "interrupted",
    "missed_because",
)  # fmt: skip


def new(meeting: Meeting, speaker: ActedAs, body: SpeakerIn, item_id: UUID | None) -> Speaker:
    """A row as it is before the rules have given it a number and a place."""
    return Speaker(
        id=uuid4(),
        consultation_id=meeting.consultation_id,
        meeting_id=meeting.id,
        agenda_item_id=item_id,
        number=0,
        kind=body.kind,
        state=State.WAITING,
        place=0,
        person_id=person_id(meeting.consultation_id, speaker),
        acted_as=speaker.model_dump(mode="json"),
        on_behalf_of=body.on_behalf_of,
        protocol_rank=body.protocol_rank or USUAL_RANK,
        gender=body.gender,
        first_time=body.guest is None or body.guest.first_time,
        remote=body.remote,
        refers_to=body.refers_to,
        limit_seconds=None,
        intervals=[],
        interrupted=False,
        missed_because=None,
        ruling=None,
        inscribed_at=clock.now(),
        version=0,
    )


def person_id(consultation_id: UUID, speaker: ActedAs) -> UUID:
    """The account. For guests, who have none, the same name of the same organization is the same person."""
    if speaker.account_id:
        return speaker.account_id
    return uuid5(consultation_id, normalize("NFKC", f"{speaker.name}\n{speaker.entity}").casefold())


def entity_id(speaker: Speaker) -> UUID:
    """The delegation or person; a guest without either stands for themselves."""
    acted_as = ActedAs.model_validate(speaker.acted_as)
    return acted_as.entity_id if acted_as.account_id else speaker.person_id


def entry_of(speaker: Speaker) -> Entry:
    acted_as: dict[str, Any] = speaker.acted_as
    delegation = acted_as["delegation_id"]
    return Entry(
        id=speaker.id,
        kind=Kind(speaker.kind),
        person=speaker.person_id,
        name=acted_as["entity"],
        capacity=acted_as["capacity"],
        delegation=UUID(delegation) if delegation else None,
        group=acted_as["group"],
        region=acted_as["region"],
        gender=speaker.gender,
        first_time=speaker.first_time,
        remote=speaker.remote,
        on_behalf_of=speaker.on_behalf_of,
        protocol_rank=speaker.protocol_rank,
        refers_to=speaker.refers_to,
        number=speaker.number,
        place=speaker.place,
        state=State(speaker.state),
        limit_seconds=speaker.limit_seconds,
        intervals=tuple(Interval(_instant(i["started_at"]), _instant(i["stopped_at"])) for i in speaker.intervals),
        interrupted=speaker.interrupted,
        missed_because=Missed(speaker.missed_because) if speaker.missed_because else None,
        decision=Decision(speaker.ruling["decision"]) if speaker.ruling else None,
    )


def _instant(text: str | None) -> Any:
    return datetime.fromisoformat(text) if text else None


def write(row: Speaker, entry: Entry) -> None:
    for name in CHANGEABLE:
        setattr(row, name, getattr(entry, name))
    row.intervals = as_json(entry.intervals)
    row.version += 1


def as_json(intervals: tuple[Interval, ...]) -> list[dict[str, Any]]:
    return [
        {"started_at": clock.iso(i.started_at), "stopped_at": clock.iso(i.stopped_at) if i.stopped_at else None}
        for i in intervals
    ]
