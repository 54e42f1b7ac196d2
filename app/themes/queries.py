"""Finding themes, with the check of sight."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.core.errors import Invalid, NotFound
from app.themes import counting
from app.themes.models import Theme, ThemeName
from app.themes.rules import ThemeState
from app.themes.schemas import CountedTheme, ThemesPage


async def visible(session: AsyncSession, actor: Actor, theme_id: UUID) -> Theme:
    query = (
        select(Theme, Consultation)
        .join(Consultation, Consultation.id == Theme.consultation_id)
        .where(Theme.id == theme_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such theme.")
    theme: Theme = row.Theme
    return theme


class Place(NamedTuple):
    """A place in the order of the list: more contributors first, then the one proposed earlier."""

    contributors: int
    seq: int

    @classmethod
    def read(cls, cursor: str) -> "Place":
        found = re.fullmatch(r"(\d{1,9})-(\d{1,9})", cursor, re.ASCII)
        if found is None:
            raise Invalid("Give as `after` the `next` of the page before.", code="invalid")
        return cls(int(found[1]), int(found[2]))


async def page(
    session: AsyncSession, consultation_id: UUID, state: ThemeState, after: Place | None, limit: int, record_seq: int
) -> ThemesPage:
    """The most mentioned first: two queries, however many themes there are and however many are shown."""
    wanted = [Theme.consultation_id == consultation_id, Theme.state == state]
    found = await _counted(session, consultation_id, wanted, after, limit + 1)
    last = found[limit - 1] if len(found) > limit else None
    return ThemesPage(
        items=found[:limit],
        next=f"{last.mentions.contributors}-{last.seq}" if last else None,
        record_seq=record_seq,
    )


async def counted(session: AsyncSession, theme: Theme) -> CountedTheme:
    [found] = await _counted(session, theme.consultation_id, [Theme.id == theme.id], None, 1)
    return found


async def _counted(
    session: AsyncSession, consultation_id: UUID, wanted: list[ColumnElement[bool]], after: Place | None, limit: int
) -> list[CountedTheme]:
    totals = counting.totals(consultation_id)
    contributors = func.coalesce(totals.c.contributors, 0)
    query = select(Theme, func.coalesce(totals.c.texts, 0)).outerjoin(totals, totals.c.theme_id == Theme.id)
    if after is not None:
        later = and_(contributors == after.contributors, Theme.seq > after.seq)
        query = query.where(or_(contributors < after.contributors, later))
    query = query.where(*wanted).order_by(contributors.desc(), Theme.seq).limit(limit)
    found = (await session.execute(query)).all()
    places = await counting.placed(session, consultation_id, [theme.id for theme, _ in found])
    return [
        CountedTheme.counted(theme, places.get(theme.id, counting.Places()).mentions(texts)) for theme, texts in found
    ]


async def names(session: AsyncSession, theme_id: UUID) -> Sequence[ThemeName]:
    query = select(ThemeName).where(ThemeName.theme_id == theme_id).order_by(ThemeName.version.desc())
    return (await session.scalars(query)).all()


async def relatives(session: AsyncSession, theme: Theme) -> Sequence[Theme]:
    """Those it leads to and comes from, in the order in which they were proposed."""
    led_to = [each for each in (theme.merged_into, theme.split_from) if each]
    query = select(Theme).where(or_(Theme.id.in_(led_to), Theme.merged_into == theme.id, Theme.split_from == theme.id))
    return (await session.scalars(query.order_by(Theme.seq))).all()


async def by_ids(session: AsyncSession, theme_ids: Collection[UUID]) -> Sequence[Theme]:
    return (await session.scalars(select(Theme).where(Theme.id.in_(theme_ids)).order_by(Theme.seq))).all()


async def titles(session: AsyncSession, consultation_id: UUID) -> dict[UUID, str]:
    """Of the candidates that everybody can read."""
    query = select(Theme.id, Theme.title).where(
        Theme.consultation_id == consultation_id, Theme.state == ThemeState.CANDIDATE, Theme.hidden.is_(None)
    )
    return {row[0]: row[1] for row in await session.execute(query.order_by(Theme.seq))}


async def taken(session: AsyncSession, consultation_id: UUID, keys: Collection[str], but: UUID | None) -> str | None:
    """The title of a candidate that has one of these keys already."""
    query = select(Theme.title).where(
        Theme.consultation_id == consultation_id,
        Theme.key.in_(keys),
        Theme.state == ThemeState.CANDIDATE,
        Theme.hidden.is_(None),
    )
    if but:
        query = query.where(Theme.id != but)
    return await session.scalar(query.limit(1))
