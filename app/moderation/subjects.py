"""What can be moderated: one row per kind of content, so that every kind takes the same path."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.advisory.interests.events import InterestHidden, InterestRestored
from app.advisory.interests.schemas import InterestOut
from app.advisory.models import Interest, Nomination
from app.advisory.nominations.events import NominationHidden, NominationRestored
from app.advisory.nominations.schemas import NominationOut
from app.capacities.actor import ActedAs
from app.contributions.caucuses.events import CaucusHidden, CaucusRestored
from app.contributions.caucuses.models import Caucus
from app.contributions.caucuses.schemas import CaucusOut
from app.contributions.events import ContributionHidden, ContributionRestored
from app.contributions.missing.events import MissingHidden, MissingRestored
from app.contributions.missing.models import MissingProposal
from app.contributions.missing.schemas import MissingOut
from app.contributions.models import Contribution
from app.contributions.schemas import ContributionOut
from app.decisions.models import Objection
from app.decisions.objections.events import ObjectionHidden, ObjectionRestored
from app.decisions.objections.schemas import ObjectionOut
from app.meetings.comments.events import CommentApproved, CommentHidden, CommentRefused, CommentRestored
from app.meetings.comments.models import Comment
from app.meetings.comments.schemas import CommentOut, CommentState
from app.meetings.interventions.events import PreparedStatementHidden, PreparedStatementRestored
from app.meetings.interventions.models import PreparedStatement
from app.meetings.interventions.schemas import PreparedStatementOut
from app.moderation.schemas import SubjectType
from app.opinions.events import StatementHidden, StatementRestored
from app.opinions.models import Statement
from app.opinions.schemas import StatementOut
from app.positions.events import ExplanationHidden, ExplanationRestored, PositionHidden, PositionRestored
from app.positions.models import Explanation, Position
from app.positions.schemas import ExplanationOut, PositionOut
from app.record.events import Audience, Event
from app.themes.events import ThemeHidden, ThemeRestored
from app.themes.models import Theme
from app.themes.schemas import ThemeOut
from app.transcripts.events import TranscriptHidden, TranscriptRestored
from app.transcripts.models import TranscriptPart
from app.transcripts.schemas import TranscriptPartOut

EventOf = Callable[[ActedAs, Any], Event]
NOT_DELIVERED = {CommentState.HELD, CommentState.REFUSED}


@dataclass(frozen=True)
class Subject:
    """`model` has id, consultation_id and hidden. The events carry the whole new public state.

    Where a kind can be held until it is approved, `approved` and `refused` say so.
    """

    model: type[Any]
    hidden: EventOf
    restored: EventOf
    text: Callable[[Any], str]
    approved: EventOf | None = None
    refused: EventOf | None = None

    def audience(self, item: Any) -> Audience:
        """Who may know of it at all: of what is held, the officers."""
        if not self.delivered(item):
            return Audience.OFFICERS
        return Audience(getattr(item, "audience", Audience.PUBLIC))

    def delivered(self, item: Any) -> bool:
        return self.approved is None or item.state not in NOT_DELIVERED

    def gone(self, item: Any) -> bool:
        """Withdrawn by its author: restoring must not bring that back."""
        return bool(getattr(item, "withdrawn", None))


SUBJECTS: dict[SubjectType, Subject] = {
    SubjectType.COMMENT: Subject(
        Comment,
        lambda acted_as, item: CommentHidden(acted_as=acted_as, comment=CommentOut.of(item)),
        lambda acted_as, item: CommentRestored(acted_as=acted_as, comment=CommentOut.of(item)),
        lambda item: str(item.text),
        lambda acted_as, item: CommentApproved(acted_as=acted_as, comment=CommentOut.of(item)),
        lambda acted_as, item: CommentRefused(acted_as=acted_as, comment=CommentOut.of(item)),
    ),
    SubjectType.CAUCUS: Subject(
        Caucus,
        lambda acted_as, item: CaucusHidden(acted_as=acted_as, caucus=CaucusOut.of(item)),
        lambda acted_as, item: CaucusRestored(acted_as=acted_as, caucus=CaucusOut.of(item)),
        lambda item: "\n\n".join([item.name, *(view["text"] for view in item.views)]),
    ),
    SubjectType.CONTRIBUTION: Subject(
        Contribution,
        lambda acted_as, item: ContributionHidden(acted_as=acted_as, contribution=ContributionOut.of(item)),
        lambda acted_as, item: ContributionRestored(acted_as=acted_as, contribution=ContributionOut.of(item)),
        lambda item: f"{item.title}\n\n{item.text}",
    ),
    SubjectType.INTEREST: Subject(
        Interest,
        lambda acted_as, item: InterestHidden(acted_as=acted_as, interest=InterestOut.of(item)),
        lambda acted_as, item: InterestRestored(acted_as=acted_as, interest=InterestOut.of(item)),
        lambda item: str(item.text),
    ),
    SubjectType.NOMINATION: Subject(
        Nomination,
        lambda acted_as, item: NominationHidden(acted_as=acted_as, nomination=NominationOut.of(item)),
        lambda acted_as, item: NominationRestored(acted_as=acted_as, nomination=NominationOut.of(item)),
        lambda item: str(item.statement),
    ),
    SubjectType.OBJECTION: Subject(
        Objection,
        lambda acted_as, item: ObjectionHidden(acted_as=acted_as, objection=ObjectionOut.of(item)),
        lambda acted_as, item: ObjectionRestored(acted_as=acted_as, objection=ObjectionOut.of(item)),
        lambda item: str(item.reason),
    ),
    SubjectType.MISSING_PROPOSAL: Subject(
        MissingProposal,
        lambda acted_as, item: MissingHidden(acted_as=acted_as, proposal=MissingOut.of(item)),
        lambda acted_as, item: MissingRestored(acted_as=acted_as, proposal=MissingOut.of(item)),
        lambda item: str(item.text),
    ),
    SubjectType.EXPLANATION: Subject(
        Explanation,
        lambda acted_as, item: ExplanationHidden(acted_as=acted_as, explanation=ExplanationOut.of(item)),
        lambda acted_as, item: ExplanationRestored(acted_as=acted_as, explanation=ExplanationOut.of(item)),
        lambda item: str(item.text),
    ),
    SubjectType.POSITION: Subject(
        Position,
        lambda acted_as, item: PositionHidden(acted_as=acted_as, position=PositionOut.of(item)),
        lambda acted_as, item: PositionRestored(acted_as=acted_as, position=PositionOut.of(item)),
        lambda item: "\n\n".join(part for part in (item.reason, item.condition) if part),
    ),
    SubjectType.PREPARED_STATEMENT: Subject(
        PreparedStatement,
        lambda acted_as, item: PreparedStatementHidden(
            acted_as=acted_as, prepared_statement=PreparedStatementOut.of(item)
        ),
        lambda acted_as, item: PreparedStatementRestored(
            acted_as=acted_as, prepared_statement=PreparedStatementOut.of(item)
        ),
        lambda item: f"{item.title}\n\n{item.text}",
    ),
    SubjectType.STATEMENT: Subject(
        Statement,
        lambda acted_as, item: StatementHidden(acted_as=acted_as, statement=StatementOut.of(item)),
        lambda acted_as, item: StatementRestored(acted_as=acted_as, statement=StatementOut.of(item)),
        lambda item: str(item.text),
    ),
    SubjectType.THEME: Subject(
        Theme,
        lambda acted_as, item: ThemeHidden(acted_as=acted_as, theme=ThemeOut.of(item)),
        lambda acted_as, item: ThemeRestored(acted_as=acted_as, theme=ThemeOut.of(item)),
        lambda item: "\n\n".join(part for part in (item.title, item.description) if part),
    ),
    SubjectType.TRANSCRIPT_PART: Subject(
        TranscriptPart,
        lambda acted_as, item: TranscriptHidden(acted_as=acted_as, transcript_part=TranscriptPartOut.of(item)),
        lambda acted_as, item: TranscriptRestored(acted_as=acted_as, transcript_part=TranscriptPartOut.of(item)),
        lambda item: "\n".join(line["text"] for line in item.lines),
    ),
}
