"""Finding calls and nominations. The one rule of who may know of a nomination stands here."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from app.advisory import queries as advisory
from app.advisory.models import AdvisoryGroup, Nomination, NominationCall
from app.capacities.actor import Actor
from app.consultations import policy
from app.core.errors import NotFound
from app.record.events import Audience

# `open`: nobody has decided, declined or withdrawn it.
Which = Literal["all", "open", "settled"]


async def calls(session: AsyncSession, group_id: UUID, before: int | None, limit: int) -> Sequence[NominationCall]:
    query = select(NominationCall).where(NominationCall.group_id == group_id)
    if before is not None:
        query = query.where(NominationCall.seq < before)
    return (await session.scalars(query.order_by(NominationCall.seq.desc()).limit(limit))).all()


def _known_to(actor: Actor, consultation_id: UUID) -> ColumnElement[bool]:
    """Consented ones to everybody; the others to officers, to the nominee, and to who nominated."""
    if Audience.OFFICERS in policy.audiences(actor, consultation_id):
        return true()
    if actor.account is None:
        return Nomination.consented_at.is_not(None)
    entities = [held.acted_as.entity_id for held in actor.in_consultation(consultation_id)]
    return or_(
        Nomination.consented_at.is_not(None),
        Nomination.account_id == actor.account.id,
        Nomination.entity_id.in_(entities),
    )


async def page(
    session: AsyncSession, actor: Actor, group: AdvisoryGroup, which: Which, before: int | None, limit: int
) -> Sequence[Nomination]:
    query = select(Nomination).where(Nomination.group_id == group.id, _known_to(actor, group.consultation_id))
    settled = or_(
        Nomination.decision.is_not(None), Nomination.withdrawn.is_not(None), Nomination.declined_at.is_not(None)
    )
    if which != "all":
        query = query.where(settled if which == "settled" else ~settled)
    if before is not None:
        query = query.where(Nomination.seq < before)
    return (await session.scalars(query.order_by(Nomination.seq.desc()).limit(limit))).all()


async def visible(session: AsyncSession, actor: Actor, nomination_id: UUID) -> Nomination:
    found = await advisory.visible(session, actor, Nomination, nomination_id, "nomination")
    known = select(Nomination.id).where(Nomination.id == found.id, _known_to(actor, found.consultation_id))
    if await session.scalar(known) is None:
        raise NotFound("There is no such nomination.")
    return found


async def chosen(
    session: AsyncSession, actor: Actor, group: AdvisoryGroup, nomination_ids: Sequence[UUID]
) -> list[Nomination]:
    """These nominations of the group, each once, in the order given; as they stand in the database."""
    query = select(Nomination).where(
        Nomination.group_id == group.id,
        Nomination.id.in_(nomination_ids),
        _known_to(actor, group.consultation_id),
    )
    found = {each.id: each for each in await session.scalars(query.execution_options(populate_existing=True))}
    if set(nomination_ids) - set(found):
        raise NotFound("There is no such nomination.")
    return [found[each] for each in dict.fromkeys(nomination_ids)]
