"""What can happen to points. No entry holds words of a contribution: what is hidden once must not stand here."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.points.register.schemas import LinkState, PairState, SurveyOut
from app.record.events import Event


class PointsFound(Event):
    """Points were looked for anew; what persons had decided stayed."""

    type: Literal["points.found"] = "points.found"
    acted_as: ActedAs
    survey: SurveyOut


class LinkEvent(Event):
    subject_field: ClassVar[str] = "link"
    acted_as: ActedAs
    link: LinkState


class PointDeclared(LinkEvent):
    """By the author: "my contribution makes this point"; with `standing` null she takes it back."""

    type: Literal["point.declared"] = "point.declared"


class PointDecided(LinkEvent):
    """By a person who prepares the summary."""

    type: Literal["point.decided"] = "point.decided"


class PointsPaired(Event):
    """Whether two points in different languages are the same."""

    subject_field: ClassVar[str] = "pair"
    type: Literal["points.paired"] = "points.paired"
    acted_as: ActedAs
    pair: PairState
