"""What can happen on the floor. Every entry carries the list and everybody whom the act has changed."""

from typing import Literal
from uuid import UUID

from app.capacities.actor import ActedAs
from app.meetings.interventions.schemas import InterventionOut
from app.record.events import Event
from app.speakers.schemas import SpeakerOut, SpeakersListOut, Statistics


class FloorEvent(Event):
    """`speakers`: the ones that changed, the one acted on first. `statistics`: null if they are what they were.

    `intervention`: set when a turn on the floor has ended, or goes on after it had.
    """

    acted_as: ActedAs
    speakers_list: SpeakersListOut
    speakers: list[SpeakerOut]
    statistics: Statistics | None
    intervention: InterventionOut | None


class ListEvent(FloorEvent):
    @property
    def subject_id(self) -> UUID | None:
        return self.speakers_list.meeting_id


class SpeakersOpened(ListEvent):
    type: Literal["speakers.opened"] = "speakers.opened"


class SpeakersClosed(ListEvent):
    type: Literal["speakers.closed"] = "speakers.closed"


class SpeakersReopened(ListEvent):
    type: Literal["speakers.reopened"] = "speakers.reopened"


class SpeakersConfigured(ListEvent):
    type: Literal["speakers.configured"] = "speakers.configured"


class SpeakersReordered(ListEvent):
    type: Literal["speakers.reordered"] = "speakers.reordered"


class SpeakersConcluded(ListEvent):
    """For lack of time: who still waited was not heard."""

    type: Literal["speakers.concluded"] = "speakers.concluded"


class SpeakersUndone(ListEvent):
    type: Literal["speakers.undone"] = "speakers.undone"


class SpeakerEvent(FloorEvent):
    @property
    def subject_id(self) -> UUID | None:
        return self.speakers[0].id


class SpeakerInscribed(SpeakerEvent):
    type: Literal["speaker.inscribed"] = "speaker.inscribed"


class SpeakerAmended(SpeakerEvent):
    type: Literal["speaker.amended"] = "speaker.amended"


class SpeakerCalled(SpeakerEvent):
    type: Literal["speaker.called"] = "speaker.called"


class SpeakerStarted(SpeakerEvent):
    type: Literal["speaker.started"] = "speaker.started"


class SpeakerPaused(SpeakerEvent):
    type: Literal["speaker.paused"] = "speaker.paused"


class SpeakerResumed(SpeakerEvent):
    type: Literal["speaker.resumed"] = "speaker.resumed"


class SpeakerFinished(SpeakerEvent):
    type: Literal["speaker.finished"] = "speaker.finished"


class SpeakerMissed(SpeakerEvent):
    type: Literal["speaker.missed"] = "speaker.missed"


class SpeakerWithdrawn(SpeakerEvent):
    type: Literal["speaker.withdrawn"] = "speaker.withdrawn"


class PointOfOrderDecided(SpeakerEvent):
    type: Literal["point_of_order.decided"] = "point_of_order.decided"
