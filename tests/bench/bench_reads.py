"""How long the first page of a long list takes over HTTP, by how much is stored.

    make bench            or: python -m tests.bench.bench_reads [--requests 200]

The real service runs in a process of its own and is asked by one client at a time, so a time is the server's plus the
way there and back. The lists are filled with copies of one row by multi-row inserts.
"""

import argparse
import asyncio
import json
import os
import statistics
import time
from typing import Any
from uuid import uuid4

from rich.console import Console
from rich.table import Table
from sqlalchemy import insert, select, text

from app.config import Settings
from app.core.db import Base, Database
from tests.bench.bench_writes import BUILD, databases
from tests.bench.live.stage import SECRET, SLUG, Scene, Stage, drop_database, make_database, migrate, seed

# (what, table, how many are stored, target: percentile and milliseconds)
STORED = (
    ("20 comments", "comments", 1_000, (50, 20)),
    ("20 comments", "comments", 10_000, (95, 50)),
    ("20 comments", "comments", 100_000, (50, 20)),
    ("20 contributions", "contributions", 10_000, (95, 50)),
)
A_STATEMENT = 5_000


def path(scene: Scene, table: str) -> str:
    if table == "comments":
        return f"/meetings/{scene.meeting_id}/comments"
    return f"/consultations/{SLUG}/contributions"


async def fill(url: str, table: str, number: int) -> None:
    """Until that many are stored."""
    database = Database(Settings(database_url=url, secret=SECRET).async_database_url)
    columns = Base.metadata.tables[table]
    async with database.write() as session:
        rows = (await session.execute(select(columns).order_by(columns.c.seq.desc()))).mappings().all()
        first = rows[0]["seq"] + 1
        for start in range(first, first + number - len(rows), A_STATEMENT):
            seqs = range(start, min(start + A_STATEMENT, first + number - len(rows)))
            await session.execute(insert(columns), [dict(rows[0]) | {"id": uuid4(), "seq": seq} for seq in seqs])
        if not database.is_sqlite:
            await session.execute(text(f"ANALYZE {table}"))  # as the server does of itself within a minute
    await database.close()


async def times(stage: Stage, scene: Scene, address: str, requests: int) -> list[float]:
    """Milliseconds of each request, after a few that warm the caches."""
    found: list[float] = []
    for number in range(requests + 20):
        begun = time.perf_counter()
        status, answer = await stage.door.call("GET", f"{address}?limit=20", scene.delegates[number % 50])
        found.append((time.perf_counter() - begun) * 1000)
        assert (status, len(answer["items"])) == (200, 20), answer
    return found[20:]


async def measure(url: str, requests: int) -> list[dict[str, Any]]:
    scene = await seed(url, 50)
    stage = Stage({"CONVENOR_DATABASE_URL": url}, [os.sched_getaffinity(0)], BUILD / "reads.log")
    await stage.start()
    found: list[dict[str, Any]] = []
    try:
        await stage.open_meeting(scene)
        for table, body in (
            ("comments", {"text": "A remark of a usual length, made from the floor.", "language": "en"}),
            ("contributions", {"title": "Our view", "text": "We support the enlargement. " * 40, "language": "en"}),
        ):
            status, answer = await stage.door.call("POST", path(scene, table), scene.delegates[0], body)
            assert status == 201, answer
        for what, table, stored, (percentile, limit) in STORED:
            await fill(url, table, stored)
            cuts = statistics.quantiles(await times(stage, scene, path(scene, table), requests), n=100)
            found.append({
                "what": f"{what} of {stored:,}", "p50_ms": cuts[49], "p95_ms": cuts[94],
                "target": f"p{percentile} ≤ {limit} ms", "reached": cuts[percentile - 1] <= limit,
            })  # fmt: skip
    finally:
        stage.stop()
    return found


def report(results: dict[str, list[dict[str, Any]]]) -> None:
    table = Table(title="First page of a list, one client at a time, there and back")
    for column in ("", "p50 ms", "p95 ms", "target", "reached"):
        table.add_column(column, justify="left" if not column else "right")
    for database, rows in results.items():
        for row in rows:
            reached = "yes" if row["reached"] else "no"
            numbers = (f"{row['p50_ms']:.1f}", f"{row['p95_ms']:.1f}")
            table.add_row(f"{database} {row['what']}", *numbers, row["target"], reached)
    Console(width=110).print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200)
    arguments = parser.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    results: dict[str, list[dict[str, Any]]] = {}
    for name, address in databases("reads.db"):
        url = asyncio.run(make_database(address))
        migrate(url)
        results[name] = asyncio.run(measure(url, arguments.requests))
        asyncio.run(drop_database(url))
    report(results)
    (BUILD / "reads.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
