"""What can happen to an agenda, to the chair's notices and in a slow count."""

from typing import ClassVar, Literal
from uuid import UUID

from app.capacities.actor import ActedAs
from app.meetings.agenda.schemas import AgendaItemOut, NoticeOut, SlowCountOut
from app.record.events import Event


class AgendaEvent(Event):
    """`items`: every item that changed, the one that was acted on first (taking one up suspends another)."""

    acted_as: ActedAs
    items: list[AgendaItemOut]

    @property
    def subject_id(self) -> UUID | None:
        return self.items[0].id


class AgendaItemAdded(AgendaEvent):
    type: Literal["agenda_item.added"] = "agenda_item.added"


class AgendaItemRevised(AgendaEvent):
    type: Literal["agenda_item.revised"] = "agenda_item.revised"


class AgendaItemTakenUp(AgendaEvent):
    type: Literal["agenda_item.taken_up"] = "agenda_item.taken_up"


class AgendaItemConcluded(AgendaEvent):
    type: Literal["agenda_item.concluded"] = "agenda_item.concluded"


class NoticeEvent(Event):
    subject_field: ClassVar[str] = "notice"
    acted_as: ActedAs
    notice: NoticeOut


class NoticePosted(NoticeEvent):
    type: Literal["notice.posted"] = "notice.posted"


class NoticeWithdrawn(NoticeEvent):
    type: Literal["notice.withdrawn"] = "notice.withdrawn"


class SlowCountEvent(Event):
    subject_field: ClassVar[str] = "slow_count"
    acted_as: ActedAs
    slow_count: SlowCountOut


class SlowCountStarted(SlowCountEvent):
    type: Literal["slow_count.started"] = "slow_count.started"


class SlowCountAdvanced(SlowCountEvent):
    type: Literal["slow_count.advanced"] = "slow_count.advanced"


class SlowCountCompleted(SlowCountEvent):
    """Six was said and nobody had stopped it."""

    type: Literal["slow_count.completed"] = "slow_count.completed"


class SlowCountStopped(SlowCountEvent):
    type: Literal["slow_count.stopped"] = "slow_count.stopped"
