"""Databases for tests, made once a run and brought back to the same content for each test.

SQLite: a file is copied. PostgreSQL: copying a database takes a second on a slow disk, so each worker keeps one and
what was in it is kept beside the tables, in a schema of its own, and put back: the same for a hundredth of the time.
"""

import asyncio
import shutil
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg

from tests import services

T = TypeVar("T")

KEEP = """
DO $$ DECLARE name text; BEGIN
    CREATE SCHEMA kept;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE kept.%1$I AS TABLE public.%1$I', name);
    END LOOP;
END $$
"""
SAME_TABLES = """
SELECT array_agg((table_name, column_name, data_type)::text ORDER BY table_name, column_name)
       FILTER (WHERE table_schema = 'public')
       IS NOT DISTINCT FROM
       array_agg((table_name, column_name, data_type)::text ORDER BY table_name, column_name)
       FILTER (WHERE table_schema = 'kept')
FROM information_schema.columns WHERE table_schema IN ('public', 'kept')
"""
ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
RESTORE = """
SET synchronous_commit = off;
SET session_replication_role = replica;  -- no order among the tables need be kept
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
        EXECUTE format('DELETE FROM public.%1$I', name);
        EXECUTE format('INSERT INTO public.%1$I SELECT * FROM kept.%1$I', name);
    END LOOP;
END $$
"""


def _run(work: Coroutine[Any, Any, T]) -> T:
    """In a thread, because a test's own event loop may be running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _execute(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def create(name: str, template: str | None = None) -> None:
    like = f'TEMPLATE "{template.rpartition("/")[2]}"' if template else ""
    _run(_execute(f"{services.POSTGRES}/postgres", f'CREATE DATABASE "{name}" {like}'))


def drop(name: str) -> None:
    _run(_execute(f"{services.POSTGRES}/postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


@contextmanager
def postgres_database(template: str | None = None) -> Iterator[str]:
    """A new database (empty, or like another) for as long as the context lasts."""
    name = f"convenor_{uuid4().hex}"
    create(name, template)
    try:
        yield f"{services.POSTGRES}/{name}"
    finally:
        drop(name)


async def _put_back(url: str) -> bool:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        await connection.execute(ALONE)
        same: bool = await connection.fetchval(SAME_TABLES)
        if same:
            await connection.execute(RESTORE)
    finally:
        await connection.close()
    return same


class Copies:
    """Gives, test after test, a database with the content of `source`."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._working: str | None = None
        if not self._is_sqlite:
            _run(_execute(source, KEEP))

    @property
    def _is_sqlite(self) -> bool:
        return self._source.startswith("sqlite")

    def copy(self, folder: Path) -> str:
        if self._is_sqlite:
            path = folder / "convenor.db"
            shutil.copy(self._source.removeprefix("sqlite:///"), path)
            return f"sqlite:///{path}"
        if self._working is None or not _run(_put_back(self._working)):
            self.close()  # a test that changed the tables themselves
            name = f"convenor_{uuid4().hex}"
            create(name, self._source)
            self._working = f"{services.POSTGRES}/{name}"
        return self._working

    def close(self) -> None:
        if self._working:
            drop(self._working.rpartition("/")[2])
            self._working = None
