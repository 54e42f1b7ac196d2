"""What can be done with an advisory group: establish it and revise how it is made up."""

from uuid import UUID, uuid4

from sqlalchemy import select

from app.advisory import queries
from app.advisory.groups.events import GroupEstablished, GroupRevised
from app.advisory.groups.schemas import AdvisoryGroupIn, AdvisoryGroupOut, AdvisoryGroupRevision
from app.advisory.models import AdvisoryGroup, AdvisorySeat
from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import NotNow
from app.record.service import Record

AS_GIVEN = set(AdvisoryGroupIn.model_fields) - {"plan", "regions", "appointing_capacity"}


async def establish(session: WriteSession, actor: Actor, ref: str, body: AdvisoryGroupIn) -> AdvisoryGroupOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    acted_as = policy.require(actor, Action.MANAGE_ADVISORY, consultation.id)
    record = await Record.hold(session, consultation.id)
    group = AdvisoryGroup(
        id=uuid4(),
        consultation_id=consultation.id,
        seq=record.next_seq,
        acted_as=acted_as.model_dump(mode="json"),
        established_at=clock.now(),
        reason=None,
        version=1,
    )
    _fill(group, body)
    session.add(group)
    out = AdvisoryGroupOut.of(group)
    record.append(acted_as.by, GroupEstablished(acted_as=acted_as, advisory_group=out))
    return out


async def revise(session: WriteSession, actor: Actor, group_id: UUID, body: AdvisoryGroupRevision) -> AdvisoryGroupOut:
    group = await queries.visible_group(session, actor, group_id)
    acted_as = policy.require(actor, Action.MANAGE_ADVISORY, group.consultation_id)
    record = await Record.hold(session, group.consultation_id)
    await session.refresh(group)
    if body.version != group.version:
        raise NotNow("The group has been changed meanwhile; please look at it again.", code="version_conflict")
    await _keep_terms(session, group, body)
    _fill(group, body)
    group.reason, group.version = body.reason, group.version + 1
    out = AdvisoryGroupOut.of(group)
    record.append(acted_as.by, GroupRevised(acted_as=acted_as, advisory_group=out))
    return out


def _fill(group: AdvisoryGroup, body: AdvisoryGroupIn) -> None:
    for name in AS_GIVEN:
        setattr(group, name, getattr(body, name))
    group.plan, group.regions = body.seats, body.by_region
    group.appointing_capacity = str(body.appointing_capacity)


async def _keep_terms(session: WriteSession, group: AdvisoryGroup, body: AdvisoryGroupRevision) -> None:
    """Terms that have been given keep their dates; another calendar would make one person's second term another's."""
    if (body.first_term_on, body.term_months) == (group.first_term_on, group.term_months):
        return
    if await session.scalar(select(AdvisorySeat.id).where(AdvisorySeat.group_id == group.id).limit(1)):
        raise NotNow("Members have been appointed, so the dates of the terms stay as they are.", code="terms_given")
