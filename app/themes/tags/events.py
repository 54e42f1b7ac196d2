"""What can happen to a tag. Its entry holds ids and who tagged, and nothing of the message."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.record.events import Event
from app.themes.tags.schemas import TagOut


class TagEvent(Event):
    subject_field: ClassVar[str] = "tag"
    acted_as: ActedAs
    tag: TagOut


class ThemeTagged(TagEvent):
    type: Literal["theme.tagged"] = "theme.tagged"


class ThemeUntagged(TagEvent):
    """The tag, as it was before it was taken back."""

    type: Literal["theme.untagged"] = "theme.untagged"
