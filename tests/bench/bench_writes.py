"""Acts acknowledged durably over HTTP, beside the raw multi-row insert of the same rows in the same run.

    make bench            or: python -m tests.bench.bench_writes [--seconds 8] [--concurrency 128]

The real service runs in a process of its own; this process is the people. Each of `concurrency` people sends the next
request when the last is answered (a closed loop). The ceiling is the database driver alone, writing copies of the rows
that were just made (with new ids) into the same table with its indexes, 100 to a statement, each statement committed
as durably as the service commits. Copies of votes belong to participants who do not exist, so for them the ceiling is
measured without the check of foreign keys. "µs an act" is the service's processor time; `--concurrency 1` shows what
an act costs that shares its transaction with no other.
"""

import argparse
import asyncio
import itertools
import json
import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from rich.console import Console
from rich.table import Table

from app.capacities.actor import SYSTEM
from app.config import Settings
from app.consultations import queries as consultation_queries
from app.core.db import Database
from app.opinions import service as opinions
from app.opinions.schemas import StatementIn
from app.record.service import Record
from tests.bench.live.stage import SECRET, SLUG, Scene, Stage, drop_database, make_database, migrate, seed
from tests.services import POSTGRES, missing

BUILD = Path("build/bench")
DELEGATIONS = 400
ROWS_A_COMMIT = 100
CEILING_SECONDS = 2.0
FIRST_SEQ = 10_000_000  # beyond every place that the run itself gives
STANCES = ("support", "neutral", "oppose")
ANSWERS = ("agree", "disagree", "pass")
STATEMENTS = 20
VOTES = "opinion_votes"
Call = tuple[str, str, str, dict[str, Any], str | None]


