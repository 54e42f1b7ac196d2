"""Admitting people to a consultation."""

from uuid import UUID, uuid4

from sqlalchemy import select

from app.accounts import service as accounts
from app.accreditation.events import ParticipantAccredited
from app.accreditation.schemas import AccreditationIn, AccreditationOut, OrganizationIn
from app.capacities.actor import ActedAs, Actor
from app.capacities.models import Capacity, Delegation
from app.capacities.schemas import DelegationOut
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession, insert
from app.core.errors import NotNow
from app.record.events import Audience
from app.record.service import Record
from app.stakeholders import service as stakeholders


async def accredit(
    session: WriteSession, actor: Actor, consultation: Consultation, body: AccreditationIn
) -> AccreditationOut:
    acted_as = policy.require(actor, Action.ACCREDIT, consultation.id)
    record = await Record.hold(session, consultation.id)
    return await admit(session, record, acted_as, consultation.id, body)


async def admit(
    session: WriteSession, record: Record, acted_as: ActedAs, consultation_id: UUID, body: AccreditationIn
) -> AccreditationOut:
    """Without the check, for the demo, which acts as the system."""
    account = await accounts.ensure_account(session, body.email, body.name)
    delegation = await _delegation(session, consultation_id, body.organization) if body.organization else None
    held = select(Capacity.id).where(
        Capacity.account_id == account.id,
        Capacity.consultation_id == consultation_id,
        Capacity.kind == body.capacity,
        Capacity.delegation_id == (delegation.id if delegation else None),
        Capacity.valid_until.is_(None),
    )
    if await session.scalar(held):
        raise NotNow(f"{account.name} already holds this capacity.", code="already_accredited")
    capacity = Capacity(
        id=uuid4(),
        consultation_id=consultation_id,
        account_id=account.id,
        kind=body.capacity,
        delegation_id=delegation.id if delegation else None,
        group=body.group,
        region=body.region,
        valid_from=clock.now(),
        valid_until=None,
    )
    session.add(capacity)
    out = AccreditationOut(
        capacity_id=capacity.id,
        account_id=account.id,
        name=account.name,
        capacity=body.capacity,
        delegation=DelegationOut.model_validate(delegation) if delegation else None,
        group=delegation.group if delegation else body.group,
        region=delegation.region if delegation else body.region,
        accredited_at=capacity.valid_from,
    )
    event = ParticipantAccredited(acted_as=acted_as, accreditation=out)
    record.append(acted_as.by, event, Audience.PARTICIPANTS)
    return out


async def _delegation(session: WriteSession, consultation_id: UUID, body: OrganizationIn) -> Delegation:
    organization = await stakeholders.ensure_organization(session, body.name, body.group, body.region)
    row = insert(session, Delegation).values(
        id=uuid4(),
        consultation_id=consultation_id,
        organization_id=organization.id,
        name=organization.name,
        group=organization.group,
        region=organization.region,
        accredited_at=clock.now(),
    )
    await session.execute(row.on_conflict_do_nothing(index_elements=["consultation_id", "organization_id"]))
    query = select(Delegation).where(
        Delegation.consultation_id == consultation_id, Delegation.organization_id == organization.id
    )
    return (await session.scalars(query)).one()
