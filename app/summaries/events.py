"""What can happen to a summary. The entry commits to the text by its digest; the text itself is on the page."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.record.events import Event
from app.summaries.schemas import SummaryState


class SummaryEvent(Event):
    subject_field: ClassVar[str] = "summary"
    acted_as: ActedAs
    summary: SummaryState


class SummaryDrafted(SummaryEvent):
    type: Literal["summary.drafted"] = "summary.drafted"


class SummaryRevised(SummaryEvent):
    """Remarks were written or a paragraph was edited."""

    type: Literal["summary.revised"] = "summary.revised"


class SummaryReviewed(SummaryEvent):
    """It was put to internal review."""

    type: Literal["summary.put_to_review"] = "summary.put_to_review"


class SummaryCirculated(SummaryEvent):
    type: Literal["summary.circulated"] = "summary.circulated"


class SummaryWindowExtended(SummaryEvent):
    type: Literal["summary.window_extended"] = "summary.window_extended"
    reason: str


class SummaryReopened(SummaryEvent):
    """Back to drafting; what was circulated stays readable as what it was."""

    type: Literal["summary.reopened"] = "summary.reopened"
    reason: str


class SummaryPublished(SummaryEvent):
    """The text is final."""

    type: Literal["summary.published"] = "summary.published"


class SummaryTransmitted(SummaryEvent):
    type: Literal["summary.transmitted"] = "summary.transmitted"
