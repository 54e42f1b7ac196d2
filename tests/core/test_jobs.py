"""The worker process: what comes back from it, and that whatever becomes of it nobody else waits or fails."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.core import jobs as module
from app.core.errors import Invalid
from app.core.jobs import JobLost, Jobs, JobsFull, Worker, progress
from tests.conftest import SharedJobs
from tests.core import labour


@pytest.fixture
async def jobs(worker: Worker) -> AsyncIterator[Jobs]:
    found = SharedJobs(worker)
    yield found
    await found.close()


async def test_a_job_is_done_elsewhere_and_tells_how_far_it_is(jobs: Jobs) -> None:
    (three, first), (seven, second) = await asyncio.gather(jobs.run(labour.add, 1, 2), jobs.run(labour.add, 3, 4))
    assert (three, seven) == (3, 7)
    assert first == second != os.getpid(), "one process does all jobs, and it is not this one"
    told: list[tuple[str, int, int]] = []
    assert await jobs.run(labour.tell, 3, told=lambda *said: told.append(said)) == "told"
    assert told == [("counting", 1, 3), ("counting", 2, 3), ("counting", 3, 3)]
    progress("nobody listens here", 1, 1)


async def test_what_a_job_raises_is_raised_here_and_the_worker_goes_on(jobs: Jobs) -> None:
    _, before = await jobs.run(labour.add, 1, 1)
    with pytest.raises(Invalid, match="cannot be computed") as refused:
        await jobs.run(labour.refuse)
    assert refused.value.code == "no_sense"
    assert "labour.py" in "".join(refused.value.__notes__)
    with pytest.raises(RuntimeError, match="Unpackable: 1 and 2"):
        await jobs.run(labour.fail_oddly)
    with pytest.raises(Exception, match="lambda"):
        await jobs.run(labour.give_back_a_function)
    assert await jobs.run(labour.add, 1, 1) == (2, before)


async def test_a_dead_worker_is_one_jobs_loss_only(jobs: Jobs, tmp_path: Path) -> None:
    """The jobs behind it in the queue are done by the next worker; the event loop never stops."""
    pid: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    lost = asyncio.create_task(
        jobs.run(labour.until, str(tmp_path / "never"), told=lambda _, said, __: pid.set_result(said))
    )
    behind = asyncio.create_task(jobs.run(labour.add, 20, 3))
    killed = await pid
    os.kill(killed, signal.SIGKILL)
    with pytest.raises(JobLost, match="Nothing was changed"):
        await lost
    sum_, fresh = await behind
    assert sum_ == 23
    assert fresh != killed
    with pytest.raises(JobLost):
        await jobs.run(labour.die)
    assert (await jobs.run(labour.add, 1, 0))[0] == 1


async def test_who_stops_waiting_stops_the_job(jobs: Jobs, tmp_path: Path) -> None:
    begun = asyncio.Event()
    waiting = asyncio.create_task(jobs.run(labour.until, str(tmp_path / "never"), told=lambda *_: begun.set()))
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert (await jobs.run(labour.add, 1, 1))[0] == 2


async def test_a_job_that_hangs_is_ended(jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_SECONDS", 0.05)
    with pytest.raises(JobLost):
        await jobs.run(labour.until, str(tmp_path / "never"))


async def test_more_than_can_wait_is_refused_in_words(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAITING", 2)
    accepted = [asyncio.create_task(jobs.run(labour.add, each, 0)) for each in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(JobsFull, match="try again in a minute") as full:
        await jobs.run(labour.add, 9, 9)
    assert full.value.headers["Retry-After"] == "60"
    assert [sum_ for sum_, _ in await asyncio.gather(*accepted)] == [0, 1]


async def test_an_idle_worker_gives_its_memory_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.0)
    own = Jobs(Worker())
    await own.run(labour.add, 1, 1)
    await asyncio.sleep(0.01)
    assert own.worker.pid is None
    await own.close()
