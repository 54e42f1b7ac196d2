"""The standing of a text with its annexes of comments and of changes, for the plain page and the exports."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from app.summaries import reading
from app.summaries.editing.reading import changes_between
from app.summaries.engine.rendering import Changed, Remarked, Standing
from app.summaries.models import Summary
from app.summaries.queries import Text
from app.summaries.review import queries as review_queries
from app.summaries.review.models import SummaryComment


async def full_standing(session: AsyncSession, summary: Summary, text: Text) -> Standing:
    """A working text has no annexes yet: they belong to what everybody reads."""
    standing = reading.standing(text)
    if text.working or not summary.versions:
        return standing
    comments = tuple(_remarked(row) for row in await review_queries.everything(session, summary.id))
    changed: tuple[Changed, ...] = ()
    if summary.versions > 1:
        found = await changes_between(session, summary, text, 1, summary.versions)
        changed = tuple(
            Changed(item.kind, item.before, item.after, tuple((piece.op, piece.text) for piece in item.pieces))
            for item in found.items
        )
    return replace(standing, comments=comments, changes=changed)


def _remarked(row: SummaryComment) -> Remarked:
    hidden = bool(row.hidden)
    disposition = row.disposition or {}
    return Remarked(
        text_number=row.text_number,
        paragraph=row.paragraph_number,
        kind=row.kind,
        entity=row.acted_as["entity"],
        text=None if hidden else row.text,
        language=row.language,
        outcome=row.outcome,
        reason=disposition.get("reason"),
    )
