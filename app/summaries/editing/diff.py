"""What changed from one text to another: paragraphs by their stable ids, words by difflib. Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from app.summaries.editing.places import Place
from app.summaries.editing.schemas import ChangedParagraph, Changes, Piece
from app.summaries.engine.document import Document, plain

_WORDS = re.compile(r"[\u2e80-\u9fff\u3400-\u4dbf\uf900-\ufaff]|\s+|[^\W_]+|.", re.DOTALL)


def changes(
    before: tuple[int, list[Place]], after: tuple[int | None, list[Place]], document: Document, remarks: list[str]
) -> Changes:
    """`document`: the later text, for its language. `remarks`: the chair's, before and after."""
    old = {place.id: place for place in before[1]}
    new = {place.id: place for place in after[1]}
    items = [item for item in _compared(old, new) if item is not None]
    if remarks[0] != remarks[1]:
        pieces = list(compared(*remarks))
        items.append(ChangedParagraph(id="remarks", kind="changed", before=None, after=None, pieces=pieces))
    return Changes(
        before=before[0],
        after=after[0],
        language=document.language,
        direction=document.direction,
        unchanged=len(new) - sum(1 for item in items if item.id in new),
        items=items,
    )


def _compared(old: dict[str, Place], new: dict[str, Place]) -> Iterator[ChangedParagraph | None]:
    """In the order of the later text; what was taken out stands where it stood."""
    gone = [place for place in old.values() if place.id not in new]
    for place in new.values():
        while gone and gone[0].paragraph.number <= place.paragraph.number:
            yield _removed(gone.pop(0))
        yield _one(old.get(place.id), place)
    yield from map(_removed, gone)


def _one(before: Place | None, after: Place) -> ChangedParagraph | None:
    number, text = after.paragraph.number, words_of(after)
    if before is None:
        pieces = [Piece(op="ins", text=text)]
        return ChangedParagraph(id=after.id, kind="added", before=None, after=number, pieces=pieces)
    if words_of(before) == text:
        return None
    pieces = list(compared(words_of(before), text))
    return ChangedParagraph(id=after.id, kind="changed", before=before.paragraph.number, after=number, pieces=pieces)


def _removed(place: Place) -> ChangedParagraph:
    pieces = [Piece(op="del", text=words_of(place))]
    return ChangedParagraph(id=place.id, kind="removed", before=place.paragraph.number, after=None, pieces=pieces)


def words_of(place: Place) -> str:
    lead = plain(place.paragraph.lead)
    return f"{lead}\n{plain(place.paragraph.runs)}" if lead else plain(place.paragraph.runs)


def compared(before: str, after: str) -> Iterator[Piece]:
    """By word; signs of Chinese one by one."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for op, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            yield Piece(op="same", text="".join(old[i1:i2]))
            continue
        if i1 < i2:
            yield Piece(op="del", text="".join(old[i1:i2]))
        if j1 < j2:
            yield Piece(op="ins", text="".join(new[j1:j2]))
