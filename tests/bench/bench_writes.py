"""Acts acknowledged durably over HTTP, beside the raw multi-row insert of the same rows in the same run.

    make bench            or: python -m tests.bench.bench_writes [--seconds 8] [--concurrency 128]

The real service runs in a process of its own; this process is the people. Each of `concurrency` people sends the next
request when the last is answered (a closed loop). The ceiling is the database driver alone, writing copies of the rows
that were just made, 100 to a transaction, each committed as durably as the service commits.
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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
from rich.console import Console
from rich.table import Table

from tests.bench.live.load import Door
from tests.bench.live.stage import Scene, Stage, drop_database, make_database, migrate, seed
from tests.services import POSTGRES, missing

BUILD = Path("build/bench")
DELEGATIONS = 400
ROWS_A_COMMIT = 100
CEILING_SECONDS = 2.0
STANCES = ("support", "neutral", "oppose")
Call = tuple[str, str, str, dict[str, Any], str | None]


def positions(scene: Scene) -> Iterator[Call]:
    """Every delegation states a position on every option, again and again."""
    for number in itertools.count():
        option = scene.option_ids[number // len(scene.delegates) % len(scene.option_ids)]
        token = scene.delegates[number % len(scene.delegates)]
        body = {"stance": STANCES[number % 3], "language": "en", "reason": f"Reason {number} of this delegation."}
        yield "PUT", f"/options/{option}/position", token, body, None


def comments(scene: Scene) -> Iterator[Call]:
    for number in itertools.count():
        token = scene.delegates[number % len(scene.delegates)]
        body = {"text": f"Remark {number} from the floor, of a usual length for a remark.", "language": "en"}
        yield "POST", f"/meetings/{scene.meeting_id}/comments", token, body, uuid4().hex


async def closed_loop(door: Door, calls: Iterator[Call], concurrency: int, seconds: float) -> dict[str, float]:
    """How many were acknowledged a second, and how long each took (milliseconds)."""
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

    started, cpu = time.perf_counter(), time.process_time()
    await asyncio.gather(*(person() for _ in range(concurrency)))
    elapsed = time.perf_counter() - started
    assert not refused, f"{len(refused)} refused, first with {refused[0]}"
    cuts = statistics.quantiles(taken, n=100)
    return {
        "acts": len(taken),
        "per_second": len(taken) / elapsed,
        "p50_ms": cuts[49],
        "p99_ms": cuts[98],
        "client_cpu": (time.process_time() - cpu) / elapsed,
    }


def sqlite_ceiling(url: str, table: str) -> float:
    """Rows a second: BEGIN IMMEDIATE, 100 rows, COMMIT with synchronous=FULL."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    rows = connection.execute(f"SELECT * FROM {table} LIMIT {ROWS_A_COMMIT}").fetchall()
    connection.execute(f"CREATE TABLE raw AS SELECT * FROM {table} WHERE 0")
    marks = ",".join("?" * len(rows[0]))
    begun, written = time.perf_counter(), 0
    while time.perf_counter() - begun < CEILING_SECONDS:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO raw VALUES ({marks})", rows)
        connection.execute("COMMIT")
        written += len(rows)
    rate = written / (time.perf_counter() - begun)
    connection.execute("DROP TABLE raw")
    connection.close()
    return rate


async def postgres_ceiling(url: str, table: str) -> float:
    """Rows a second: one INSERT … SELECT of 100 rows a transaction, synchronous_commit on."""
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(f"SELECT * FROM {table} LIMIT {ROWS_A_COMMIT}")
    await connection.execute(f"CREATE TABLE raw AS SELECT * FROM {table} WHERE false")
    marks = ",".join(f"${place}" for place in range(1, len(rows[0]) + 1))
    values = [tuple(row) for row in rows]
    begun, written = time.perf_counter(), 0
    while time.perf_counter() - begun < CEILING_SECONDS:
        async with connection.transaction():
            await connection.executemany(f"INSERT INTO raw VALUES ({marks})", values)
        written += len(rows)
    rate = written / (time.perf_counter() - begun)
    await connection.execute("DROP TABLE raw")
    await connection.close()
    return rate


async def measure(url: str, concurrency: int, seconds: float) -> dict[str, Any]:
    scene = await seed(url, DELEGATIONS)
    stage = Stage(url, os.sched_getaffinity(0), BUILD / "writes.log")
    await stage.start()
    found: dict[str, Any] = {}
    try:
        await stage.open_meeting(scene)
        acts: list[tuple[str, str, Callable[[Scene], Iterator[Call]]]] = [
            ("positions", "positions", positions),
            ("comments", "comments", comments),
        ]
        for name, table, calls in acts:
            stream = calls(scene)
            await closed_loop(stage.door, stream, concurrency, 1.0)  # connections, caches, pools
            found[name] = await closed_loop(stage.door, stream, concurrency, seconds)
            raw = sqlite_ceiling(url, table) if url.startswith("sqlite") else await postgres_ceiling(url, table)
            found[name]["ceiling_rows_per_second"] = raw
            found[name]["ratio"] = found[name]["per_second"] / raw
    finally:
        stage.stop()
    return found


def databases() -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite:///{BUILD / 'writes.db'}"
    if "PostgreSQL" in asyncio.run(missing()):
        sys.stdout.write("PostgreSQL is not reachable, so it is not measured.\n")
        return
    yield "PostgreSQL", POSTGRES


def report(results: dict[str, Any], concurrency: int) -> None:
    table = Table(title=f"Acts acknowledged durably over HTTP, {concurrency} at once, one consultation, one worker")
    for column in ("", "acts/s", "p50 ms", "p99 ms", "raw rows/s", "ratio", "client CPU"):
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
