"""How long a chair's summary takes and what it needs, by how many contributions there are, and who waits meanwhile.

    make bench-summary            or: python -m tests.bench.bench_summary [--sizes 1000 10000 50000]

The texts are of two to five real sentences (real_texts.py); a contributor files more than one, as 79 came from 45 in
2006. The first draft is made by the running service, which looks for points first, while a delegate posts comments one
after the other: its time, and theirs beside the same without a draft; what the worker uses of the processor and of
memory is read from the system. Then a kill in the middle of a draft. The command `convenor summary` afterwards runs in
a process of its own; it has the points that were found.
"""

import argparse
import asyncio
import hashlib
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

from rich.console import Console
from rich.table import Table
from sqlalchemy import insert, select

from app.config import Settings
from app.core.db import Base, Database
from app.record.chain import canonical
from tests.bench.bench_writes import BUILD
from tests.bench.live.stage import SECRET, SLUG, Scene, Stage, drop_database, make_database, migrate, seed
from tests.bench.real_texts import texts

GROUPS = ("government", "civil_society", "private_sector", "technical_community", "academic_community")
REGIONS = ("african", "asia_pacific", "eastern_european", "grulac", "weog")
PER_CONTRIBUTOR = 79 / 45
A_STATEMENT = 2_000
LIMIT_SECONDS, LIMIT_BYTES = 20.0, 1_000_000_000


async def fill(url: str, number: int) -> None:
    """So many contributions, by as many contributors as there were for each in 2006, who all take positions too."""
    database = Database(Settings(database_url=url, secret=SECRET).async_database_url)
    chance = random.Random(number)
    async with database.write() as session:
        one = {name: await _one(session, name) for name in ("organizations", "delegations", "accounts", "capacities")}
        sample = {name: await _one(session, name) for name in ("contributions", "positions")}
        people = [_contributor(one, place, chance) for place in range(round(number / PER_CONTRIBUTOR))]
        for table in ("organizations", "delegations", "accounts", "capacities"):
            await _put(session, table, [person[table] for person in people])
        rows = []
        for place, text in enumerate(islice(texts(chance), number)):
            rows.append(_filed(sample["contributions"], people[place % len(people)], 1_000 + place, text))
        await _put(session, "contributions", rows)
        stances = ("support", "support_with_reservations", "neutral", "oppose")
        stated = [
            _stated(sample["positions"], person, 100_000 + place, chance.choices(stances, (6, 2, 1, 3))[0])
            for place, person in enumerate(people)
        ]
        await _put(session, "positions", stated)
    await database.close()


async def _one(session: Any, table: str) -> dict[str, Any]:
    """A row to be copied: the last one, which is a delegate's."""
    columns = Base.metadata.tables[table]
    times = ("seq", "accredited_at", "valid_from", "created_at")
    order = next((columns.c[name] for name in times if name in columns.c), None)
    query = select(columns) if order is None else select(columns).order_by(order.desc())
    if table == "capacities":
        query = query.where(columns.c.kind == "delegate")
    row = (await session.execute(query.limit(1))).mappings().first()
    assert row is not None, table
    return dict(row)


async def _put(session: Any, table: str, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), A_STATEMENT):
        await session.execute(insert(Base.metadata.tables[table]), rows[start : start + A_STATEMENT])


def _contributor(one: dict[str, dict[str, Any]], place: int, chance: random.Random) -> dict[str, dict[str, Any]]:
    ids = {name: uuid4() for name in one}
    name = f"Organization {place}, simulated"
    kept = {"stakeholder_group": GROUPS[place % len(GROUPS)], "regional_group": chance.choice(REGIONS)}

    def row(table: str, **changes: Any) -> dict[str, Any]:
        known = one[table] | {"id": ids[table]} | changes
        return known | {key: value for key, value in kept.items() if key in known}

    return {
        "organizations": row("organizations", name=name),
        "accounts": row("accounts", email=f"organization{place}@example.org", name=f"Delegate of {name}"),
        "delegations": row("delegations", organization_id=ids["organizations"], name=name),
        "capacities": row("capacities", account_id=ids["accounts"], delegation_id=ids["delegations"]),
    }


def _acted_as(person: dict[str, dict[str, Any]], row: dict[str, Any]) -> dict[str, Any]:
    delegation = person["delegations"]
    return row["acted_as"] | {
        "account_id": str(person["accounts"]["id"]),
        "delegation_id": str(delegation["id"]),
        "entity": delegation["name"],
        "group": delegation["stakeholder_group"],
        "region": delegation["regional_group"],
    }


