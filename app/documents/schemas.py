"""How documents, their scheme and the outcome look from outside."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.core.schemas import In, Instant, LanguageTag, Line, LongText, OptionalLine, Out, Page, ReasonText
from app.documents.models import IssuedDocument
from app.documents.models import Outcome as OutcomeRow
from app.documents.symbols import CODE, LONGEST_PREFIX, PREFIX, STANDARD_CODES, DocumentKind

Prefix = Annotated[str, Field(pattern=PREFIX, max_length=LONGEST_PREFIX, examples=["IGF/2006/C1"])]
Code = Annotated[str, Field(pattern=CODE, examples=["CRP"])]


class SchemeIn(In):
    """Holds for documents issued from now on; symbols that were given stay. A kind left out keeps the usual letters."""

    prefix: Prefix
    codes: dict[DocumentKind, Code] = Field(default={})


class SchemeOut(Out):
    prefix: str
    codes: dict[DocumentKind, str]


class DocumentOut(Out):
    """`source_type` and `source_id`: what was issued. `digest`: SHA-256 of its text as it was then."""

    id: UUID
    consultation_id: UUID
    seq: int
    symbol: str
    kind: DocumentKind
    number: int
    revision: Annotated[int, Field(description="0 is the first issue.")]
    title: str
    languages: list[str]
    source_type: str
    source_id: UUID
    digest: str
    issued_at: Instant

    @classmethod
    def of(cls, document: IssuedDocument) -> Self:
        return cls.model_validate(document)


class DocumentPage(Page[DocumentOut]):
    """Newest first, with the scheme of the symbols to come."""

    scheme: SchemeOut


class Recommendation(In):
    """The chair's own: an operative phrase ("Invites"), what follows it, and to whom it is addressed."""

    operative: Line
    text: ReasonText
    addressee: Line
    language: LanguageTag


class UnresolvedIssue(In):
    """What was left open, to whom it goes, and who looks after it until when."""

    text: ReasonText
    language: LanguageTag
    referred_to: OptionalLine = None
    lead: OptionalLine = None
    partners: list[Line] = Field(default=[], max_length=50)
    due: date | None = None


class TransmittalNote(In):
    """The note with which the summary goes to a body. `sent_from`: who sends it, as the note says it."""

    to_body: Line
    sent_from: Line
    date: date
    text: LongText
    language: LanguageTag


class OutcomeIn(In):
    """Everything at once, in its order. `version`: the one that was changed; 409 if a colleague was faster."""

    version: Annotated[int, Field(ge=0, description="0 when there was none.")]
    recommendations: list[Recommendation] = Field(default=[], max_length=200)
    issues: list[UnresolvedIssue] = Field(default=[], max_length=200)
    transmittal: TransmittalNote | None = None


class OutcomeOut(Out):
    """Typed by the chair or the secretariat, never generated. Recommendations are numbered by their place."""

    version: int
    recommendations: list[Recommendation]
    issues: list[UnresolvedIssue]
    transmittal: TransmittalNote | None
    changed_at: Instant | None
    acted_as: ActedAs | None

    @classmethod
    def of(cls, row: OutcomeRow | None) -> Self:
        if row is None:
            return cls(version=0, recommendations=[], issues=[], transmittal=None, changed_at=None, acted_as=None)
        return cls.model_validate(row)


def scheme_out(prefix: str, codes: dict[str, str]) -> SchemeOut:
    return SchemeOut(prefix=prefix, codes={kind: codes.get(kind, usual) for kind, usual in STANDARD_CODES.items()})
