"""Finding contributions, with the check of sight."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.contributions.models import Contribution, ContributionVersion
from app.core.errors import NotFound

# A text that nobody can read makes no campaign.
COUNTED = (Contribution.withdrawn.is_(None), Contribution.hidden.is_(None))


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


async def campaign_sizes(session: AsyncSession, shown: Sequence[Contribution]) -> dict[UUID, int]:
    """Contributors who filed the very same text, for those of these contributions that are not alone with theirs."""
    open_ = [each for each in shown if not each.withdrawn and not each.hidden]
    query = (
        select(Contribution.fingerprint, func.count(Contribution.entity_id.distinct()))
        .where(
            Contribution.consultation_id.in_({each.consultation_id for each in open_}),
            Contribution.fingerprint.in_({each.fingerprint for each in open_}),
            *COUNTED,
        )
        .group_by(Contribution.fingerprint)
    )
    sizes: dict[str, int] = {row[0]: row[1] for row in await session.execute(query)}
    return {each.id: size for each in open_ if (size := sizes.get(each.fingerprint, 0)) > 1}


async def counts(session: AsyncSession, consultation_id: UUID) -> tuple[int, int, int]:
    """(submissions, contributors, different texts)."""
    query = select(
        func.count(Contribution.id),
        func.count(Contribution.entity_id.distinct()),
        func.count(Contribution.fingerprint.distinct()),
    ).where(Contribution.consultation_id == consultation_id, *COUNTED)
    row = (await session.execute(query)).one()
    return row[0], row[1], row[2]


async def campaigns(session: AsyncSession, consultation_id: UUID, limit: int = 20) -> Sequence[Any]:
    """The largest, as rows (id and title of the first, contributors, submissions)."""
    contributors = func.count(Contribution.entity_id.distinct())
    found = (
        select(
            func.min(Contribution.seq).label("seq"),
            contributors.label("contributors"),
            func.count(Contribution.id).label("submissions"),
        )
        .where(Contribution.consultation_id == consultation_id, *COUNTED)
        .group_by(Contribution.fingerprint)
        .having(contributors > 1)
        .order_by(contributors.desc(), func.min(Contribution.seq))
        .limit(limit)
        .subquery()
    )
    query = (
        select(Contribution.id, Contribution.title, found.c.contributors, found.c.submissions)
        .join(found, found.c.seq == Contribution.seq)
        .where(Contribution.consultation_id == consultation_id)
        .order_by(found.c.contributors.desc(), found.c.seq)
    )
    return (await session.execute(query)).all()


async def versions(session: AsyncSession, contribution_id: UUID) -> Sequence[ContributionVersion]:
    query = select(ContributionVersion).where(ContributionVersion.contribution_id == contribution_id)
    return (await session.scalars(query.order_by(ContributionVersion.number.desc()))).all()
