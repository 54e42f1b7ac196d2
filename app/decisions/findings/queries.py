"""What findings rest on: counts of positions, participants, and how calls and silence procedures ended.

A fixed number of queries for all options of a consultation together.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.models import Capacity
from app.consultations import queries as consultation_queries
from app.consultations.rules import Right
from app.consultations.schemas import OptionOut
from app.core import clock
from app.decisions.models import ConsensusCall, Finding, Objection, SilenceProcedure
from app.decisions.rules import CallState, Decided, DispositionKind, SilenceState, silence_state
from app.positions import queries as position_queries
from app.positions.models import Position


@dataclass(frozen=True)
class Procedure:
    """A call or a silence procedure that ended with a result."""

    call_id: UUID | None
    silence_id: UUID | None
    ended_at: datetime
    decided: Decided


@dataclass(frozen=True)
class Ground:
    """What the findings of a consultation rest on at one moment, by option."""

    options: Sequence[OptionOut]
    participants: int
    counts: Mapping[UUID, Mapping[str, Mapping[str, int]]]
    procedures: Mapping[UUID, Procedure] = field(default_factory=dict)


async def ground(session: AsyncSession, consultation_id: UUID) -> Ground:
    note = await consultation_queries.note(session, consultation_id)
    options = [option for question in note.questions for option in question.options] if note else []
    return Ground(
        options=options,
        participants=await _participants(session, consultation_id),
        counts=await _counts(session, consultation_id),
        procedures=await _procedures(session, consultation_id, options),
    )


async def _counts(session: AsyncSession, consultation_id: UUID) -> dict[UUID, dict[str, dict[str, int]]]:
    found: dict[UUID, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for count in await position_queries.counts(session, consultation_id):
        if count.stance is not None:  # positions on an earlier wording, to be confirmed, are on neither side
            found[count.option_id][count.group or ""][count.stance] += count.entities
    return {
        option: {group: dict(stances) for group, stances in sorted(groups.items())} for option, groups in found.items()
    }


async def _participants(session: AsyncSession, consultation_id: UUID) -> int:
    """Entities: delegations, and people in personal capacity, that some round lets take positions."""
    rounds = await consultation_queries.rounds(session, consultation_id)
    kinds = {kind for round_ in rounds for kind in round_.opens.get(Right.TAKE_POSITION, ())}
    entity = func.coalesce(Capacity.delegation_id, Capacity.account_id)
    query = select(func.count(entity.distinct())).where(
        Capacity.consultation_id == consultation_id, Capacity.kind.in_(kinds)
    )
    return await session.scalar(query) or 0


async def _procedures(
    session: AsyncSession, consultation_id: UUID, options: Collection[OptionOut]
) -> dict[UUID, Procedure]:
    """The latest that ended with a result on each option, as it now reads."""
    versions, now = {option.id: option.version for option in options}, clock.now()
    objections = await _objections(session, consultation_id)
    found: list[tuple[UUID, int | None, Procedure]] = []
    call, silence = ConsensusCall, SilenceProcedure
    blocking = await _blocking(session, consultation_id, versions)
    calls = select(call.id, call.option_id, call.option_version, call.state, call.opened_at, call.ended_at).where(
        call.option_id.in_(versions), call.state.in_([CallState.ADOPTED.value, CallState.OBJECTED.value])
    )
    for row in await session.execute(calls):
        blocked = _since(blocking.get(row.option_id, ()), row.opened_at, objections.get(row.id, {}))
        decided = _decided(row.state == CallState.ADOPTED, objections.get(row.id, {}).values(), blocked)
        found.append((row.option_id, row.option_version, Procedure(row.id, None, row.ended_at, decided)))
    silences = select(
        *(silence.id, silence.option_id, silence.option_version, silence.state),
        *(silence.opened_at, silence.deadline, silence.ended_at),
    ).where(silence.option_id.in_(versions))
    for each in await session.execute(silences):
        state = silence_state(SilenceState(each.state), each.deadline, now)
        if state in {SilenceState.ADOPTED, SilenceState.BROKEN}:
            blocked = _since(blocking.get(each.option_id, ()), each.opened_at, objections.get(each.id, {}))
            decided = _decided(state is SilenceState.ADOPTED, objections.get(each.id, {}).values(), blocked)
            ended_at = each.ended_at or each.deadline
            found.append((each.option_id, each.option_version, Procedure(None, each.id, ended_at, decided)))
    found.sort(key=lambda one: one[2].ended_at)
    return {option: procedure for option, version, procedure in found if version == versions[option]}


Taken = Sequence[tuple[UUID, datetime]]  # the entity, and when it took its blocking position


async def _blocking(
    session: AsyncSession, consultation_id: UUID, versions: Mapping[UUID, int]
) -> dict[UUID, list[tuple[UUID, datetime]]]:
    """Blocking positions that stand, by option as it now reads."""
    own = position_queries.latest(consultation_id).where(Position.blocking, Position.option_id.in_(versions))
    columns = (Position.option_id, Position.option_version, Position.entity_id, Position.stated_at)
    found: dict[UUID, list[tuple[UUID, datetime]]] = defaultdict(list)
    for row in await session.execute(own.with_only_columns(*columns)):
        if row.option_version == versions[row.option_id]:
            found[row.option_id].append((row.entity_id, row.stated_at))
    return found


def _since(taken: Taken, opened_at: datetime, objected: Mapping[UUID, str | None]) -> int:
    """Taken after everybody was asked, by entities whose objection is not among those raised then. Who took one before
    and was silent when asked has let it go.
    """
    return sum(at > opened_at and entity not in objected for entity, at in taken)


async def _objections(session: AsyncSession, consultation_id: UUID) -> dict[UUID, dict[UUID, str | None]]:
    """The dispositions of standing objections by entity, by call or silence procedure."""
    query = select(Objection.call_id, Objection.silence_id, Objection.entity_id, Objection.disposition).where(
        Objection.consultation_id == consultation_id, Objection.withdrawn_at.is_(None)
    )
    found: dict[UUID, dict[UUID, str | None]] = defaultdict(dict)
    for row in await session.execute(query):
        found[row.call_id or row.silence_id][row.entity_id] = row.disposition
    return found


def _decided(adopted: bool, raised: Collection[str | None], blocking: int) -> Decided:  # noqa: FBT001 - beside its name
    return Decided(
        adopted=adopted and not blocking,
        standing=len(raised) + blocking,
        undisposed=sum(disposition is None for disposition in raised) + blocking,
        sustained=sum(disposition == DispositionKind.SUSTAINED for disposition in raised),
        blocking=blocking,
    )


async def signed(session: AsyncSession, option_ids: Collection[UUID]) -> dict[UUID, Finding]:
    """The latest signed finding on each option."""
    latest = (
        select(Finding.option_id, func.max(Finding.version).label("version"))
        .where(Finding.option_id.in_(option_ids))
        .group_by(Finding.option_id)
        .subquery()
    )
    query = select(Finding).join(
        latest, (latest.c.option_id == Finding.option_id) & (latest.c.version == Finding.version)
    )
    return {finding.option_id: finding for finding in await session.scalars(query)}


async def versions(session: AsyncSession, option_id: UUID, before: int | None, limit: int) -> Sequence[Finding]:
    """Newest first."""
    query = select(Finding).where(Finding.option_id == option_id)
    if before is not None:
        query = query.where(Finding.version < before)
    return (await session.scalars(query.order_by(Finding.version.desc()).limit(limit))).all()
