"""Finding the programme of a consultation and its versions."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.ballots.events import BallotSealed
from app.ballots.models import Ballot
from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.core.errors import NotFound
from app.decisions.models import ConsensusCall
from app.programme.models import Programme, ProgrammeCall
from app.programme.rules import ProgrammeState
from app.programme.schemas import ProgrammeOut
from app.record.models import RecordEntry


async def latest(session: AsyncSession, consultation_id: UUID) -> Programme | None:
    query = select(Programme).where(Programme.consultation_id == consultation_id).order_by(Programme.version.desc())
    return await session.scalar(query.limit(1).execution_options(populate_existing=True))


async def adopted(session: AsyncSession, consultation_id: UUID) -> Programme | None:
    """The latest that is."""
    query = select(Programme).where(
        Programme.consultation_id == consultation_id, Programme.state == ProgrammeState.ADOPTED
    )
    return await session.scalar(query.order_by(Programme.version.desc()).limit(1))


async def visible(session: AsyncSession, actor: Actor, programme_id: UUID) -> Programme:
    query = (
        select(Programme, Consultation)
        .join(Consultation, Consultation.id == Programme.consultation_id)
        .where(Programme.id == programme_id)
    )
    row = (await session.execute(query)).one_or_none()
    if row is None or not policy.may_see(actor, row.Consultation):
        raise NotFound("There is no such version of a programme.")
    programme: Programme = row.Programme
    return programme


async def versions(session: AsyncSession, consultation_id: UUID, before: int | None, limit: int) -> Sequence[Programme]:
    query = select(Programme).where(Programme.consultation_id == consultation_id)
    if before is not None:
        query = query.where(Programme.version < before)
    return (await session.scalars(query.order_by(Programme.version.desc()).limit(limit))).all()


async def calls(session: AsyncSession, programme_id: UUID) -> Sequence[ConsensusCall]:
    """On this version, the latest first."""
    query = (
        select(ConsensusCall)
        .join(ProgrammeCall, ProgrammeCall.call_id == ConsensusCall.id)
        .where(ProgrammeCall.programme_id == programme_id)
        .order_by(ConsensusCall.seq.desc())
    )
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def sealing(session: AsyncSession, ballot: Ballot) -> int:
    """The seq of the entry with which it was sealed."""
    query = select(RecordEntry.seq).where(
        RecordEntry.consultation_id == ballot.consultation_id,
        RecordEntry.subject_id == ballot.id,
        RecordEntry.type == BallotSealed.model_fields["type"].default,
    )
    return (await session.scalars(query)).one()


async def out(session: AsyncSession, programme: Programme | None) -> ProgrammeOut | None:
    if programme is None:
        return None
    return ProgrammeOut.of(programme, [call.id for call in await calls(session, programme.id)])
