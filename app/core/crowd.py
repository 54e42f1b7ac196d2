"""Group commit for acts that come in masses: comments, positions at a deadline, votes.

Acts that arrive while the last commit runs are the next batch: one transaction, one fsync, multi-row inserts. No
time window is waited for. Each caller is answered after the commit of its batch, so "acknowledged" means "kept".
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from sqlalchemy.exc import IntegrityError

from app.core.db import Database, WriteSession
from app.core.errors import ConvenorError

Act = TypeVar("Act")
Answer = TypeVar("Answer")
LARGEST = 500  # acts in one transaction: beyond it the first of them would wait too long

# (session, what they share, acts) -> one answer or refusal for each act, in their order
Handler = Callable[[WriteSession, Any, Sequence[Act]], Awaitable[Sequence[Answer | ConvenorError]]]
Waiting = tuple[Any, asyncio.Future[Any]]
Pace = Callable[[Hashable], Awaitable[None]]  # waits while what acts on the same leave behind cannot be delivered


def each_alone(acts: Iterable[Act], do: Callable[[Act], Answer]) -> list[Answer | ConvenorError]:
    """Do them in their order; a refusal is for its own act and stops no other."""
    outcomes: list[Answer | ConvenorError] = []
    for act in acts:
        try:
            outcomes.append(do(act))
        except ConvenorError as refusal:
            outcomes.append(refusal)
    return outcomes


class Crowds:
    """One queue for each (handler, what the acts share), with a task only while something waits in it."""

    def __init__(self, database: Database, pace: Pace | None = None) -> None:
        self._db, self._pace = database, pace
        self._waiting: dict[tuple[Any, Hashable], list[Waiting]] = defaultdict(list)
        self._tasks: set[asyncio.Task[None]] = set()

    async def join(self, handler: Handler[Act, Answer], shared: Hashable, act: Act) -> Answer:
        """Do this act together with others; returns or raises after the commit."""
        return await self.enter(handler, shared, act)

    def enter(self, handler: Handler[Act, Answer], shared: Hashable, act: Act) -> "asyncio.Future[Answer]":
        """The same for who does not wait in a task of their own."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        queue = self._waiting[handler, shared]
        queue.append((act, future))
        if len(queue) == 1:
            task = asyncio.create_task(self._drain(handler, shared), name=f"crowd {shared}")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return future

    @property
    def waiting(self) -> int:
        """Acts that are not answered yet."""
        return sum(map(len, self._waiting.values()))

    async def close(self) -> None:
        """Finish what was begun; called when no request can come any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _drain(self, handler: Handler[Act, Answer], shared: Hashable) -> None:
        queue = self._waiting[handler, shared]
        while queue:
            if self._pace:
                await self._pace(shared)
            batch = queue[:LARGEST]
            await self._commit(handler, shared, batch)
            del queue[: len(batch)]
        del self._waiting[handler, shared]

    async def _commit(self, handler: Handler[Act, Answer], shared: Hashable, batch: list[Waiting]) -> None:
        """One transaction. If it fails as a whole each act is tried alone, so that one cannot spoil the others'.

        Not if the connection was lost in the commit itself: then nobody knows whether it happened, and trying again
        could do an act twice. The callers are told, and an idempotency key makes their own resend harmless.
        """
        handled = False
        try:
            async with self._db.write() as session:
                answers: Sequence[Any] = await handler(session, shared, [act for act, _ in batch])
                handled = True
        except Exception as error:  # noqa: BLE001 - whatever it is, it is handed to the callers
            if len(batch) > 1 and (not handled or isinstance(error, IntegrityError)):
                for waiting in batch:
                    await self._commit(handler, shared, [waiting])
                return
            answers = [error] * len(batch)
        for (_, future), answer in zip(batch, answers, strict=True):
            with contextlib.suppress(asyncio.InvalidStateError):  # its caller has gone; the act is done all the same
                _settle(future, answer)


def _settle(future: asyncio.Future[Any], answer: object) -> None:
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)


async def _crowds(request: Request) -> Crowds:
    crowds: Crowds = request.app.state.crowds
    return crowds


Together = Annotated[Crowds, Depends(_crowds)]
