"""What the parts of the advisory group, and features above it, ask of it; everything with an actor checks sight."""

from collections import defaultdict
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.advisory.models import AdvisoryGroup, Interest
from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.core.errors import NotFound

Item = TypeVar("Item")


async def visible(session: AsyncSession, actor: Actor, model: type[Item], item_id: UUID, name: str) -> Item:
    """One row of this feature, if the actor may see its consultation; else there is no such thing."""
    found: Any = await session.get(model, item_id)
    consultation = await session.get(Consultation, found.consultation_id) if found else None
    if consultation is None or not policy.may_see(actor, consultation):
        raise NotFound(f"There is no such {name}.")
    item: Item = found
    return item


async def visible_group(session: AsyncSession, actor: Actor, group_id: UUID) -> AdvisoryGroup:
    return await visible(session, actor, AdvisoryGroup, group_id, "advisory group")


async def declared(session: AsyncSession, consultation_id: UUID) -> dict[UUID, set[tuple[str, UUID]]]:
    """By account the (kind, id) of everything that it has declared a standing conflict of interest in.

    A declaration whose words are hidden stands: moderation is about its text.
    """
    query = select(Interest.account_id, Interest.subject_type, Interest.subject_id).where(
        Interest.consultation_id == consultation_id, Interest.withdrawn.is_(None)
    )
    found: dict[UUID, set[tuple[str, UUID]]] = defaultdict(set)
    for account_id, subject_type, subject_id in await session.execute(query):
        found[account_id].add((subject_type, subject_id))
    return dict(found)
