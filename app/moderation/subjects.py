"""What can be moderated: one row per kind of content, so that every kind takes the same path."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.capacities.actor import ActedAs
from app.contributions.events import ContributionHidden, ContributionRestored
from app.contributions.models import Contribution
from app.contributions.schemas import ContributionOut
from app.meetings.events import CommentHidden, CommentRestored
from app.meetings.interventions.events import PreparedStatementHidden, PreparedStatementRestored
from app.meetings.interventions.models import PreparedStatement
from app.meetings.interventions.schemas import PreparedStatementOut
from app.meetings.models import Comment
from app.meetings.schemas import CommentOut
from app.moderation.schemas import SubjectType
from app.opinions.events import StatementHidden, StatementRestored
from app.opinions.models import Statement
from app.opinions.schemas import StatementOut
from app.positions.events import PositionHidden, PositionRestored
from app.positions.models import Position
from app.positions.schemas import PositionOut
from app.record.events import Event


@dataclass(frozen=True)
class Subject:
    """`model` has id, consultation_id and hidden. The events carry the whole new public state."""

    model: type[Any]
    hidden: Callable[[ActedAs, Any], Event]
    restored: Callable[[ActedAs, Any], Event]
    text: Callable[[Any], str]

    def gone(self, item: Any) -> bool:
        """Withdrawn by its author: restoring must not bring that back."""
        return bool(getattr(item, "withdrawn", None))


SUBJECTS: dict[SubjectType, Subject] = {
    SubjectType.COMMENT: Subject(
        Comment,
        lambda acted_as, item: CommentHidden(acted_as=acted_as, comment=CommentOut.of(item)),
        lambda acted_as, item: CommentRestored(acted_as=acted_as, comment=CommentOut.of(item)),
        lambda item: str(item.text),
    ),
    SubjectType.CONTRIBUTION: Subject(
        Contribution,
        lambda acted_as, item: ContributionHidden(acted_as=acted_as, contribution=ContributionOut.of(item)),
        lambda acted_as, item: ContributionRestored(acted_as=acted_as, contribution=ContributionOut.of(item)),
        lambda item: f"{item.title}\n\n{item.text}",
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
}
