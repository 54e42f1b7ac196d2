"""Finding who stands behind joint statements."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.models import Delegation
from app.contributions.joint.models import Signatory
from app.contributions.joint.schemas import SignatoryRole, SignatoryState
from app.contributions.models import Contribution


async def signatories(session: AsyncSession, contribution_id: UUID) -> Sequence[Signatory]:
    """All but the author, in the order of their latest acts."""
    query = (
        select(Signatory)
        .where(Signatory.contribution_id == contribution_id, Signatory.role != SignatoryRole.AUTHOR)
        .order_by(Signatory.seq, Signatory.id)
    )
    return (await session.scalars(query)).all()


async def of_entities(
    session: AsyncSession, contribution_id: UUID, entity_ids: Collection[UUID]
) -> dict[UUID, Signatory]:
    query = select(Signatory).where(Signatory.contribution_id == contribution_id, Signatory.entity_id.in_(entity_ids))
    found = await session.scalars(query.execution_options(populate_existing=True))
    return {signatory.entity_id: signatory for signatory in found}


async def counted(session: AsyncSession, contribution_ids: Collection[UUID]) -> dict[UUID, int]:
    """Entities behind the current version of each joint statement among these, each once."""
    query = (
        select(Signatory.contribution_id, func.count())
        .join(Contribution, Contribution.id == Signatory.contribution_id)
        .where(
            Signatory.contribution_id.in_(contribution_ids),
            Signatory.state == SignatoryState.JOINED,
            Signatory.version == Contribution.version,
            Contribution.withdrawn.is_(None),
        )
        .group_by(Signatory.contribution_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def delegations(
    session: AsyncSession, consultation_id: UUID, delegation_ids: Collection[UUID]
) -> Sequence[Delegation]:
    query = select(Delegation).where(Delegation.consultation_id == consultation_id, Delegation.id.in_(delegation_ids))
    return (await session.scalars(query.order_by(Delegation.name, Delegation.id))).all()
