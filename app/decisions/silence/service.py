"""What can be done with a silence procedure, and what happens when nobody does anything.

The deadline is compared with the clock after the record is held, so of a break and an adoption at the same instant
one comes first and the other finds it done. What is stored wins over any clock: once the entry says adopted, a clock
that is set back brings nothing back.
"""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from app.capacities.actor import SYSTEM, ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core import clock
from app.core.db import Database, WriteSession
from app.core.errors import NotNow
from app.decisions import matters, rules
from app.decisions.calls import queries as call_queries
from app.decisions.models import SilenceProcedure
from app.decisions.objections import service as objections
from app.decisions.objections.events import ObjectionRaised
from app.decisions.objections.schemas import ObjectionOut
from app.decisions.rules import SilenceState
from app.decisions.silence import queries
from app.decisions.silence.events import (
    SilenceAdopted,
    SilenceBroken,
    SilenceExtended,
    SilenceOpened,
    SilenceWithdrawn,
)
from app.decisions.silence.schemas import ExtensionOut, SilenceBreak, SilenceExtension, SilenceIn, SilenceOut
from app.record.service import Record


async def open_silence(session: WriteSession, actor: Actor, ref: str, body: SilenceIn) -> SilenceOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.DECIDE, consultation.id)
    record = await Record.hold(session, consultation.id)
    await settle(session, record)
    matter = await matters.put(session, record, body)
    if matter.option_id and await call_queries.running_on(session, matter.option_id):
        raise NotNow("A consensus call on this option is under way.", code="call_running")
    await require_free(session, matter.option_id)
    now = clock.now()
    silence = SilenceProcedure(
        id=uuid4(),
        consultation_id=consultation.id,
        seq=record.next_seq,
        deadline=rules.first_deadline(now, body.deadline, body.short_reason),
        short_reason=body.short_reason,
        extensions=[],
        state=SilenceState.RUNNING,
        opened_by=acted_as.model_dump(mode="json"),
        opened_at=now,
        ended_at=None,
        ended_seq=None,
        ended_reason=None,
        version=1,
        **asdict(matter),
    )
    session.add(silence)
    out = SilenceOut.of(silence, now)
    record.append(acted_as.by, SilenceOpened(acted_as=acted_as, silence=out))
    return out


async def require_free(session: WriteSession, option_id: UUID | None) -> None:
    if option_id and await queries.running_on(session, option_id, clock.now()):
        raise NotNow("A silence procedure on this option is under way.", code="silence_running")


async def _hold(session: WriteSession, actor: Actor, silence_id: UUID) -> tuple[Record, SilenceProcedure, ActedAs]:
    """For the chair's acts."""
    silence = await queries.visible(session, actor, silence_id)
    acted_as = policy.require(actor, Action.DECIDE, silence.consultation_id)
    record = await Record.hold(session, silence.consultation_id)
    await session.refresh(silence)
    return record, silence, acted_as


async def break_silence(session: WriteSession, actor: Actor, silence_id: UUID, body: SilenceBreak) -> SilenceOut:
    """At once and for good: everybody sees who, and why. The reasons stand as an objection the chair disposes of."""
    silence = await queries.visible(session, actor, silence_id)
    record = await Record.hold(session, silence.consultation_id)
    await session.refresh(silence)
    acted_as = policy.require_entitled(actor, Action.OBJECT, silence.consultation_id, silence.entitled)
    now = clock.now()
    rules.require_unbroken(SilenceState(silence.state), silence.deadline, now)
    objection = objections.raised(record, acted_as, body.reason, body.language, silence_id=silence.id)
    session.add(objection)
    # The reasons are in an entry about the objection alone, which moderation can withhold.
    record.append(acted_as.by, ObjectionRaised(acted_as=acted_as, objection=ObjectionOut.of(objection), call=None))
    _end(record, silence, SilenceState.BROKEN, now, None)
    out = SilenceOut.of(silence, now)
    record.append(acted_as.by, SilenceBroken(acted_as=acted_as, silence=out, objection_id=objection.id))
    return out


async def extend(session: WriteSession, actor: Actor, silence_id: UUID, body: SilenceExtension) -> SilenceOut:
    record, silence, acted_as = await _hold(session, actor, silence_id)
    now, before = clock.now(), silence.deadline
    silence.deadline = rules.extended_deadline(SilenceState(silence.state), before, now, body.deadline)
    extension = ExtensionOut(before=before, after=silence.deadline, reason=body.reason, acted_as=acted_as, at=now)
    silence.extensions = [*silence.extensions, extension.model_dump(mode="json")]
    silence.version += 1
    out = SilenceOut.of(silence, now)
    record.append(acted_as.by, SilenceExtended(acted_as=acted_as, silence=out))
    return out


async def withdraw(session: WriteSession, actor: Actor, silence_id: UUID, reason: str) -> SilenceOut:
    record, silence, acted_as = await _hold(session, actor, silence_id)
    now = clock.now()
    rules.require_unbroken(SilenceState(silence.state), silence.deadline, now)
    _end(record, silence, SilenceState.WITHDRAWN, now, reason)
    out = SilenceOut.of(silence, now)
    record.append(acted_as.by, SilenceWithdrawn(acted_as=acted_as, silence=out))
    return out


def _end(record: Record, silence: SilenceProcedure, state: SilenceState, at: datetime, reason: str | None) -> None:
    silence.state, silence.ended_reason = state, reason
    silence.ended_at, silence.ended_seq = at, record.next_seq
    silence.version += 1


async def settle(session: WriteSession, record: Record) -> None:
    """Put into the record what the passing of deadlines has adopted. Doing it again does nothing."""
    now = clock.now()
    for silence in await queries.overdue(session, record.consultation_id, now):
        _end(record, silence, SilenceState.ADOPTED, silence.deadline, None)
        record.append(SYSTEM.by, SilenceAdopted(acted_as=SYSTEM, silence=SilenceOut.of(silence, now)))
    await session.flush()


async def settle_overdue(database: Database) -> None:
    """The same for all consultations, each in its own transaction."""
    async with database.read() as session:
        due = await queries.consultations_overdue(session, clock.now())
    for consultation_id in due:
        async with database.write() as session:
            await settle(session, await Record.hold(session, consultation_id))
