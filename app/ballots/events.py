"""What can happen to a ballot.

Casting leaves no entry of its own: an entry says how many have voted by now, for all who voted in one transaction, by
nobody and in no capacity. Voting again leaves none, because the number of changes is not published. Results stand in
no entry; the seal names their digest.
"""

from typing import ClassVar, Literal

from app.ballots.schemas import BallotOut, TurnoutOut
from app.capacities.actor import ActedAs
from app.record.events import Event


class BallotEvent(Event):
    subject_field: ClassVar[str] = "ballot"
    acted_as: ActedAs
    ballot: BallotOut


class BallotDrafted(BallotEvent):
    """For officers only, as is the draft."""

    type: Literal["ballot.drafted"] = "ballot.drafted"


class BallotRevised(BallotEvent):
    """For officers only, as is the draft."""

    type: Literal["ballot.revised"] = "ballot.revised"


class BallotFrozen(BallotEvent):
    type: Literal["ballot.frozen"] = "ballot.frozen"


class BallotAnnulled(BallotEvent):
    type: Literal["ballot.annulled"] = "ballot.annulled"


class BallotSealed(BallotEvent):
    type: Literal["ballot.sealed"] = "ballot.sealed"


class BallotTurnout(Event):
    subject_field: ClassVar[str] = "turnout"
    in_masses: ClassVar[bool] = True
    type: Literal["ballot.turnout"] = "ballot.turnout"
    turnout: TurnoutOut
