"""What can happen to a transcript."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.record.events import Event
from app.transcripts.schemas import TranscriptPartOut


class TranscriptEvent(Event):
    subject_field: ClassVar[str] = "transcript_part"
    acted_as: ActedAs
    transcript_part: TranscriptPartOut


class TranscriptAdded(TranscriptEvent):
    type: Literal["transcript.added"] = "transcript.added"


class TranscriptCorrected(TranscriptEvent):
    type: Literal["transcript.corrected"] = "transcript.corrected"


class TranscriptHidden(TranscriptEvent):
    type: Literal["transcript.hidden"] = "transcript.hidden"


class TranscriptRestored(TranscriptEvent):
    type: Literal["transcript.restored"] = "transcript.restored"
