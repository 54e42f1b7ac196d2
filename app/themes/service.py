"""What can be done with themes: propose, rename, mark as cross-cutting, merge and split. Tagging is in tags/."""

from uuid import UUID, uuid4

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import aliased

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation
from app.consultations.policy import Action
from app.consultations.rules import Right
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow
from app.record.service import Record
from app.themes import queries, rules
from app.themes.events import Assigned, ThemeMarked, ThemeMerged, ThemeProposed, ThemeRenamed, ThemeSplit
from app.themes.models import Theme, ThemeName, ThemeTag
from app.themes.rules import SourceType, ThemeState
from app.themes.schemas import ThemeIn, ThemeMergeIn, ThemeOut, ThemePartIn, ThemeParts, ThemeRenameIn, ThemeSplitIn

COLUMNS = {
    SourceType.CONTRIBUTION: ThemeTag.contribution_id,
    SourceType.INTERVENTION: ThemeTag.intervention_id,
    SourceType.COMMENT: ThemeTag.comment_id,
}


async def propose(session: WriteSession, actor: Actor, consultation: Consultation, body: ThemeIn) -> ThemeOut:
    record = await Record.hold(session, consultation.id)
    acted_as = await _proposing(session, actor, consultation.id)
    await _require_new(session, consultation.id, [body.title])
    theme = _new(record, acted_as, body)
    session.add(theme)
    return _proposed(record, acted_as, theme)


async def _proposing(session: WriteSession, actor: Actor, consultation_id: UUID) -> ActedAs:
    """Those who look after the themes at any time, everybody else while a round lets them contribute."""
    officers = policy.BY_CAPACITY[Action.PROPOSE_THEME]
    held = actor.in_consultation(consultation_id)
    if any(each.kind in officers and actor.chosen in {None, each.id} for each in held):
        return policy.require(actor, Action.PROPOSE_THEME, consultation_id)
    actor.account_id  # noqa: B018 - nobody signed in: 401 comes before 409
    round_ = await consultation_queries.round_for(session, consultation_id, Right.CONTRIBUTE)
    return policy.require_right(actor, Action.CONTRIBUTE, round_)


async def _require_new(
    session: WriteSession, consultation_id: UUID, titles: list[str], but: UUID | None = None
) -> None:
    keys = [rules.key(title) for title in titles]
    if taken := await queries.taken(session, consultation_id, keys, but):
        raise NotNow(f"There is a theme “{taken}” already.", code="theme_exists")


def _new(record: Record, acted_as: ActedAs, body: ThemeIn, split_from: UUID | None = None) -> Theme:
    return Theme(
        id=uuid4(),
        consultation_id=record.consultation_id,
        seq=record.next_seq,
        version=1,
        title=body.title,
        key=rules.key(body.title),
        description=body.description,
        language=body.language,
        cross_cutting=False,
        state=ThemeState.CANDIDATE,
        merged_into=None,
        split_from=split_from,
        ended=None,
        acted_as=acted_as.model_dump(mode="json"),
        proposed_at=clock.now(),
        hidden=None,
    )


def _proposed(record: Record, acted_as: ActedAs, theme: Theme) -> ThemeOut:
    out = ThemeOut.of(theme)
    record.append(acted_as.by, ThemeProposed(acted_as=acted_as, theme=out))
    return out


async def _hold(session: WriteSession, actor: Actor, theme_id: UUID) -> tuple[Record, Theme, ActedAs]:
    """A candidate, for the acts of those who look after the themes."""
    theme = await queries.visible(session, actor, theme_id)
    acted_as = policy.require(actor, Action.MANAGE_THEMES, theme.consultation_id)
    record = await Record.hold(session, theme.consultation_id)
    await session.refresh(theme)
    rules.require_candidate(theme.state, hidden=bool(theme.hidden))
    return record, theme, acted_as


async def rename(session: WriteSession, actor: Actor, theme_id: UUID, body: ThemeRenameIn) -> ThemeOut:
    """The old name stays readable in the theme's history."""
    record, theme, acted_as = await _hold(session, actor, theme_id)
    if body.version != theme.version:
        raise NotNow("Somebody has changed this theme since you read it.", code="version_changed")
    await _require_new(session, theme.consultation_id, [body.title], but=theme.id)
    session.add(
        ThemeName(
            theme_id=theme.id,
            version=theme.version,
            title=theme.title,
            description=theme.description,
            language=theme.language,
            reason=body.reason,
            acted_as=acted_as.model_dump(mode="json"),
            replaced_at=clock.now(),
        )
    )
    theme.title, theme.description, theme.language = body.title, body.description, body.language
    theme.key = rules.key(body.title)
    theme.version += 1
    out = ThemeOut.of(theme)
    record.append(acted_as.by, ThemeRenamed(acted_as=acted_as, theme=out, reason=body.reason))
    return out


