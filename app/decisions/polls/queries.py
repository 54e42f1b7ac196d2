"""Finding straw polls and counting their answers, with the check of sight."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.decisions import matters
from app.decisions.models import StrawAnswer, StrawPoll
from app.decisions.polls.schemas import Counts, shows_tally


async def visible(session: AsyncSession, actor: Actor, poll_id: UUID) -> StrawPoll:
    found = await session.get(StrawPoll, poll_id)
    await matters.require_sight(session, actor, found.consultation_id if found else None, "straw poll")
    assert found is not None  # else it would not have been seen
    return found


async def page(session: AsyncSession, consultation_id: UUID, before: int | None, limit: int) -> Sequence[StrawPoll]:
    query = select(StrawPoll).where(StrawPoll.consultation_id == consultation_id)
    if before is not None:
        query = query.where(StrawPoll.seq < before)
    return (await session.scalars(query.order_by(StrawPoll.seq.desc()).limit(limit))).all()


async def counts(session: AsyncSession, polls: Collection[StrawPoll]) -> dict[UUID, Counts]:
    """Of those polls whose tally may be shown; the others are not asked about."""
    shown = [poll.id for poll in polls if shows_tally(poll)]
    query = (
        select(StrawAnswer.poll_id, StrawAnswer.group, StrawAnswer.answer, func.count())
        .where(StrawAnswer.poll_id.in_(shown))
        .group_by(StrawAnswer.poll_id, StrawAnswer.group, StrawAnswer.answer)
    )
    found: dict[UUID, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for poll_id, group, answer, entities in await session.execute(query):
        found[poll_id][group or ""][answer] = entities
    return dict(found)


async def own(
    session: AsyncSession, actor: Actor, consultation_id: UUID, polls: Collection[StrawPoll]
) -> dict[UUID, int]:
    """What the actor's own entities answered."""
    entities = {held.acted_as.entity_id for held in actor.in_consultation(consultation_id)}
    if not entities:
        return {}
    query = select(StrawAnswer.poll_id, StrawAnswer.answer).where(
        StrawAnswer.poll_id.in_([poll.id for poll in polls]), StrawAnswer.entity_id.in_(entities)
    )
    return {row.poll_id: row.answer for row in await session.execute(query.order_by(StrawAnswer.entity_id))}
