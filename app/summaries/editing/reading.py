"""What the rapporteur's desk shows, what each paragraph rests on, and what changed between two texts."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from anyio import to_thread
from sqlalchemy.ext.asyncio import AsyncSession

from app.capacities.actor import Actor
from app.core.errors import NotFound
from app.summaries import queries, reading
from app.summaries.editing import coverage, diff
from app.summaries.editing.overlay import Composed
from app.summaries.editing.places import Place, Source, places, rests_on, sources
from app.summaries.editing.schemas import (
    Changes,
    Edit,
    EditedParagraph,
    EditingOut,
    ParagraphOut,
    Paragraphs,
    SourceOut,
)
from app.summaries.editing.texts import composed, frozen_places, set_aside
from app.summaries.engine.document import Document, plain
from app.summaries.engine.redaction import redact
from app.summaries.models import Summary, SummaryVersion
from app.summaries.queries import Text
from app.summaries.review import queries as review_queries
from app.summaries.schemas import TouchedParagraph, TouchedSource

Located = tuple[int | None, Document, list[Place]]


async def paragraphs(session: AsyncSession, actor: Actor, summary_id: UUID) -> Paragraphs:
    """Of the text this reader has: what each paragraph rests on, what changed under it, and its comments."""
    summary, _ = await queries.visible(session, actor, summary_id)
    text = await queries.text_for(session, actor, summary)
    document, found, _ = await reading.located(session, summary, text)
    since = await reading.news(session, text)
    touched = {row.id: row.sources for row in reading.touched(text, document, found, since)}
    tallies = await review_queries.tallies(session, summary.id)
    known = sources(document)
    items = [
        ParagraphOut(
            id=place.id,
            number=place.paragraph.number,
            section=place.section,
            sources=_sources(known, document, place),
            touched=touched.get(place.id, []),
            comments=tallies.get(place.id, (0, 0))[0],
            undisposed=tallies.get(place.id, (0, 0))[1],
        )
        for place in found
    ]
    return Paragraphs(text_number=None if text.working else summary.versions or None, items=items)


def _sources(known: Mapping[str, Source], document: Document, place: Place) -> list[SourceOut]:
    behind = rests_on(document, place.paragraph)
    return [coverage.as_out(known[each]) for each in behind if each in known]


async def editing(session: AsyncSession, summary: Summary) -> EditingOut:
    """Everything about the working text that its editors need at once."""
    gone = await queries.no_longer_public(session, summary.consultation_id)
    made = await to_thread.run_sync(composed, summary.drafted, summary.edits)
    shown = await to_thread.run_sync(redact, made.document, gone)
    text = queries.working_text(summary)
    touched = reading.touched(text, shown, made.places, await reading.news(session, text))
    paragraphs_ = await to_thread.run_sync(_desk, summary, made, gone, touched)
    return EditingOut(
        summary_id=summary.id,
        state=text.state,
        version=text.version,
        language=shown.language,
        direction=shown.direction,
        paragraphs=paragraphs_,
        set_aside=set_aside(summary.set_aside, gone),
        coverage=await to_thread.run_sync(coverage.coverage, shown),
    )


def _desk(
    summary: Summary, made: Composed, gone: frozenset[str], touched: Sequence[TouchedParagraph]
) -> list[EditedParagraph]:
    """The computed paragraphs in their order, edited or dropped, with those of the chair's own where they stand."""
    drafted = redact(Document.model_validate_json(summary.drafted), gone)
    document = redact(made.document, gone)
    desk = _Desk(made, document, {row.id: row.sources for row in touched})
    computed = {place.id: place for place in places(drafted)}
    rows: list[EditedParagraph] = []
    now = {place.id: place for place in frozen_places(document, list(made.ids.values()))}
    waiting = [place for identity, place in now.items() if identity not in computed]
    for identity, place in computed.items():
        rows.append(desk.row(identity, drafted, place, now.get(identity)))
        number = now[identity].paragraph.number if identity in now else (rows[-1].number or 0)
        while waiting and waiting[0].paragraph.number == number + 1:
            number += 1
            own = waiting.pop(0)
            rows.append(desk.row(own.id, document, None, own))
    rows.extend(desk.row(place.id, document, None, place) for place in waiting)
    return rows


class _Desk:
    """Makes the rows of the desk, so that what all of them need is looked up once."""

    def __init__(self, made: Composed, document: Document, touched: Mapping[str, list[TouchedSource]]) -> None:
        self._made, self._document, self._touched = made, document, touched
        self._edits = {edit.paragraph_id: edit for edit in made.kept}
        self._known = sources(document)
        self._titles = {section.id: section.title for section in document.sections}

    def row(self, identity: str, drafted: Document, computed: Place | None, now: Place | None) -> EditedParagraph:
        edit = self._edits.get(identity)
        place = now or computed
        assert place is not None
        lost = self._made.lost.get(identity, [])
        return EditedParagraph(
            id=identity,
            section=place.section,
            section_title=self._titles[place.section],
            number=now.paragraph.number if now else None,
            status=_status(edit, lost=bool(lost)),
            lead=place.paragraph.lead,
            runs=place.paragraph.runs,
            text=plain(place.paragraph.runs),
            computed=plain(computed.paragraph.runs) if computed else None,
            language=edit.language if edit else self._document.language,
            own_words=edit.own_words if edit else False,
            lost=[claim.phrase for claim in lost],
            passives=coverage.unquantified(self._document, place.paragraph) if now else [],
            sources=_sources(self._known, self._document if now else drafted, place),
            touched=self._touched.get(identity, []),
            by=edit.acted_as if edit else None,
        )


def _status(edit: Edit | None, *, lost: bool) -> str:
    if edit is None:
        return "computed"
    if edit.action == "edit":
        return "own" if edit.own_words else "uncounted" if lost else "edited"
    return {"accept": "accepted", "drop": "dropped", "own": "own"}[edit.action]


async def changes(
    session: AsyncSession, actor: Actor, summary_id: UUID, before: int | None, after: int | None
) -> Changes:
    """From one frozen text to another. Left out: from the first circulated one to the text this reader has."""
    summary, _ = await queries.visible(session, actor, summary_id)
    text = await queries.text_for(session, actor, summary)
    return await changes_between(session, summary, text, before or 1, after)


async def changes_between(
    session: AsyncSession, summary: Summary, text: Text, before: int, after: int | None
) -> Changes:
    gone = await queries.no_longer_public(session, summary.consultation_id)
    first = _located(await _version(session, summary.id, before), gone)
    if after is not None:
        second = _located(await _version(session, summary.id, after), gone)
    else:
        document, found, _ = await reading.located(session, summary, text)
        second = (None if text.working else summary.versions, document, found)
    return await to_thread.run_sync(_compared, first, second)


def _located(frozen: SummaryVersion, gone: frozenset[str]) -> Located:
    document = redact(Document.model_validate_json(frozen.content), gone)
    return frozen.number, document, frozen_places(document, frozen.paragraphs)


def _compared(first: Located, second: Located) -> Changes:
    remarks = [document.remarks.text if document.remarks else "" for _, document, _ in (first, second)]
    return diff.changes((first[0] or 0, first[2]), (second[0], second[2]), second[1], remarks)


async def _version(session: AsyncSession, summary_id: UUID, number: int) -> SummaryVersion:
    found = await queries.version(session, summary_id, number)
    if found is None:
        raise NotFound("There is no such text of the summary.", code="no_such_text")
    return found
