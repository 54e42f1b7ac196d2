"""How joint statements and those behind them look from outside."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.consultations.rules import Stance
from app.core.schemas import In, Instant, OptionalReason, Out


class JointStanceIn(In):
    option_id: UUID
    stance: Stance


class JointStanceOut(Out):
    """`option_version`: the wording it was said on. When the option is amended it has to be confirmed."""

    option_id: UUID
    option_version: int
    stance: Stance


class SignatoryRole(StrEnum):
    AUTHOR = "author"
    CO_SPONSOR = "co_sponsor"
    ASSOCIATED = "associated"


class SignatoryState(StrEnum):
    """Only `joined` counts; nobody gets there without an act of their own."""

    INVITED = "invited"
    JOINED = "joined"
    DECLINED = "declined"
    LEFT = "left"


class InvitationsIn(In):
    delegation_ids: Annotated[list[UUID], Field(min_length=1, max_length=300)]


class AssociationIn(In):
    """`version`: the version of the statement that was read; 409 if there is a newer one."""

    version: Annotated[int, Field(ge=1)]


class DissociationIn(In):
    reason: OptionalReason = None


class SignatoryOut(Out):
    """An entity that was invited to a joint statement or associated itself with it; its author is in the statement."""

    id: UUID
    contribution_id: UUID
    entity_id: UUID
    entity: str
    group: str | None
    region: str | None
    role: SignatoryRole
    state: SignatoryState
    version: Annotated[int, Field(description="Of the statement, as they joined it; 0 if they have not.")]
    seq: int
    invited_at: Instant | None
    joined_at: Instant | None
    left_at: Annotated[Instant | None, Field(description="When they declined, or dissociated themselves.")]
    reason: str | None
    acted_as: ActedAs | None


class SignatoriesOut(Out):
    """In the order of their latest acts. `counted`: entities behind the current version, its author included."""

    items: list[SignatoryOut]
    counted: int
    record_seq: int
