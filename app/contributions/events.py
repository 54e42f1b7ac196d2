"""What can happen to a written contribution."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.contributions.schemas import ContributionOut
from app.record.events import Event


class ContributionEvent(Event):
    subject_field: ClassVar[str] = "contribution"
    acted_as: ActedAs
    contribution: ContributionOut


class ContributionFiled(ContributionEvent):
    in_masses: ClassVar[bool] = True
    type: Literal["contribution.filed"] = "contribution.filed"


class ContributionRevised(ContributionEvent):
    type: Literal["contribution.revised"] = "contribution.revised"


class ContributionWithdrawn(ContributionEvent):
    type: Literal["contribution.withdrawn"] = "contribution.withdrawn"


class ContributionHidden(ContributionEvent):
    type: Literal["contribution.hidden"] = "contribution.hidden"


class ContributionRestored(ContributionEvent):
    type: Literal["contribution.restored"] = "contribution.restored"
