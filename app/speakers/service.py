"""What can be done on the floor of a meeting: the rules of `queue.py`, who may apply them, and the record.

Every act holds the record of the consultation first, so two chairs who click at the same moment act one after the
other, and the second is told what the first has done.
"""

import contextlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations.models import Round
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow, NotPermitted
from app.meetings import queries as meeting_queries
from app.meetings.agenda import queries as agenda_queries
from app.meetings.interventions import queries as intervention_queries
from app.meetings.interventions import service as interventions
from app.meetings.interventions.schemas import InterventionOut
from app.meetings.models import Meeting
from app.meetings.schemas import MeetingState
from app.record.events import Audience
from app.record.service import Record
from app.speakers import events, queries, queue, rows
from app.speakers.floor import Entry, Floor, Kind, State, Undoable
from app.speakers.models import Speaker
from app.speakers.queries import Loaded
from app.speakers.schemas import (
    DecisionIn,
    GuestIn,
    MoveIn,
    Ruling,
    SettingsChanges,
    SpeakerChanges,
    SpeakerIn,
    SpeakerOut,
    SpeakersListOut,
    Statistics,
    whole_seconds,
)

GUEST = "guest"


@dataclass
class Held:
    """The floor of one meeting, held for writing until the transaction ends; `acted_as` is who acts on it."""

    session: WriteSession
    record: Record
    meeting: Meeting
    loaded: Loaded
    acted_as: ActedAs

    @property
    def floor(self) -> Floor:
        return self.loaded.floor

    @property
    def at(self) -> datetime:
        """Now; but a meeting that was ended while somebody spoke has ended their time too."""
        return self.meeting.ended_at or clock.now()

    def require_in_progress(self) -> None:
        if self.meeting.state != MeetingState.IN_PROGRESS:
            raise NotNow("The meeting is not in progress.", code="meeting_not_in_progress")


async def _hold(session: WriteSession, meeting: Meeting, acted_as: ActedAs) -> Held:
    record = await Record.hold(session, meeting.consultation_id)
    await session.refresh(meeting)
    return Held(session, record, meeting, await queries.load(session, meeting), acted_as)


async def _hold_list(session: WriteSession, actor: Actor, meeting_id: UUID) -> Held:
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    return await _hold(session, meeting, policy.require(actor, Action.MANAGE_SPEAKERS, meeting.consultation_id))


async def _hold_speaker(session: WriteSession, actor: Actor, speaker_id: UUID) -> Held:
    meeting, _ = await queries.visible(session, actor, speaker_id)
    return await _hold(session, meeting, policy.require(actor, Action.MANAGE_SPEAKERS, meeting.consultation_id))


# The list


async def open_list(session: WriteSession, actor: Actor, meeting_id: UUID) -> SpeakersListOut:
    held = await _hold_list(session, actor, meeting_id)
    held.loaded.row.opened_at = clock.now()
    return await _on_list(held, events.SpeakersOpened, queue.open_list(held.floor))


async def close_list(session: WriteSession, actor: Actor, meeting_id: UUID) -> SpeakersListOut:
    held = await _hold_list(session, actor, meeting_id)
    held.loaded.row.closed_at = clock.now()
    return await _on_list(held, events.SpeakersClosed, queue.close_list(held.floor))


async def reopen_list(session: WriteSession, actor: Actor, meeting_id: UUID) -> SpeakersListOut:
    held = await _hold_list(session, actor, meeting_id)
    held.loaded.row.closed_at = None
    return await _on_list(held, events.SpeakersReopened, queue.reopen_list(held.floor))


async def configure(session: WriteSession, actor: Actor, meeting_id: UUID, body: SettingsChanges) -> SpeakersListOut:
    held = await _hold_list(session, actor, meeting_id)
    settings = body.applied_to(held.floor.settings)
    return await _on_list(held, events.SpeakersConfigured, queue.configure(held.floor, settings))


async def reorder(session: WriteSession, actor: Actor, meeting_id: UUID, body: MoveIn) -> SpeakersListOut:
    held = await _hold_list(session, actor, meeting_id)
    new = queue.reorder(held.floor, body.speaker_id, body.before_id)
    return await _on_list(held, events.SpeakersReordered, new)


