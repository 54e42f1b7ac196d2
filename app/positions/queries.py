"""Finding positions and counting them. The unit is the entity; the latest round's position of each counts."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.consultations.models import Round
from app.positions.models import Position


class Count(NamedTuple):
    option_id: UUID
    group: str | None
    stance: str
    entities: int


def latest(consultation_id: UUID) -> Select[Position]:
    """One row per (option, entity): the position of the highest round; earlier rounds' are history."""
    place = func.row_number().over(
        partition_by=(Position.option_id, Position.entity_id), order_by=(Round.number.desc(), Position.seq.desc())
    )
    ranked = (
        select(Position.id, place.label("place"))
        .join(Round, Round.id == Position.round_id)
        .where(Position.consultation_id == consultation_id)
        .subquery()
    )
    return select(Position).join(ranked, ranked.c.id == Position.id).where(ranked.c.place == 1)


async def counts(session: AsyncSession, consultation_id: UUID) -> list[Count]:
    current = latest(consultation_id).with_only_columns(Position.option_id, Position.group, Position.stance).subquery()
    query = select(current.c.option_id, current.c.group, current.c.stance, func.count()).group_by(
        current.c.option_id, current.c.group, current.c.stance
    )
    return [Count(*row) for row in await session.execute(query)]


async def of_entities(
    session: AsyncSession, consultation_id: UUID, entity_ids: Collection[UUID]
) -> dict[UUID, Position]:
    """The current position on each option of the first of these entities that has one."""
    if not entity_ids:
        return {}
    query = latest(consultation_id).where(Position.entity_id.in_(entity_ids)).order_by(Position.seq)
    return {position.option_id: position for position in await session.scalars(query)}


async def held(
    session: AsyncSession, round_id: UUID, option_ids: Collection[UUID], entity_ids: Collection[UUID]
) -> list[dict[str, Any]]:
    """What these entities have said on these options in this round, as rows."""
    query = select(Position.__table__).where(
        Position.option_id.in_(option_ids), Position.round_id == round_id, Position.entity_id.in_(entity_ids)
    )
    return [dict(row) for row in (await session.execute(query)).mappings()]


async def page(session: AsyncSession, option_id: UUID, before: int | None, limit: int) -> Sequence[Position]:
    """Newest first. A restated position moves to the front: its seq is that of its latest statement."""
    query = select(Position).where(Position.option_id == option_id)
    if before is not None:
        query = query.where(Position.seq < before)
    return (await session.scalars(query.order_by(Position.seq.desc()).limit(limit))).all()
