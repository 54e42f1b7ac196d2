"""Hiding and restoring, approving and refusing: each in the record, all but approvals with a reason."""

from typing import Any
from uuid import uuid4

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import NotFound, NotNow
from app.meetings.comments.schemas import CommentState
from app.moderation import queries
from app.moderation.models import ModerationDecision
from app.moderation.schemas import DecisionIn, DecisionOut, ModerationAction
from app.moderation.subjects import SUBJECTS, EventOf, Subject
from app.record.service import Record


async def decide(session: WriteSession, actor: Actor, body: DecisionIn) -> DecisionOut:
    item = await _visible_subject(session, actor, body)
    acted_as = policy.require(actor, Action.MODERATE, item.consultation_id)
    record = await Record.hold(session, item.consultation_id)
    await session.refresh(item)
    kind = SUBJECTS[body.subject_type]
    if body.action in {ModerationAction.APPROVE, ModerationAction.REFUSE}:
        event = _decide_held(record, kind, item, body)
    else:
        event = await _hide_or_restore(record, kind, item, body)
    decision = ModerationDecision(
        id=uuid4(),
        consultation_id=item.consultation_id,
        seq=record.next_seq,
        decided_at=clock.now(),
        acted_as=acted_as.model_dump(mode="json"),
        **body.model_dump(),
    )
    session.add(decision)
    record.append(acted_as.by, event(acted_as, item), kind.audience(item))
    return as_out(decision, kind.text(item))


def _decide_held(record: Record, kind: Subject, item: Any, body: DecisionIn) -> EventOf:
    """Approved, it is delivered now and takes its place in the list now; refused, its author can read why."""
    if kind.approved is None or kind.refused is None or item.state != CommentState.HELD:
        raise NotNow("This is not held for moderation.", code="not_held")
    if body.action is ModerationAction.APPROVE:
        item.state, item.seq = CommentState.POSTED, record.next_seq
        return kind.approved
    item.state, item.refusal = CommentState.REFUSED, _reason(body)
    return kind.refused


async def _hide_or_restore(record: Record, kind: Subject, item: Any, body: DecisionIn) -> EventOf:
    """Hide leaves a dated stub with the reason, and withholds the content from the record; the chain still verifies."""
    if not kind.delivered(item):
        raise NotNow("This has not been delivered; approve or refuse it.", code="not_delivered")
    hiding = body.action is ModerationAction.HIDE
    if hiding == bool(item.hidden):
        raise NotNow("This is already hidden." if hiding else "This is not hidden.", code=f"already_{body.action}")
    item.hidden = _reason(body) if hiding else None
    await record.withhold(item.id, withheld=hiding or kind.gone(item))
    return kind.hidden if hiding else kind.restored


def _reason(body: DecisionIn) -> dict[str, Any]:
    return {"reason": body.reason, "at": clock.iso(clock.now())}


async def _visible_subject(session: WriteSession, actor: Actor, body: DecisionIn) -> Any:
    item = await queries.subject(session, body.subject_type, body.subject_id)
    consultation = await session.get(Consultation, item.consultation_id) if item else None
    if consultation is None or not policy.may_see(actor, consultation) or not _may_know(actor, body, item):
        raise NotFound(f"There is no such {body.subject_type.replace('_', ' ')}.")
    return item


def _may_know(actor: Actor, body: DecisionIn, item: Any) -> bool:
    return SUBJECTS[body.subject_type].audience(item) in policy.audiences(actor, item.consultation_id)


def as_out(decision: ModerationDecision, text: str | None) -> DecisionOut:
    kept = {name: getattr(decision, name) for name in DecisionOut.model_fields if name != "text"}
    return DecisionOut.model_validate(kept | {"text": text})
