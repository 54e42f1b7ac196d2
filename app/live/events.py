"""The union of everything that can stand in a record; OpenAPI and the generated TypeScript come from it."""

from typing import Annotated, get_args

from pydantic import Field

from app.accreditation.events import ParticipantAccredited
from app.advisory.groups.events import GroupEstablished, GroupRevised
from app.advisory.interests.events import InterestDeclared, InterestHidden, InterestRestored, InterestWithdrawn
from app.advisory.nominations.events import (
    NominationConsented,
    NominationDecided,
    NominationDeclined,
    NominationHidden,
    NominationMade,
    NominationRestored,
    NominationsCalled,
    NominationsConcluded,
    NominationWithdrawn,
)
from app.advisory.offices.events import OfficeDeviated, OfficeEstablished, OfficeRevised
from app.advisory.seats.events import SeatEnded, SeatTaken
from app.ballots.events import (
    BallotAnnulled,
    BallotDrafted,
    BallotFrozen,
    BallotRevised,
    BallotSealed,
    BallotTurnout,
)
from app.consultations.events import (
    ConsultationOpened,
    NotePublished,
    OptionAmended,
    RoundClosed,
    RoundExtended,
    RoundOpened,
)
from app.contributions.caucuses.events import CaucusHidden, CaucusRecorded, CaucusRestored, CaucusRevised
from app.contributions.events import (
    ContributionFiled,
    ContributionHidden,
    ContributionRestored,
    ContributionRevised,
    ContributionWithdrawn,
)
from app.contributions.joint.events import (
    SignatoryAssociated,
    SignatoryDeclined,
    SignatoryDissociated,
    SignatoryInvited,
)
from app.contributions.missing.events import (
    MissingEndorsed,
    MissingEndorsementWithdrawn,
    MissingHidden,
    MissingProposed,
    MissingRestored,
    MissingWithdrawn,
)
from app.decisions.calls.events import CallClosed, CallCounted, CallOpened, CallWithdrawn
from app.decisions.findings.events import FindingSigned
from app.decisions.objections.events import (
    ObjectionDisposed,
    ObjectionHidden,
    ObjectionRaised,
    ObjectionRestored,
    ObjectionWithdrawn,
)
from app.decisions.polls.events import PollAnswered, PollClosed, PollOpened
from app.decisions.silence.events import (
    SilenceAdopted,
    SilenceBroken,
    SilenceExtended,
    SilenceOpened,
    SilenceWithdrawn,
)
from app.documents.events import DocumentIssued, DocumentSchemeSet, OutcomeRevised
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
from app.opinions.results.events import OpinionsComputed
from app.points.register.events import PointDecided, PointDeclared, PointsFound, PointsPaired
from app.positions.events import (
    ExplanationGiven,
    ExplanationHidden,
    ExplanationRestored,
    ExplanationRevised,
    PositionHidden,
    PositionRestored,
    PositionStated,
)
from app.programme.events import ProgrammeAdopted, ProgrammeDrafted, ProgrammePut
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
from app.summaries.dispositions.events import DispositionDecided, DispositionReturned
from app.summaries.events import (
    SummaryCirculated,
    SummaryDrafted,
    SummaryPublished,
    SummaryReopened,
    SummaryReviewed,
    SummaryRevised,
    SummaryTransmitted,
    SummaryWindowExtended,
)
from app.summaries.review.events import (
    SummaryCommentDisposed,
    SummaryCommentFiled,
    SummaryCommentHidden,
    SummaryCommentRestored,
)
from app.summaries.wordings.events import WordingApproved, WordingDeclined, WordingProposed, WordingWithdrawn
from app.themes.events import (
    ThemeHidden,
    ThemeMarked,
    ThemeMerged,
    ThemeProposed,
    ThemeRenamed,
    ThemeRestored,
    ThemeSplit,
)
from app.themes.tags.events import ThemeTagged, ThemeUntagged
from app.transcripts.events import TranscriptAdded, TranscriptCorrected, TranscriptHidden, TranscriptRestored

AnyEvent = Annotated[
    ConsultationOpened
    | NotePublished
    | OptionAmended
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
    | SignatoryInvited
    | SignatoryAssociated
    | SignatoryDeclined
    | SignatoryDissociated
    | CaucusRecorded
    | CaucusRevised
    | CaucusHidden
    | CaucusRestored
    | MissingProposed
    | MissingEndorsed
    | MissingEndorsementWithdrawn
    | MissingWithdrawn
    | MissingHidden
    | MissingRestored
    | PositionStated
    | PositionHidden
    | PositionRestored
    | ExplanationGiven
    | ExplanationRevised
    | ExplanationHidden
    | ExplanationRestored
    | StatementAdded
    | StatementHidden
    | StatementRestored
    | StatementsImported
    | ParticipantsImported
    | VotesRecorded
    | OpinionsComputed
    | CallOpened
    | CallCounted
    | CallClosed
    | CallWithdrawn
    | ObjectionRaised
    | ObjectionWithdrawn
    | ObjectionDisposed
    | ObjectionHidden
    | ObjectionRestored
    | SilenceOpened
    | SilenceExtended
    | SilenceBroken
    | SilenceAdopted
    | SilenceWithdrawn
    | PollOpened
    | PollAnswered
    | PollClosed
    | FindingSigned
    | ThemeProposed
    | ThemeRenamed
    | ThemeMarked
    | ThemeMerged
    | ThemeSplit
    | ThemeHidden
    | ThemeRestored
    | ThemeTagged
    | ThemeUntagged
    | GroupEstablished
    | GroupRevised
    | SeatTaken
    | SeatEnded
    | NominationsCalled
    | NominationsConcluded
    | NominationMade
    | NominationConsented
    | NominationDeclined
    | NominationWithdrawn
    | NominationDecided
    | NominationHidden
    | NominationRestored
    | OfficeEstablished
    | OfficeRevised
    | OfficeDeviated
    | InterestDeclared
    | InterestWithdrawn
    | InterestHidden
    | InterestRestored
    | ProgrammeDrafted
    | ProgrammePut
    | ProgrammeAdopted
    | BallotDrafted
    | BallotRevised
    | BallotFrozen
    | BallotTurnout
    | BallotAnnulled
    | BallotSealed
    | DocumentIssued
    | DocumentSchemeSet
    | OutcomeRevised
    | PointsFound
    | PointDeclared
    | PointDecided
    | PointsPaired
    | WordingProposed
    | WordingApproved
    | WordingDeclined
    | WordingWithdrawn
    | DispositionDecided
    | DispositionReturned
    | SummaryDrafted
    | SummaryRevised
    | SummaryReviewed
    | SummaryCirculated
    | SummaryWindowExtended
    | SummaryReopened
    | SummaryPublished
    | SummaryTransmitted
    | SummaryCommentFiled
    | SummaryCommentDisposed
    | SummaryCommentHidden
    | SummaryCommentRestored,
    Field(discriminator="type"),
]

_UNION = get_args(get_args(AnyEvent)[0])
# The types of what may wait for company on its way to the pages.
IN_MASSES = frozenset(event.model_fields["type"].default for event in _UNION if event.in_masses)
