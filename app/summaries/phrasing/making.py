"""Arranging a drafted text as a job for the worker process: from its facts to the JSON, checked. It asks nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.summaries.editing.texts import Sealed, read_edits, seal
from app.summaries.engine.document import Document, Paragraph, Remarks, WordingRow, plain
from app.summaries.engine.drafting import draft
from app.summaries.language_versions import moves_of, unpacked
from app.summaries.phrasing.arranging import Arrangement, Slots, orders, with_arrangements
from app.summaries.phrasing.model import checked


@dataclass(frozen=True, slots=True)
class Task:
    """`template`: the text as drafted, where it is at hand; else it is drafted again from `facts`. `moves`, `edits`: as
    stored. `declined`: arrangements that a person does not want; they are only written out, to be compared.
    """

    facts: bytes
    language: str
    remarks: Remarks | None
    moves: list[dict[str, Any]]
    edits: list[dict[str, Any]]
    model: str
    answers: Mapping[Slots, Arrangement]
    declined: frozenset[Slots] = frozenset()
    template: str | None = None
    wordings: tuple[WordingRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`refused`: which arrangements the check did not pass, each with its fault. `texts`: of the others, each paragraph
    by the template and as arranged.
    """

    sealed: Sealed
    refused: dict[Slots, str]
    texts: dict[Slots, tuple[str, str]]


def arrange(task: Task) -> Outcome:
    ledger, moves = unpacked(task.facts), moves_of(task.moves)
    if task.template is None:
        template = draft(ledger, language=task.language, moves=moves, remarks=task.remarks)
        template = template.model_copy(update={"wordings": list(task.wordings)})
    else:
        template = Document.model_validate_json(task.template)
    wanted = {slots: each for slots, each in task.answers.items() if slots not in task.declined}
    found = checked(ledger, template, moves, wanted, task.model)
    texts = _texts(template, {s: each for s, each in task.answers.items() if s not in found.refused}, task.model)
    return Outcome(seal(found.document, read_edits(task.edits)), found.refused, texts)


def _texts(template: Document, answers: Mapping[Slots, Arrangement], model: str) -> dict[Slots, tuple[str, str]]:
    before, after = _by_number(template), _by_number(with_arrangements(template, answers.values(), model))
    return {
        order.slots: (before[order.number], after[order.number]) for order in orders(template) if order.slots in answers
    }


def _by_number(document: Document) -> dict[int, str]:
    paragraphs = (block for section in document.sections for block in section.blocks if isinstance(block, Paragraph))
    return {paragraph.number: plain(paragraph.runs) for paragraph in paragraphs}
