"""Themes over HTTP."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Current, OnceOnly
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.db import Reading, Writing
from app.core.errors import documented
from app.core.schemas import Limit
from app.record import queries as record_queries
from app.themes import queries, service
from app.themes.models import Theme
from app.themes.rules import ThemeState
from app.themes.schemas import (
    CrossCuttingIn,
    ThemeBrief,
    ThemeDetail,
    ThemeIn,
    ThemeMergeIn,
    ThemeNameOut,
    ThemeOut,
    ThemeParts,
    ThemeRenameIn,
    ThemesPage,
    ThemeSplitIn,
)
from app.themes.tags.routes import router as tags

router = APIRouter(tags=["themes"], responses=documented(401, 403, 404, 409))
MANAGE = access(Action.MANAGE_THEMES)


@router.get("/consultations/{ref}/themes", operation_id="list_themes", openapi_extra=access(Action.SEE))
async def list_themes(
    ref: Ref,
    actor: Current,
    session: Reading,
    state: ThemeState = ThemeState.CANDIDATE,
    after: Annotated[str | None, Query(max_length=20, description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> ThemesPage:
    """The most mentioned first, counted by contributor and by message."""
    consultation = await consultation_queries.visible(session, actor, ref)
    place = queries.Place.read(after) if after is not None else None
    seq, _ = await record_queries.head(session, consultation.id)
    return await queries.page(session, consultation.id, state, place, limit, seq)


@router.post(
    "/consultations/{ref}/themes",
    operation_id="propose_theme",
    status_code=201,
    openapi_extra=access(Action.PROPOSE_THEME),
)
async def propose_theme(ref: Ref, body: ThemeIn, actor: Current, session: Writing, once: OnceOnly) -> ThemeOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    return await once(ThemeOut, lambda: service.propose(session, actor, consultation, body))


@router.get("/themes/{theme_id}", operation_id="get_theme", openapi_extra=access(Action.SEE))
async def get_theme(theme_id: UUID, actor: Current, session: Reading) -> ThemeDetail:
    theme = await queries.visible(session, actor, theme_id)
    seq, _ = await record_queries.head(session, theme.consultation_id)
    names = [] if theme.hidden else await queries.names(session, theme.id)
    relatives = await queries.relatives(session, theme)
    return ThemeDetail(
        theme=await queries.counted(session, theme),
        names=[ThemeNameOut.model_validate(name) for name in names],
        merged_into=_one(relatives, theme.merged_into),
        split_from=_one(relatives, theme.split_from),
        parts=[ThemeBrief.of(each) for each in relatives if each.split_from == theme.id],
        merged_from=[ThemeBrief.of(each) for each in relatives if each.merged_into == theme.id],
        record_seq=seq,
    )


def _one(relatives: Sequence[Theme], theme_id: UUID | None) -> ThemeBrief | None:
    return next((ThemeBrief.of(each) for each in relatives if each.id == theme_id), None)


@router.post("/themes/{theme_id}/rename", operation_id="rename_theme", openapi_extra=MANAGE)
async def rename_theme(theme_id: UUID, body: ThemeRenameIn, actor: Current, session: Writing) -> ThemeOut:
    return await service.rename(session, actor, theme_id, body)


@router.put("/themes/{theme_id}/cross-cutting", operation_id="mark_theme", openapi_extra=MANAGE)
async def mark_theme(theme_id: UUID, body: CrossCuttingIn, actor: Current, session: Writing) -> ThemeOut:
    return await service.mark(session, actor, theme_id, cross_cutting=body.cross_cutting)


@router.post("/themes/{theme_id}/merge", operation_id="merge_theme", openapi_extra=MANAGE)
async def merge_theme(theme_id: UUID, body: ThemeMergeIn, actor: Current, session: Writing) -> ThemeOut:
    """Into another one. Its mentions move there; it stays readable and leads there."""
    return await service.merge(session, actor, theme_id, body)


@router.post("/themes/{theme_id}/split", operation_id="split_theme", status_code=201, openapi_extra=MANAGE)
async def split_theme(
    theme_id: UUID, body: ThemeSplitIn, actor: Current, session: Writing, once: OnceOnly
) -> ThemeParts:
    return await once(ThemeParts, lambda: service.split(session, actor, theme_id, body))


router.include_router(tags)
