"""The union of everything that can stand in a record; OpenAPI and the generated TypeScript come from it."""

from typing import Annotated

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
from app.meetings.events import (
    CommentHidden,
    CommentPosted,
    CommentRestored,
    MeetingEnded,
    MeetingScheduled,
    MeetingStarted,
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
from app.summaries.events import SummaryDrafted, SummaryPublished, SummaryRevised

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
    | CommentPosted
    | CommentHidden
    | CommentRestored
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
