"""Answers that take long to make and are asked for by many: the last ones, in memory, each made once at a time."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from functools import partial


class Kept:
    """By a key that says everything that is in the answer: what is kept is never wrong, it only ages out."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._making: dict[str, asyncio.Task[bytes]] = {}

    async def get(self, key: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """Made by whoever asks first; whoever asks meanwhile waits for the same."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        task = self._making.get(key)
        if task is None:
            task = self._making[key] = asyncio.create_task(_awaited(make), name=f"making {key[:16]}")
            task.add_done_callback(partial(self._made, key))
        return await asyncio.shield(task)

    def _made(self, key: str, task: asyncio.Task[bytes]) -> None:
        """Whoever asked may be gone by now; an error nobody waits for is nobody's."""
        self._making.pop(key, None)
        if task.cancelled() or task.exception():
            return
        self._kept[key] = task.result()
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > self._most_bytes:
            self._kept.popitem(last=False)


async def _awaited(make: Callable[[], Awaitable[bytes]]) -> bytes:
    return await make()
