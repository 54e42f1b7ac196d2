"""What can be done about what the note left out: put it forward, second it, take either back."""

from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.consultations.rules import Right
from app.contributions.missing import queries
from app.contributions.missing.events import (
    MissingEndorsed,
    MissingEndorsementWithdrawn,
    MissingProposed,
    MissingWithdrawn,
)
from app.contributions.missing.models import MissingEndorsement, MissingProposal
from app.contributions.missing.schemas import MissingIn, MissingOut
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow, NotPermitted
from app.record.service import Record


async def propose(session: WriteSession, actor: Actor, consultation: Consultation, body: MissingIn) -> MissingOut:
    """In the round that is open for contributions: it is a written input, only shorter."""
    record = await Record.hold(session, consultation.id)
    round_ = await consultation_queries.round_for(session, consultation.id, Right.CONTRIBUTE)
    acted_as = policy.require_right(actor, Action.CONTRIBUTE, round_)
    questions = await consultation_queries.question_ids(session, consultation.id)
    if body.question_id is not None and body.question_id not in questions:
        raise Invalid(f"The background note has no question {body.question_id}.", code="unknown_question")
    proposal = MissingProposal(
        id=uuid4(),
        consultation_id=consultation.id,
        round_id=round_.id,
        seq=record.next_seq,
        entity_id=acted_as.entity_id,
        endorsements=0,
        acted_as=acted_as.model_dump(mode="json"),
        proposed_at=clock.now(),
        withdrawn=None,
        hidden=None,
        **body.model_dump(),
    )
    session.add(proposal)
    out = MissingOut.of(proposal)
    record.append(acted_as.by, MissingProposed(acted_as=acted_as, proposal=out))
    return out


async def endorse(session: WriteSession, actor: Actor, proposal_id: UUID) -> MissingOut:
    """Second it: each entity once. A second time changes nothing and leaves no trace."""
    record, proposal = await _held(session, actor, proposal_id)
    round_ = await consultation_queries.round_for(session, proposal.consultation_id, Right.CONTRIBUTE)
    acted_as = policy.require_right(actor, Action.CONTRIBUTE, round_)
    if proposal.entity_id == acted_as.entity_id:
        raise NotNow("You put this forward yourselves; you are counted with it already.", code="own_proposal")
    if proposal.hidden:
        raise NotNow("This proposal is hidden; it cannot be seconded until it is restored.", code="hidden")
    if await session.get(MissingEndorsement, (proposal.id, acted_as.entity_id)):
        return MissingOut.of(proposal)
    session.add(
        MissingEndorsement(
            proposal_id=proposal.id,
            entity_id=acted_as.entity_id,
            consultation_id=proposal.consultation_id,
            seq=record.next_seq,
            acted_as=acted_as.model_dump(mode="json"),
            endorsed_at=clock.now(),
        )
    )
    proposal.endorsements += 1
    out = MissingOut.of(proposal)
    record.append(acted_as.by, MissingEndorsed(acted_as=acted_as, proposal=out))
    return out


async def withdraw_endorsement(session: WriteSession, actor: Actor, proposal_id: UUID) -> MissingOut:
    """No longer second it; possible at any time, by any member of the delegation."""
    record, proposal = await _held(session, actor, proposal_id)
    for held in actor.in_consultation(proposal.consultation_id):
        endorsement = await session.get(MissingEndorsement, (proposal.id, held.acted_as.entity_id))
        if endorsement is not None:
            await session.delete(endorsement)
            proposal.endorsements -= 1
            out = MissingOut.of(proposal)
            event = MissingEndorsementWithdrawn(acted_as=held.acted_as, proposal=out)
            record.append(held.acted_as.by, event)
            return out
    raise NotPermitted("You do not second this proposal, so there is nothing to take back.")


async def withdraw(session: WriteSession, actor: Actor, proposal_id: UUID, reason: str) -> MissingOut:
    """Taken back by whoever put it forward. The text leaves every page and the record's content; the entry stays."""
    record, proposal = await _held(session, actor, proposal_id)
    acted_as = _author(actor, proposal)
    proposal.withdrawn = {"reason": reason, "at": clock.iso(clock.now())}
    await record.withhold(proposal.id, withheld=True)
    out = MissingOut.of(proposal)
    record.append(acted_as.by, MissingWithdrawn(acted_as=acted_as, proposal=out))
    return out


async def _held(session: WriteSession, actor: Actor, proposal_id: UUID) -> tuple[Record, MissingProposal]:
    """The record, and the proposal as it is while nobody else can change it."""
    proposal = await queries.visible(session, actor, proposal_id)
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 403
    record = await Record.hold(session, proposal.consultation_id)
    await session.refresh(proposal)
    if proposal.withdrawn:
        raise NotNow("This proposal was withdrawn.", code="withdrawn")
    return record, proposal


def _author(actor: Actor, proposal: MissingProposal) -> ActedAs:
    for held in actor.in_consultation(proposal.consultation_id):
        if held.acted_as.entity_id == proposal.entity_id:
            return held.acted_as
    raise NotPermitted("Only the delegation or person that put this forward may withdraw it.")