async def conclude(session: WriteSession, actor: Actor, meeting_id: UUID) -> SpeakersListOut:
    """For lack of time. The texts of those who are not heard become public as not delivered.

    A delegation of which somebody still has the floor is not among them: its text may be what is being read out.
    """
    held = await _hold_list(session, actor, meeting_id)
    held.loaded.row.closed_at = held.loaded.row.closed_at or clock.now()
    before = _entities(held, [entry for entry in held.floor.entries if entry.is_open])
    out = await _on_list(held, events.SpeakersConcluded, queue.conclude(held.floor))
    still = _entities(held, [entry for entry in held.floor.entries if entry.is_open])
    await interventions.give_up(session, held.record, held.acted_as, held.meeting.id, before - still)
    return out


def _entities(held: Held, entries: list[Entry]) -> set[UUID]:
    return {rows.entity_id(held.loaded.speakers[entry.id]) for entry in entries}


async def undo(session: WriteSession, actor: Actor, meeting_id: UUID) -> SpeakersListOut:
    held = await _hold_list(session, actor, meeting_id)
    step, new = queue.undoable(held.floor), queue.undo(held.floor)
    assert step is not None  # or undo has refused
    resumed = new[step.before[0].id] if step.act is Undoable.FINISH else None
    if step.act is Undoable.CONCLUDE and new.state is not held.floor.state:
        held.loaded.row.closed_at = None
    return await _on_list(held, events.SpeakersUndone, new, resumed)


async def _on_list(held: Held, event: type[events.ListEvent], new: Floor, turn: Entry | None = None) -> SpeakersListOut:
    intervention = await _keep(held, turn) if turn else None
    return (await _record(held, event, new, intervention=intervention)).speakers_list


# Asking for the floor and leaving the list


async def inscribe(session: WriteSession, actor: Actor, meeting_id: UUID, body: SpeakerIn) -> SpeakerOut:
    """Ask for the floor, or (officers) put a guest or a participant on the list."""
    meeting, round_ = await meeting_queries.visible(session, actor, meeting_id)
    record = await Record.hold(session, meeting.consultation_id)
    await session.refresh(meeting)
    await session.refresh(round_)
    acted_as, speaker = await _who_asks(session, actor, round_, body)
    held = Held(session, record, meeting, await queries.load(session, meeting), acted_as)
    _require_meeting_for(held, body.kind)
    if body.refers_to and body.refers_to not in held.loaded.speakers:
        raise Invalid("Whom this refers to is not on the list of this meeting.", code="unknown_speaker")
    row = await _new_row(held, speaker, body)
    new = queue.inscribe(held.floor, rows.entry_of(row))
    entry = new[row.id]
    row.number, row.refers_to = entry.number, entry.refers_to
    session.add(row)
    held.loaded.speakers[row.id] = row
    return (await _record(held, events.SpeakerInscribed, new, row.id)).speakers[0]


async def _who_asks(session: WriteSession, actor: Actor, round_: Round, body: SpeakerIn) -> tuple[ActedAs, ActedAs]:
    """Who acts and who is to speak."""
    if body.guest is None and body.capacity_id is None:
        if body.protocol_rank is not None:
            raise NotPermitted("Ranks are given by the secretariat.")
        acted_as = policy.require_right(actor, Action.SPEAK, round_)
        return acted_as, acted_as
    officer = policy.require(actor, Action.MANAGE_SPEAKERS, round_.consultation_id)
    if body.guest:
        return officer, _as_guest(body.guest)
    assert body.capacity_id is not None  # the other of the two
    participant = await queries.participant(session, round_.consultation_id, body.capacity_id)
    return officer, policy.require_right(participant, Action.SPEAK, round_)


def _as_guest(guest: GuestIn) -> ActedAs:
    return ActedAs(
        account_id=None,
        name=guest.name,
        capacity=GUEST,
        delegation_id=None,
        entity=guest.organization or guest.name,
        group=guest.group,
        region=guest.region,
    )


def _require_meeting_for(held: Held, kind: Kind) -> None:
    """Statements and replies may be asked for before the meeting starts."""
    if held.meeting.state == MeetingState.ENDED:
        raise NotNow("The meeting has ended.", code="meeting_ended")
    if kind in {Kind.POINT_OF_ORDER, Kind.QUESTION}:
        held.require_in_progress()


