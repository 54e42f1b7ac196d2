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
    type: Literal["summary.revised"] = "summary.revised"


class SummaryPublished(SummaryEvent):
    type: Literal["summary.published"] = "summary.published"
