"""Hiding and restoring, each with a reason, each in the record."""

from typing import Any
from uuid import uuid4

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import NotFound, NotNow
from app.moderation import queries
from app.moderation.models import ModerationDecision
from app.moderation.schemas import DecisionIn, DecisionOut, ModerationAction
from app.moderation.subjects import SUBJECTS
from app.record.service import Record


async def decide(session: WriteSession, actor: Actor, body: DecisionIn) -> DecisionOut:
    """Hide leaves a dated stub with the reason, and withholds the content from the record; the chain still verifies."""
    item = await _visible_subject(session, actor, body)
    acted_as = policy.require(actor, Action.MODERATE, item.consultation_id)
    record = await Record.hold(session, item.consultation_id)
    await session.refresh(item)
    hiding = body.action is ModerationAction.HIDE
    if hiding == bool(item.hidden):
        raise NotNow("This is already hidden." if hiding else "This is not hidden.", code=f"already_{body.action}")
    item.hidden = {"reason": body.reason, "at": clock.iso(clock.now())} if hiding else None
    kind = SUBJECTS[body.subject_type]
    await record.withhold(item.id, withheld=hiding or kind.gone(item))
    decision = ModerationDecision(
        id=uuid4(),
        consultation_id=item.consultation_id,
        seq=record.next_seq,
        decided_at=clock.now(),
        acted_as=acted_as.model_dump(mode="json"),
        **body.model_dump(),
    )
    session.add(decision)
    record.append(acted_as.by, (kind.hidden if hiding else kind.restored)(acted_as, item))
    return as_out(decision, kind.text(item))


async def _visible_subject(session: WriteSession, actor: Actor, body: DecisionIn) -> Any:
    item = await queries.subject(session, body.subject_type, body.subject_id)
    consultation = await session.get(Consultation, item.consultation_id) if item else None
    if consultation is None or not policy.may_see(actor, consultation):
        raise NotFound(f"There is no such {body.subject_type}.")
    return item


def as_out(decision: ModerationDecision, text: str | None) -> DecisionOut:
    kept = {name: getattr(decision, name) for name in DecisionOut.model_fields if name != "text"}
    return DecisionOut.model_validate(kept | {"text": text})
