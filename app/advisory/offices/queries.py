"""The offices of a group, in the order in which they were established. A group has a handful: there are no pages."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.advisory.models import AdvisoryOffice

MOST = 30


async def offices(session: AsyncSession, group_id: UUID) -> Sequence[AdvisoryOffice]:
    query = select(AdvisoryOffice).where(AdvisoryOffice.group_id == group_id).order_by(AdvisoryOffice.seq)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()
