"""SQLite's driver with one trip to its thread for each statement, instead of four (cursor, execute, rows, close).

Each trip waits for the interpreter's lock twice. While ten thousand sockets are being written to, that is what a
request spends its time on. Leans on the inside of aiosqlite; tests/core/test_sqlite.py notices when that changes.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any

from aiosqlite import Connection, Cursor


class WholeCursor(Cursor):
    """Executes and fetches in one go; SQLAlchemy asks for all rows anyway."""

    _rows: Iterable[Any] = ()

    async def execute(self, sql: str, parameters: Iterable[Any] | None = None) -> "WholeCursor":
        await self._conn._execute(self._whole, sql, parameters or ())  # type: ignore[no-untyped-call]  # noqa: SLF001
        return self

    def _whole(self, sql: str, parameters: Any) -> None:
        self._cursor.execute(sql, parameters)
        if self._cursor.description:
            self._rows = self._cursor.fetchall()

    async def fetchall(self) -> Iterable[Any]:
        return self._rows

    async def close(self) -> None:
        """Nothing runs on this connection now, so it need not be its thread that closes."""
        self._cursor.close()


class QuickConnection(Connection):
    """Opened with `check_same_thread=False`, as SQLAlchemy does for files."""

    def cursor(self) -> Any:
        return WholeCursor(self, self._conn.cursor())


def connect(database: str, **options: Any) -> QuickConnection:
    """For `async_creator_fn`."""
    connection = QuickConnection(lambda: sqlite3.connect(database, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - a process that ends does not wait for it
    return connection
