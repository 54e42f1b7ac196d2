"""The unit of work: what the client hears as success is stored, what failed left no trace, instants stay instants."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.core.db import Database, ReadSession, UtcDateTime, WriteSession
from app.record.service import Record
from tests.problems import assert_problem
from tests.world import World

EARLY, LATE = (datetime(year, 1, 2) for year in (1900, 2200))  # noqa: DTZ001 - hypothesis adds the zones
HELLO = {"text": "We support the enlargement.", "language": "en"}


@pytest.fixture
def pokes(app: FastAPI) -> list[tuple[UUID, int]]:
    """Every poke that leaves the unit of work, instead of delivering it."""
    found: list[tuple[UUID, int]] = []

    async def poke(consultation_id: UUID, seq: int) -> None:
        found.append((consultation_id, seq))

    app.state.db.poke = poke
    return found


@contextmanager
def at_commit(action: Any) -> Iterator[None]:
    event.listen(Session, "before_commit", action)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", action)


async def _break_the_commit(db: Database) -> Any:
    """A row that breaks a constraint which the database itself checks only at COMMIT."""
    async with db.write() as session:
        await session.execute(
            text(
                "CREATE TABLE late_check (id INTEGER PRIMARY KEY, "
                "account_id CHAR(36) UNIQUE REFERENCES late_check(account_id) DEFERRABLE INITIALLY DEFERRED, "
                "parent INTEGER REFERENCES late_check(id) DEFERRABLE INITIALLY DEFERRED)"
            )
        )

    def insert_orphan(session: Session) -> None:
        session.execute(text("INSERT INTO late_check (id, parent) VALUES (1, 999)"))

    return insert_orphan


def _raise(_: Session) -> None:
    raise RuntimeError("the disk is full")


@pytest.mark.parametrize("how", ["the database refuses at COMMIT", "something raises before it"])
async def test_a_failed_commit_is_never_a_success(how: str, world: World, pokes: list[tuple[UUID, int]]) -> None:
    path = f"/meetings/{world.meeting_id}/comments"
    before = await world.record()
    pokes.clear()
    broken = await _break_the_commit(world.db) if how.startswith("the database") else _raise
    acts = {
        "comment": (world.delegate.post, path, HELLO),
        "contribution": (world.delegate.post, f"/consultations/{world.slug}/contributions", HELLO | {"title": "One"}),
        "position": (
            world.delegate.put,
            f"/options/{world.option_ids[0]}/position",
            {"stance": "oppose", "language": "en"},
        ),
        "round": (world.chair.post, f"/rounds/{world.round_ids[0]}/close", {"reason": "Enough"}),
    }
    with at_commit(broken):
        for call, address, body in acts.values():
            assert_problem(await call(address, body, headers={"Idempotency-Key": "k1"}), 500, "internal_error", "saved")
    assert pokes == []
    assert await world.record() == before
    assert (await world.reader.get(path)).json()["items"] == []
    rounds = (await world.reader.get(f"/consultations/{world.slug}")).json()["rounds"]
    assert rounds[0]["state"] == "open"
    # nothing is left locked or half done, and the idempotency key is still free
    again = await world.delegate.post(path, HELLO, headers={"Idempotency-Key": "k1"})
    assert again.status_code == 201
    assert pokes == [(world.consultation_id, again.json()["seq"])]


async def test_the_order_is_commit_then_poke_then_answer(world: World) -> None:
    happened: list[str] = []
    inner = world.app.middleware_stack

    async def watching(scope: Any, receive: Any, send: Any) -> None:
        async def noted(message: Any) -> None:
            if message["type"] == "http.response.start":
                happened.append("answer")
            await send(message)

        assert inner is not None
        await inner(scope, receive, noted)

    async def poke(_: UUID, __: int) -> None:
        happened.append("poke")

    def committed(session: Session) -> None:
        if session.info.get("pokes"):  # not the hourly housekeeping
            happened.append("commit")

    world.app.middleware_stack = watching
    world.db.poke = poke
    event.listen(Session, "after_commit", committed)
    try:
        assert (await world.delegate.post(f"/meetings/{world.meeting_id}/comments", HELLO)).status_code == 201
    finally:
        event.remove(Session, "after_commit", committed)
    assert happened == ["commit", "poke", "answer"]


async def test_an_exception_rolls_everything_back(db: Database) -> None:
    async def half_way() -> None:
        async with db.write() as session:
            session.add(_account("a@example.org"))
            await session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await half_way()
    async with db.read() as session:
        assert (await session.scalars(select(Account))).all() == []


async def test_what_a_read_session_does_is_not_kept(db: Database) -> None:
    async with db.read() as session:
        session.add(_account("a@example.org"))
        await session.flush()
    async with db.read() as session:
        assert (await session.scalars(select(Account))).all() == []


async def test_a_cancelled_request_leaves_no_lock_behind(db: Database) -> None:
    inside = asyncio.Event()

    async def hang() -> None:
        async with db.write() as session:
            session.add(_account("a@example.org"))
            await session.flush()
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(hang())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with asyncio.timeout(5), db.write() as session:
        session.add(_account("a@example.org"))


async def test_readers_do_not_wait_for_a_writer(db: Database) -> None:
    async with db.write() as session:
        session.add(_account("a@example.org"))
        await session.flush()
        async with asyncio.timeout(2), db.read() as reading:
            assert (await reading.scalars(select(Account))).all() == []


async def test_concurrent_writers_lose_no_update(world: World) -> None:
    """Read, think, write, a hundred times at once: the record's head keeps them apart on both databases."""
    assert world.delegate.account_id

    async def raise_generation() -> None:
        async with world.db.write() as session:
            await Record.hold(session, world.consultation_id)
            account = await session.get_one(Account, world.delegate.account_id, populate_existing=True)
            present = account.token_generation
            await asyncio.sleep(0)
            account.token_generation = present + 1

    await asyncio.gather(*(raise_generation() for _ in range(100)))
    async with world.db.read() as session:
        assert (await session.get_one(Account, world.delegate.account_id)).token_generation == 101


