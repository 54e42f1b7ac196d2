"""Finding points, links and pairs, with the check of sight."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.contributions.models import Contribution
from app.contributions.queries import COUNTED
from app.core.errors import NotFound
from app.points.register.models import CampaignMember, Point, PointLink, PointPair, PointSurvey
from app.points.register.schemas import BY_PERSONS, Standing
from app.record.chain import canonical
from app.record.models import RecordEntry

MOST_CAMPAIGNS = 20
ENGINE = "points-2"
"""Changes whenever the same texts would give other points."""
# What counts: a declared link always, a confirmed one as long as the text is the one that was read.
COUNTS_NOW = (PointLink.standing == Standing.DECLARED) | (
    (PointLink.standing == Standing.CONFIRMED) & (PointLink.version == Contribution.version)
)


async def visible(session: AsyncSession, actor: Actor, point_id: UUID) -> Point:
    query = (
        select(Point, Consultation)
        .join(Consultation, Consultation.id == Point.consultation_id)
        .where(Point.id == point_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such point.")
    point: Point = row.Point
    return point


async def survey(session: AsyncSession, consultation_id: UUID) -> PointSurvey | None:
    return await session.get(PointSurvey, consultation_id)


async def texts_digest(session: AsyncSession, consultation_id: UUID) -> tuple[str, int]:
    """What a survey would start from, and how many texts: any change of a public text or its questions changes it."""
    query = select(Contribution.id, Contribution.version).where(
        Contribution.consultation_id == consultation_id, *COUNTED
    )
    rows = sorted((str(row.id), row.version) for row in await session.execute(query))
    return hashlib.sha256(canonical([ENGINE, *map(list, rows)])).hexdigest(), len(rows)


async def stale(session: AsyncSession, survey: PointSurvey) -> bool:
    """Whether a contribution was filed, revised, withdrawn, hidden or restored since."""
    query = select(RecordEntry.seq).where(
        RecordEntry.consultation_id == survey.consultation_id,
        RecordEntry.seq > survey.cutoff_seq,
        RecordEntry.type.like("contribution.%"),
    )
    return await session.scalar(query.limit(1)) is not None


async def texts(session: AsyncSession, consultation_id: UUID) -> Sequence[Any]:
    """Every public contribution as a row, in the order of the record."""
    query = select(
        *(Contribution.id, Contribution.seq, Contribution.entity_id, Contribution.language, Contribution.text),
        *(Contribution.question_ids, Contribution.stances, Contribution.acted_as, Contribution.version),
    ).where(Contribution.consultation_id == consultation_id, *COUNTED)
    return (await session.execute(query.order_by(Contribution.seq))).all()


async def points(session: AsyncSession, consultation_id: UUID) -> Sequence[Point]:
    query = select(Point).where(Point.consultation_id == consultation_id).order_by(Point.number)
    return (await session.scalars(query)).all()


async def page(session: AsyncSession, consultation_id: UUID, after: int | None, limit: int) -> Sequence[Point]:
    """In the order of their numbers, on the (consultation, number) index."""
    query = select(Point).where(Point.consultation_id == consultation_id)
    if after is not None:
        query = query.where(Point.number > after)
    return (await session.scalars(query.order_by(Point.number).limit(limit))).all()


async def linked_by_persons(session: AsyncSession, consultation_id: UUID) -> Sequence[PointLink]:
    query = select(PointLink).where(PointLink.consultation_id == consultation_id, PointLink.standing.in_(BY_PERSONS))
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def pairs(session: AsyncSession, consultation_id: UUID) -> Sequence[PointPair]:
    query = select(PointPair).where(PointPair.consultation_id == consultation_id)
    return (await session.scalars(query)).all()


@dataclass(frozen=True, slots=True)
class Counts:
    """Contributors by the surest of their links to one point, and links that wait for a person."""

    declared: int = 0
    confirmed: int = 0
    matched: int = 0
    waiting: int = 0


async def counts(session: AsyncSession, point_ids: Collection[UUID]) -> dict[UUID, Counts]:
    """Of public contributions only; two queries for any number of points."""
    sure = case((PointLink.standing == Standing.DECLARED, 0), (COUNTS_NOW, 1), else_=2)
    counted = COUNTS_NOW | (PointLink.standing == Standing.MATCHED)
    best = (
        select(PointLink.point_id, Contribution.entity_id, func.min(sure).label("sure"))
        .join(Contribution, Contribution.id == PointLink.contribution_id)
        .where(PointLink.point_id.in_(point_ids), counted, *COUNTED)
        .group_by(PointLink.point_id, Contribution.entity_id)
        .subquery()
    )
    query = select(best.c.point_id, best.c.sure, func.count()).group_by(best.c.point_id, best.c.sure)
    found: dict[UUID, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for point_id, place, number in await session.execute(query):
        found[point_id][place] = number
    for point_id, number in await session.execute(_waiting(point_ids)):
        found[point_id][3] = number
    return {point_id: Counts(*numbers) for point_id, numbers in found.items()}


def _waiting(point_ids: Collection[UUID]) -> Any:
    return (
        select(PointLink.point_id, func.count())
        .join(Contribution, Contribution.id == PointLink.contribution_id)
        .where(PointLink.point_id.in_(point_ids), PointLink.place.is_not(None), *COUNTED)
        .group_by(PointLink.point_id)
    )


async def sources(session: AsyncSession, source_ids: Collection[UUID]) -> dict[UUID, str]:
    """The texts of those of these contributions that are public."""
    query = select(Contribution.id, Contribution.text).where(Contribution.id.in_(source_ids), *COUNTED)
    return {row.id: row.text for row in await session.execute(query)}


def shown_label(point: Point, texts_by_source: Mapping[UUID, str]) -> str | None:
    """The label as long as its source is public and still says it."""
    text = texts_by_source.get(point.source_id)
    return point.label if text is not None and point.label in text else None


async def campaigns(session: AsyncSession, consultation_id: UUID) -> Sequence[Any]:
    """The largest, as rows (first id, contributions, contributors): texts that several contributors sent."""
    contributors = func.count(Contribution.entity_id.distinct())
    query = (
        select(CampaignMember.campaign_id, func.count().label("contributions"), contributors.label("contributors"))
        .join(Contribution, Contribution.id == CampaignMember.contribution_id)
        .where(CampaignMember.consultation_id == consultation_id, *COUNTED)
        .group_by(CampaignMember.campaign_id)
        .having(contributors > 1)
        .order_by(contributors.desc(), CampaignMember.campaign_id)
        .limit(MOST_CAMPAIGNS)
    )
    return (await session.execute(query)).all()


async def titles(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    query = select(Contribution.id, Contribution.title).where(Contribution.id.in_(ids), *COUNTED)
    return {row.id: row.title for row in await session.execute(query)}


def _links() -> Any:
    return (
        select(PointLink, Point, Contribution)
        .join(Point, Point.id == PointLink.point_id)
        .join(Contribution, Contribution.id == PointLink.contribution_id)
    )


async def queue(
    session: AsyncSession, consultation_id: UUID, after: int | None, limit: int, point_id: UUID | None = None
) -> Sequence[tuple[PointLink, Point, Contribution]]:
    """What waits for a person, the most doubtful first, on the (consultation, place) index. `point_id`: of it alone."""
    query = _links().where(PointLink.consultation_id == consultation_id, PointLink.place.is_not(None), *COUNTED)
    if after is not None:
        query = query.where(PointLink.place > after)
    if point_id is not None:
        query = query.where(PointLink.point_id == point_id)
    return [(row[0], row[1], row[2]) for row in await session.execute(query.order_by(PointLink.place).limit(limit))]


async def decidable(
    session: AsyncSession, consultation_id: UUID, wanted: Collection[tuple[UUID, UUID]]
) -> dict[tuple[UUID, UUID], tuple[PointLink, Contribution]]:
    """Those of these links (point, contribution) that there are and whose contribution is public."""
    query = (
        select(PointLink, Contribution)
        .join(Contribution, Contribution.id == PointLink.contribution_id)
        .where(
            PointLink.consultation_id == consultation_id,
            PointLink.point_id.in_({point_id for point_id, _ in wanted}),
            PointLink.contribution_id.in_({contribution_id for _, contribution_id in wanted}),
            *COUNTED,
        )
        .execution_options(populate_existing=True)
    )
    return {(row[0].point_id, row[0].contribution_id): (row[0], row[1]) for row in await session.execute(query)}


async def links_of(
    session: AsyncSession, point_id: UUID, after: int | None, limit: int
) -> Sequence[tuple[PointLink, Point, Contribution]]:
    """Every link of one point that counts or was decided, by the place of the contribution in the record."""
    query = _links().where(PointLink.point_id == point_id, PointLink.standing != Standing.POSSIBLE, *COUNTED)
    if after is not None:
        query = query.where(Contribution.seq > after)
    return [(row[0], row[1], row[2]) for row in await session.execute(query.order_by(Contribution.seq).limit(limit))]


async def of_contribution(session: AsyncSession, contribution_id: UUID) -> Sequence[tuple[PointLink, Point]]:
    query = (
        select(PointLink, Point)
        .join(Point, Point.id == PointLink.point_id)
        .where(PointLink.contribution_id == contribution_id)
    )
    return [(row[0], row[1]) for row in await session.execute(query.order_by(Point.number))]


async def listed(session: AsyncSession, consultation_id: UUID) -> int:
    query = select(func.count()).where(Point.consultation_id == consultation_id, Point.listed)
    return int(await session.scalar(query) or 0)


async def coverage(session: AsyncSession, consultation_id: UUID) -> dict[str, int]:
    """Links by standing, those that wait, contributions, and those that no point covers."""
    by_standing = (
        select(PointLink.standing, func.count(), func.count(PointLink.place))
        .join(Contribution, Contribution.id == PointLink.contribution_id)
        .where(PointLink.consultation_id == consultation_id, *COUNTED)
        .group_by(PointLink.standing)
    )
    found: dict[str, int] = defaultdict(int)
    for standing, number, waiting in await session.execute(by_standing):
        found[standing] = number
        found["waiting"] += waiting
    covered = and_(PointLink.contribution_id == Contribution.id, PointLink.standing != Standing.POSSIBLE,
                   PointLink.standing != Standing.REJECTED)  # fmt: skip
    uncovered = ~select(PointLink.point_id).where(covered).exists()
    query = select(func.count(), func.sum(case((uncovered, 1), else_=0))).where(
        Contribution.consultation_id == consultation_id, *COUNTED
    )
    all_, without = (await session.execute(query)).one()
    return found | {"contributions": all_, "without_point": int(without or 0)}


async def makers(session: AsyncSession, consultation_id: UUID) -> dict[UUID, set[str]]:
    """Contributors who make each point by a person's word, as text."""
    query = (
        select(PointLink.point_id, Contribution.entity_id)
        .join(Contribution, Contribution.id == PointLink.contribution_id)
        .where(PointLink.consultation_id == consultation_id, COUNTS_NOW, *COUNTED)
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for point_id, entity_id in await session.execute(query):
        found[point_id].add(str(entity_id))
    return found
