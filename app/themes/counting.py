"""Who mentions which theme: the one query behind every count.

A tag counts while everybody can read its message: not withdrawn, not hidden, not of a closed meeting. The unit is the
entity; who joined the current version of a joint statement mentions what it mentions.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, String, Subquery, and_, cast, func, literal, null, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from app.contributions.joint.models import Signatory
from app.contributions.joint.schemas import SignatoryRole, SignatoryState
from app.contributions.models import Contribution
from app.contributions.queries import COUNTED
from app.meetings.comments.models import Comment
from app.meetings.comments.queries import IS_PUBLIC
from app.meetings.interventions.models import Intervention
from app.meetings.models import Meeting
from app.record.events import Audience
from app.themes.models import ThemeTag
from app.themes.schemas import MentionCount, Mentions

Row = TypeVarTuple("Row")


def readable(query: Select[*Row]) -> Select[*Row]:
    """Of a query on tags: those whose message everybody can read, joined to it."""
    return (
        query.outerjoin(Contribution, and_(Contribution.id == ThemeTag.contribution_id, *COUNTED))
        .outerjoin(Comment, and_(Comment.id == ThemeTag.comment_id, IS_PUBLIC))
        .outerjoin(Intervention, Intervention.id == ThemeTag.intervention_id)
        .outerjoin(Meeting, and_(Meeting.id == Intervention.meeting_id, Meeting.visibility == Audience.PUBLIC))
        .where(or_(Contribution.id.is_not(None), Comment.id.is_not(None), Meeting.id.is_not(None)))
    )


def _mentions(consultation_id: UUID, theme_ids: Collection[UUID] | None) -> Subquery:
    """A row for each entity a tag stands for; `message` is 1 on the row of the message's own author."""
    wanted = [ThemeTag.consultation_id == consultation_id]
    if theme_ids is not None:
        wanted.append(ThemeTag.theme_id.in_(theme_ids))
    own: Any = select(
        ThemeTag.theme_id,
        ThemeTag.entity_id,
        ThemeTag.group.label("stakeholders"),
        ThemeTag.region.label("region"),
        literal(1).label("message"),
        func.coalesce(Contribution.fingerprint, cast(ThemeTag.id, String)).label("text"),
    )
    joined: Any = (
        select(
            ThemeTag.theme_id,
            Signatory.entity_id,
            Signatory.group,
            Signatory.region,
            literal(0),
            cast(null(), String),
        )
        .join(Contribution, and_(Contribution.id == ThemeTag.contribution_id, *COUNTED))
        .join(Signatory, Signatory.contribution_id == Contribution.id)
        .where(
            Signatory.role != SignatoryRole.AUTHOR,
            Signatory.state == SignatoryState.JOINED,
            Signatory.version == Contribution.version,
        )
    )
    return union_all(readable(own).where(*wanted), joined.where(*wanted)).subquery()


def totals(consultation_id: UUID) -> Subquery:
    """theme_id, contributors, messages, texts; no row for a theme nobody mentions."""
    rows = _mentions(consultation_id, None)
    return (
        select(
            rows.c.theme_id,
            func.count(rows.c.entity_id.distinct()).label("contributors"),
            func.sum(rows.c.message).label("messages"),
            func.count(rows.c.text.distinct()).label("texts"),
        )
        .group_by(rows.c.theme_id)
        .subquery()
    )


@dataclass
class Places:
    """Contributors and messages by stakeholder group and by region."""

    by_group: dict[str, list[int]] = field(default_factory=dict)
    by_region: dict[str, list[int]] = field(default_factory=dict)

    def add(self, group: str, region: str, contributors: int, messages: int) -> None:
        for table, name in ((self.by_group, group), (self.by_region, region)):
            count = table.setdefault(name, [0, 0])
            count[0] += contributors
            count[1] += messages

    def mentions(self, texts: int) -> Mentions:
        return Mentions(
            contributors=sum(count[0] for count in self.by_group.values()),
            messages=sum(count[1] for count in self.by_group.values()),
            texts=texts,
            by_group=_counts(self.by_group),
            by_region=_counts(self.by_region),
        )


async def placed(session: AsyncSession, consultation_id: UUID, theme_ids: Collection[UUID]) -> dict[UUID, Places]:
    """Of these themes, by group and by region. An entity is in one of each, so the parts add up to the whole."""
    rows = _mentions(consultation_id, theme_ids)
    entities = (
        select(
            rows.c.theme_id,
            func.max(rows.c.stakeholders).label("stakeholders"),
            func.max(rows.c.region).label("region"),
            func.sum(rows.c.message).label("messages"),
        )
        .group_by(rows.c.theme_id, rows.c.entity_id)
        .subquery()
    )
    place = (entities.c.theme_id, entities.c.stakeholders, entities.c.region)
    found: dict[UUID, Places] = defaultdict(Places)
    query = select(*place, func.count(), func.sum(entities.c.messages)).group_by(*place)
    for theme_id, group, region, contributors, messages in await session.execute(query):
        found[theme_id].add(group or "", region or "", contributors, messages)
    return dict(found)


def _counts(table: dict[str, list[int]]) -> dict[str, MentionCount]:
    return {name: MentionCount(contributors=count[0], messages=count[1]) for name, count in sorted(table.items())}
