"""Editing a working text paragraph by paragraph; every edit is checked before it is kept."""

from collections.abc import Callable
from uuid import UUID

from anyio import to_thread

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations.policy import Action
from app.core import clock
from app.core.db import Database
from app.core.errors import Invalid, NotNow
from app.summaries import queries
from app.summaries import service as summaries
from app.summaries.editing import rebuilding
from app.summaries.editing.overlay import OWN_PREFIX, basis, edited, own_id
from app.summaries.editing.places import places
from app.summaries.editing.schemas import Edit, EditAction, EditIn, OwnParagraphIn
from app.summaries.editing.texts import Sealed, composed, read_edits, seal
from app.summaries.engine.document import Document
from app.summaries.models import Summary
from app.summaries.schemas import FINAL


async def edit(
    database: Database, actor: Actor, summary_id: UUID, paragraph_id: str, version: int, body: EditIn
) -> UUID:
    """Accept, edit or drop a paragraph, or take back what was done to it."""
    summary, acted_as = await _read(database, actor, summary_id, version)
    return await _keep(database, acted_as, summary, lambda: _with_edit(summary, acted_as, paragraph_id, body))


async def add(database: Database, actor: Actor, summary_id: UUID, version: int, body: OwnParagraphIn) -> UUID:
    """A paragraph of the chair's own, marked as such."""
    summary, acted_as = await _read(database, actor, summary_id, version)
    return await _keep(database, acted_as, summary, lambda: _with_own(summary, acted_as, body))


async def _read(database: Database, actor: Actor, summary_id: UUID, version: int) -> tuple[Summary, ActedAs]:
    async with database.read() as session:
        summary, consultation = await queries.visible(session, actor, summary_id)
        acted_as = policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
    if summary.state in FINAL:
        raise NotNow("The summary has been published; its text no longer changes.", code="already_published")
    if summary.version != version:
        raise NotNow("Somebody changed the summary meanwhile. Please look at it first.", code="version_changed")
    return summary, acted_as


async def _keep(database: Database, acted_as: ActedAs, summary: Summary, make: Callable[[], Sealed]) -> UUID:
    """Reading and checking a long text takes a while: in a thread, and without holding the record."""
    return await summaries.keep(database, acted_as, summary, await to_thread.run_sync(make))


def _with_edit(summary: Summary, acted_as: ActedAs, paragraph_id: str, body: EditIn) -> Sealed:
    drafted = Document.model_validate_json(summary.drafted)
    edits = read_edits(summary.edits)
    others = [each for each in edits if each.paragraph_id != paragraph_id]
    if paragraph_id.startswith(OWN_PREFIX):
        return seal(drafted, _own_changed(edits, acted_as, paragraph_id, body))
    place = next((each for each in places(drafted) if each.id == paragraph_id), None)
    if place is None:
        raise Invalid("The draft has no such paragraph.", code="unknown_paragraph")
    if body.action is EditAction.RESTORE:
        return seal(drafted, others)
    refs: list[str] = []
    if body.text is not None:
        rebuilt = edited(drafted, place.paragraph, body.text, drafted.language, own=body.own_words)
        if not body.own_words:
            rebuilding.check(drafted, place.paragraph, rebuilt)
        refs = [run.ref for run in place.paragraph.runs if run.kind == "quote" and run.ref]
    made = Edit(
        paragraph_id=paragraph_id,
        action=body.action.value,
        text=body.text,
        language=drafted.language,
        own_words=body.own_words,
        basis=basis(place.paragraph),
        after=None,
        section=place.section,
        refs=list(dict.fromkeys(refs)),
        acted_as=acted_as,
        at=clock.now(),
    )
    return seal(drafted, [*others, made])


def _own_changed(edits: list[Edit], acted_as: ActedAs, paragraph_id: str, body: EditIn) -> list[Edit]:
    """One's own paragraph has no computed text to return to: it is reworded or taken out."""
    if not any(each.paragraph_id == paragraph_id for each in edits):
        raise Invalid("The draft has no such paragraph.", code="unknown_paragraph")
    if body.action in {EditAction.DROP, EditAction.RESTORE}:
        return [each for each in edits if each.paragraph_id != paragraph_id]
    news = {"acted_as": acted_as, "at": clock.now()} | ({"text": body.text} if body.text else {})
    return [each.model_copy(update=news) if each.paragraph_id == paragraph_id else each for each in edits]


def _with_own(summary: Summary, acted_as: ActedAs, body: OwnParagraphIn) -> Sealed:
    now = composed(summary.drafted, summary.edits)
    anchor = next((each for each in now.places if each.id == body.after), None)
    if anchor is None:
        raise Invalid("There is no such paragraph to put it behind.", code="unknown_paragraph")
    made = Edit(
        paragraph_id=own_id(f"{summary.id} {summary.version} {body.after}"),
        action="own",
        text=body.text,
        language=body.language,
        own_words=True,
        basis=None,
        after=body.after,
        section=anchor.section,
        refs=[],
        acted_as=acted_as,
        at=clock.now(),
    )
    return seal(Document.model_validate_json(summary.drafted), [*read_edits(summary.edits), made])
