"""The union of everything that can stand in a record; OpenAPI and the generated TypeScript come from it."""

from typing import Annotated, get_args

from pydantic import Field

from app.accreditation.events import ParticipantAccredited
from app.consultations.events import (
    ConsultationOpened,
    NotePublished,
    RoundClosed,
    RoundExtended,
    RoundOpened,
)
from app.contributions.events import (
    ContributionFiled,
    ContributionHidden,
    ContributionRestored,
    ContributionRevised,
    ContributionWithdrawn,
)
from app.meetings.agenda.events import (
    AgendaItemAdded,
    AgendaItemConcluded,
    AgendaItemRevised,
    AgendaItemTakenUp,
    NoticePosted,
    NoticeWithdrawn,
    SlowCountAdvanced,
    SlowCountCompleted,
    SlowCountStarted,
    SlowCountStopped,
)
from app.meetings.comments.events import (
    CommentApproved,
    CommentHeld,
    CommentHidden,
    CommentPosted,
    CommentRefused,
    CommentRestored,
)
from app.meetings.events import (
    MeetingConfigured,
    MeetingEnded,
    MeetingScheduled,
    MeetingStarted,
)
from app.meetings.interventions.events import (
    PreparedStatementDelivered,
    PreparedStatementFiled,
    PreparedStatementHidden,
    PreparedStatementNotDelivered,
    PreparedStatementRestored,
    PreparedStatementRevised,
)
from app.opinions.events import (
    ParticipantsImported,
    StatementAdded,
    StatementHidden,
    StatementRestored,
    StatementsImported,
    VotesRecorded,
)
from app.positions.events import PositionHidden, PositionRestored, PositionStated
from app.speakers.events import (
    PointOfOrderDecided,
    SpeakerAmended,
    SpeakerCalled,
    SpeakerFinished,
    SpeakerInscribed,
    SpeakerMissed,
    SpeakerPaused,
    SpeakerResumed,
    SpeakersClosed,
    SpeakersConcluded,
    SpeakersConfigured,
    SpeakersOpened,
    SpeakersReopened,
    SpeakersReordered,
    SpeakerStarted,
    SpeakersUndone,
    SpeakerWithdrawn,
)
from app.summaries.events import SummaryDrafted, SummaryPublished, SummaryRevised
from app.transcripts.events import TranscriptAdded, TranscriptCorrected, TranscriptHidden, TranscriptRestored

AnyEvent = Annotated[
    ConsultationOpened
    | NotePublished
    | RoundOpened
    | RoundClosed
    | RoundExtended
    | ParticipantAccredited
    | MeetingScheduled
    | MeetingStarted
    | MeetingEnded
    | MeetingConfigured
    | CommentPosted
    | CommentHeld
    | CommentApproved
    | CommentRefused
    | CommentHidden
    | CommentRestored
    | AgendaItemAdded
    | AgendaItemConcluded
    | AgendaItemRevised
    | AgendaItemTakenUp
    | NoticePosted
    | NoticeWithdrawn
    | SlowCountAdvanced
    | SlowCountCompleted
    | SlowCountStarted
    | SlowCountStopped
    | SpeakersOpened
    | SpeakersClosed
    | SpeakersReopened
    | SpeakersConfigured
    | SpeakersReordered
    | SpeakersConcluded
    | SpeakersUndone
    | SpeakerInscribed
    | SpeakerAmended
    | SpeakerCalled
    | SpeakerStarted
    | SpeakerPaused
    | SpeakerResumed
    | SpeakerFinished
    | SpeakerMissed
    | SpeakerWithdrawn
    | PointOfOrderDecided
    | PreparedStatementDelivered
    | PreparedStatementFiled
    | PreparedStatementHidden
    | PreparedStatementNotDelivered
    | PreparedStatementRestored
    | PreparedStatementRevised
    | TranscriptAdded
    | TranscriptCorrected
    | TranscriptHidden
    | TranscriptRestored
    | ContributionFiled
    | ContributionRevised
    | ContributionWithdrawn
    | ContributionHidden
    | ContributionRestored
    | PositionStated
    | PositionHidden
    | PositionRestored
    | StatementAdded
    | StatementHidden
    | StatementRestored
    | StatementsImported
    | ParticipantsImported
    | VotesRecorded
    | SummaryDrafted
    | SummaryRevised
    | SummaryPublished,
    Field(discriminator="type"),
]

_UNION = get_args(get_args(AnyEvent)[0])
# The types of what may wait for company on its way to the pages.
IN_MASSES = frozenset(event.model_fields["type"].default for event in _UNION if event.in_masses)
