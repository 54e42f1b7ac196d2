"""The driver with one trip a statement does what the library's own does, and is really the one in use."""

import asyncio
from pathlib import Path

import aiosqlite
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from app.core import sqlite as one_trip
from app.core.db import Database


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/one.db"


async def trips(connection: aiosqlite.Connection) -> int:
    """How often a statement with rows goes to the thread."""
    count, real = 0, connection._execute

    async def counted(*args: object) -> object:
        nonlocal count
        count += 1
        return await real(*args)

    connection._execute = counted  # type: ignore[method-assign, assignment]
    cursor = connection.cursor()
    async with cursor as opened:
        await opened.execute("SELECT 1 UNION SELECT 2")
        assert [tuple(row) for row in await opened.fetchall()] == [(1,), (2,)]
    return count


async def test_one_trip_for_a_statement(tmp_path: Path) -> None:
    """If this fails after an upgrade of aiosqlite, app/core/sqlite.py has to follow it, or to go."""
    async with one_trip.connect(f"{tmp_path}/a.db", check_same_thread=False) as ours:
        assert await trips(ours) == 1
    async with aiosqlite.connect(f"{tmp_path}/b.db") as library:
        assert await trips(library) > 1


async def test_rows_counts_and_errors_are_those_of_the_library(url: str) -> None:
    db = Database(url)
    try:
        async with db.write() as session:
            assert isinstance((await _driver(session)), one_trip.QuickConnection)
            await session.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)"))
            many = [{"v": str(number)} for number in range(50)]
            await session.execute(text("INSERT INTO t (v) VALUES (:v)"), many)
            assert (await session.execute(text("UPDATE t SET v = 'x' WHERE id <= 10"))).rowcount == 10  # type: ignore[attr-defined]
            returned = await session.execute(text("INSERT INTO t (v) VALUES ('y') RETURNING id"))
            assert returned.scalar_one() == 51
        async with db.read() as session:
            assert len((await session.execute(text("SELECT * FROM t"))).all()) == 51
            assert (await session.execute(text("SELECT * FROM t WHERE id = 99"))).all() == []
            with pytest.raises(OperationalError):
                await session.execute(text("SELECT * FROM nothing"))
        with pytest.raises(IntegrityError):
            async with db.write() as session:
                await session.execute(text("INSERT INTO t (id) VALUES (1)"))
        async with db.read() as session:
            assert await session.scalar(text("SELECT count(*) FROM t")) == 51
    finally:
        await db.close()


async def test_readers_at_once(url: str) -> None:
    db = Database(url)

    async def read(number: int) -> int:
        async with db.read() as session:
            found = await session.scalar(text("SELECT :n"), {"n": number})
            return int(found)

    try:
        assert await asyncio.gather(*(read(number) for number in range(40))) == list(range(40))
    finally:
        await db.close()


async def _driver(session: object) -> object:
    connection = await session.connection()  # type: ignore[attr-defined]
    raw = await connection.get_raw_connection()
    return raw.driver_connection
