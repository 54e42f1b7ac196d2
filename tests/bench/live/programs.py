"""The two C programs, built when needed and driven over pipes: the clients, and the raw ceiling server."""

import asyncio
import json
import os
import shutil
import subprocess
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BUILD = Path("build/bench")
FLAGS = ("-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror")
NO_COMPILER = "The live benchmark needs a C compiler (gcc, clang or $CC) and Linux: its clients are written in C."

Json = dict[str, Any]


@dataclass(frozen=True)
class Binaries:
    client: Path
    ceiling: Path
    deflate: bool  # the client can offer permessage-deflate


def build() -> Binaries:
    """Compile into build/bench; with zlib when it is there. Ends the program with a sentence when it cannot."""
    compiler = shutil.which(os.environ.get("CC", "")) or shutil.which("gcc") or shutil.which("clang")
    if compiler is None or not hasattr(os, "sched_setaffinity"):
        raise SystemExit(NO_COMPILER)
    BUILD.mkdir(parents=True, exist_ok=True)
    ceiling, client = BUILD / "live-ceiling", BUILD / "live-client"
    _compile(compiler, "ceiling.c", ceiling)
    try:
        _compile(compiler, "client.c", client, "-DHAVE_ZLIB", "-lz", quiet=True)
    except subprocess.CalledProcessError:
        _compile(compiler, "client.c", client)
        return Binaries(client, ceiling, deflate=False)
    return Binaries(client, ceiling, deflate=True)


def _compile(compiler: str, source: str, target: Path, *more: str, quiet: bool = False) -> None:
    """Beside its place first: two test runs may build at once, and a running program cannot be overwritten."""
    fresh = target.with_suffix(f".{os.getpid()}")
    command = [compiler, *FLAGS, str(HERE / source), "-o", str(fresh), *more]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL if quiet else None)
    fresh.replace(target)


@contextmanager
def pinned(cores: set[int]) -> Iterator[None]:
    """What is started inside inherits these cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


@dataclass
class Clients:
    """One client process. `status` is what it said last; a reader task keeps it fresh."""

    process: Process
    count: int
    status: Json = field(default_factory=dict)
    _entries: list[Json] = field(default_factory=list)
    _total: asyncio.Future[Json] | None = None
    _reader: asyncio.Task[None] | None = None

    @classmethod
    async def launch(cls, binary: Path, cores: set[int], count: int, **options: object) -> "Clients":
        words = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", str(value))]
        with pinned(cores):
            process = await asyncio.create_subprocess_exec(
                binary, "--clients", str(count), *words, stdin=PIPE, stdout=PIPE
            )
        clients = cls(process, count)
        clients._reader = asyncio.create_task(clients._read())
        await clients.until(bool, 10)
        return clients

    async def _read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            said = json.loads(line)
            if said["kind"] == "status":
                self.status = said
            elif said["kind"] == "entry":
                self._entries.append(said)
            elif self._total is not None:
                self._total.set_result(said)

    def tell(self, command: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{command}\n".encode())

    async def mark(self, seq: int) -> None:
        """Measure the entries after `seq`; returns when the clients have surely heard it."""
        self.tell(f"mark {seq}")
        await asyncio.sleep(0.25)

    async def until(self, holds: Callable[[Json], bool], seconds: float) -> bool:
        """Wait for a status of which this is true; False when the time is over."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not holds(self.status):
            if self.process.returncode is not None:
                raise SystemExit("The client process ended; what it said is above.")
            if loop.time() > deadline:
                return False
            await asyncio.sleep(0.02)
        return True

    async def reach(self, seq: int, seconds: float) -> bool:
        """Wait until every client has everything up to `seq`."""
        return await self.until(lambda status: status["lowest"] >= seq, seconds)

    async def report(self) -> tuple[list[Json], Json]:
        """(one dictionary for each entry since the mark, the totals)."""
        self._total = asyncio.get_running_loop().create_future()
        self.tell("report")
        total = await asyncio.wait_for(self._total, 60)
        entries, self._entries, self._total = self._entries, [], None
        return entries, total

    async def close(self) -> None:
        await end(self.process)
        if self._reader:
            await self._reader


async def end(process: Process) -> None:
    """Both programs end when their stdin does."""
    assert process.stdin is not None
    process.stdin.close()
    try:
        await asyncio.wait_for(process.wait(), 10)
    except TimeoutError:
        process.kill()
        await process.wait()


@dataclass
class Ceiling:
    """The raw server with its own clients, idle until asked."""

    process: Process
    clients: Clients
    seq: int = 0

    @classmethod
    async def launch(
        cls, binaries: Binaries, server_cores: set[int], client_cores: set[int], port: int, count: int, sources: int
    ) -> "Ceiling":
        with pinned(server_cores):
            process = await asyncio.create_subprocess_exec(
                binaries.ceiling, str(port), str(count), stdin=PIPE, stdout=PIPE
            )
        await cls._said(process, "listening", 10)
        clients = await Clients.launch(
            binaries.client, client_cores, count, port=port, sources=sources, rate=4000, inflight=1000, silence_ms=0
        )
        clients.tell("start")
        await cls._said(process, "connected", 120)
        await clients.until(lambda status: bool(status["open"] == count), 30)
        return cls(process, clients)

    @staticmethod
    async def _said(process: Process, kind: str, seconds: float) -> Json:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), seconds)
        said: Json = json.loads(line or b'{"kind": "nothing"}')
        if said["kind"] != kind:
            raise SystemExit(f"The ceiling server said {said['kind']} instead of {kind}; see above.")
        return said

    async def events(self, count: int, rate: float, size: int) -> tuple[list[Json], Json]:
        """`count` events of `size` bytes on the wire, as entries and what sending them took."""
        assert self.process.stdin is not None
        await self.clients.mark(self.seq)
        self.process.stdin.write(f"paced {count} {rate} {size}\n".encode())
        sent = await self._said(self.process, "sent", 120 + count / rate)
        self.seq = sent["seq"]
        await self.clients.reach(self.seq, 60)
        entries, _ = await self.clients.report()
        return entries, sent

    async def close(self) -> None:
        await end(self.process)
        await self.clients.close()
