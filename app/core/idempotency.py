"""A resend after a lost answer creates nothing twice: one act per (account, Idempotency-Key), answer kept."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import CursorResult, String, delete, select, update
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
            raise NotNow(
                "This Idempotency-Key was already used for a different request.", code="idempotency_key_reused"
            )
        return kept.answer


async def forget_old_answers(session: WriteSession) -> None:
    await session.execute(delete(KeptAnswer).where(KeptAnswer.kept_at < clock.now() - KEEP))
