"""What can be done with a consensus call."""

from dataclasses import asdict
from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import NotNow
from app.decisions import matters, rules
from app.decisions.calls import queries
from app.decisions.calls.events import CallClosed, CallCounted, CallOpened, CallWithdrawn
from app.decisions.calls.schemas import CallIn, CallOut
from app.decisions.models import ConsensusCall, Objection
from app.decisions.objections import queries as objection_queries
from app.decisions.objections import service as objections
from app.decisions.objections.events import ObjectionRaised
from app.decisions.objections.schemas import ObjectionIn, ObjectionOut
from app.decisions.rules import CallState
from app.decisions.silence import service as silences
from app.record.service import Record


async def open_call(session: WriteSession, actor: Actor, ref: str, body: CallIn) -> CallOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.DECIDE, consultation.id)
    record = await Record.hold(session, consultation.id)
    await silences.settle(session, record)
    matter = await matters.put(session, record, body)
    await require_free(session, matter.option_id)
    call = ConsensusCall(
        id=uuid4(),
        consultation_id=consultation.id,
        seq=record.next_seq,
        count=0,
        standing=0,
        state=CallState.RUNNING,
        opened_by=acted_as.model_dump(mode="json"),
        opened_at=clock.now(),
        ended_at=None,
        ended_seq=None,
        ended_reason=None,
        version=1,
        **asdict(matter),
    )
    session.add(call)
    out = CallOut.of(call)
    record.append(acted_as.by, CallOpened(acted_as=acted_as, call=out))
    return out


async def require_free(session: WriteSession, option_id: UUID | None) -> None:
    """One question at a time on an option: two answers at once would be none."""
    if option_id and await queries.running_on(session, option_id):
        raise NotNow("A consensus call on this option is under way.", code="call_running")
    await silences.require_free(session, option_id)


async def _hold(session: WriteSession, actor: Actor, call_id: UUID) -> tuple[Record, ConsensusCall, ActedAs]:
    """For the chair's acts."""
    call = await queries.visible(session, actor, call_id)
    acted_as = policy.require(actor, Action.DECIDE, call.consultation_id)
    record = await Record.hold(session, call.consultation_id)
    await session.refresh(call)
    return record, call, acted_as


async def count(session: WriteSession, actor: Actor, call_id: UUID, wanted: int) -> CallOut:
    record, call, acted_as = await _hold(session, actor, call_id)
    call.count = rules.next_count(CallState(call.state), call.count, call.standing, wanted)
    call.version += 1
    out = CallOut.of(call)
    record.append(acted_as.by, CallCounted(acted_as=acted_as, call=out))
    return out


async def close(session: WriteSession, actor: Actor, call_id: UUID, reason: str | None) -> CallOut:
    record, call, acted_as = await _hold(session, actor, call_id)
    state = rules.close_call(CallState(call.state), call.count, call.standing)
    out = _end(record, call, state, reason)
    record.append(acted_as.by, CallClosed(acted_as=acted_as, call=out))
    return out


async def withdraw(session: WriteSession, actor: Actor, call_id: UUID, reason: str) -> CallOut:
    record, call, acted_as = await _hold(session, actor, call_id)
    rules.require_running(CallState(call.state))
    out = _end(record, call, CallState.WITHDRAWN, reason)
    record.append(acted_as.by, CallWithdrawn(acted_as=acted_as, call=out))
    return out


def _end(record: Record, call: ConsensusCall, state: CallState, reason: str | None) -> CallOut:
    call.state, call.ended_reason = state, reason
    call.ended_at, call.ended_seq = clock.now(), record.next_seq
    call.version += 1
    return CallOut.of(call)


async def object_to(session: WriteSession, actor: Actor, call_id: UUID, body: ObjectionIn) -> ObjectionOut:
    """One objection per entity, whoever of it was faster; one that was withdrawn can be raised again while it runs.

    Who may object is what the round had open when the call began: a call that is under way stays open to them.
    """
    call = await queries.visible(session, actor, call_id)
    record = await Record.hold(session, call.consultation_id)
    await session.refresh(call)
    acted_as = policy.require_entitled(actor, Action.OBJECT, call.consultation_id, call.entitled)
    rules.require_running(CallState(call.state))
    objection = await objection_queries.to_call(session, call.id, acted_as.entity_id)
    if objection and objection.withdrawn_at is None:
        raise NotNow(f"An objection of {acted_as.entity} already stands.", code="already_objected")
    objection = _raise(session, record, call, acted_as, body, objection)
    call.standing += 1
    call.version += 1
    out = ObjectionOut.of(objection)
    record.append(acted_as.by, ObjectionRaised(acted_as=acted_as, objection=out, call=CallOut.of(call)))
    return out


def _raise(
    session: WriteSession,
    record: Record,
    call: ConsensusCall,
    acted_as: ActedAs,
    body: ObjectionIn,
    earlier: Objection | None,
) -> Objection:
    fresh = objections.raised(record, acted_as, body.reason, body.language, call_id=call.id)
    if earlier is None:
        session.add(fresh)
        return fresh
    kept = {"id", "consultation_id", "call_id", "silence_id", "entity_id", "seq", "version"}
    for column in Objection.__table__.columns:
        name = {"stakeholder_group": "group", "regional_group": "region"}.get(column.name, column.name)
        if name not in kept:
            setattr(earlier, name, getattr(fresh, name))
    earlier.version += 1
    return earlier
