"""What can happen to statements and votes.

`votes.recorded` says how many votes were recorded, never whose or which: its header names no account, and its digest
is over participants' ids that only the database knows. Imports leave one entry for each batch.
"""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.opinions.schemas import StatementOut, VoteTally
from app.record.events import Event


class StatementEvent(Event):
    subject_field: ClassVar[str] = "statement"
    acted_as: ActedAs
    statement: StatementOut


class StatementAdded(StatementEvent):
    type: Literal["statement.added"] = "statement.added"


class StatementHidden(StatementEvent):
    type: Literal["statement.hidden"] = "statement.hidden"


class StatementRestored(StatementEvent):
    type: Literal["statement.restored"] = "statement.restored"


class StatementsImported(Event):
    """`digest`: over [number, state, text] of each. A page that shows the list reads it again."""

    type: Literal["statements.imported"] = "statements.imported"
    acted_as: ActedAs
    count: int
    digest: str


class ParticipantsImported(Event):
    """`digest`: over [external id, opinion group] of each."""

    type: Literal["participants.imported"] = "participants.imported"
    acted_as: ActedAs
    count: int
    digest: str


class VotesRecorded(Event):
    """`digest`: over [statement id, participant id, value] of each vote that was new or changed.

    `tallies`: the new counts of the statements voted on. Empty where they are more than a hundred: then a page that
    shows the list reads it again.
    """

    in_masses: ClassVar[bool] = True
    type: Literal["votes.recorded"] = "votes.recorded"
    count: int
    digest: str
    tallies: list[VoteTally]
