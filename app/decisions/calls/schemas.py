"""How consensus calls look from outside."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, OptionalReason, Out, ReasonText
from app.decisions.matters import MatterIn
from app.decisions.models import ConsensusCall
from app.decisions.rules import STEPS, CallState


class CallIn(MatterIn):
    """The chair asks: is there any objection to this?"""


class CallCount(In):
    count: Annotated[int, Field(ge=1, le=STEPS, description="The number that is said now.")]


class CallEnd(In):
    reason: OptionalReason = None


class CallWithdrawal(In):
    reason: ReasonText


class CallOut(Out):
    """`standing`: how many objections stand; they are listed apart. `count`: said last, 0 before the first."""

    id: UUID
    seq: int
    version: int
    option_id: UUID | None
    option_version: int | None
    matter: str
    language: str
    entitled: list[str]
    count: int
    steps: int
    standing: int
    state: CallState
    opened_by: ActedAs
    opened_at: Instant
    ended_at: Instant | None
    ended_seq: int | None
    ended_reason: str | None

    @classmethod
    def of(cls, call: ConsensusCall) -> Self:
        kept = {name: getattr(call, name) for name in cls.model_fields if name != "steps"}
        return cls.model_validate(kept | {"steps": STEPS})
