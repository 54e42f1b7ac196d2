"""The live benchmark: real sockets, the real service, a raw ceiling in the same minutes.

`python -m tests.bench.live.run [--clients 11000] [--seconds 120] [--rate 5] [--posters 50] [--storm] [--slow] [--votes]
[--events 400] [--overload]`

The service runs on one core, the clients (C, one process) and the people who post on the other. Latencies run from the
entry's `at`, which is stamped just before the commit, to the moment when recv() returns in the last client. While the
ceiling is measured the service is suspended. Prints a table and writes build/bench/live.json; ends with 1 when
anything was lost, doubled or out of order, never because something was slow.
"""

import argparse
import asyncio
import gc
import json
import math
import os
import platform
import resource
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import uvloop

from tests import services
from tests.bench.live import figures
from tests.bench.live.figures import Json, Seen, Usage
from tests.bench.live.load import Act, People
from tests.bench.live.programs import BUILD, Binaries, Ceiling, Clients, build
from tests.bench.live.stage import SLUG, Scene, Stage, drop_database, make_database, migrate, seed
from tests.serving import free_port

QUIET_ROUNDS = 3  # of events one at a time, each followed by as much of the ceiling
MOST_QUIET_SECONDS = 5.0
# What is compared with an overloaded server's catch-up need not be as large as that.
LARGEST_RAW_FRAME, MOST_RAW_BYTES = 200_000, 5_000_000_000
READS = 5.0  # lists of comments read a second
OVERLOAD = (100.0, 200.0, 400.0, 800.0, 1600.0)  # events a second
SPARE_FILES = 500
PORTS_OF_ONE_ADDRESS = 10_000  # of some 28,000, so that a storm finds free ones
CONNECT_LIMIT, DRAIN_LIMIT, STORM_LIMIT, CATCH_UP_LIMIT = 300.0, 60.0, 300.0, 300.0


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.live.run", description=__doc__.split("\n")[0])
    parser.add_argument("--clients", type=int, default=11_000)
    parser.add_argument("--seconds", type=float, default=120, help="of the full load")
    parser.add_argument("--rate", type=float, default=5, help="events (positions) a second")
    parser.add_argument("--posters", type=float, default=50, help="comments a second, each by another delegate")
    parser.add_argument("--database", default="sqlite:///build/bench/live.db", help="or a PostgreSQL server's address")
    parser.add_argument("--workers", type=int, choices=(1, 2), default=1, help="2: on PostgreSQL and Redis, beside 1")
    parser.add_argument("--bus", default=services.REDIS, help="where several workers meet")
    parser.add_argument("--delegates", type=int, default=200, help="accounts that the clients sign in with in turn")
    parser.add_argument("--public", action="store_true", help="the clients are public readers without tokens")
    parser.add_argument("--text", type=int, default=120, help="characters of a comment")
    parser.add_argument("--ramp", type=int, default=2000, help="connections begun a second")
    parser.add_argument("--plain", action="store_true", help="the clients do not offer compression, as browsers do")
    parser.add_argument("--slow", type=int, nargs="?", const=1, default=0, help="so many clients stop reading")
    parser.add_argument(
        "--slow-seconds", type=float, default=90, help="kernels hold some 2.6 MB before a server notices"
    )
    parser.add_argument("--votes", action="store_true", help="every client, each another delegate, votes at once")
    parser.add_argument("--events", type=float, default=0, help="also so many events a second and nothing else")
    parser.add_argument(
        "--overload", action="store_true", help="also ever more events a second, past what is sustained"
    )
    parser.add_argument("--step-seconds", type=float, default=20, help="of --events, and of each step of --overload")
    parser.add_argument("--storm", action="store_true", help="kill -9 the server under load")
    args = parser.parse_args()
    if args.votes:
        args.delegates = max(args.delegates, args.clients)
    if args.workers > 1 and not args.database.startswith("postgres"):
        args.database = services.POSTGRES
    return args


