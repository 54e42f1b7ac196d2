"""Positions over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor, Calling, Current
from app.consultations import queries as consultation_queries
from app.consultations.places import Known
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.crowd import Together
from app.core.db import Reading, Writing
from app.core.errors import NotFound, documented
from app.core.schemas import Cursor, Limit, LivePage
from app.positions import counting, queries, service
from app.positions.schemas import (
    ConfirmationIn,
    EffectiveOut,
    ExplanationDetail,
    ExplanationIn,
    ExplanationOut,
    ExplanationVersionOut,
    OptionTally,
    PositionIn,
    PositionOut,
    PositionsOut,
)
from app.record import queries as record_queries

router = APIRouter(tags=["positions"], responses=documented(401, 403, 404, 409))


@router.put("/options/{option_id}/position", operation_id="state_position", openapi_extra=access(Action.TAKE_POSITION))
async def state_position(
    option_id: UUID, body: PositionIn, caller: Calling, places: Known, crowds: Together
) -> PositionOut:
    consultation_id = await places.find(option_id, consultation_queries.consultation_of_option)
    if consultation_id is None:
        raise NotFound("There is no such option.")
    return await crowds.join(service.state_all, consultation_id, service.Stating(caller, option_id, body))


@router.get("/consultations/{ref}/positions", operation_id="get_positions", openapi_extra=access(Action.SEE))
async def get_positions(ref: Ref, actor: Current, session: Reading) -> PositionsOut:
    consultation = await consultation_queries.visible(session, actor, ref)
    seq, _ = await record_queries.head(session, consultation.id)
    note = await consultation_queries.note(session, consultation.id)
    counts = await queries.counts(session, consultation.id)
    mine = await _mine(session, actor, consultation.id)
    options = [option.id for question in note.questions for option in question.options] if note else []
    tallies = counting.by_option(counts)
    return PositionsOut(
        options=[OptionTally(option_id=each, **tallies[each].shown(), **mine.on(each)) for each in options],
        record_seq=seq,
    )


@router.post(
    "/options/{option_id}/position/confirm",
    operation_id="confirm_position",
    openapi_extra=access(Action.TAKE_POSITION),
)
async def confirm_position(option_id: UUID, body: ConfirmationIn, actor: Current, session: Writing) -> PositionOut:
    return await service.confirm(session, actor, option_id, body)


@router.get(
    "/options/{option_id}/effective-positions",
    operation_id="list_effective_positions",
    openapi_extra=access(Action.SEE),
)
async def list_effective_positions(
    option_id: UUID,
    actor: Current,
    session: Reading,
    joint: Annotated[
        bool | None, Query(description="Only those through joint statements, or (false) only own ones.")
    ] = None,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[EffectiveOut]:
    option, consultation = await consultation_queries.visible_option(session, actor, option_id)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.effective_page(
        session, consultation.id, option.id, joint=joint, before=before, limit=limit + 1
    )
    items = [EffectiveOut.model_validate(each) for each in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.put(
    "/options/{option_id}/explanation", operation_id="explain_position", openapi_extra=access(Action.TAKE_POSITION)
)
async def explain_position(option_id: UUID, body: ExplanationIn, actor: Current, session: Writing) -> ExplanationOut:
    return await service.explain(session, actor, option_id, body)


@router.get("/options/{option_id}/explanations", operation_id="list_explanations", openapi_extra=access(Action.SEE))
async def list_explanations(
    option_id: UUID,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[ExplanationOut]:
    option, consultation = await consultation_queries.visible_option(session, actor, option_id)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.explanations_page(session, option.id, before, limit + 1)
    items = [ExplanationOut.of(each) for each in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


@router.get("/explanations/{explanation_id}", operation_id="get_explanation", openapi_extra=access(Action.SEE))
async def get_explanation(explanation_id: UUID, actor: Current, session: Reading) -> ExplanationDetail:
    explanation = await queries.visible_explanation(session, actor, explanation_id)
    shown = [] if explanation.hidden else await queries.explanation_versions(session, explanation.id)
    return ExplanationDetail(
        explanation=ExplanationOut.of(explanation),
        versions=[ExplanationVersionOut.model_validate(version) for version in shown],
    )


@router.get("/options/{option_id}/positions", operation_id="list_positions", openapi_extra=access(Action.SEE))
async def list_positions(
    option_id: UUID,
    actor: Current,
    session: Reading,
    before: Annotated[Cursor | None, Query(description="Cursor: `next` of the page before.")] = None,
    limit: Limit = 50,
) -> LivePage[PositionOut]:
    option, consultation = await consultation_queries.visible_option(session, actor, option_id)
    seq, _ = await record_queries.head(session, consultation.id)
    found = await queries.page(session, option.id, before, limit + 1)
    items = [PositionOut.of(position) for position in found[:limit]]
    return LivePage(items=items, next=items[-1].seq if len(found) > limit else None, record_seq=seq)


async def _mine(session: AsyncSession, actor: Actor, consultation_id: UUID) -> counting.Mine:
    entities = {held.acted_as.entity_id for held in actor.in_consultation(consultation_id)}
    effective = await queries.effective_of(session, consultation_id, entities)
    return counting.Mine(
        await queries.of_entities(session, consultation_id, entities),
        {each.option_id: each for each in effective},
        await queries.explanations_of(session, consultation_id, entities),
    )
