"""How a proposed wording looks from outside. It never stands without who approved it and what proposed it."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, OptionalReason, Out
from app.summaries.wordings.checking import LONGEST

WordingLanguage = Literal["ar", "en", "es", "fr", "ru", "zh"]


class WordingKind(StrEnum):
    PARAPHRASE = "paraphrase"
    TRANSLATION = "translation"


class WordingStanding(StrEnum):
    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class PointWordingOut(Out):
    """`quote`: the sentence that names the point, word for word, in `quote_language`; the wording stands beside it and
    never instead of it. `text` null: it was declined or withdrawn.
    """

    id: UUID
    point_id: UUID
    point_number: int
    source_id: UUID
    quote: str
    quote_language: str
    kind: WordingKind
    language: str
    text: str | None
    model: str
    standing: WordingStanding
    edited: bool
    reason: str | None
    asked_by: ActedAs
    asked_at: Instant
    decided_by: ActedAs | None
    decided_at: Instant | None
    seq: int


class PointWordingsOut(Out):
    """`configured`: the model that would be asked, for those who may ask it; null where there is none or it is not
    theirs to ask. To all others only what is approved is shown.
    """

    configured: str | None
    items: list[PointWordingOut]


class WordingAskIn(In):
    """A paraphrase is in the language of the quotation, a translation in another one."""

    point_id: UUID
    kind: WordingKind
    language: WordingLanguage


class WordingDecisionIn(In):
    """`text`: with an approval, the wording as the person has it. A reason is needed to decline or withdraw."""

    decision: Literal["approve", "decline", "withdraw"]
    text: Annotated[str | None, Field(min_length=1, max_length=LONGEST)] = None
    reason: OptionalReason = None


class WordingState(Out):
    """A wording as the record carries it: what commits to its words, and not the words, which may need hiding."""

    id: UUID
    point_id: UUID
    kind: WordingKind
    language: str
    model: str
    standing: WordingStanding
    edited: bool
    digest: Annotated[str | None, Field(description="SHA-256 of the words; null where they are gone.")]
    reason: str | None