def raise_file_limit(clients: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = clients + SPARE_FILES
    for limit in (max(wanted, hard), hard):
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
            break
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < wanted:
        raise SystemExit(f"{clients:,} clients need {wanted:,} open files; this account may have {hard:,} (ulimit -n).")


@dataclass
class Cores:
    """Each worker alone on one; clients on the next; who posts on the rest, or with the clients.

    With two workers on two cores the second shares its core with the clients: what is measured then is a lower bound.
    """

    workers: list[set[int]]
    clients: set[int]
    people: set[int]

    @classmethod
    def found(cls, workers: int) -> "Cores":
        usable = sorted(os.sched_getaffinity(0))
        mine = [{usable[number % len(usable)]} for number in range(workers)]
        clients = usable[min(workers, len(usable) - 1)]
        return cls(mine, {clients}, set(usable[workers + 1 :]) or {clients})


@dataclass
class Bench:
    """One run. The methods are its parts, in the order in which `run` calls them."""

    args: argparse.Namespace
    binaries: Binaries
    cores: Cores
    stage: Stage
    scene: Scene
    people: People
    clients: Clients = field(init=False)
    ceiling: Ceiling = field(init=False)
    started: Usage = field(init=False)
    first_seq: int = 0
    result: Json = field(default_factory=dict)

    @property
    def measured(self) -> int:
        """Clients in the figures: those that will stop reading are not."""
        return int(self.args.clients - self.args.slow)

    async def run(self) -> Json:
        gc.collect()
        gc.freeze()
        gc.disable()  # a third of a second in which nobody here reads answers would count as the server's
        self.started = self.usage()
        await self.nobody_listening()
        sources = self.args.clients // PORTS_OF_ONE_ADDRESS + 1
        say("connecting the raw ceiling's clients")
        self.ceiling = await Ceiling.launch(
            self.binaries, self.cores.workers[0], self.cores.clients, free_port(), self.args.clients, sources
        )
        await self.connect(sources)
        await self.quiet()
        await self.full()
        self.result["memory_after"] = self.stage.memory
        if self.args.votes:
            await self.votes()
        if self.args.events:
            self.result["events"] = await self.flood(self.args.events)
        if self.args.overload:
            self.result["overload"] = [await self.flood(rate) for rate in OVERLOAD]
        await self.ceiling.close()
        if self.args.slow:
            await self.slow()
        if self.args.storm:
            await self.storm()
        await self.truth()
        await self.clients.close()
        return self.result

    async def nobody_listening(self) -> None:
        """The same acts without a single socket: what HTTP costs by itself."""
        seconds = min(20.0, max(5.0, self.args.seconds / 4))
        say(f"{seconds:.0f} s of the same acts with nobody listening")
        self.first_seq = await self.stage.head()
        await self.people.act(1, events=self.args.rate, comments=self.args.posters, reads=READS)  # caches, pools
        before = self.usage()
        acts = await self.people.act(seconds, events=self.args.rate, comments=self.args.posters, reads=READS)
        usage = self.usage().since(before)
        self.result["alone"] = {**figures.http(acts), "server_core_share": round(usage.server / usage.wall, 3)}

    async def connect(self, sources: int) -> None:
        say(f"connecting {self.args.clients:,} clients")
        before, begun = self.stage.memory, time.monotonic()
        more: Json = {}
        if not self.args.public:
            more["tokens"] = BUILD / "live-tokens"
            more["tokens"].write_text("\n".join(self.scene.delegates))
        if self.args.workers > 1:
            more["other_port"] = self.stage.ports[1]
        more["deflate"] = int(self.binaries.deflate and not self.args.plain)
        self.clients = await Clients.launch(
            self.binaries.client,
            self.cores.clients,
            self.args.clients,
            port=self.stage.ports[0],
            path=f"/api/v1/consultations/{SLUG}/live",
            after=await self.stage.head(),
            rate=self.args.ramp,
            slow=self.args.slow,
            sources=sources,
            **more,
        )
        self.clients.tell("start")
        connected = await self.clients.until(lambda status: bool(status["open"] == self.args.clients), CONNECT_LIMIT)
        seconds = time.monotonic() - begun
        if not connected:
            raise SystemExit(f"Not all clients connected within {CONNECT_LIMIT:.0f} s: {self.clients.status}")
        await asyncio.sleep(2)
        memory = self.stage.memory - before
        self.result["connecting"] = {
            "seconds": round(seconds, 2),
            "bytes_per_connection": round(memory / self.args.clients),
            "refused": self.clients.status["refused"],
        }

    async def stretch(self, seconds: float, comments: float, reads: float = 0, events: float | None = None) -> Seen:
        """Act, wait until everybody has everything, and see what it was."""
        await self.clients.mark(await self.stage.head())
        before = self.usage()
        rate = self.args.rate if events is None else events
        acts = await self.people.act(seconds, events=rate, comments=comments, reads=reads)
        complete = await self.clients.reach(await self.stage.head(), DRAIN_LIMIT)
        usage = self.usage().since(before)
        entries, total = await self.clients.report()
        return Seen(self.measured, entries, total, acts, usage, seconds, complete)

    async def raw(self, count: int, rate: float, size: int) -> Seen:
        """The ceiling's turn, while the service is suspended."""
        with self.stage.suspended():
            before = self.usage(ceiling=True)
            entries, _ = await self.ceiling.events(count, rate, size)
            usage = self.usage(ceiling=True).since(before)
        frames = self.args.clients * count
        total = {"frames": frames, "frame_bytes": frames * size, "bytes": frames * size}
        total |= {"events_ms": [0, 0, 0], "comments_ms": [0, 0, 0]}
        return Seen(self.args.clients, entries, total, [], usage, count / rate, complete=True)

    async def quiet(self) -> None:
        """Events with nothing between them, in turns with the ceiling, so that both meet the same machine."""
        seconds = min(MOST_QUIET_SECONDS, max(2.0, self.args.seconds / 4))
        ours, raw = [], []
        for number in range(QUIET_ROUNDS):
            say(f"{seconds:.0f} s of single events, then of the ceiling ({number + 1} of {QUIET_ROUNDS})")
            ours.append(await self.stretch(seconds, comments=0))
            size = round(ours[-1].total["frame_bytes"] / max(1, ours[-1].total["frames"]))
            raw.append(await self.raw(max(1, round(seconds * self.args.rate)), self.args.rate, size))
        self._compare("quiet", together(ours), together(raw))

    async def full(self) -> None:
        say(f"{self.args.seconds:.0f} s of events and comments")
        seen = await self.stretch(self.args.seconds, self.args.posters, READS)
        frames = max(1, seen.total["frames"])
        size = min(LARGEST_RAW_FRAME, round(seen.total["frame_bytes"] / frames))
        rate = max(2.0, min(10.0, frames / self.measured / seen.usage.wall))
        count = max(3, min(20, MOST_RAW_BYTES // (size * self.args.clients)))
        say(f"the ceiling with frames of {size:,} bytes")
        self._compare("full", seen, await self.raw(count, rate, size))

    def _compare(self, name: str, ours: Seen, raw: Seen) -> None:
        mine, best = figures.described(ours), figures.described(raw)
        self.result[name], self.result[f"ceiling_{name}"] = mine, best
        for figure in ("to_last_per_second", "fan_out_per_second"):
            self.result[f"{name}_{figure}_ratio"] = round(mine[figure] / best[figure], 3)

    async def votes(self) -> None:
        """Everybody's first: it makes two rows, and the same again would make none."""
        say("everybody votes at once")
        before = self.usage()
        self.clients.tell(f"vote {self.scene.statement_id}")
        complete = await self.clients.until(self._all_answered, DRAIN_LIMIT)
        usage = self.usage().since(before)
        status = self.clients.status
        _, page = await self.stage.door.call("GET", f"/consultations/{SLUG}/statements?limit=1")
        self.result["votes"] = {
            **{name.removeprefix("votes_"): status[name] for name in status if name.startswith("votes")},
            "complete": complete,
            "counted": page["items"][0]["agree"],
            "server_us_per_vote": round(usage.server / max(1, status["votes_answered"]) * 1e6),
        }
        await self.clients.reach(await self.stage.head(), DRAIN_LIMIT)

    async def flood(self, rate: float) -> Json:
        """Only events, so many a second: how fast they reach everybody, and how many entries are delivered a second."""
        say(f"{self.args.step_seconds:.0f} s of {rate:g} events a second")
        before = self.people.refused
        seen = await self.stretch(self.args.step_seconds, 0, events=rate)
        return {**figures.described(seen), "rate": rate, "not_sent": self.people.refused - before}

    async def slow(self) -> None:
        """The same load while some do not read; then they read again and must become complete."""
        say(f"{self.args.slow} clients stop reading")
        memory = self.stage.memory
        before = self.clients.status
        self.clients.tell("stall")
        seen = await self.stretch(self.args.slow_seconds, self.args.posters)
        dropped = self.clients.status["stalled_dropped"] - before["stalled_dropped"]
        grown = self.stage.memory - memory
        self.clients.tell("wake")
        await asyncio.sleep(0.5)
        complete = await self.clients.reach(await self.stage.head(), DRAIN_LIMIT)
        self.result["slow"] = {
            "stalled": self.args.slow,
            "seen": figures.described(seen),
            "dropped": dropped,
            "closed_1013": self.clients.status["closed_1013"] - before["closed_1013"],
            "memory_grown": grown,
            "complete": complete,
        }

    async def storm(self) -> None:
        say("kill -9 under load; everybody comes back")
        before = self.clients.status
        self.people.persist = True
        posting = asyncio.create_task(self.people.act(20, events=self.args.rate, comments=self.args.posters))
        await asyncio.sleep(5)
        killed = time.monotonic()
        self.stage.kill()
        self.people.door.forget()
        await self.stage.start()
        ready = time.monotonic() - killed
        await self.clients.until(lambda status: bool(status["lost"] > before["lost"]), 10)
        back = await self._since(killed, self.clients.until(self._all_open, STORM_LIMIT))
        complete = await self._since(killed, self.clients.reach(await self.stage.head(), STORM_LIMIT))
        await posting
        self.people.persist = False
        self.result["storm"] = {
            "ready_seconds": round(ready, 2),
            "back_seconds": back,
            "complete_seconds": complete if back is not None else None,
            "lost": self.clients.status["lost"] - before["lost"],
            "refused": self.clients.status["refused"] - before["refused"],
        }

    @staticmethod
    def _all_answered(status: Json) -> bool:
        return bool(status["votes"] and status["votes_answered"] == status["votes"])

    def _all_open(self, status: Json) -> bool:
        return bool(status["open"] == self.args.clients)

    @staticmethod
    async def _since(start: float, holds: Any) -> float | None:
        return round(time.monotonic() - start, 2) if await holds else None

    async def truth(self) -> None:
        """Every client has the whole record; every acknowledged comment is in it, once."""
        say("comparing the clients and the acknowledgements with the record")
        self.result["complete"] = await self.clients.reach(await self.stage.head(), CATCH_UP_LIMIT)
        self.result["faults"] = figures.faults(self.clients.status)
        self.result["clients"] = self.clients.status
        record = await self.stage.record(self.first_seq)
        found = Counter(entry["payload"]["comment"]["text"] for entry in record if entry["type"] == "comment.posted")
        acknowledged = [act for act in self.people.acts if act.kind == "comment" and act.done]
        self.result["record"] = {
            "entries": len(record),
            "acknowledged": len(acknowledged),
            "lost": sum(found[act.text] == 0 for act in acknowledged),
            "doubled": sum(count > 1 for count in found.values()),
            "not_sent": self.people.refused,
        }
        usage, cores = self.usage().since(self.started), psutil.cpu_count() or 1
        self.result["machine"] = {
            "cores": cores,
            "processor": processor(),
            "kernel": platform.release(),
            "python": platform.python_version(),
            "others": round(usage.share_of_others(cores), 3),
        }

    def usage(self, *, ceiling: bool = False) -> Usage:
        """Of the service and its clients, or (`ceiling`) of the ceiling and its clients."""
        pairs: list[tuple[Sequence[Any], Clients | None]] = [(self.stage.processes, getattr(self, "clients", None))]
        if raw := getattr(self, "ceiling", None):
            pairs.append(([raw.process], raw.clients))
        seconds = [(sum(map(cpu_seconds, mine)), cpu_seconds(them.process) if them else 0.0) for mine, them in pairs]
        server, clients = seconds[-1] if ceiling else seconds[0]
        busy = psutil.cpu_times()
        machine = sum(busy) - busy.idle - getattr(busy, "iowait", 0.0)
        mine = cpu_seconds(psutil.Process()) + sum(map(sum, seconds))
        return Usage(server, clients, mine, machine, time.monotonic())


def cpu_seconds(process: Any) -> float:
    """0 for a process that is no more."""
    try:
        times = psutil.Process(process.pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def together(parts: list[Seen]) -> Seen:
    """Several stretches as one; the percentiles of single deliveries are the worst of theirs."""
    total: Json = {name: sum(part.total[name] for part in parts) for name in ("frames", "frame_bytes", "bytes")}
    for name in ("events_ms", "comments_ms"):
        total[name] = [max(values) for values in zip(*(part.total[name] for part in parts), strict=True)]
    usages = [part.usage for part in parts]
    usage = Usage(*(sum(getattr(u, name) for u in usages) for name in Usage.__dataclass_fields__))
    entries = [entry for part in parts for entry in part.entries]
    acts: list[Act] = [act for part in parts for act in part.acts]
    seconds, complete = sum(part.seconds for part in parts), all(part.complete for part in parts)
    return Seen(parts[0].clients, entries, total, acts, usage, seconds, complete)


def without_nan(value: Any) -> Any:
    """JSON knows no nan; where nothing was measured stands null."""
    if isinstance(value, dict):
        return {name: without_nan(inner) for name, inner in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value


def say(sentence: str) -> None:
    print(f"  {time.strftime('%H:%M:%S')} {sentence}", flush=True)


async def measure(args: argparse.Namespace, binaries: Binaries, url: str) -> Json:
    cores = Cores.found(args.workers)
    scene = await seed(url, args.delegates)
    env = {"CONVENOR_DATABASE_URL": url} | ({"CONVENOR_BUS_URL": args.bus} if args.workers > 1 else {})
    scenery = Stage(env, cores.workers, BUILD / "live-server.log")
    os.sched_setaffinity(0, cores.people)
    try:
        await scenery.start()
        await scenery.open_meeting(scene)
        ids = [str(option) for option in scene.option_ids]
        people = People(scenery.door, scene.delegates, str(scene.meeting_id), ids, args.text)
        result = await Bench(args, binaries, cores, scenery, scene, people).run()
    finally:
        scenery.stop()
    return result


def run(args: argparse.Namespace, binaries: Binaries) -> Json:
    say(f"a fresh database with {args.delegates} delegates, {args.workers} worker(s)")
    url = asyncio.run(make_database(args.database))
    try:
        migrate(url)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            result = runner.run(measure(args, binaries, url))
    finally:
        asyncio.run(drop_database(url))
    shown = {**vars(args), "database": "PostgreSQL" if url.startswith("postgres") else "SQLite"}
    return {"options": shown, **result}


def main() -> int:
    args = options()
    binaries = build()
    if not binaries.deflate and not args.plain:
        say("zlib's header file is not here, so the clients do not offer compression")
        args.plain = True
    raise_file_limit(args.clients)
    alone = None
    if args.workers > 1:
        alone = run(argparse.Namespace(**{**vars(args), "workers": 1, "storm": False, "slow": 0}), binaries)
    result = run(args, binaries)
    if alone:
        result["one_worker"] = alone
    print(f"\n{figures.table(result)}\n")
    (BUILD / "live.json").write_text(json.dumps(without_nan(result), indent=1, default=str))
    record, truth = result["record"], result["faults"]
    return int(bool(any(truth.values()) or record["lost"] or record["doubled"] or not result["complete"]))


if __name__ == "__main__":
    raise SystemExit(main())
