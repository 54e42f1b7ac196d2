"""Every way of falsifying a drafted summary that we can think of, made by the hundred: what the check must catch.

Each mutation is (what was done, the falsified document). Leaves are changed one at a time to another value of their
kind, so nothing that a claim says is left out by forgetting it.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from app.summaries.engine.document import Document, Paragraph, Run

Mutation = tuple[str, Document]
Path = tuple[str | int, ...]


def of_claims(document: Document) -> Iterator[Mutation]:
    """Each leaf of each claim changed, each list of it cut short and doubled; each claim dropped, doubled, swapped."""
    for place, claim in enumerate(document.claims):
        content = claim.model_dump(mode="json")
        for path, value in _leaves(content):
            for other in _others(value):
                yield f"{claim.id}: {_named(path)} {value!r} → {other!r}", _with_claim(document, place, path, other)
        for path, items in _lists(content):
            shorter, longer = items[1:], [*items, items[0]]
            yield f"{claim.id}: {_named(path)} cut short", _with_claim(document, place, path, shorter)
            yield f"{claim.id}: {_named(path)} doubled", _with_claim(document, place, path, longer)
        rest = [*document.claims[:place], *document.claims[place + 1 :]]
        yield f"{claim.id} dropped", document.model_copy(update={"claims": rest})
        yield f"{claim.id} doubled", document.model_copy(update={"claims": [*document.claims, claim]})


def of_text(document: Document, sentences: list[str]) -> Iterator[Mutation]:
    """Each sentence put before, into and after each paragraph that counts or quotes; each run of it changed."""
    for number in counted(document):
        for sentence in sentences:
            run = Run(kind="text", text=f" {sentence}")
            for name, put in (("after", _after(run)), ("before", _before(run)), ("into", _into(run))):
                yield f"¶{number}: {sentence!r} {name}", with_runs(document, number, put)
        for place, run in enumerate(_runs(document, number)):
            if run.kind in {"claim", "quote", "source"}:
                for change in _run_changes(run):
                    what = f"¶{number}: {run.kind} {run.text!r} {change}"
                    yield what, with_runs(document, number, _changed(place, change))


def counted(document: Document) -> list[int]:
    blocks = (block for section in document.sections for block in section.blocks)
    paragraphs = (block for block in blocks if isinstance(block, Paragraph))
    return [p.number for p in paragraphs if any(run.kind in {"claim", "quote"} for run in p.runs)]


def with_runs(document: Document, number: int, change: Callable[[list[Run]], list[Run]]) -> Document:
    def block_of(block: Any) -> Any:
        if not isinstance(block, Paragraph) or block.number != number:
            return block
        return block.model_copy(update={"runs": change(block.runs)})

    sections = [s.model_copy(update={"blocks": [block_of(b) for b in s.blocks]}) for s in document.sections]
    return document.model_copy(update={"sections": sections})


def sample(mutations: Iterator[Mutation], count: int, seed: int) -> list[Mutation]:
    """So many of them, the same every time."""
    found = list(mutations)
    return found if len(found) <= count else random.Random(seed).sample(found, count)


def _runs(document: Document, number: int) -> list[Run]:
    blocks = (block for section in document.sections for block in section.blocks)
    return next(block.runs for block in blocks if isinstance(block, Paragraph) and block.number == number)


def _after(run: Run) -> Callable[[list[Run]], list[Run]]:
    return lambda runs: [*runs, run]


def _before(run: Run) -> Callable[[list[Run]], list[Run]]:
    return lambda runs: [run, *runs]


def _into(run: Run) -> Callable[[list[Run]], list[Run]]:
    return lambda runs: [*runs[: len(runs) // 2], run, *runs[len(runs) // 2 :]]


def _changed(place: int, change: dict[str, Any]) -> Callable[[list[Run]], list[Run]]:
    return lambda runs: [*runs[:place], runs[place].model_copy(update=change), *runs[place + 1 :]]


def _run_changes(run: Run) -> Iterator[dict[str, Any]]:
    yield {"ref": "nobody"}
    if run.kind == "claim":
        yield {"text": f"{run.text} and more"}
        yield {"kind": "text"}
    elif run.kind == "quote":
        yield {"text": run.text[::-1] + "x"}
        yield {"text": f"Not {run.text}"}
        yield {"language": "xx"}
    else:
        yield {"text": "9999"}


def _leaves(content: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _leaves(value, (*path, name))
    elif isinstance(content, list):
        for place, value in enumerate(content):
            yield from _leaves(value, (*path, place))
    else:
        yield path, content


def _lists(content: Any, path: Path = ()) -> Iterator[tuple[Path, list[Any]]]:
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _lists(value, (*path, name))
    elif isinstance(content, list) and content:
        yield path, content
        for place, value in enumerate(content):
            yield from _lists(value, (*path, place))


def _others(value: Any) -> list[Any]:
    """Other values of the same kind."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value - 1]
    if isinstance(value, str):
        return [f"{value}x", "most" if value != "most" else "some"]
    return ["most"]


def _named(path: Path) -> str:
    return ".".join(map(str, path))


def _with_claim(document: Document, place: int, path: Path, value: Any) -> Document:
    content = document.claims[place].model_dump(mode="json")
    target: Any = content
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    claims = list(document.claims)
    claims[place] = _unchecked(claims[place], content)
    return document.model_copy(update={"claims": claims})


def _unchecked(model: Any, content: dict[str, Any]) -> Any:
    """The model with this content, also where it is not valid: the check must not rest on parsing."""
    values = {}
    for name in type(model).model_fields:
        known, new = getattr(model, name), content[name]
        if isinstance(known, list) and known and isinstance(known[0], BaseModel):
            values[name] = [_unchecked(known[min(i, len(known) - 1)], each) for i, each in enumerate(new)]
        elif isinstance(known, BaseModel):
            values[name] = _unchecked(known, new)
        else:
            values[name] = new
    return type(model).model_construct(**values)
