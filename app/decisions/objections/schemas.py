"""How objections and their dispositions look from outside."""

from typing import Self
from uuid import UUID

from app.capacities.actor import ActedAs
from app.core.schemas import Hidden, In, Instant, LanguageTag, Out, ReasonText
from app.decisions.models import Objection
from app.decisions.rules import DispositionKind


class ObjectionIn(In):
    """An objection without reasons is none."""

    reason: ReasonText
    language: LanguageTag


class DispositionIn(In):
    disposition: DispositionKind
    reason: ReasonText


class ObjectionOut(Out):
    """To a call or, having broken it, to a silence procedure. It stands unless withdrawn; hidden, it stands without its
    words.
    """

    id: UUID
    seq: int
    version: int
    call_id: UUID | None
    silence_id: UUID | None
    entity_id: UUID
    reason: str | None
    language: str
    acted_as: ActedAs
    raised_at: Instant
    withdrawn_at: Instant | None
    disposition: DispositionKind | None
    disposition_reason: str | None
    disposed_by: ActedAs | None
    disposed_at: Instant | None
    hidden: Hidden | None

    @classmethod
    def of(cls, objection: Objection) -> Self:
        kept = {name: getattr(objection, name) for name in cls.model_fields}
        return cls.model_validate(kept | ({"reason": None} if objection.hidden else {}))