def positions(scene: Scene) -> Iterator[Call]:
    """Every delegation states a position on every option, again and again."""
    for number in itertools.count():
        option = scene.option_ids[number // len(scene.delegates) % len(scene.option_ids)]
        token = scene.delegates[number % len(scene.delegates)]
        body = {"stance": STANCES[number % 3], "language": "en", "reason": f"Reason {number} of this delegation."}
        yield "PUT", f"/options/{option}/position", token, body, None


def votes(scene: Scene, statement_ids: Sequence[UUID]) -> Iterator[Call]:
    """Every delegate votes on every statement, then again with another answer."""
    for number in itertools.count():
        voter, turn = number % len(scene.delegates), number // len(scene.delegates)
        statement, answer = statement_ids[turn % len(statement_ids)], ANSWERS[turn // len(statement_ids) % 3]
        yield "PUT", f"/statements/{statement}/vote", scene.delegates[voter], {"value": answer}, None


def comments(scene: Scene) -> Iterator[Call]:
    for number in itertools.count():
        token = scene.delegates[number % len(scene.delegates)]
        body = {"text": f"Remark {number} from the floor, of a usual length for a remark.", "language": "en"}
        yield "POST", f"/meetings/{scene.meeting_id}/comments", token, body, uuid4().hex


async def closed_loop(stage: Stage, calls: Iterator[Call], concurrency: int, seconds: float) -> dict[str, float]:
    """How many were acknowledged a second, how long each took (milliseconds), and what the service's processor spent
    on it (its own time, so neighbours on the machine weigh little; PostgreSQL's is not in it).
    """
    door = stage.door
    taken: list[float] = []
    refused: list[int] = []
    end = time.perf_counter() + seconds

    async def person() -> None:
        while (begun := time.perf_counter()) < end:
            method, path, token, body, key = next(calls)
            status, _ = await door.call(method, path, token, body, key)
            (taken if status in {200, 201} else refused).append(
                (time.perf_counter() - begun) * 1000 if status in {200, 201} else status
            )

    started, cpu, served = time.perf_counter(), time.process_time(), processor_seconds(stage)
    await asyncio.gather(*(person() for _ in range(concurrency)))
    elapsed = time.perf_counter() - started
    assert not refused, f"{len(refused)} refused, first with {refused[0]}"
    cuts = statistics.quantiles(taken, n=100)
    return {
        "acts": len(taken),
        "per_second": len(taken) / elapsed,
        "p50_ms": cuts[49],
        "p99_ms": cuts[98],
        "server_us": (processor_seconds(stage) - served) / len(taken) * 1e6,
        "client_cpu": (time.process_time() - cpu) / elapsed,
    }


def processor_seconds(stage: Stage) -> float:
    return sum(times.user + times.system for times in (process.cpu_times() for process in stage.processes))


class Copies:
    """Copies of existing rows that break no constraint: a new id, entity and place in the record for each."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[Any]], new_id: Callable[[], Any]) -> None:
        self._rows = rows
        self._places = [columns.index(name) for name in ("id", "entity_id", "participant_id") if name in columns]
        self._seq = columns.index("seq") if "seq" in columns else None
        self._new_id = new_id
        self._next_seq = itertools.count(FIRST_SEQ)

    def values(self) -> list[Any]:
        """The next batch's values, row after row in one list."""
        found: list[Any] = []
        for row in self._rows:
            copy = list(row)
            for place in self._places:
                copy[place] = self._new_id()
            if self._seq is not None:
                copy[self._seq] = next(self._next_seq)
            found += copy
        return found


def sqlite_ceiling(url: str, table: str) -> float:
    """Rows a second: BEGIN IMMEDIATE, one INSERT of 100 rows, COMMIT with synchronous=FULL."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, timeout=30)
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"PRAGMA foreign_keys={'OFF' if table == VOTES else 'ON'}")
    cursor = connection.execute(f"SELECT * FROM {table} LIMIT {ROWS_A_COMMIT}")
    columns = [column[0] for column in cursor.description]
    copies = Copies(columns, cursor.fetchall(), lambda: uuid4().hex)
    marks = ",".join([f"({','.join('?' * len(columns))})"] * ROWS_A_COMMIT)
    begun, written = time.perf_counter(), 0
    while time.perf_counter() - begun < CEILING_SECONDS:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"INSERT INTO {table} VALUES {marks}", copies.values())
        connection.execute("COMMIT")
        written += ROWS_A_COMMIT
    rate = written / (time.perf_counter() - begun)
    connection.close()
    return rate


async def postgres_ceiling(url: str, table: str) -> float:
    """Rows a second: one INSERT of 100 rows, prepared once, committed by itself with synchronous_commit on."""
    connection = await asyncpg.connect(url)
    if table == VOTES:
        await connection.execute("SET session_replication_role = replica")
    rows = await connection.fetch(f"SELECT * FROM {table} LIMIT {ROWS_A_COMMIT}")
    columns = list(rows[0].keys())
    copies = Copies(columns, [tuple(row) for row in rows], uuid4)
    numbers = itertools.count(1)
    marks = ",".join(f"({','.join(f'${next(numbers)}' for _ in columns)})" for _ in range(ROWS_A_COMMIT))
    insert = await connection.prepare(f"INSERT INTO {table} VALUES {marks}")
    begun, written = time.perf_counter(), 0
    while time.perf_counter() - begun < CEILING_SECONDS:
        await insert.fetch(*copies.values())
        written += ROWS_A_COMMIT
    rate = written / (time.perf_counter() - begun)
    await connection.close()
    return rate


async def add_statements(url: str) -> list[UUID]:
    database = Database(Settings(database_url=url, secret=SECRET).async_database_url)
    async with database.write() as session:
        consultation = await consultation_queries.by_ref(session, SLUG)
        assert consultation is not None
        record = await Record.hold(session, consultation.id)
        bodies = [StatementIn(text=f"Statement {number}.", language="en") for number in range(1, STATEMENTS + 1)]
        added = [await opinions.add_statement(session, record, SYSTEM, consultation.id, body) for body in bodies]
    await database.close()
    return [statement.id for statement in added]


async def measure(url: str, concurrency: int, seconds: float) -> dict[str, Any]:
    scene = await seed(url, DELEGATIONS)
    statement_ids = await add_statements(url)
    stage = Stage({"CONVENOR_DATABASE_URL": url}, [os.sched_getaffinity(0)], BUILD / "writes.log")
    await stage.start()
    found: dict[str, Any] = {}
    try:
        await stage.open_meeting(scene)
        acts = [
            ("positions", "positions", positions(scene)),
            ("comments", "comments", comments(scene)),
            ("votes", VOTES, votes(scene, statement_ids)),
        ]
        for name, table, stream in acts:
            await closed_loop(stage, stream, concurrency, 1.0)  # connections, caches, pools
            found[name] = await closed_loop(stage, stream, concurrency, seconds)
            raw = sqlite_ceiling(url, table) if url.startswith("sqlite") else await postgres_ceiling(url, table)
            found[name]["ceiling_rows_per_second"] = raw
            found[name]["ratio"] = found[name]["per_second"] / raw
    finally:
        stage.stop()
    return found


def databases(file: str = "writes.db") -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite:///{BUILD / file}"
    if "PostgreSQL" in asyncio.run(missing()):
        sys.stdout.write("PostgreSQL is not reachable, so it is not measured.\n")
        return
    yield "PostgreSQL", POSTGRES


def report(results: dict[str, Any], concurrency: int) -> None:
    table = Table(title=f"Acts acknowledged durably over HTTP, {concurrency} at once, one consultation, one worker")
    for column in ("", "acts/s", "p50 ms", "p99 ms", "raw rows/s", "ratio", "µs an act", "client CPU"):
        table.add_column(column, justify="left" if not column else "right")
    for database, acts in results.items():
        for name, found in acts.items():
            table.add_row(
                f"{database} {name}",
                f"{found['per_second']:,.0f}",
                f"{found['p50_ms']:.1f}",
                f"{found['p99_ms']:.1f}",
                f"{found['ceiling_rows_per_second']:,.0f}",
                f"{found['ratio']:.3f}",
                f"{found['server_us']:,.0f}",
                f"{found['client_cpu']:.0%}",
            )
    Console(width=110).print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--concurrency", type=int, default=128)
    arguments = parser.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    results: dict[str, Any] = {}
    for name, address in databases():
        url = asyncio.run(make_database(address))
        migrate(url)
        results[name] = asyncio.run(measure(url, arguments.concurrency, arguments.seconds))
        asyncio.run(drop_database(url))
    report(results, arguments.concurrency)
    (BUILD / "writes.json").write_text(json.dumps({"concurrency": arguments.concurrency, **results}, indent=1))


if __name__ == "__main__":
    main()
