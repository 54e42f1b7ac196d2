"""How proposals on what the note left out look from outside."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field

from app.capacities.actor import ActedAs
from app.contributions.missing.models import MissingProposal
from app.contributions.schemas import Withdrawn
from app.core.schemas import CommentText, Hidden, In, Instant, LanguageTag, Out

LONGEST = 500


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError(f"a proposal is short: at most {LONGEST} characters; more belongs in a contribution")
    return text


ShortText = Annotated[CommentText, AfterValidator(_short)]


class MissingIn(In):
    """`question_id`: the question of the background note it belongs to; null when it belongs to none."""

    text: ShortText
    language: LanguageTag
    question_id: Annotated[UUID | None, Field(description="Of the current note.")] = None


class MissingOut(Out):
    """A proposal as everybody sees it. Hidden or withdrawn, its place and author stay, its text does not.

    `endorsements`: entities that second it, each once, without the one that put it forward.
    """

    id: UUID
    consultation_id: UUID
    round_id: UUID
    seq: int
    question_id: UUID | None
    text: str | None
    language: str
    endorsements: int
    acted_as: ActedAs
    proposed_at: Instant
    withdrawn: Withdrawn | None
    hidden: Hidden | None

    @classmethod
    def of(cls, proposal: MissingProposal) -> Self:
        return cls(**_shown(proposal))


class MyMissingOut(MissingOut):
    """`mine`: put forward by an entity the caller acts for. `endorsed`: seconded by one."""

    mine: bool
    endorsed: bool

    @classmethod
    def of_caller(cls, proposal: MissingProposal, *, mine: bool, endorsed: bool) -> Self:
        return cls(**_shown(proposal), mine=mine, endorsed=endorsed)


def _shown(proposal: MissingProposal) -> dict[str, object]:
    shown: dict[str, object] = {name: getattr(proposal, name) for name in MissingOut.model_fields}
    return shown | ({"text": None} if proposal.hidden or proposal.withdrawn else {})


class EndorsementOut(Out):
    """One entity that seconds a proposal; `seq` is its place in the record."""

    proposal_id: UUID
    seq: int
    acted_as: ActedAs
    endorsed_at: Instant
