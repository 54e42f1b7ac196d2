"""Finding proposals and who seconds them, with the check of sight."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.contributions.missing.models import MissingEndorsement, MissingProposal
from app.core.errors import NotFound


async def visible(session: AsyncSession, actor: Actor, proposal_id: UUID) -> MissingProposal:
    query = (
        select(MissingProposal, Consultation)
        .join(Consultation, Consultation.id == MissingProposal.consultation_id)
        .where(MissingProposal.id == proposal_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such proposal.")
    proposal: MissingProposal = row.MissingProposal
    return proposal


async def page(
    session: AsyncSession, consultation_id: UUID, before: int | None, limit: int
) -> Sequence[MissingProposal]:
    """Newest first, on the (consultation, seq) index."""
    query = select(MissingProposal).where(MissingProposal.consultation_id == consultation_id)
    if before is not None:
        query = query.where(MissingProposal.seq < before)
    return (await session.scalars(query.order_by(MissingProposal.seq.desc()).limit(limit))).all()


async def endorsed_by(
    session: AsyncSession, proposal_ids: Collection[UUID], entity_ids: Collection[UUID]
) -> frozenset[UUID]:
    """Which of these proposals any of these entities seconds."""
    if not proposal_ids or not entity_ids:
        return frozenset()
    query = select(MissingEndorsement.proposal_id).where(
        MissingEndorsement.proposal_id.in_(proposal_ids), MissingEndorsement.entity_id.in_(entity_ids)
    )
    return frozenset(await session.scalars(query))


async def endorsements(
    session: AsyncSession, proposal_id: UUID, after: int | None, limit: int
) -> Sequence[MissingEndorsement]:
    """In the order in which they came, on the (proposal, seq) index."""
    query = select(MissingEndorsement).where(MissingEndorsement.proposal_id == proposal_id)
    if after is not None:
        query = query.where(MissingEndorsement.seq > after)
    return (await session.scalars(query.order_by(MissingEndorsement.seq).limit(limit))).all()
