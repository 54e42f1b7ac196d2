"""What can happen to a programme."""

from typing import ClassVar, Literal
from uuid import UUID

from app.capacities.actor import ActedAs
from app.programme.schemas import ProgrammeOut
from app.record.events import Event


class ProgrammeEvent(Event):
    subject_field: ClassVar[str] = "programme"
    acted_as: ActedAs
    programme: ProgrammeOut


class ProgrammeDrafted(ProgrammeEvent):
    """A new version was saved."""

    type: Literal["programme.drafted"] = "programme.drafted"


class ProgrammePut(ProgrammeEvent):
    """A consensus call on this version was opened, with the entry just before this one."""

    type: Literal["programme.put"] = "programme.put"
    call_id: UUID


class ProgrammeAdopted(ProgrammeEvent):
    """`programme.decisions` names what it rests on."""

    type: Literal["programme.adopted"] = "programme.adopted"
