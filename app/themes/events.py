"""What can happen to a theme. Each entry is about one theme and names others by their ids only, so that hiding one
withholds its words everywhere. Tags have events of their own.
"""

from typing import ClassVar, Literal
from uuid import UUID

from app.capacities.actor import ActedAs
from app.core.schemas import Out
from app.record.events import Event
from app.themes.rules import SourceType
from app.themes.schemas import ThemeOut


class ThemeEvent(Event):
    subject_field: ClassVar[str] = "theme"
    acted_as: ActedAs
    theme: ThemeOut


class ThemeProposed(ThemeEvent):
    type: Literal["theme.proposed"] = "theme.proposed"


class ThemeRenamed(ThemeEvent):
    type: Literal["theme.renamed"] = "theme.renamed"
    reason: str


class ThemeMarked(ThemeEvent):
    """It was marked as cross-cutting, or is so no more."""

    type: Literal["theme.marked"] = "theme.marked"


class ThemeMerged(ThemeEvent):
    """`moved`: the messages that now mention `theme.merged_into`; those that already did are not among them."""

    type: Literal["theme.merged"] = "theme.merged"
    moved: int


class Assigned(Out):
    """A message that mentioned the old theme and now mentions this part of it."""

    theme_id: UUID
    source_type: SourceType
    source_id: UUID


class ThemeSplit(ThemeEvent):
    """The parts have entries of their own, just before this one."""

    type: Literal["theme.split"] = "theme.split"
    parts: list[UUID]
    assigned: list[Assigned]


class ThemeHidden(ThemeEvent):
    type: Literal["theme.hidden"] = "theme.hidden"


class ThemeRestored(ThemeEvent):
    type: Literal["theme.restored"] = "theme.restored"
