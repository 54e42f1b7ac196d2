"""Finding again what was imported before."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.consultations.models import Consultation


async def by_origin(session: AsyncSession, origin: str) -> Consultation | None:
    """The consultation made from this source; the oldest, where somebody made a second with a slug of its own."""
    query = select(Consultation).where(Consultation.origin == origin).order_by(Consultation.number).limit(1)
    return await session.scalar(query)
