"""Positions over HTTP."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.capacities.actor import Actor, Calling, Current
from app.consultations import queries as consultation_queries
from app.consultations.places import Known
from app.consultations.policy import Action, access
from app.consultations.routes import Ref
from app.core.crowd import Together
from app.core.db import Reading
from app.core.errors import NotFound, documented
from app.core.schemas import Cursor, Limit, LivePage
from app.positions import queries, service
from app.positions.schemas import OptionTally, PositionIn, PositionOut, PositionsOut, Stance, Tally
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
    mine = await queries.of_entities(session, consultation.id, _entities(actor, consultation.id))
    options = [option.id for question in note.questions for option in question.options] if note else []
    tallies = _tallies(counts)
    return PositionsOut(
        options=[
            OptionTally(
                option_id=option_id,
                tally=_tally(_merge(tallies[option_id].values())),
                by_group={group: _tally(stances) for group, stances in sorted(tallies[option_id].items())},
                mine=PositionOut.of(mine[option_id]) if option_id in mine else None,
            )
            for option_id in options
        ],
        record_seq=seq,
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


def _entities(actor: Actor, consultation_id: UUID) -> set[UUID]:
    return {held.acted_as.entity_id for held in actor.in_consultation(consultation_id)}


def _tallies(counts: list[queries.Count]) -> dict[UUID, dict[str, dict[str, int]]]:
    """Option -> group ("" for none) -> stance -> entities."""
    found: dict[UUID, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for count in counts:
        found[count.option_id][count.group or ""][count.stance] += count.entities
    return found


def _merge(groups: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for stances in groups:
        for stance, entities in stances.items():
            total[stance] += entities
    return total


def _tally(stances: dict[str, int]) -> Tally:
    return Tally(**{stance.value: stances.get(stance, 0) for stance in Stance})
