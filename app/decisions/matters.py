"""What calls and silence procedures have in common: the matter (an option or a text) and who may object to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor, CapacityKind
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation, Round
from app.consultations.rules import Right, RoundState
from app.core.errors import Invalid, NotFound, NotNow
from app.core.schemas import In, LanguageTag, OptionalReason
from app.record.service import Record

Entitled = Annotated[
    list[CapacityKind] | None,
    Field(min_length=1, max_length=20, description="Of those the round lets object; all of them unless given."),
]


class MatterIn(In):
    """An option, a text, or an option with the words in which it is put."""

    option_id: UUID | None = None
    text: OptionalReason = None
    language: LanguageTag
    entitled: Entitled = None

    @model_validator(mode="after")
    def names_a_matter(self) -> Self:
        if self.option_id is None and self.text is None:
            raise ValueError("name an option or write the text to be adopted")
        return self


@dataclass(frozen=True)
class Matter:
    """What is put, as the record stands."""

    round_id: UUID
    option_id: UUID | None
    option_version: int | None
    matter: str
    language: str
    entitled: list[str]


async def put(session: AsyncSession, record: Record, body: MatterIn) -> Matter:
    """The matter of a request; refused unless a round in which one may object is open."""
    standing = await consultation_queries.standing(session, record)
    round_ = standing.round_for(Right.OBJECT)
    if round_.state != RoundState.OPEN:
        raise NotNow(f"Round {round_.number} is not open, so nobody could object.", code="round_closed")
    option = standing.options.get(body.option_id) if body.option_id else None
    if body.option_id and option is None:
        raise Invalid("The background note has no such option.", code="unknown_option")
    text = body.text or (option.label if option else "")
    version = option.version if option else None
    return Matter(round_.id, body.option_id, version, text, body.language, _entitled(round_, body.entitled))


def _entitled(round_: Round, wanted: Sequence[CapacityKind] | None) -> list[str]:
    opened = [str(kind) for kind in round_.opens[Right.OBJECT]]
    unknown = sorted({str(kind) for kind in wanted or ()} - set(opened))
    if unknown:
        names = ", ".join(kind.replace("_", " ") for kind in unknown)
        raise Invalid(f"Round {round_.number} does not let these object: {names}.", code="not_entitled")
    return [kind for kind in opened if wanted is None or CapacityKind(kind) in wanted]


async def require_sight(session: AsyncSession, actor: Actor, consultation_id: UUID | None, name: str) -> UUID:
    """The id again, if this actor may see the consultation; else the thing does not exist."""
    consultation = await session.get(Consultation, consultation_id) if consultation_id else None
    if consultation is None or not policy.may_see(actor, consultation):
        raise NotFound(f"There is no such {name}.")
    return consultation.id
