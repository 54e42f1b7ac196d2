"""What can happen to documents: a symbol is given, the scheme is set, the outcome is written."""

from typing import ClassVar, Literal

from app.capacities.actor import ActedAs
from app.documents.schemas import DocumentOut, OutcomeOut, SchemeOut
from app.record.events import Event


class DocumentIssued(Event):
    type: Literal["document.issued"] = "document.issued"
    subject_field: ClassVar[str] = "document"
    acted_as: ActedAs
    document: DocumentOut


class DocumentSchemeSet(Event):
    type: Literal["document.scheme_set"] = "document.scheme_set"
    acted_as: ActedAs
    scheme: SchemeOut


class OutcomeRevised(Event):
    type: Literal["outcome.revised"] = "outcome.revised"
    acted_as: ActedAs
    outcome: OutcomeOut
