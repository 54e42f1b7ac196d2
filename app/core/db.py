"""Engines, sessions and column types. The only module that commits.

A `WriteSession` is one unit of work: it commits once, at its end, before the response leaves, and only then pokes
the bus. Services take a WriteSession, queries take any session, so the type checker keeps reads from writing.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends, Request
from pydantic_core import from_json, to_json
from sqlalchemy import JSON, DateTime, Dialect, MetaData, TypeDecorator, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from app.core import clock
from app.core import sqlite as one_trip

T = TypeVar("T")

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. SQLite forgets the zone, so it is written as UTC and read back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# None is SQL NULL, not the JSON value null: otherwise "is it hidden?" could not be asked in SQL.
Json = JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


# The same as the standard library's, several times faster.
_JSON: dict[str, Any] = {"json_serializer": lambda value: to_json(value).decode(), "json_deserializer": from_json}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, dict[str, Any]: Json, list[Any]: Json}  # noqa: RUF012


class ReadSession(AsyncSession):
    """A session for looking; nothing it does is ever committed."""


class WriteSession(AsyncSession):
    """A unit of work: what is left to write at its end, and whom to tell once it is committed."""

    def before_commit(self, act: Callable[[], Awaitable[None]]) -> None:
        self.info.setdefault("before_commit", []).append(act)

    async def finish(self) -> None:
        for act in self.info.pop("before_commit", []):
            await act()

    def poke_after_commit(self, consultation_id: UUID, seq: int) -> None:
        self.info.setdefault("pokes", {})[consultation_id] = seq

    def hand_after_commit(self, consultation_id: UUID, news: Callable[[], Any]) -> None:
        """What to hand to who listens in this process; asked for when it is committed."""
        self.info.setdefault("news", {})[consultation_id] = news


Poke = Callable[[UUID, int], Awaitable[None]]
Hand = Callable[[UUID, Any], None]


class Database:
    """Both engines of one process and the discipline around them.

    SQLite: two engines over one file. Writers use BEGIN IMMEDIATE (a deferred transaction that upgrades fails with
    SQLITE_BUSY under contention) and queue on one asyncio lock, which is fairer and faster than the busy handler.
    PostgreSQL: one engine; concurrency is settled by row locks.
    """

    def __init__(self, url: str, poke: Poke | None = None) -> None:
        self.url = make_url(url)
        self.poke = poke
        self.hand: Hand | None = None
        self._write_lock: asyncio.Lock | None = asyncio.Lock() if self.is_sqlite else None
        if self.is_sqlite:
            Path(self.url.database or "convenor.db").parent.mkdir(parents=True, exist_ok=True)
            self.read_engine = _sqlite_engine(url, begin="BEGIN", pool_size=4)
            self.write_engine = _sqlite_engine(url, begin="BEGIN IMMEDIATE", pool_size=1)
        else:
            self.read_engine = create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, **_JSON)
            self.write_engine = self.read_engine
        self._reads = async_sessionmaker(self.read_engine, class_=ReadSession, expire_on_commit=False)
        self._writes = async_sessionmaker(self.write_engine, class_=WriteSession, expire_on_commit=False)

    @property
    def address(self) -> str:
        """With its password: for a process of our own that opens it too."""
        return self.url.render_as_string(hide_password=False)

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def read(self) -> AsyncIterator[ReadSession]:
        async with self._reads() as session:
            yield session

    @asynccontextmanager
    async def write(self) -> AsyncIterator[WriteSession]:
        """Commit on success, roll back on any exception, tell only what was committed."""
        async with self._exclusive(), self._writes() as session:
            yield session
            await session.finish()
            await session.commit()
        if self.hand:
            for consultation_id, news in session.info.get("news", {}).items():
                self.hand(consultation_id, news())
        if self.poke:
            for consultation_id, seq in session.info.get("pokes", {}).items():
                await self.poke(consultation_id, seq)

    @asynccontextmanager
    async def _exclusive(self) -> AsyncIterator[None]:
        if self._write_lock is None:
            yield
            return
        async with self._write_lock:
            yield

    async def close(self) -> None:
        await self.read_engine.dispose()
        await self.write_engine.dispose()


def _sqlite_engine(url: str, *, begin: str, pool_size: int) -> AsyncEngine:
    driver = {"timeout": 30, "async_creator_fn": one_trip.connect}
    engine = create_async_engine(url, pool_size=pool_size, max_overflow=0, connect_args=driver, **_JSON)

    @event.listens_for(engine.sync_engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would be deferred; ours is explicit below
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def insert(session: AsyncSession, table: Any) -> Any:
    """INSERT with the dialect's ON CONFLICT (`on_conflict_do_nothing`, `on_conflict_do_update`)."""
    return _insert(session.get_bind().dialect.name, table)


def upsert(session: AsyncSession, table: Any) -> Any:
    """INSERT of whole rows; where the primary key is there already its row becomes the new one."""
    return _upsert(session.get_bind().dialect.name, table)


# Building a statement costs more than sending it, and both are always the same.
@lru_cache
def _insert(dialect: str, table: Any) -> Any:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@lru_cache
def _upsert(dialect: str, table: Any) -> Any:
    statement = _insert(dialect, table)
    new = {column.name: statement.excluded[column.name] for column in table.c}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=new)


async def to_its_end(work: Coroutine[Any, Any, T]) -> T:
    """Let this work finish even if its task is cancelled meanwhile (and then be cancelled).

    For background tasks: a query or a connection cut off half-way leaves the driver's (SQLite: its thread's) end
    behind, which then speaks to an event loop that may be closed.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


async def one_snapshot(session: AsyncSession) -> None:
    """Make all reads of this session see one moment. SQLite's transactions do; PostgreSQL's must be told to."""
    if session.get_bind().dialect.name == "postgresql":
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


async def take_turns(session: WriteSession, over: str) -> None:
    """One transaction at a time from here on, where there is no row yet to lock. (On SQLite writers queue anyway.)"""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(over))))


async def instant(session: AsyncSession) -> datetime:
    """The database's clock, where processes on several machines must agree whether an instant has passed."""
    if session.get_bind().dialect.name != "postgresql" or clock.is_set():
        return clock.now()
    return await session.scalar(select(func.clock_timestamp())) or clock.now()


async def _reading(request: Request) -> AsyncIterator[ReadSession]:
    database: Database = request.app.state.db
    async with database.read() as session:
        yield session


async def _writing(request: Request) -> AsyncIterator[WriteSession]:
    database: Database = request.app.state.db
    async with database.write() as session:
        yield session


# scope="function": the exit code, and so the commit, runs before the response is sent. With the default scope a
# failed commit would reach the client as success; tests/core/test_db.py keeps this from coming back.
Reading = Annotated[ReadSession, Depends(_reading, scope="function")]
Writing = Annotated[WriteSession, Depends(_writing, scope="function")]
