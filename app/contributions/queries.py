"""Finding contributions, with the check of sight."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.contributions.models import Contribution, ContributionVersion
from app.core.errors import NotFound


async def visible(session: AsyncSession, actor: Actor, contribution_id: UUID) -> Contribution:
    query = (
        select(Contribution, Consultation)
        .join(Consultation, Consultation.id == Contribution.consultation_id)
        .where(Contribution.id == contribution_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such contribution.")
    contribution: Contribution = row.Contribution
    return contribution


async def page(session: AsyncSession, consultation_id: UUID, before: int | None, limit: int) -> Sequence[Contribution]:
    """Newest first, on the (consultation, seq) index."""
    query = select(Contribution).where(Contribution.consultation_id == consultation_id)
    if before is not None:
        query = query.where(Contribution.seq < before)
    return (await session.scalars(query.order_by(Contribution.seq.desc()).limit(limit))).all()


async def versions(session: AsyncSession, contribution_id: UUID) -> Sequence[ContributionVersion]:
    query = select(ContributionVersion).where(ContributionVersion.contribution_id == contribution_id)
    return (await session.scalars(query.order_by(ContributionVersion.number.desc()))).all()