def _filed(row: dict[str, Any], person: dict[str, dict[str, Any]], seq: int, text: str) -> dict[str, Any]:
    from app.contributions.fingerprint import fingerprint

    changed = {"id": uuid4(), "seq": seq, "entity_id": person["delegations"]["id"], "title": text[:80], "text": text}
    if "fingerprint" in row:
        changed["fingerprint"] = fingerprint(text)
    return row | changed | {"acted_as": _acted_as(person, row)}


def _stated(row: dict[str, Any], person: dict[str, dict[str, Any]], seq: int, stance: str) -> dict[str, Any]:
    delegation = person["delegations"]
    changed = {"id": uuid4(), "seq": seq, "entity_id": delegation["id"], "stance": stance, "condition": None}
    groups = {name: delegation[name] for name in ("stakeholder_group", "regional_group")}
    return row | changed | groups | {"acted_as": _acted_as(person, row)}


async def begin(url: str) -> Scene:
    """One delegate files and states, through the service, what is copied afterwards."""
    scene = await seed(url, 5)
    stage = Stage({"CONVENOR_DATABASE_URL": url}, [os.sched_getaffinity(0)], BUILD / "summary.log")
    await stage.start()
    try:
        await stage.open_meeting(scene)
        body = {"title": "Our view", "text": "We support the enlargement.", "language": "en"}
        await _ask(stage, "POST", f"/consultations/{SLUG}/contributions", scene.delegates[0], body)
        stance = {"stance": "support", "language": "en"}
        await _ask(stage, "PUT", f"/options/{scene.option_ids[0]}/position", scene.delegates[0], stance)
    finally:
        stage.stop()
    return scene


