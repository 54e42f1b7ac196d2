"""Storing what a survey found: points known again keep their id and number, and what persons said of them stays."""

import asyncio
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final
from uuid import UUID, uuid4

from anyio import to_thread
from sqlalchemy import delete, func, select

from app.contributions.models import Contribution
from app.core import clock
from app.core.db import WriteSession, insert
from app.points.register import queries
from app.points.register.gathering import Given, stance_code
from app.points.register.models import CampaignMember, Point, PointLink, PointSurvey
from app.points.register.schemas import BY_PERSONS, Standing
from app.points.survey import UNSAID, Found, Survey, unpacked

WORTH_A_LOOK: Final = 0.2  # below the threshold: links less likely than that wait for nobody
_ROWS_AT_ONCE: Final = 1_000
Row = dict[str, Any]


async def keep(session: WriteSession, consultation_id: UUID, given: Given, survey: Survey) -> PointSurvey:
    """The record is held. Reads again what persons said, because they may have said it while the survey was made."""
    found = await to_thread.run_sync(unpacked, survey.points, Found)
    row = await session.get(PointSurvey, consultation_id, populate_existing=True)
    if row is None:
        row = PointSurvey(
            consultation_id=consultation_id, numbered=0, found_at=clock.now(), acted_as={}, cutoff_seq=0, digest="",
            contributions=0, threshold=0.0,
        )  # fmt: skip
        session.add(row)
    row.cutoff_seq, row.digest = given.cutoff_seq, given.digest
    row.contributions, row.threshold = given.contributions, survey.threshold
    said = {
        (link.point_id, link.contribution_id): link
        for link in await queries.linked_by_persons(session, consultation_id)
    }
    await session.execute(
        delete(PointLink).where(
            PointLink.consultation_id == consultation_id, PointLink.standing.not_in([each.value for each in BY_PERSONS])
        )
    )
    ids = await _points(session, row, found, {point_id for point_id, _ in said})
    await session.flush()
    links = await to_thread.run_sync(_links, consultation_id, list(zip(ids, found, strict=True)), survey.threshold)
    await _put(session, PointLink, [link for link in links if (link["point_id"], link["contribution_id"]) not in said])
    for link in links:
        if known := said.get((link["point_id"], link["contribution_id"])):
            known.score, known.passage = link["score"], link["passage"]
    await _to_be_confirmed(session, consultation_id)
    await _campaigns(session, consultation_id, survey.campaigns)
    return row


async def _points(
    session: WriteSession, row: PointSurvey, found: Sequence[Found], linked: Collection[UUID]
) -> list[UUID]:
    """The rows of what was found, in its order; those not found again go, unless a person has spoken of them."""
    known = await queries.points(session, row.consultation_id)
    paired = {
        each for pair in await queries.pairs(session, row.consultation_id) for each in (pair.first_id, pair.second_id)
    }
    by_words = {_words(point): point for point in known}
    by_id = {str(point.id): point for point in known}
    ids: list[UUID] = []
    taken = set[UUID]()
    for each in found:
        point = by_id.get(each.kept or "") or by_words.get((each.question, each.stance, each.language, each.key))
        if point is None or point.id in taken:
            row.numbered += 1
            point = Point(id=uuid4(), consultation_id=row.consultation_id, number=row.numbered)
            session.add(point)
        _describe(point, each)
        ids.append(point.id)
        taken.add(point.id)
    gone = [point for point in known if point.id not in taken]
    for point in gone:
        point.listed = False
    dropped = [point.id for point in gone if point.id not in linked and point.id not in paired]
    for start in range(0, len(dropped), _ROWS_AT_ONCE):
        await session.execute(delete(Point).where(Point.id.in_(dropped[start : start + _ROWS_AT_ONCE])))
    return ids


def _words(point: Point) -> tuple[str, str, str, str]:
    return (str(point.question_id or UNSAID), stance_code(point), point.language, point.key)


