"""A resend after a lost answer creates nothing twice: one act per (account, Idempotency-Key), answer kept."""

import hashlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import CursorResult, String, bindparam, delete, select, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Base, WriteSession, insert
from app.core.errors import NotNow

KEEP = timedelta(days=7)
Model = TypeVar("Model", bound=BaseModel)


class KeptAnswer(Base):
    """The answer to an act that created something, stored in the same transaction as the act."""

    __tablename__ = "kept_answers"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    request_digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[dict[str, Any] | None]
    kept_at: Mapped[datetime] = mapped_column(index=True)


REUSED = "This Idempotency-Key was already used for a different request."


@dataclass(frozen=True)
class Request:
    """A request that may be a resend: whose it is, its key, and the digest by which a different one is told apart."""

    account_id: UUID
    key: str
    digest: str

    @classmethod
    def of(cls, account_id: UUID, key: str | None, content: bytes) -> "Request | None":
        return cls(account_id, key, hashlib.sha256(content).hexdigest()) if key else None


# Built once: acts in masses would pay for it with every batch.
KEPT = select(KeptAnswer.account_id, KeptAnswer.key, KeptAnswer.request_digest, KeptAnswer.answer).where(
    tuple_(KeptAnswer.account_id, KeptAnswer.key).in_(bindparam("keys", expanding=True))
)


class KeptAnswers:
    """The same for acts in masses: look many requests up at once, keep many answers at once.

    Only for acts that hold the same lock (the record's head), so that no twin can be on its way meanwhile.
    """

    def __init__(self, session: WriteSession, known: dict[tuple[UUID, str], tuple[str, dict[str, Any] | None]]) -> None:
        self._session = session
        self._known = known
        self._new: list[dict[str, Any]] = []

    @classmethod
    async def load(cls, session: WriteSession, requests: Iterable[Request | None]) -> Self:
        keys = [(request.account_id, request.key) for request in requests if request]
        if not keys:
            return cls(session, {})
        found = await session.execute(KEPT, {"keys": keys})
        return cls(session, {(account_id, key): (digest, answer) for account_id, key, digest, answer in found})

    def find(self, request: Request | None) -> dict[str, Any] | None:
        """The answer given before; None when the act is still to be done."""
        known = self._known.get((request.account_id, request.key)) if request else None
        if request is None or known is None:
            return None
        digest, answer = known
        if answer is None or digest != request.digest:
            raise NotNow(REUSED, code="idempotency_key_reused")
        return answer

    def keep(self, request: Request | None, answer: BaseModel) -> None:
        if request is None:
            return
        content = answer.model_dump(mode="json")
        self._known[request.account_id, request.key] = (request.digest, content)
        self._new.append(
            {
                "account_id": request.account_id,
                "key": request.key,
                "request_digest": request.digest,
                "answer": content,
                "kept_at": clock.now(),
            }
        )

    async def save(self) -> None:
        if self._new:
            await self._session.execute(insert(self._session, KeptAnswer.__table__).on_conflict_do_nothing(), self._new)


class Once:
    """Runs an act unless the same request already succeeded; then gives the kept answer."""

    def __init__(self, session: WriteSession, account_id: UUID, key: str | None, request: bytes) -> None:
        self._session = session
        self._id = (account_id, key)
        self._digest = hashlib.sha256(request).hexdigest()

    async def __call__(self, model: type[Model], act: Callable[[], Awaitable[Model]]) -> Model:
        account_id, key = self._id
        if key is None:
            return await act()
        if kept := await self._claim(account_id, key):
            return model.model_validate(kept)
        answer = await act()
        await self._session.execute(
            update(KeptAnswer)
            .where(KeptAnswer.account_id == account_id, KeptAnswer.key == key)
            .values(answer=answer.model_dump(mode="json"))
        )
        return answer

    async def _claim(self, account_id: UUID, key: str) -> dict[str, Any] | None:
        """Take the key, or give the answer kept under it.

        The insert comes first: a twin request waits on the unique key until the other has committed (then finds
        its answer) or rolled back (then does the act itself).
        """
        claim = insert(self._session, KeptAnswer).values(
            account_id=account_id, key=key, request_digest=self._digest, answer=None, kept_at=clock.now()
        )
        result = await self._session.execute(claim.on_conflict_do_nothing())
        assert isinstance(result, CursorResult)  # narrows the type; an INSERT always gives one
        if result.rowcount == 1:
            return None
        kept = await self._session.scalar(
            select(KeptAnswer).where(KeptAnswer.account_id == account_id, KeptAnswer.key == key)
        )
        if kept is None or kept.answer is None or kept.request_digest != self._digest:
            raise NotNow(REUSED, code="idempotency_key_reused")
        return kept.answer


async def forget_old_answers(session: WriteSession) -> None:
    await session.execute(delete(KeptAnswer).where(KeptAnswer.kept_at < clock.now() - KEEP))
