"""Making files of documents without holding up the process: slow formats in another one, and each file only once."""

import asyncio
from collections import OrderedDict
from functools import partial

from anyio import CapacityLimiter, to_process, to_thread

from app.summaries.export.formats import SLOW, ExportFormat, Sheet, render

AT_A_TIME = 2  # processes, each with the fonts and the layout of one document in memory
MOST_BYTES = 48 * 2**20  # of files kept


class Press:
    """One for each app. Keeps the files last asked for by their digest, so a hall that opens one costs one rendering.

    A digest says everything that is in the file, moderation included, so what is kept is never wrong; it only ages out.
    """

    def __init__(self) -> None:
        self._processes = CapacityLimiter(AT_A_TIME)
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._making: dict[str, asyncio.Task[bytes]] = {}

    async def file(self, sheet: Sheet, form: ExportFormat, digest: str) -> bytes:
        if digest in self._kept:
            self._kept.move_to_end(digest)
            return self._kept[digest]
        task = self._making.get(digest)
        if task is None:
            task = self._making[digest] = asyncio.create_task(self._make(sheet, form), name=f"export {form}")
            task.add_done_callback(partial(self._made, digest))
        return await asyncio.shield(task)

    async def _make(self, sheet: Sheet, form: ExportFormat) -> bytes:
        if form in SLOW:
            return await to_process.run_sync(render, sheet, form, cancellable=True, limiter=self._processes)
        return await to_thread.run_sync(render, sheet, form)

    def _made(self, digest: str, task: asyncio.Task[bytes]) -> None:
        """Whoever asked may be gone by now; an error nobody waits for is nobody's."""
        self._making.pop(digest, None)
        if task.cancelled() or task.exception():
            return
        self._kept[digest] = task.result()
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > MOST_BYTES:
            self._kept.popitem(last=False)
