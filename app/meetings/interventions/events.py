"""What can happen to prepared statements. Interventions come with the acts on the floor that end them."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.meetings.interventions.schemas import PreparedStatementOut
from app.record.events import Event


class PreparedStatementEvent(Event):
    """The record never has a text before it is delivered: not even officers can read it there."""

    subject_field: ClassVar[str] = "prepared_statement"
    acted_as: ActedAs
    prepared_statement: PreparedStatementOut


class PreparedStatementFiled(PreparedStatementEvent):
    type: Literal["prepared_statement.filed"] = "prepared_statement.filed"


class PreparedStatementRevised(PreparedStatementEvent):
    type: Literal["prepared_statement.revised"] = "prepared_statement.revised"


class PreparedStatementDelivered(PreparedStatementEvent):
    type: Literal["prepared_statement.delivered"] = "prepared_statement.delivered"


class PreparedStatementNotDelivered(PreparedStatementEvent):
    type: Literal["prepared_statement.not_delivered"] = "prepared_statement.not_delivered"


class PreparedStatementHidden(PreparedStatementEvent):
    type: Literal["prepared_statement.hidden"] = "prepared_statement.hidden"


class PreparedStatementRestored(PreparedStatementEvent):
    type: Literal["prepared_statement.restored"] = "prepared_statement.restored"
