"""Finding caucuses, with the check of sight."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.contributions.caucuses.models import Caucus
from app.core.errors import NotFound


async def visible(session: AsyncSession, actor: Actor, caucus_id: UUID) -> Caucus:
    query = (
        select(Caucus, Consultation)
        .join(Consultation, Consultation.id == Caucus.consultation_id)
        .where(Caucus.id == caucus_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such caucus.")
    caucus: Caucus = row.Caucus
    return caucus


async def page(session: AsyncSession, consultation_id: UUID, before: int | None, limit: int) -> Sequence[Caucus]:
    """Newest first, on the (consultation, seq) index."""
    query = select(Caucus).where(Caucus.consultation_id == consultation_id)
    if before is not None:
        query = query.where(Caucus.seq < before)
    return (await session.scalars(query.order_by(Caucus.seq.desc()).limit(limit))).all()
