"""Commenting on a paragraph of the circulated text, and disposing of comments."""

from uuid import UUID, uuid4

from anyio import to_thread

from app.capacities.actor import ActedAs, Actor
from app.consultations import policy
from app.consultations.policy import Action
from app.core import clock
from app.core.db import WriteSession
from app.core.errors import Invalid, NotNow
from app.positions.models import Position
from app.record.service import Record
from app.summaries import queries as summary_queries
from app.summaries.editing.texts import frozen_places
from app.summaries.engine.document import Document
from app.summaries.models import Summary, SummaryVersion
from app.summaries.review import queries
from app.summaries.review.events import SummaryCommentDisposed, SummaryCommentFiled
from app.summaries.review.models import SummaryComment
from app.summaries.review.schemas import (
    SummaryCommentDisposition,
    SummaryCommentIn,
    SummaryCommentOut,
    SummaryDispositionIn,
)
from app.summaries.schemas import FINAL, CommentWindow, SummaryStanding


async def comment(session: WriteSession, actor: Actor, summary_id: UUID, body: SummaryCommentIn) -> SummaryCommentOut:
    """On a paragraph of the text that is circulated now, while its window is open."""
    summary, consultation = await summary_queries.visible(session, actor, summary_id)
    acted_as = policy.require(actor, Action.COMMENT_ON_SUMMARY, consultation.id)
    record = await Record.hold(session, consultation.id)
    await session.refresh(summary)
    frozen = await _circulated(session, summary)
    number = await to_thread.run_sync(_number, frozen.content, frozen.paragraphs, body.paragraph_id)
    if body.position_id:
        await _require_own(session, acted_as, summary, body.position_id)
    row = SummaryComment(
        id=uuid4(),
        consultation_id=consultation.id,
        summary_id=summary.id,
        text_number=frozen.number,
        seq=record.next_seq,
        paragraph_number=number,
        acted_as=acted_as.model_dump(mode="json"),
        filed_at=clock.now(),
        outcome=None,
        disposition=None,
        hidden=None,
        **body.model_dump(),
    )
    session.add(row)
    out = SummaryCommentOut.of(row)
    record.append(acted_as.by, SummaryCommentFiled(acted_as=acted_as, comment=out))
    return out


async def dispose(
    session: WriteSession, actor: Actor, comment_id: UUID, body: SummaryDispositionIn
) -> SummaryCommentOut:
    """Accept it, in part or not at all, with the reason. It may be decided anew until the text is final."""
    row = await queries.visible(session, actor, comment_id)
    acted_as = policy.require(actor, Action.PREPARE_SUMMARY, row.consultation_id)
    record = await Record.hold(session, row.consultation_id)
    await session.refresh(row)
    summary = await session.get_one(Summary, row.summary_id, populate_existing=True)
    if summary.state in FINAL:
        raise NotNow("The text is final; what became of its comments stands.", code="already_published")
    disposition = SummaryCommentDisposition(**body.model_dump(), acted_as=acted_as, at=clock.now())
    row.outcome, row.disposition = body.outcome, disposition.model_dump(mode="json")
    out = SummaryCommentOut.of(row)
    record.append(acted_as.by, SummaryCommentDisposed(acted_as=acted_as, comment=out))
    return out


async def _circulated(session: WriteSession, summary: Summary) -> SummaryVersion:
    window = CommentWindow.model_validate(summary.window) if summary.window else None
    if summary.state != SummaryStanding.CIRCULATED or window is None:
        raise NotNow("The text is not circulated, so it takes no comments now.", code="not_circulated")
    if clock.now() >= window.closes_at:
        raise NotNow("The window for comments has closed.", code="window_closed")
    frozen = await summary_queries.version(session, summary.id, summary.versions)
    assert frozen is not None  # circulating freezes
    return frozen


def _number(content: str, paragraphs: list[str], paragraph_id: str) -> int:
    document = Document.model_validate_json(content)
    for place in frozen_places(document, paragraphs):
        if place.id == paragraph_id:
            return place.paragraph.number
    raise Invalid("The circulated text has no such paragraph.", code="unknown_paragraph")


async def _require_own(session: WriteSession, acted_as: ActedAs, summary: Summary, position_id: UUID) -> None:
    position = await session.get(Position, position_id)
    if position is None or position.consultation_id != summary.consultation_id:
        raise Invalid("There is no such position in this consultation.", code="unknown_position")
    if position.entity_id != acted_as.entity_id:
        raise Invalid("Only your own position’s account is yours to correct.", code="not_your_position")
