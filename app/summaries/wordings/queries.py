"""Finding proposed wordings. None is shown whose quotation is hidden, withdrawn, or names the point no longer."""

import hashlib
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.core.errors import NotFound
from app.points.register import queries as register
from app.points.register.models import Point
from app.summaries.wordings.models import Wording
from app.summaries.wordings.schemas import WordingStanding

MOST = 2_000  # of one consultation shown at once
Row = tuple[Wording, Point]
EVERY: Collection[WordingStanding] = tuple(WordingStanding)


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


async def of_consultation(
    session: AsyncSession, consultation_id: UUID, standings: Collection[WordingStanding]
) -> list[Row]:
    """With their points, by the points' numbers; three queries for any number of them."""
    query = (
        select(Wording, Point)
        .join(Point, Point.id == Wording.point_id)
        .where(Wording.consultation_id == consultation_id, Wording.standing.in_([each.value for each in standings]))
        .order_by(Point.number, Wording.seq, Wording.id)
        .limit(MOST)
    )
    return await _shown(session, [(row.Wording, row.Point) for row in await session.execute(query)])


async def _shown(session: AsyncSession, rows: Sequence[Row]) -> list[Row]:
    texts = await register.sources(session, {point.source_id for _, point in rows})
    return [
        (wording, point)
        for wording, point in rows
        if register.shown_label(point, texts) is not None and wording.quote_digest == digest(point.label)
    ]


async def visible(session: AsyncSession, actor: Actor, wording_id: UUID) -> Row:
    """For whoever prepares the summary."""
    query = (
        select(Wording, Point, Consultation)
        .join(Point, Point.id == Wording.point_id)
        .join(Consultation, Consultation.id == Wording.consultation_id)
        .where(Wording.id == wording_id)
    )
    row = (await session.execute(query.execution_options(populate_existing=True))).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such wording.")
    policy.require(actor, Action.PREPARE_SUMMARY, row.Consultation.id)
    if not await _shown(session, [(row.Wording, row.Point)]):
        raise NotFound("There is no such wording: what it puts in other words is no longer public.")
    return row.Wording, row.Point


async def waiting(session: AsyncSession, point: Point, kind: str, language: str) -> Wording | None:
    """One that nobody has decided on, or that is approved, of these words."""
    query = select(Wording).where(
        Wording.point_id == point.id,
        Wording.kind == kind,
        Wording.language == language,
        Wording.quote_digest == digest(point.label),
        Wording.standing.in_([WordingStanding.PROPOSED.value, WordingStanding.APPROVED.value]),
    )
    return await session.scalar(query.limit(1))
