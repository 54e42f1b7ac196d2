"""Objections: raised through a call or by breaking a silence, withdrawn by who raised them, disposed by the chair."""

from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import NotNow, NotPermitted
from app.decisions.calls.schemas import CallOut
from app.decisions.models import ConsensusCall, Objection
from app.decisions.objections import queries
from app.decisions.objections.events import ObjectionDisposed, ObjectionWithdrawn
from app.decisions.objections.schemas import DispositionIn, ObjectionOut
from app.record.service import Record


def raised(
    record: Record,
    acted_as: ActedAs,
    reason: str,
    language: str,
    *,
    call_id: UUID | None = None,
    silence_id: UUID | None = None,
) -> Objection:
    """A new objection, for the caller to add and to record."""
    return Objection(
        id=uuid4(),
        consultation_id=record.consultation_id,
        call_id=call_id,
        silence_id=silence_id,
        entity_id=acted_as.entity_id,
        group=acted_as.group,
        region=acted_as.region,
        seq=record.next_seq,
        reason=reason,
        language=language,
        acted_as=acted_as.model_dump(mode="json"),
        raised_at=clock.now(),
        withdrawn_at=None,
        disposition=None,
        disposition_reason=None,
        disposed_by=None,
        disposed_at=None,
        hidden=None,
        version=1,
    )


async def withdraw(session: WriteSession, actor: Actor, objection_id: UUID) -> ObjectionOut:
    """By the same entity. A call that has closed stays closed: what it ended with is a fact."""
    objection = await queries.visible(session, actor, objection_id)
    record = await Record.hold(session, objection.consultation_id)
    await session.refresh(objection)
    acted_as = _own(actor, objection)
    if objection.withdrawn_at:
        raise NotNow("This objection has already been withdrawn.", code="objection_withdrawn")
    objection.withdrawn_at = clock.now()
    objection.version += 1
    call = await _call(session, objection)
    if call:
        call.standing -= 1
        call.version += 1
    out = ObjectionOut.of(objection)
    event = ObjectionWithdrawn(acted_as=acted_as, objection=out, call=CallOut.of(call) if call else None)
    record.append(acted_as.by, event)
    return out


def _own(actor: Actor, objection: Objection) -> ActedAs:
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    for held in actor.in_consultation(objection.consultation_id):
        if held.acted_as.entity_id == objection.entity_id and actor.chosen in {None, held.id}:
            return held.acted_as
    raise NotPermitted("Only who raised an objection can withdraw it.")


async def dispose(session: WriteSession, actor: Actor, objection_id: UUID, body: DispositionIn) -> ObjectionOut:
    """What the chair makes of it, in writing; a later disposition takes the place of an earlier one."""
    objection = await queries.visible(session, actor, objection_id)
    acted_as = policy.require(actor, Action.DECIDE, objection.consultation_id)
    record = await Record.hold(session, objection.consultation_id)
    await session.refresh(objection)
    if objection.withdrawn_at:
        raise NotNow("This objection was withdrawn, so it needs no disposition.", code="objection_withdrawn")
    objection.disposition, objection.disposition_reason = body.disposition, body.reason
    objection.disposed_by, objection.disposed_at = acted_as.model_dump(mode="json"), clock.now()
    objection.version += 1
    call = await _call(session, objection)
    out = ObjectionOut.of(objection)
    event = ObjectionDisposed(acted_as=acted_as, objection=out, call=CallOut.of(call) if call else None)
    record.append(acted_as.by, event)
    return out


async def _call(session: WriteSession, objection: Objection) -> ConsensusCall | None:
    if objection.call_id is None:
        return None
    return await session.get_one(ConsensusCall, objection.call_id, populate_existing=True)
