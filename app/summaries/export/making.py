"""Making files of documents without holding up the process: slow formats in another one, and each file only once."""

from functools import partial

from anyio import CapacityLimiter, to_process, to_thread

from app.core.kept import Kept
from app.summaries.export.formats import SLOW, ExportFormat, Sheet, render

AT_A_TIME = 2  # processes, each with the fonts and the layout of one document in memory
MOST_BYTES = 48 * 2**20  # of files kept


class Press:
    """One for each app. Keeps the files last asked for by their digest, so a hall that opens one costs one rendering.

    A digest says everything that is in the file, moderation included.
    """

    def __init__(self) -> None:
        self._processes = CapacityLimiter(AT_A_TIME)
        self._kept = Kept(MOST_BYTES)

    async def file(self, sheet: Sheet, form: ExportFormat, digest: str) -> bytes:
        return await self._kept.get(digest, partial(self._make, sheet, form))

    async def _make(self, sheet: Sheet, form: ExportFormat) -> bytes:
        if form in SLOW:
            return await to_process.run_sync(render, sheet, form, cancellable=True, limiter=self._processes)
        return await to_thread.run_sync(render, sheet, form)
