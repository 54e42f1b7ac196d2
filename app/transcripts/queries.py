"""Finding parts of a transcript, with the check of sight, and who had the floor when."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations.models import Consultation
from app.core.errors import NotFound
from app.meetings.models import Meeting
from app.speakers import queries as speaker_queries
from app.speakers.models import Speaker
from app.transcripts.models import TranscriptPart
from app.transcripts.rules import Turn


async def page(
    session: AsyncSession, actor: Actor, meeting: Meeting, before: int | None, limit: int
) -> Sequence[TranscriptPart]:
    """The latest first."""
    seen = policy.audiences(actor, meeting.consultation_id)
    query = select(TranscriptPart).where(TranscriptPart.meeting_id == meeting.id, TranscriptPart.audience.in_(seen))
    if before is not None:
        query = query.where(TranscriptPart.seq < before)
    return (await session.scalars(query.order_by(TranscriptPart.seq.desc()).limit(limit))).all()


async def visible(session: AsyncSession, actor: Actor, part_id: UUID) -> TranscriptPart:
    part = await session.get(TranscriptPart, part_id)
    consultation = await session.get(Consultation, part.consultation_id) if part else None
    seen = policy.audiences(actor, part.consultation_id) if part else frozenset()
    if part is None or consultation is None or not policy.may_see(actor, consultation) or part.audience not in seen:
        raise NotFound("There is no such part of a transcript.")
    return part


async def floor(session: AsyncSession, meeting: Meeting) -> tuple[dict[UUID, Speaker], list[Turn]]:
    """Everybody on the list, and the turns they have had."""
    loaded = await speaker_queries.load(session, meeting)
    turns = [
        Turn(entry.id, interval.started_at, interval.stopped_at)
        for entry in loaded.floor.entries
        for interval in entry.intervals
    ]
    return loaded.speakers, turns
