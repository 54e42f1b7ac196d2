"""How far long work is, for whoever asks in whichever process: told over the bus, kept nowhere, gone at its end."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import Depends, Request

from app.core.bus import Bus
from app.core.jobs import LONGEST_SECONDS, Told

ENDED = "ended"


class Step(NamedTuple):
    """`name`: one word. `done` of `of`."""

    name: str
    done: int
    of: int


class Board:
    """What this process has heard of work in all of them, by consultation and kind of work."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._steps: dict[tuple[UUID, str], tuple[Step, float]] = {}
        self._telling: set[asyncio.Task[None]] = set()

    def hear(self, consultation_id: UUID, work: str, name: str, done: int, of: int) -> None:
        """Called by the bus."""
        self._steps.pop((consultation_id, work), None)
        if name != ENDED:
            self._steps[consultation_id, work] = (Step(name, done, of), time.monotonic())

    def step(self, consultation_id: UUID, work: str) -> Step | None:
        """Where it is; None when nothing is being done, also when a process died and never said that it ended."""
        step, at = self._steps.get((consultation_id, work), (None, 0.0))
        return step if time.monotonic() - at < LONGEST_SECONDS else None

    @asynccontextmanager
    async def follow(self, consultation_id: UUID, work: str) -> AsyncIterator[Told]:
        """For `Jobs.run(told=…)`; says at the end, whatever it was, that it has ended."""
        last: asyncio.Task[None] | None = None

        def told(name: str, done: int, of: int) -> None:
            nonlocal last
            last = asyncio.create_task(self._tell(last, consultation_id, work, Step(name, done, of)))
            self._telling.add(last)
            last.add_done_callback(self._telling.discard)

        try:
            yield told
        finally:
            told(ENDED, 0, 0)

    async def _tell(self, before: "asyncio.Task[None] | None", consultation_id: UUID, work: str, step: Step) -> None:
        if before:
            await before  # one after the other: a step must not come after the end
        await self._bus.step(consultation_id, work, *step)


async def _board(request: Request) -> Board:
    board: Board = request.app.state.board
    return board


BoardOf = Annotated[Board, Depends(_board)]