async def _ask(stage: Stage, method: str, path: str, token: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    status, answer = await stage.door.call(method, path, token, body)
    assert status < 300, (method, path, status, answer)
    return answer


def alone(url: str) -> dict[str, float]:
    """The command in a process of its own: seconds by the clock and of the processor, bytes at most."""
    code = (
        "import json, resource, sys, time; from app.cli import main; begun = time.perf_counter();"
        "sys.argv = ['convenor', 'summary', sys.argv[1], '--format', 'json']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "spent = [time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]\n"
        "print(json.dumps(spent), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, SLUG], env=os.environ | {"CONVENOR_DATABASE_URL": url}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    seconds, processor, memory = json.loads(done.stderr.strip().splitlines()[-1])
    return {"again": seconds, "again_processor": processor, "again_bytes": memory}


async def meanwhile(url: str, scene: Scene) -> dict[str, Any]:
    """Comments one after the other, without a draft and during one; then the service is killed in the middle of one."""
    stage = Stage({"CONVENOR_DATABASE_URL": url}, [os.sched_getaffinity(0)], BUILD / "summary.log")
    await stage.start()
    try:
        quiet = await _comments(stage, scene, seconds=5)
        begun = time.perf_counter()
        drafting = asyncio.create_task(_ask(stage, "POST", f"/consultations/{SLUG}/summary", scene.chair))
        watching = asyncio.create_task(_steps(stage, scene, drafting))
        during = await _comments(stage, scene, until=drafting)
        drafted, seconds = await drafting, time.perf_counter() - begun
        used = worker_use(stage) | {"first": seconds, "steps": await watching}
        again = asyncio.create_task(stage.door.call("POST", f"/consultations/{SLUG}/summary", scene.chair))
        begun_again = await _steps(stage, scene, again, until_first=True)
        stage.kill()
        await asyncio.gather(again, return_exceptions=True)
        await stage.start()
        after = await _ask(stage, "GET", f"/consultations/{SLUG}/summary", scene.chair)
    finally:
        stage.stop()
    points = sum(claim["side"] == "point" for claim in drafted["content"]["claims"])
    assert begun_again, "no draft was being made when the service was killed"
    assert after["digest"] == drafted["digest"] == hashlib.sha256(canonical(after["content"])).hexdigest(), (
        "a killed service left another document than the last whole one"
    )
    return {"points": points, "quiet": quiet, "during": during, **used}


def worker_use(stage: Stage) -> dict[str, float]:
    """What the worker has used of the processor so far, and its memory and the service's at most."""
    (service,) = stage.processes
    worker = max(service.children(recursive=True), key=lambda process: sum(process.cpu_times()[:2]))
    return {
        "processor": sum(worker.cpu_times()[:2]),
        "bytes": _most_bytes(worker.pid),
        "service_bytes": _most_bytes(service.pid),
    }


def _most_bytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


async def _steps(stage: Stage, scene: Scene, until: "asyncio.Task[Any]", *, until_first: bool = False) -> list[str]:
    """What the chair's page is shown of the draft's progress, each step once."""
    found: list[str] = []
    while not until.done() and not (until_first and found):
        shown = await _ask(stage, "GET", f"/consultations/{SLUG}/summary/progress", scene.chair)
        if shown["step"] and shown["step"] not in found:
            found.append(shown["step"])
        await asyncio.sleep(0.02 if until_first else 0.2)
    return found


async def _comments(
    stage: Stage, scene: Scene, *, seconds: float = 0, until: "asyncio.Task[Any] | None" = None
) -> list[float]:
    found, end = [], time.monotonic() + seconds
    while (until and not until.done()) or (not until and time.monotonic() < end):
        begun = time.perf_counter()
        path = f"/meetings/{scene.meeting_id}/comments"
        await _ask(stage, "POST", path, scene.delegates[1], {"text": f"A remark, {uuid4().hex}", "language": "en"})
        found.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(0.02)
    return found


def measured(size: int) -> dict[str, Any]:
    url = asyncio.run(make_database(f"sqlite:///{BUILD / 'summary.db'}"))
    migrate(url)
    scene = asyncio.run(begin(url))
    asyncio.run(fill(url, size))
    result = {"contributions": size, **asyncio.run(meanwhile(url, scene)), **alone(url)}
    asyncio.run(drop_database(url))
    return result


TABLES = {
    "The first draft, which looks for points, by the running service": {
        "contributions": lambda row: f"{row['contributions']:,}",
        "contributors": lambda row: f"{round(row['contributions'] / PER_CONTRIBUTOR):,}",
        "points": lambda row: f"{row['points']:,}",
        "seconds": lambda row: f"{row['first']:.1f}",
        "worker: processor s": lambda row: f"{row['processor']:.1f}",
        "worker: MB": lambda row: f"{row['bytes'] / 1e6:,.0f}",
        "service: MB": lambda row: f"{row['service_bytes'] / 1e6:,.0f}",
    },
    "The command afterwards, in a process of its own": {
        "contributions": lambda row: f"{row['contributions']:,}",
        "seconds": lambda row: f"{row['again']:.1f}",
        "processor s": lambda row: f"{row['again_processor']:.1f}",
        "MB": lambda row: f"{row['again_bytes'] / 1e6:,.0f}",
    },
    "Posting a comment: median / 99 of 100 / longest, ms": {
        "contributions": lambda row: f"{row['contributions']:,}",
        "during the first draft": lambda row: spread(row["during"]),
        "without a draft": lambda row: spread(row["quiet"]),
    },
}


def spread(times: list[float]) -> str:
    return f"{statistics.median(times):.0f} / {sorted(times)[-max(1, len(times) // 100)]:.0f} / {max(times):.0f}"


def growth(results: list[dict[str, Any]]) -> Iterator[str]:
    for one, other in pairwise(results):
        ratio = {name: other[name] / one[name] for name in ("contributions", "processor", "bytes", "again_processor")}
        yield (
            f"{one['contributions']:,} to {other['contributions']:,} contributions (× {ratio['contributions']:.1f}): "
            f"processor × {ratio['processor']:.1f}, memory × {ratio['bytes']:.1f}; "
            f"again: processor × {ratio['again_processor']:.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    BUILD.mkdir(parents=True, exist_ok=True)
    results = [measured(size) for size in parser.parse_args().sizes]
    console = Console(width=120)
    for title, columns in TABLES.items():
        table = Table(title=title)
        for column in columns:
            table.add_column(column, justify="right")
        for row in results:
            table.add_row(*(write(row) for write in columns.values()))
        console.print(table)
    print(*growth(results), sep="\n")
    print(
        f"Limits for 10,000: {LIMIT_SECONDS:.0f} s, {LIMIT_BYTES / 1e9:.0f} GB. Progress shown: "
        f"{', '.join(results[-1]['steps'])}. After kill -9 in the middle of a draft: the last whole document."
    )
    (BUILD / "summary.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