async def _new_row(held: Held, speaker: ActedAs, body: SpeakerIn) -> Speaker:
    if body.agenda_item_id:
        await agenda_queries.item_of(held.session, held.meeting.id, body.agenda_item_id)
    current = await agenda_queries.current_item(held.session, held.meeting.id)
    row = rows.new(held.meeting, speaker, body, body.agenda_item_id or (current.id if current else None))
    if await intervention_queries.has_spoken(held.session, row.consultation_id, row.person_id):
        row.first_time = False
    return row


async def withdraw(session: WriteSession, actor: Actor, speaker_id: UUID) -> SpeakerOut:
    """By the person, their delegation, the chair or the secretariat."""
    meeting, _ = await queries.visible(session, actor, speaker_id)
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    speaker = await session.get_one(Speaker, speaker_id)
    mine = (c for c in actor.in_consultation(meeting.consultation_id) if actor.chosen in {None, c.id})
    own = next((capacity for capacity in mine if _speaks_for(capacity.acted_as, speaker)), None)
    acted_as = own.acted_as if own else _officer_who_withdraws(actor, meeting.consultation_id)
    held = await _hold(session, meeting, acted_as)
    new = queue.withdraw(held.floor, speaker_id, held.at, by_chair=own is None)
    return (await _record(held, events.SpeakerWithdrawn, new, speaker_id)).speakers[0]


def _speaks_for(acted_as: ActedAs, speaker: Speaker) -> bool:
    return acted_as.entity_id == rows.entity_id(speaker)


def _officer_who_withdraws(actor: Actor, consultation_id: UUID) -> ActedAs:
    with contextlib.suppress(NotPermitted):
        return policy.require(actor, Action.MANAGE_SPEAKERS, consultation_id)
    raise NotPermitted("Only those on the list, their delegation, the chair or the secretariat may take them off it.")


async def amend(session: WriteSession, actor: Actor, speaker_id: UUID, body: SpeakerChanges) -> SpeakerOut:
    held = await _hold_speaker(session, actor, speaker_id)
    new = queue.amend(held.floor, speaker_id, body.model_dump(exclude_unset=True))
    return (await _record(held, events.SpeakerAmended, new, speaker_id)).speakers[0]


# Calling and speaking


async def call_next(session: WriteSession, actor: Actor, meeting_id: UUID) -> SpeakerOut:
    """Whoever is next in the order of the list, when the chair's click is carried out."""
    held = await _hold_list(session, actor, meeting_id)
    held.require_in_progress()
    speaker_id = queue.next_in_order(held.floor).id
    new = queue.call(held.floor, speaker_id)
    return (await _record(held, events.SpeakerCalled, new, speaker_id)).speakers[0]


async def call(session: WriteSession, actor: Actor, speaker_id: UUID) -> SpeakerOut:
    held = await _hold_speaker(session, actor, speaker_id)
    held.require_in_progress()
    new = queue.call(held.floor, speaker_id)
    return (await _record(held, events.SpeakerCalled, new, speaker_id)).speakers[0]


async def start(session: WriteSession, actor: Actor, speaker_id: UUID) -> SpeakerOut:
    """Begin to speak. Who asked for no item in particular speaks on the current one."""
    held = await _hold_speaker(session, actor, speaker_id)
    held.require_in_progress()
    row = held.loaded.speakers[speaker_id]
    if row.agenda_item_id is None and (current := await agenda_queries.current_item(session, held.meeting.id)):
        row.agenda_item_id = current.id
    new = queue.start(held.floor, speaker_id, held.at)
    return (await _record(held, events.SpeakerStarted, new, speaker_id)).speakers[0]


async def pause(session: WriteSession, actor: Actor, speaker_id: UUID) -> SpeakerOut:
    held = await _hold_speaker(session, actor, speaker_id)
    new = queue.pause(held.floor, speaker_id, held.at)
    return (await _record(held, events.SpeakerPaused, new, speaker_id)).speakers[0]


