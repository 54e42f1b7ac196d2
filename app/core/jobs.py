"""Work for a processor, done in a process of its own, one job after the other, while the event loop only waits.

A job is a function of a module, with arguments that pickle; it knows nothing of this process. What is large goes in and
comes out as bytes or str: anything else is packed and unpacked with the interpreter held, and everybody waits for that.
"""

import asyncio
import contextlib
import ctypes
import gc
import logging
import os
import pickle
import signal
import traceback
from collections.abc import Callable
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Annotated, Any, ClassVar, TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Depends, Request

from app.core.errors import ConvenorError

log = logging.getLogger(__name__)
T = TypeVar("T")
Told = Callable[[str, int, int], None]
WAITING = 16  # jobs at most, the one at work among them
LONGEST_SECONDS = 900.0  # a job that takes longer hangs, and would keep all others waiting
IDLE_SECONDS = 300.0  # after which the worker's memory is given back
NICENESS = 10  # who posts goes first where there are not processors enough
_trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's alone
_to_parent: Connection | None = None  # in the worker: where progress and outcome go


class JobLost(ConvenorError):
    """The worker died under the job: killed, out of memory, or stopped because it took too long. Nothing was kept."""

    status: ClassVar[int] = 503
    code = "worker_lost"


class JobsFull(ConvenorError):
    status: ClassVar[int] = 503
    code = "worker_busy"


class _Gone(Exception):
    """The pipe has no other end any more."""


def progress(step: str, done: int, of: int) -> None:
    """Said by a job: which step it is at, and how far in it. Outside the worker nobody listens."""
    if _to_parent is not None:
        _to_parent.send_bytes(pickle.dumps(("progress", step, done, of)))


def give_back() -> None:
    """Said by a job between two large steps: what was freed goes back to the system, where the C library can."""
    if _trim is not None:
        _trim(0)


class Worker:
    """The process and the pipe to it. Bound to no event loop, so tests can share one. Starts when first needed.

    `knows`: a module it imports first. For jobs that use the database that is the one with all models: the type of a
    foreign key is known only once the table it leads to is.
    """

    def __init__(self, knows: str | None = None) -> None:
        self._knows = knows
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def do(self, function: Callable[..., T], args: tuple[Any, ...], told: Told) -> T:
        """Blocks until it is done. Raises what the job raised, or _Gone."""
        job = pickle.dumps((function, args))
        try:
            pipe = self._alive()
            pipe.send_bytes(job)
            while (answer := pickle.loads(pipe.recv_bytes()))[0] == "progress":
                told(*answer[1:])
        except (EOFError, OSError) as gone:
            raise _Gone from gone
        kind, outcome = answer
        if kind == "raised":
            raise outcome
        result: T = outcome
        return result

    def _alive(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            spawning = get_context("spawn")  # a fork would take the event loop, its threads and its sockets along
            self._pipe, theirs = spawning.Pipe()
            self._process = spawning.Process(
                target=_serve, args=(theirs, self._knows), name="convenor-worker", daemon=True
            )
            self._process.start()
            theirs.close()
        return self._pipe

    def kill(self) -> None:
        """Whoever waits for it learns that it is gone; the next job starts another."""
        process, self._process, self._pipe = self._process, None, None
        if process is not None:
            process.kill()


class Jobs:
    """The queue before the worker; one for each app."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._thread = CapacityLimiter(1)
        self._rest: asyncio.TimerHandle | None = None

    async def run(self, function: Callable[..., T], *args: Any, told: Told | None = None) -> T:
        """What the function returns; what it raises is raised here. `told(step, done, of)` is called on the event loop.

        Raises JobLost when the worker died (a fresh one takes the next job), JobsFull when too many wait. Who stops
        waiting stops the job.
        """
        if self._waiting >= WAITING:
            full = JobsFull("The service has as much to compute as it can take on. Please try again in a minute.")
            full.headers["Retry-After"] = "60"
            raise full
        self._waiting += 1
        try:
            async with self._turn:
                return await self._at_work(function, args, told)
        finally:
            self._waiting -= 1

    async def _at_work(self, function: Callable[..., T], args: tuple[Any, ...], told: Told | None) -> T:
        loop = asyncio.get_running_loop()
        if self._rest:
            self._rest.cancel()

        def heard(step: str, done: int, of: int) -> None:
            if told:
                loop.call_soon_threadsafe(told, step, done, of)

        work = partial(self.worker.do, function, args, heard)
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                return await to_thread.run_sync(work, limiter=self._thread, abandon_on_cancel=True)
        except (_Gone, TimeoutError) as gone:
            log.warning("the worker was lost under %s (%s)", function.__qualname__, type(gone).__name__)
            self.worker.kill()
            raise JobLost("The computation was interrupted. Nothing was changed; please try again.") from gone
        except asyncio.CancelledError:
            self.worker.kill()
            raise
        finally:
            self._rest = loop.call_later(IDLE_SECONDS, self.worker.kill)

    async def close(self) -> None:
        if self._rest:
            self._rest.cancel()
        self.worker.kill()


def _serve(pipe: Connection, knows: str | None) -> None:
    """The worker: job by job, until the other end of the pipe is gone, in whatever way that process ended."""
    global _to_parent  # noqa: PLW0603 - one process, one pipe
    _to_parent = pipe
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which then ends this
    os.nice(NICENESS)
    if knows:
        import_module(knows)
    gc.disable()  # a job makes very many objects and hardly a cycle; looking for those took a quarter of its time
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(_outcome(pipe.recv_bytes()))
            gc.collect()
            give_back()


def _outcome(job: bytes) -> bytes:
    try:
        function, args = pickle.loads(job)
        return pickle.dumps(("returned", function(*args)))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the job came from
        error.add_note(f"In the worker:\n{traceback.format_exc()}")
        with contextlib.suppress(Exception):
            packed = pickle.dumps(("raised", error))
            pickle.loads(packed)  # an error that cannot be put together again would be taken for a dead worker
            return packed
        return pickle.dumps(("raised", RuntimeError(f"{type(error).__name__}: {error}\n{traceback.format_exc()}")))


async def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


JobsOf = Annotated[Jobs, Depends(_jobs)]
