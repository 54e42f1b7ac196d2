"""Finding the messages one can tag, and their tags. Only what everybody can read is found here."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.contributions.models import Contribution
from app.contributions.queries import COUNTED
from app.meetings.comments.models import Comment
from app.meetings.comments.queries import IS_PUBLIC
from app.meetings.interventions.models import Intervention, PreparedStatement
from app.meetings.interventions.schemas import Delivery
from app.meetings.models import Meeting
from app.record.events import Audience
from app.themes import counting
from app.themes.models import ThemeTag
from app.themes.rules import SourceType
from app.themes.tags.schemas import Message, TagOut, source_of

MODELS: dict[SourceType, Any] = {
    SourceType.CONTRIBUTION: Contribution,
    SourceType.INTERVENTION: Intervention,
    SourceType.COMMENT: Comment,
}
TAG_IDS: dict[SourceType, Any] = {
    SourceType.CONTRIBUTION: ThemeTag.contribution_id,
    SourceType.INTERVENTION: ThemeTag.intervention_id,
    SourceType.COMMENT: ThemeTag.comment_id,
}
Source = tuple[SourceType, UUID]


def _readable(kind: SourceType) -> Select[Any]:
    if kind is SourceType.CONTRIBUTION:
        return select(Contribution).where(*COUNTED)
    if kind is SourceType.COMMENT:
        return select(Comment).where(IS_PUBLIC)
    meeting = exists().where(Meeting.id == Intervention.meeting_id, Meeting.visibility == Audience.PUBLIC)
    return select(Intervention).where(meeting)


async def message(session: AsyncSession, consultation_id: UUID, kind: SourceType, source_id: UUID) -> Message | None:
    model = MODELS[kind]
    query = _readable(kind).where(model.id == source_id, model.consultation_id == consultation_id)
    row = await session.scalar(query.execution_options(populate_existing=True))
    return Message(kind, row) if row else None


async def page(
    session: AsyncSession,
    kind: SourceType,
    place_id: UUID,
    before: int | None,
    limit: int,
    *,
    untagged: bool,
) -> list[Message]:
    """Newest first: the contributions of a consultation, or what was said in a meeting, on the (place, seq) index."""
    model = MODELS[kind]
    place = Contribution.consultation_id if kind is SourceType.CONTRIBUTION else model.meeting_id
    query = _readable(kind).where(place == place_id)
    if before is not None:
        query = query.where(model.seq < before)
    if untagged:
        query = query.where(~exists().where(TAG_IDS[kind] == model.id))
    rows = (await session.scalars(query.order_by(model.seq.desc()).limit(limit))).all()
    return await _with_texts(session, kind, rows)


async def _with_texts(session: AsyncSession, kind: SourceType, rows: Sequence[Any]) -> list[Message]:
    """Of an intervention: the prepared text that was delivered with it, if everybody can read it."""
    if kind is not SourceType.INTERVENTION:
        return [Message(kind, row) for row in rows]
    query = select(PreparedStatement).where(
        PreparedStatement.intervention_id.in_([row.id for row in rows]),
        PreparedStatement.delivery == Delivery.DELIVERED,
        PreparedStatement.audience == Audience.PUBLIC,
        PreparedStatement.hidden.is_(None),
    )
    texts = {text.intervention_id: text for text in await session.scalars(query)}
    return [Message(kind, row, texts.get(row.id)) for row in rows]


async def of_theme(session: AsyncSession, theme_id: UUID, before: int | None, limit: int) -> Sequence[ThemeTag]:
    """The latest first, on the (theme, seq) index."""
    query = counting.readable(select(ThemeTag)).where(ThemeTag.theme_id == theme_id)
    if before is not None:
        query = query.where(ThemeTag.seq < before)
    return (await session.scalars(query.order_by(ThemeTag.seq.desc()).limit(limit))).all()


async def messages(session: AsyncSession, tags: Sequence[ThemeTag]) -> dict[Source, Message]:
    """What these tags are on: a query for each kind."""
    found: dict[Source, Message] = {}
    for kind in SourceType:
        wanted = [source_id for of, source_id in map(source_of, tags) if of is kind]
        rows = (await session.scalars(select(MODELS[kind]).where(MODELS[kind].id.in_(wanted)))).all()
        found |= {(kind, each.id): each for each in await _with_texts(session, kind, rows)}
    return found


async def tags_on(session: AsyncSession, sources: Collection[Source]) -> dict[Source, list[TagOut]]:
    """A query for each kind, in the order in which the tags came."""
    found: dict[Source, list[TagOut]] = defaultdict(list)
    for kind in SourceType:
        wanted = [source_id for of, source_id in sources if of is kind]
        query = select(ThemeTag).where(TAG_IDS[kind].in_(wanted)).order_by(ThemeTag.seq, ThemeTag.id)
        for tag in await session.scalars(query):
            found[source_of(tag)].append(TagOut.of(tag))
    return found


async def tag(session: AsyncSession, theme_id: UUID, source: Source) -> ThemeTag | None:
    kind, source_id = source
    query = select(ThemeTag).where(ThemeTag.theme_id == theme_id, TAG_IDS[kind] == source_id)
    return await session.scalar(query.execution_options(populate_existing=True))
