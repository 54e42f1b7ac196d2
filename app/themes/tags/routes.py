"""Tags, and the messages one can tag, over HTTP."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from anyio import to_thread
from fastapi import APIRouter, Query

from app.capacities.actor import Current
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Cursor
from app.meetings import queries as meeting_queries
from app.record import queries as record_queries
from app.themes import queries as theme_queries
from app.themes import rules
from app.themes.rules import SourceType
from app.themes.schemas import ThemeBrief, ThemeSourceIn
from app.themes.tags import queries, service
from app.themes.tags.schemas import Message, TagOut, ThemeSourceOut, ThemeSourcesPage, source_of

router = APIRouter(tags=["themes"], responses=documented(401, 403, 404, 409))
Before = Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")]
Few = Annotated[int, Query(ge=1, le=50)]
Untagged = Annotated[bool, Query(description="Only those that no theme is tagged to.")]


@router.get(
    "/consultations/{ref}/theme-sources", operation_id="list_contributions_to_tag", openapi_extra=access(Action.SEE)
)
async def list_contributions_to_tag(
    ref: Ref,
    actor: Current,
    session: Reading,
    *,
    untagged: Untagged = False,
    before: Before = None,
    limit: Few = 20,
) -> ThemeSourcesPage:
    """The contributions everybody can read, newest first, with their tags and with what their texts seem to mention."""
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    kind = SourceType.CONTRIBUTION
    found = await queries.page(session, kind, consultation.id, before, limit + 1, untagged=untagged)
    return await _to_tag(session, consultation.id, found, limit, seq)


@router.get("/meetings/{meeting_id}/theme-sources", operation_id="list_said_to_tag", openapi_extra=access(Action.SEE))
async def list_said_to_tag(
    meeting_id: UUID,
    actor: Current,
    session: Reading,
    *,
    said: Annotated[SourceType, Query(description="`intervention` or `comment`.")] = SourceType.INTERVENTION,
    untagged: Untagged = False,
    before: Before = None,
    limit: Few = 20,
) -> ThemeSourcesPage:
    """The same for what was said in a meeting. Of a contribution there is none here."""
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    seq, _ = await record_queries.head(session, meeting.consultation_id)
    found: list[Message] = []
    if said is not SourceType.CONTRIBUTION:
        found = await queries.page(session, said, meeting.id, before, limit + 1, untagged=untagged)
    return await _to_tag(session, meeting.consultation_id, found, limit, seq)


async def _to_tag(
    session: Reading, consultation_id: UUID, found: Sequence[Message], limit: int, seq: int
) -> ThemeSourcesPage:
    shown = found[:limit]
    titles = await theme_queries.titles(session, consultation_id)
    suggested = await to_thread.run_sync(lambda: [rules.mentioned(titles, each.text or "") for each in shown])
    tags = await queries.tags_on(session, [(each.kind, each.id) for each in shown])
    items = [
        each.out(tags.get((each.kind, each.id), []), themes) for each, themes in zip(shown, suggested, strict=True)
    ]
    return await _page(session, items, items[-1].seq if len(found) > limit else None, seq)


async def _page(session: Reading, items: list[ThemeSourceOut], after: int | None, seq: int) -> ThemeSourcesPage:
    named = {tag.theme_id for item in items for tag in item.tags} | {one for item in items for one in item.suggested}
    themes = [ThemeBrief.of(theme) for theme in await theme_queries.by_ids(session, named)]
    return ThemeSourcesPage(items=items, next=after, record_seq=seq, themes=themes)


@router.get("/themes/{theme_id}/sources", operation_id="list_theme_sources", openapi_extra=access(Action.SEE))
async def list_theme_sources(
    theme_id: UUID, actor: Current, session: Reading, before: Before = None, limit: Few = 20
) -> ThemeSourcesPage:
    """The messages that mention a theme, as they are counted, the one tagged last first."""
    theme = await theme_queries.visible(session, actor, theme_id)
    seq, _ = await record_queries.head(session, theme.consultation_id)
    found = await queries.of_theme(session, theme.id, before, limit + 1)
    shown = found[:limit]
    messages = await queries.messages(session, shown)
    tags = await queries.tags_on(session, messages)
    items = [messages[source].out(tags[source], []) for source in map(source_of, shown)]
    return await _page(session, items, shown[-1].seq if len(found) > limit else None, seq)


@router.put("/themes/{theme_id}/tags", operation_id="tag_theme", openapi_extra=access(Action.TAG))
async def tag_theme(theme_id: UUID, body: ThemeSourceIn, actor: Current, session: Writing) -> TagOut:
    return await service.tag(session, actor, theme_id, body)


@router.post("/themes/{theme_id}/tags/remove", operation_id="untag_theme", openapi_extra=access(Action.TAG))
async def untag_theme(theme_id: UUID, body: ThemeSourceIn, actor: Current, session: Writing) -> TagOut:
    return await service.untag(session, actor, theme_id, body)