async def mark(session: WriteSession, actor: Actor, theme_id: UUID, *, cross_cutting: bool) -> ThemeOut:
    """The same again leaves no trace."""
    record, theme, acted_as = await _hold(session, actor, theme_id)
    if theme.cross_cutting != cross_cutting:
        theme.cross_cutting = cross_cutting
        theme.version += 1
        record.append(acted_as.by, ThemeMarked(acted_as=acted_as, theme=ThemeOut.of(theme)))
    return ThemeOut.of(theme)


async def merge(session: WriteSession, actor: Actor, theme_id: UUID, body: ThemeMergeIn) -> ThemeOut:
    """Its mentions move to the other theme, each message once; it stays readable and leads there."""
    record, theme, acted_as = await _hold(session, actor, theme_id)
    if body.into == theme.id:
        raise Invalid("A theme cannot be merged into itself.", code="same_theme")
    into = await session.get(Theme, body.into, populate_existing=True)
    if into is None or into.consultation_id != theme.consultation_id:
        raise Invalid("There is no such theme to merge into.", code="unknown_theme")
    rules.require_candidate(into.state, hidden=bool(into.hidden))
    moved = await _move_tags(session, theme.id, into.id)
    theme.merged_into = into.id
    _end(theme, ThemeState.MERGED, body.reason)
    out = ThemeOut.of(theme)
    record.append(acted_as.by, ThemeMerged(acted_as=acted_as, theme=out, moved=moved))
    return out


async def _move_tags(session: WriteSession, old: UUID, new: UUID) -> int:
    """How many moved: messages that mention both already are not among them."""
    there = aliased(ThemeTag)
    both = [
        column.in_(
            select(getattr(there, column.key)).where(there.theme_id == new, getattr(there, column.key).is_not(None))
        )
        for column in COLUMNS.values()
    ]
    await session.execute(
        delete(ThemeTag).where(ThemeTag.theme_id == old, or_(*both)), execution_options={"synchronize_session": False}
    )
    moving = update(ThemeTag).where(ThemeTag.theme_id == old).values(theme_id=new).returning(ThemeTag.id)
    moved = await session.execute(moving, execution_options={"synchronize_session": False})
    return len(moved.all())


def _end(theme: Theme, state: ThemeState, reason: str) -> None:
    theme.state, theme.ended = state, {"reason": reason, "at": clock.iso(clock.now())}
    theme.version += 1


async def split(session: WriteSession, actor: Actor, theme_id: UUID, body: ThemeSplitIn) -> ThemeParts:
    """The parts. Messages go where the body says; the rest stay with the old theme until somebody tags them anew."""
    record, theme, acted_as = await _hold(session, actor, theme_id)
    await _require_new(session, theme.consultation_id, [part.title for part in body.parts], but=theme.id)
    tags = {_source(tag): tag for tag in await _tags_of(session, theme.id)}
    parts, assigned = [], []
    for part in body.parts:
        fresh = _new(record, acted_as, part, split_from=theme.id)
        session.add(fresh)
        await session.flush()
        parts.append(_proposed(record, acted_as, fresh))
        assigned += _assign(session, tags, part, fresh.id)
    await session.flush()
    for tag in {(each.source_type, each.source_id) for each in assigned}:
        await session.delete(tags[tag])
    _end(theme, ThemeState.SPLIT, body.reason)
    event = ThemeSplit(
        acted_as=acted_as, theme=ThemeOut.of(theme), parts=[part.id for part in parts], assigned=assigned
    )
    record.append(acted_as.by, event)
    return ThemeParts(items=parts)


async def _tags_of(session: WriteSession, theme_id: UUID) -> list[ThemeTag]:
    found = await session.scalars(
        select(ThemeTag).where(ThemeTag.theme_id == theme_id).execution_options(populate_existing=True)
    )
    return list(found)


def _source(tag: ThemeTag) -> tuple[SourceType, UUID]:
    return next((kind, getattr(tag, column.key)) for kind, column in COLUMNS.items() if getattr(tag, column.key))


def _assign(
    session: WriteSession, tags: dict[tuple[SourceType, UUID], ThemeTag], part: ThemePartIn, theme_id: UUID
) -> list[Assigned]:
    """Copies of the tags of these messages for one part; whoever tagged them first has still done so."""
    wanted = list(dict.fromkeys((each.source_type, each.source_id) for each in part.sources))
    if any(source not in tags for source in wanted):
        raise Invalid("Only messages that mention the old theme can be given to its parts.", code="not_tagged")
    for source in wanted:
        kept = {column.key: getattr(tags[source], column.key) for column in ThemeTag.__mapper__.column_attrs}
        session.add(ThemeTag(**kept | {"id": uuid4(), "theme_id": theme_id}))
    return [Assigned(theme_id=theme_id, source_type=kind, source_id=source_id) for kind, source_id in wanted]