async def test_two_processes_on_one_sqlite_file_do_not_refuse_each_other(tmp_path: Any) -> None:
    """The command line may write while the service runs. With the driver's own BEGIN most of these would fail."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'shared.db'}"
    databases = [Database(url), Database(url)]
    async with databases[0].write() as session:
        await session.execute(text("CREATE TABLE counter (n INTEGER)"))
        await session.execute(text("INSERT INTO counter VALUES (0)"))

    async def count(db: Database) -> None:
        async with db.write() as session:
            present = await session.scalar(text("SELECT n FROM counter"))
            await session.execute(text("UPDATE counter SET n = :n"), {"n": (present or 0) + 1})

    try:
        await asyncio.gather(*(count(db) for _ in range(40) for db in databases))
        async with databases[1].read() as session:
            assert await session.scalar(text("SELECT n FROM counter")) == 80
    finally:
        for db in databases:
            await db.close()


async def test_sqlite_is_set_to_survive_a_power_cut(tmp_path: Any) -> None:
    db = Database(f"sqlite+aiosqlite:///{tmp_path / 'a' / 'new.db'}")
    try:
        async with db.write() as session:
            found = {
                name: await session.scalar(text(f"PRAGMA {name}"))
                for name in ("journal_mode", "synchronous", "foreign_keys")
            }
        assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    finally:
        await db.close()


def _account(email: str, created_at: datetime | None = None) -> Account:
    return Account(id=uuid4(), email=email, name="A", created_at=created_at or datetime.now(UTC))


async def test_an_instant_comes_back_as_the_same_instant_in_utc(db: Database) -> None:
    east = timezone(timedelta(hours=5, minutes=45))
    written = datetime(2006, 5, 16, 3, 0, 0, 123456, tzinfo=east)
    async with db.write() as session:
        session.add(_account("a@example.org", written))
    async with db.read() as session:
        found = (await session.scalars(select(Account))).one().created_at
    assert found == written
    assert (found.utcoffset(), found.microsecond) == (timedelta(0), 123456)


async def test_an_instant_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        async with db.write() as session:
            session.add(_account("a@example.org", datetime(2006, 5, 16, 9, 0)))  # noqa: DTZ001 - the mistake itself


@settings(max_examples=200)
@given(st.datetimes(timezones=st.timezones(), min_value=EARLY, max_value=LATE))
def test_what_is_bound_and_read_back_is_the_same_instant(instant: datetime) -> None:
    column: Any = UtcDateTime()
    bound = column.process_bind_param(instant, None)
    for stored in (bound, bound.replace(tzinfo=None)):  # PostgreSQL keeps the zone, SQLite forgets it
        assert column.process_result_value(stored, None) == instant.astimezone(UTC)


def test_sessions_say_what_they_are_for(db: Database) -> None:
    assert (db._reads.class_, db._writes.class_) == (ReadSession, WriteSession)
