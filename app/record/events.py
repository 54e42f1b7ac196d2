"""What every event has in common. A feature's `events.py` derives one class per thing that can happen."""

from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID

from app.core.schemas import Out


class Audience(StrEnum):
    """Who may read an entry, from the widest circle to the narrowest."""

    PUBLIC = "public"
    PARTICIPANTS = "participants"
    GOVERNMENTS = "governments"
    OFFICERS = "officers"


class By(Out):
    """Who acted, as the chain's header says it: ids and the capacity, no name (names can be withheld)."""

    account_id: UUID | None
    capacity: str
    delegation_id: UUID | None


class Event(Out):
    """The payload of an entry: the *whole new public state* of what changed, so that applying it twice is harmless."""

    # The object an event is about; withholding an object withholds all entries about it.
    subject_field: ClassVar[str] = ""
    # Whether it comes in masses, and changes nothing that other acts in masses are checked against.
    in_masses: ClassVar[bool] = False
    type: str

    @property
    def subject_id(self) -> UUID | None:
        subject: Any = getattr(self, self.subject_field, None) if self.subject_field else None
        return getattr(subject, "id", None)
