"""Finding what language models were asked, for those who prepare the summary."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.core.errors import NotFound, NotNow
from app.points.register import queries as register
from app.summaries.phrasing.models import ModelAudit

MOST = 50  # audits listed


async def audits(session: AsyncSession, consultation_id: UUID) -> Sequence[Any]:
    """The latest, without what was asked and answered."""
    columns = (
        *(ModelAudit.id, ModelAudit.kind, ModelAudit.model, ModelAudit.at, ModelAudit.acted_as),
        *(ModelAudit.requests, ModelAudit.taken),
    )
    query = select(*columns).where(ModelAudit.consultation_id == consultation_id)
    return (await session.execute(query.order_by(ModelAudit.at.desc(), ModelAudit.id).limit(MOST))).all()


async def audit(session: AsyncSession, actor: Actor, audit_id: UUID) -> ModelAudit:
    """For whoever prepares the summary."""
    query = (
        select(ModelAudit, Consultation)
        .join(Consultation, Consultation.id == ModelAudit.consultation_id)
        .where(ModelAudit.id == audit_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such file.")
    policy.require(actor, Action.PREPARE_SUMMARY, row.Consultation.id)
    found: ModelAudit = row.ModelAudit
    if found.source_id and not await register.sources(session, {found.source_id}):
        raise NotNow("It quotes what is no longer public, so it is kept and not shown.", code="not_public")
    return found
