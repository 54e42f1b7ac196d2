"""Counting the queries of a request: a page must cost the same whatever it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import event

from app.core.db import Database

_mine: ContextVar[bool] = ContextVar("mine", default=False)


@contextmanager
def counted(db: Database) -> Iterator[list[str]]:
    """The statements of this test's own requests while the context lasts: not of tasks in the background, no BEGIN."""
    statements: list[str] = []
    _mine.set(True)

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        if _mine.get() and statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            statements.append(statement)

    engines = {db.read_engine.sync_engine, db.write_engine.sync_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)
        _mine.set(False)
