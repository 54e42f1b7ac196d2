"""How tags, and the messages one can tag, look from outside."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from app.capacities.actor import ActedAs
from app.contributions.models import Contribution
from app.core.schemas import Instant, LivePage, Out
from app.meetings.comments.models import Comment
from app.meetings.interventions.models import Intervention, PreparedStatement
from app.themes.models import ThemeTag
from app.themes.rules import SourceType
from app.themes.schemas import ThemeBrief

EXCERPT = 1_500


def source_of(tag: ThemeTag) -> tuple[SourceType, UUID]:
    for kind in SourceType:
        found: UUID | None = getattr(tag, f"{kind}_id")
        if found:
            return kind, found
    raise ValueError("a tag without a message")


class TagOut(Out):
    """That a message mentions a theme, and who says so. `by_author`: the entity whose message it is."""

    id: UUID
    theme_id: UUID
    source_type: SourceType
    source_id: UUID
    seq: int
    by_author: bool
    tagged_as: ActedAs
    tagged_at: Instant

    @classmethod
    def of(cls, tag: ThemeTag) -> Self:
        kind, source_id = source_of(tag)
        tagged_as = ActedAs.model_validate(tag.tagged_as)
        return cls(
            id=tag.id,
            theme_id=tag.theme_id,
            source_type=kind,
            source_id=source_id,
            seq=tag.seq,
            by_author=tagged_as.entity_id == tag.entity_id,
            tagged_as=tagged_as,
            tagged_at=tag.tagged_at,
        )


class ThemeSourceOut(Out):
    """A message that everybody can read, with its tags. `seq`: its place in the list it is in.

    `text` is its beginning, cut at a fixed length; null of an intervention whose text is not on file. `suggested`:
    themes whose title stands in the text, for the person who tags; they count nowhere.
    """

    source_type: SourceType
    source_id: UUID
    seq: int
    meeting_id: UUID | None
    title: str | None
    text: str | None
    whole: Annotated[bool, Field(description="Whether `text` is all of it.")]
    language: str | None
    on_behalf_of: str | None
    acted_as: ActedAs
    at: Instant
    tags: list[TagOut]
    suggested: list[UUID]


class ThemeSourcesPage(LivePage[ThemeSourceOut]):
    """Newest first. `themes`: those the page names, so that it can be shown on its own."""

    themes: list[ThemeBrief]


class Message:
    """A message of any kind, as the rest of the feature needs it."""

    def __init__(self, kind: SourceType, row: Any, statement: PreparedStatement | None = None) -> None:
        self.kind = kind
        self.id: UUID = row.id
        self.seq: int = row.seq
        self.consultation_id: UUID = row.consultation_id
        self.acted_as = ActedAs.model_validate(row.acted_as)
        self._row, self._statement = row, statement

    @property
    def entity_id(self) -> UUID:
        """Of a guest on the floor, who has no account, the id made of name and organization."""
        if isinstance(self._row, Intervention):
            return self.acted_as.delegation_id or self._row.person_id
        return self.acted_as.entity_id

    @property
    def text(self) -> str | None:
        text_of = self._statement if isinstance(self._row, Intervention) else self._row
        return str(text_of.text) if text_of else None

    def out(self, tags: list[TagOut], suggested: list[UUID]) -> ThemeSourceOut:
        text, row = self.text, self._row
        return ThemeSourceOut(
            source_type=self.kind,
            source_id=self.id,
            seq=self.seq,
            meeting_id=None if isinstance(row, Contribution) else row.meeting_id,
            title=getattr(self._statement or row, "title", None),
            text=text[:EXCERPT] if text else None,
            whole=len(text or "") <= EXCERPT,
            language=self._statement.language if self._statement else getattr(row, "language", None),
            on_behalf_of=None if isinstance(row, Comment) else row.on_behalf_of,
            acted_as=self.acted_as,
            at=self._at(),
            tags=tags,
            suggested=suggested,
        )

    def _at(self) -> datetime:
        row = self._row
        if isinstance(row, Contribution):
            return row.filed_at
        return row.posted_at if isinstance(row, Comment) else row.started_at