async def resume(session: WriteSession, actor: Actor, speaker_id: UUID) -> SpeakerOut:
    held = await _hold_speaker(session, actor, speaker_id)
    held.require_in_progress()
    new = queue.resume(held.floor, speaker_id, held.at)
    return (await _record(held, events.SpeakerResumed, new, speaker_id)).speakers[0]


async def finish(session: WriteSession, actor: Actor, speaker_id: UUID) -> SpeakerOut:
    """The turn becomes an intervention; the text that was filed for it becomes public."""
    held = await _hold_speaker(session, actor, speaker_id)
    new = queue.finish(held.floor, speaker_id, held.at)
    intervention = await _keep(held, new[speaker_id])
    out = await _record(held, events.SpeakerFinished, new, speaker_id, intervention=intervention)
    if intervention.kind == Kind.STATEMENT:
        await interventions.deliver(session, held.record, held.acted_as, held.meeting, intervention)
    return out.speakers[0]


async def miss(session: WriteSession, actor: Actor, speaker_id: UUID) -> SpeakerOut:
    held = await _hold_speaker(session, actor, speaker_id)
    new = queue.miss(held.floor, speaker_id, held.at)
    return (await _record(held, events.SpeakerMissed, new, speaker_id)).speakers[0]


async def decide(session: WriteSession, actor: Actor, speaker_id: UUID, body: DecisionIn) -> SpeakerOut:
    """Decide a point of order. Heard or not, the ruling stays; heard, it is an intervention as well."""
    held = await _hold_speaker(session, actor, speaker_id)
    new = queue.decide(held.floor, speaker_id, body.decision, held.at)
    ruling = Ruling(decision=body.decision, reason=body.reason, at=clock.now())
    held.loaded.speakers[speaker_id].ruling = ruling.model_dump(mode="json")
    intervention = await _keep(held, new[speaker_id]) if new[speaker_id].intervals else None
    out = await _record(held, events.PointOfOrderDecided, new, speaker_id, intervention=intervention)
    return out.speakers[0]


# Writing it down


async def _record(
    held: Held,
    event: type[events.FloorEvent],
    new: Floor,
    acted_on: UUID | None = None,
    *,
    intervention: InterventionOut | None = None,
) -> events.FloorEvent:
    """Bring the rows to the new state and append the one entry that says so."""
    old, row, speakers = held.floor, held.loaded.row, held.loaded.speakers
    known = {entry.id: entry for entry in old.entries}
    changed = [e for e in new.entries if e.id == acted_on or known.get(e.id) != e]
    changed.sort(key=lambda entry: (entry.id != acted_on, entry.number))
    for entry in changed:
        rows.write(speakers[entry.id], entry)
    row.state, row.settings = new.state, new.settings.model_dump(mode="json")
    row.steps = [step.model_dump(mode="json") for step in new.steps]
    row.version += 1
    held.session.add(row)
    statistics = Statistics.of(new)
    out = event(
        acted_as=held.acted_as,
        speakers_list=SpeakersListOut.of(row, new),
        speakers=[SpeakerOut.of(speakers[entry.id], entry) for entry in changed],
        statistics=None if statistics == Statistics.of(old) else statistics,
        intervention=intervention,
    )  # type: ignore[call-arg]
    held.record.append(held.acted_as.by, out, Audience(held.meeting.visibility))
    held.loaded.floor = new
    await held.session.flush()
    return out


async def _keep(held: Held, entry: Entry) -> InterventionOut:
    """The turn as an intervention; a turn that goes on after all has no end."""
    row = held.loaded.speakers[entry.id]
    turn = interventions.Turn(
        consultation_id=row.consultation_id,
        meeting_id=row.meeting_id,
        agenda_item_id=row.agenda_item_id,
        speaker_id=row.id,
        person_id=row.person_id,
        kind=row.kind,
        acted_as=ActedAs.model_validate(row.acted_as),
        on_behalf_of=entry.on_behalf_of,
        remote=entry.remote,
        intervals=rows.as_json(entry.intervals),
        seconds=whole_seconds(entry.spoken),
        started_at=entry.intervals[0].started_at,
        ended_at=entry.intervals[-1].stopped_at if entry.state is State.FINISHED else None,
    )
    return await interventions.keep(held.session, held.record, turn)
