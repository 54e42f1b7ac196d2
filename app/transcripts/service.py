"""Adding to a transcript and correcting it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations.policy import Action
from app.core import clock
from app.core.db import ReadSession, WriteSession
from app.core.errors import Invalid, NotNow
from app.meetings import queries as meeting_queries
from app.meetings.models import Meeting
from app.record.events import Audience
from app.record.service import Record
from app.speakers.models import Speaker
from app.transcripts import files, queries, rules
from app.transcripts.events import TranscriptAdded, TranscriptCorrected
from app.transcripts.models import TranscriptPart
from app.transcripts.rules import Line
from app.transcripts.schemas import (
    Added,
    FileFormat,
    LineIn,
    LineOut,
    PartChanges,
    Preview,
    PreviewPart,
    TranscriptIn,
    TranscriptPartOut,
)


async def add(session: WriteSession, actor: Actor, meeting_id: UUID, body: TranscriptIn) -> Added:
    """Captions as they come in: each line belongs to whoever has the floor when it is said."""
    record, meeting, acted_as = await _hold(session, actor, meeting_id)
    now = clock.now()
    lines = [Line(line.text, line.started_at or now, line.ended_at) for line in body.lines]
    return await _add(session, record, acted_as, meeting, lines, body.language)


async def add_file(
    session: WriteSession,
    actor: Actor,
    meeting_id: UUID,
    content: bytes,
    form: FileFormat,
    language: str,
    begins: datetime | None,
) -> Added:
    """A whole file, whose times count from `begins`, by default from the start of the meeting."""
    record, meeting, acted_as = await _hold(session, actor, meeting_id)
    lines = files.read(content, form, begins or _began(meeting))
    return await _add(session, record, acted_as, meeting, lines, language)


async def preview(
    session: ReadSession, actor: Actor, meeting_id: UUID, content: bytes, form: FileFormat, begins: datetime | None
) -> Preview:
    """What `add_file` would make of it; nothing is kept."""
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    policy.require(actor, Action.TRANSCRIBE, meeting.consultation_id)
    lines = files.read(content, form, begins or _began(meeting))
    speakers, turns = await queries.floor(session, meeting)
    return Preview(
        items=[
            PreviewPart(
                speaker_id=speaker_id,
                speaker=ActedAs.model_validate(speakers[speaker_id].acted_as) if speaker_id else None,
                lines=[LineOut.model_validate(line) for line in said],
            )
            for speaker_id, said in rules.parted(lines, turns)
        ]
    )


def _began(meeting: Meeting) -> datetime:
    if meeting.started_at is None:
        raise NotNow("The meeting has not begun, so nothing has been said.", code="meeting_not_begun")
    return meeting.started_at


async def _hold(session: WriteSession, actor: Actor, meeting_id: UUID) -> tuple[Record, Meeting, ActedAs]:
    meeting, _ = await meeting_queries.visible(session, actor, meeting_id)
    acted_as = policy.require(actor, Action.TRANSCRIBE, meeting.consultation_id)
    record = await Record.hold(session, meeting.consultation_id)
    await session.refresh(meeting)
    _began(meeting)
    return record, meeting, acted_as


async def _add(
    session: WriteSession,
    record: Record,
    acted_as: ActedAs,
    meeting: Meeting,
    lines: Sequence[Line],
    language: str,
) -> Added:
    """One entry to a part, so that moderation can withhold one part and no other."""
    speakers, turns = await queries.floor(session, meeting)
    added = []
    for speaker_id, said in rules.parted(lines, turns):
        part = TranscriptPart(
            id=uuid4(),
            consultation_id=meeting.consultation_id,
            meeting_id=meeting.id,
            speaker_id=speaker_id,
            speaker=speakers[speaker_id].acted_as if speaker_id else None,
            seq=record.next_seq,
            version=1,
            language=language,
            lines=_as_json(said),
            acted_as=acted_as.model_dump(mode="json"),
            audience=meeting.visibility,
            added_at=clock.now(),
            hidden=None,
        )
        session.add(part)
        added.append(TranscriptPartOut.of(part))
        event = TranscriptAdded(acted_as=acted_as, transcript_part=added[-1])
        record.append(acted_as.by, event, Audience(part.audience))
    return Added(items=added)


async def correct(session: WriteSession, actor: Actor, part_id: UUID, body: PartChanges) -> TranscriptPartOut:
    part = await queries.visible(session, actor, part_id)
    acted_as = policy.require(actor, Action.TRANSCRIBE, part.consultation_id)
    record = await Record.hold(session, part.consultation_id)
    await session.refresh(part)
    if part.hidden:
        raise NotNow("This part is hidden; it cannot be corrected until it is restored.", code="hidden")
    if body.version not in {None, part.version}:
        raise NotNow("Somebody else has corrected this part meanwhile; look at it again.", code="version_changed")
    speaker = await _speaker(session, part, body.speaker_id)
    part.speaker_id, part.speaker = body.speaker_id, speaker.acted_as if speaker else None
    part.lines = _as_json(body.lines)
    part.version += 1
    out = TranscriptPartOut.of(part)
    event = TranscriptCorrected(acted_as=acted_as, transcript_part=out)
    record.append(acted_as.by, event, Audience(part.audience))
    return out


async def _speaker(session: WriteSession, part: TranscriptPart, speaker_id: UUID | None) -> Speaker | None:
    if speaker_id is None:
        return None
    speaker = await session.get(Speaker, speaker_id)
    if speaker is None or speaker.meeting_id != part.meeting_id:
        raise Invalid("The speaker is not on the list of this meeting.", code="unknown_speaker")
    return speaker


def _as_json(lines: Sequence[Line | LineIn]) -> list[dict[str, Any]]:
    return [
        {
            "text": line.text,
            "started_at": clock.iso(line.started_at) if line.started_at else None,
            "ended_at": clock.iso(line.ended_at) if line.ended_at else None,
        }
        for line in lines
    ]