def _describe(point: Point, found: Found) -> None:
    stance, _, option = found.stance.partition(" ")
    point.question_id = UUID(found.question) if found.question else None
    point.option_id, point.stance = (UUID(option), stance) if option else (None, None)
    point.language, point.label, point.key = found.language, found.label, found.key
    point.source_id, point.by_floor, point.listed = UUID(found.source), found.by_floor, True


def _links(consultation_id: UUID, found: Sequence[tuple[UUID, Found]], threshold: float) -> list[Row]:
    """Every link as a row; what waits for a person has its place in the queue: nearest to the threshold first. To the
    very end of it go the sentences that points are named by: only when all are confirmed is a point counted exactly.
    """
    rows = [
        _row(consultation_id, point_id, UUID(link.id), link.score, link.passage, threshold)
        for point_id, each in found
        for link in each.links
    ]
    doubtful = [row for row in rows if row["score"] >= threshold - WORTH_A_LOOK]
    number = {point_id: place for place, (point_id, _) in enumerate(found)}
    doubtful.sort(
        key=lambda row: (round(abs(row["score"] - threshold), 4), number[row["point_id"]], str(row["contribution_id"]))
    )
    for place, row in enumerate(doubtful, 1):
        row["place"] = place
    return rows


def _row(
    consultation_id: UUID, point_id: UUID, contribution_id: UUID, score: float, passage: str, threshold: float
) -> Row:
    return {
        "point_id": point_id,
        "contribution_id": contribution_id,
        "consultation_id": consultation_id,
        "standing": (Standing.MATCHED if score >= threshold else Standing.POSSIBLE).value,
        "score": score,
        "passage": passage,
        "place": None,
    }


async def place_again(session: WriteSession, link: PointLink, threshold: float) -> int | None:
    """For a link whose decision was taken back: first in the queue, because somebody is looking at it."""
    if link.score is None or link.score < threshold - WORTH_A_LOOK:
        return None
    first = await session.scalar(
        select(func.min(PointLink.place)).where(PointLink.consultation_id == link.consultation_id)
    )
    return (first if first is not None else 1) - 1


async def _to_be_confirmed(session: WriteSession, consultation_id: UUID) -> None:
    """What was decided on a text that has been revised since comes first in the queue again."""
    query = (
        select(PointLink)
        .join(Contribution, Contribution.id == PointLink.contribution_id)
        .where(
            PointLink.consultation_id == consultation_id,
            PointLink.standing.in_([Standing.CONFIRMED.value, Standing.REJECTED.value]),
            Contribution.version != PointLink.version,
        )
        .order_by(PointLink.seq, PointLink.point_id)
    )
    for place, link in enumerate(await session.scalars(query)):
        link.place = -place


async def _campaigns(session: WriteSession, consultation_id: UUID, found: Sequence[Sequence[str]]) -> None:
    """The first of each, by the place in the record, names it."""
    await session.execute(delete(CampaignMember).where(CampaignMember.consultation_id == consultation_id))
    members = [UUID(each) for campaign in found for each in campaign]
    places = await _places(session, consultation_id) if members else {}
    rows = []
    for campaign in found:
        ids = sorted(map(UUID, campaign), key=lambda each: places[each])
        rows += [{"contribution_id": each, "consultation_id": consultation_id, "campaign_id": ids[0]} for each in ids]
    await _put(session, CampaignMember, rows)


async def _places(session: WriteSession, consultation_id: UUID) -> Mapping[UUID, int]:
    query = select(Contribution.id, Contribution.seq).where(Contribution.consultation_id == consultation_id)
    return {row.id: row.seq for row in await session.execute(query)}


async def _put(session: WriteSession, model: Any, rows: Sequence[Row]) -> None:
    """Many rows, in statements that others can run between."""
    statement, waiting = insert(session, model.__table__), iter(rows)
    while some := list(_next(waiting)):
        await session.execute(statement, some)
        await asyncio.sleep(0)


def _next(rows: Iterator[Row]) -> Iterator[Row]:
    return islice(rows, _ROWS_AT_ONCE)
