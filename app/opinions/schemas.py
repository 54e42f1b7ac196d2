"""How statements and votes look from outside."""

from datetime import datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from app.core.schemas import CommentText, Hidden, In, LanguageTag, Out
from app.opinions.models import Statement
from app.opinions.votes import Answer, StatementState


class VoteTally(Out):
    """Latest votes by answer, one per participant."""

    id: UUID
    agree: int
    disagree: int
    pass_: int


class StatementOut(VoteTally):
    """A statement as everybody sees it. Hidden, its votes stay; its text does not show."""

    consultation_id: UUID
    number: int
    text: str | None
    language: str
    hidden: Hidden | None

    @classmethod
    def of(cls, statement: Statement, **more: Any) -> Self:
        return cls(
            id=statement.id,
            consultation_id=statement.consultation_id,
            number=statement.number,
            text=None if statement.hidden else statement.text,
            language=statement.language,
            agree=statement.agree,
            disagree=statement.disagree,
            pass_=statement.pass_,
            hidden=Hidden.model_validate(statement.hidden) if statement.hidden else None,
            **more,
        )


class MyStatementOut(StatementOut):
    """The same with the vote of the person who asks."""

    my_vote: Answer | None


class StatementIn(In):
    text: CommentText
    language: LanguageTag


class VoteIn(In):
    value: Answer


class ImportedStatement(NamedTuple):
    """One statement from elsewhere. Its text is kept as written there but for control characters."""

    number: int
    author: str | None
    text: str
    language: str
    state: StatementState
    added_at: datetime | None
