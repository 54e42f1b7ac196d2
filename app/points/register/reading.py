"""Points, links and suggestions as they are shown: put together from rows, with words only of what is public."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import ActedAs, Actor
from app.contributions.models import Contribution
from app.points import sameness
from app.points.register import queries
from app.points.register.models import Point, PointLink, PointPair, PointSurvey
from app.points.register.schemas import (
    BY_PERSONS,
    CampaignOut,
    LinkOut,
    MadePoint,
    MadePoints,
    PointOut,
    QueueCoverage,
    QueuedOut,
    Standing,
    SuggestionOut,
    SurveyOut,
)
from app.points.texts import language_of

AROUND: Final = 240  # characters before and after a passage
MOST_OFFERED: Final = 100  # points that an author is offered beside those already linked


def survey_out(survey: PointSurvey, points: int) -> SurveyOut:
    return SurveyOut(
        cutoff_seq=survey.cutoff_seq,
        contributions=survey.contributions,
        points=points,
        found_at=survey.found_at,
        acted_as=ActedAs.model_validate(survey.acted_as),
    )


@dataclass(frozen=True, slots=True)
class Same:
    """Which points are one, by what persons said: groups of ids, each in the order of numbers."""

    groups: Mapping[UUID, tuple[UUID, ...]]

    @classmethod
    def of(cls, points: Collection[Point], pairs: Collection[PointPair]) -> "Same":
        head = {point.id: point.id for point in points}

        def root(point_id: UUID) -> UUID:
            while head[point_id] != point_id:
                point_id = head[point_id]
            return point_id

        for pair in pairs:
            if pair.same and pair.first_id in head and pair.second_id in head:
                head[root(pair.second_id)] = root(pair.first_id)
        groups: dict[UUID, list[UUID]] = defaultdict(list)
        for point in sorted(points, key=lambda point: point.number):
            groups[root(point.id)].append(point.id)
        return cls({each: tuple(group) for group in groups.values() for each in group})


async def points_out(session: AsyncSession, consultation_id: UUID, points: Sequence[Point]) -> list[PointOut]:
    """A fixed number of queries for any number of points."""
    ids = [point.id for point in points]
    counts = await queries.counts(session, ids)
    texts = await queries.sources(session, {point.source_id for point in points})
    pairs = [pair for pair in await queries.pairs(session, consultation_id) if pair.same]
    every = await queries.points(session, consultation_id) if pairs else points
    numbers = {point.id: point.number for point in every}
    same = Same.of(every, pairs).groups
    return [
        point_out(
            point,
            counts.get(point.id, queries.Counts()),
            queries.shown_label(point, texts),
            [numbers[other] for other in same.get(point.id, ()) if other != point.id],
        )
        for point in points
    ]


def point_out(point: Point, counts: queries.Counts, label: str | None, same_as: list[int]) -> PointOut:
    kept = ("id", "number", "question_id", "option_id", "stance", "language", "source_id", "by_floor", "listed")
    return PointOut(
        **{name: getattr(point, name) for name in kept},
        label=label,
        declared=counts.declared,
        confirmed=counts.confirmed,
        matched=counts.matched,
        waiting=counts.waiting,
        same_as=same_as,
    )


async def campaigns_out(session: AsyncSession, consultation_id: UUID) -> list[CampaignOut]:
    rows = await queries.campaigns(session, consultation_id)
    titles = await queries.titles(session, [row.campaign_id for row in rows])
    return [
        CampaignOut(
            first_id=row.campaign_id,
            title=titles.get(row.campaign_id),
            contributions=row.contributions,
            contributors=row.contributors,
        )
        for row in rows
    ]


Row = tuple[PointLink, Point, Contribution]


async def links_out(session: AsyncSession, rows: Sequence[Row]) -> list[LinkOut]:
    texts = await queries.sources(session, {point.source_id for _, point, _ in rows})
    return [link_out(*row, queries.shown_label(row[1], texts)) for row in rows]


def link_out(link: PointLink, point: Point, contribution: Contribution, label: str | None) -> LinkOut:
    public = not contribution.hidden and not contribution.withdrawn
    says = public and link.passage is not None and link.passage in contribution.text
    return LinkOut(
        point_id=point.id,
        point_number=point.number,
        label=label,
        label_language=point.language,
        contribution_id=contribution.id,
        contribution_seq=contribution.seq,
        title=contribution.title if public else None,
        language=contribution.language,
        author=ActedAs.model_validate(contribution.acted_as),
        standing=Standing(link.standing),
        score=link.score,
        passage=link.passage if says else None,
        revised=link.standing in BY_PERSONS and link.version != contribution.version,
        decided_by=ActedAs.model_validate(link.acted_as) if link.acted_as else None,
        decided_at=link.decided_at,
    )


async def queue_out(session: AsyncSession, rows: Sequence[Row]) -> list[QueuedOut]:
    found = []
    for link, out in zip(rows, await links_out(session, rows), strict=True):
        before, after = _around(link[2].text, out.passage)
        found.append(QueuedOut(**out.model_dump(), place=link[0].place or 0, before=before, after=after))
    return found


def _around(text: str, passage: str | None) -> tuple[str, str]:
    """What stands around a passage, cut between words; of a text without it, the beginning."""
    if passage is None:
        return "", text[: 2 * AROUND]
    at = text.find(passage)
    before, after = text[max(0, at - AROUND) : at], text[at + len(passage) : at + len(passage) + AROUND]
    if at > AROUND and " " in before:
        before = "…" + before[before.index(" ") :]
    if at + len(passage) + AROUND < len(text) and " " in after:
        after = after[: after.rindex(" ")] + " …"
    return before, after


async def coverage(session: AsyncSession, consultation_id: UUID) -> QueueCoverage:
    found = await queries.coverage(session, consultation_id)
    names = ("confirmed", "rejected", "declared", "waiting", "contributions", "without_point")
    return QueueCoverage(**{name: found.get(name, 0) for name in names})


async def made_by(session: AsyncSession, actor: Actor, contribution: Contribution) -> MadePoints:
    """The points one contribution is linked to, then the others of its questions, for its author to choose from."""
    linked = {point.id: link for link, point in await queries.of_contribution(session, contribution.id)}
    every = await queries.points(session, contribution.consultation_id)
    questions: set[UUID | None] = {UUID(each) for each in contribution.question_ids} or {None}
    offered = [p for p in every if p.id not in linked and p.listed and p.question_id in questions][:MOST_OFFERED]
    shown = [p for p in every if p.id in linked] + offered
    entities = {held.acted_as.entity_id for held in actor.in_consultation(contribution.consultation_id)}
    items = [
        _made(out, linked.get(out.id), contribution)
        for out in await points_out(session, contribution.consultation_id, shown)
        if out.label is not None
    ]
    return MadePoints(contribution_id=contribution.id, mine=contribution.entity_id in entities, items=items)


def _made(point: PointOut, link: PointLink | None, contribution: Contribution) -> MadePoint:
    if link is None or link.standing == Standing.POSSIBLE or contribution.hidden or contribution.withdrawn:
        return MadePoint(point=point, standing=None, passage=None)
    says = link.passage is not None and link.passage in contribution.text
    return MadePoint(point=point, standing=Standing(link.standing), passage=link.passage if says else None)


async def suggestions_out(session: AsyncSession, consultation_id: UUID) -> list[SuggestionOut]:
    """Pairs that may be the same, and those a person has spoken on."""
    points = await queries.points(session, consultation_id)
    shown = {out.id: out for out in await points_out(session, consultation_id, points)}
    makers = await queries.makers(session, consultation_id)
    labelled = [
        sameness.Labelled(
            str(point.id),
            f"{point.question_id} {point.stance} {point.option_id}",
            language_of(point.language, point.label),
            point.label,
            frozenset(makers.get(point.id, ())),
        )
        for point in points
        if shown[point.id].label is not None
    ]
    said = {(pair.first_id, pair.second_id): pair.same for pair in await queries.pairs(session, consultation_id)}
    alike = {(UUID(a.first), UUID(a.second)): a for a in sameness.suggestions(labelled)}
    pairs = [*(pair for pair in alike if pair not in said), *said]
    return [
        SuggestionOut(
            first=shown[first],
            second=shown[second],
            because=alike[first, second].because if (first, second) in alike else [],
            contributors=alike[first, second].makers if (first, second) in alike else 0,
            same=said.get((first, second)),
        )
        for first, second in pairs
        if first in shown and second in shown
    ]
