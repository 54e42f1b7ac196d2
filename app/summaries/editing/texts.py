"""A document with its edits and the ids of its paragraphs, from what is stored. Pure; run it in a thread."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.summaries.editing.overlay import Composed, compose
from app.summaries.editing.places import Place, places
from app.summaries.editing.schemas import Edit, SetAside
from app.summaries.engine.document import Document
from app.summaries.engine.rendering import to_json


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is stored of a working text, and what commits to it."""

    drafted: str
    content: str
    digest: str
    edits: list[dict[str, Any]]
    aside: list[dict[str, Any]]


def read_edits(stored: Iterable[Any]) -> list[Edit]:
    return [Edit.model_validate(each) for each in stored]


def seal(drafted: Document, edits: Sequence[Edit]) -> Sealed:
    composed = compose(drafted, edits)
    content = to_json(composed.document)
    return Sealed(
        drafted=content if composed.document is drafted else to_json(drafted),
        content=content,
        digest=hashlib.sha256(content.encode()).hexdigest(),
        edits=[edit.model_dump(mode="json") for edit in composed.kept],
        aside=[edit.model_dump(mode="json") | {"why": why} for edit, why in composed.aside],
    )


def composed(drafted: str, edits: Iterable[Any]) -> Composed:
    return compose(Document.model_validate_json(drafted), read_edits(edits))


def frozen_places(document: Document, paragraphs: Sequence[str]) -> list[Place]:
    """Of a frozen text, whose ids are kept beside it."""
    return places(document, dict(enumerate(paragraphs, start=1)))


def set_aside(stored: Iterable[Any], gone: frozenset[str]) -> list[SetAside]:
    """As they may be shown now."""
    kept = ("paragraph_id", "why", "action", "acted_as", "at")
    return [
        SetAside.model_validate(
            {key: each[key] for key in kept} | {"text": None if gone.intersection(each["refs"]) else each["text"]}
        )
        for each in stored
    ]
