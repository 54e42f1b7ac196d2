"""Signing findings. The proposal is made anew while the record is held, so what is signed is what is counted."""

from uuid import UUID, uuid4

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow
from app.decisions import rules
from app.decisions.findings import proposals, queries
from app.decisions.findings.events import FindingSigned
from app.decisions.findings.schemas import FindingIn, FindingOut, ProposedFinding
from app.decisions.models import Finding
from app.decisions.silence import service as silences
from app.record.service import Record


async def sign(session: WriteSession, actor: Actor, option_id: UUID, body: FindingIn) -> FindingOut:
    option, consultation = await consultation_queries.visible_option(session, actor, option_id)
    acted_as = policy.require(actor, Action.DECIDE, consultation.id)
    record = await Record.hold(session, consultation.id)
    await silences.settle(session, record)
    await record.write()
    ground = await queries.ground(session, consultation.id)
    current = next((each for each in ground.options if each.id == option.id), None)
    if current is None:
        raise NotNow("This option is not in the present version of the background note.", code="option_replaced")
    proposal = proposals.proposal(ground, current)
    before = (await queries.signed(session, [option.id])).get(option.id)
    _require(body, proposal, before)
    rules.require_signable(body.kind, proposal.kind, proposals.decided(ground, option.id), body.reason)
    finding = Finding(
        id=uuid4(),
        consultation_id=consultation.id,
        option_id=option.id,
        option_version=proposal.option_version,
        version=before.version + 1 if before else 1,
        seq=record.next_seq,
        kind=body.kind,
        proposed=proposal.kind,
        reason=body.reason,
        language=body.language,
        counts=ground.counts.get(option.id, {}),
        participants=proposal.participants,
        call_id=proposal.call_id,
        silence_id=proposal.silence_id,
        cut_off=record.next_seq - 1,
        acted_as=acted_as.model_dump(mode="json"),
        signed_at=clock.now(),
    )
    session.add(finding)
    out = FindingOut.of(finding)
    record.append(acted_as.by, FindingSigned(acted_as=acted_as, finding=out))
    return out


def _require(body: FindingIn, proposal: ProposedFinding, before: Finding | None) -> None:
    if body.version != (before.version if before else 0):
        raise NotNow("This finding has been signed meanwhile; look at it again.", code="version_conflict")
    if body.proposed is not proposal.kind:
        raise NotNow("What the finding rests on has changed meanwhile; look at it again.", code="proposal_changed")
    if before and not body.reason:
        raise Invalid("Signing a finding again needs a reason, which is published.", code="reason_needed")
