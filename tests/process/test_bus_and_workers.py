"""Two server processes on one PostgreSQL when what joins them fails: Redis under load, or one of the two."""

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.live.following import follow, head
from tests.process.conftest import HEAL_SECONDS
from tests.process.test_kill import Page
from tests.serving import Service, free_port
from tests.world import World

pytestmark = [pytest.mark.process, pytest.mark.several_processes]

REDIS_SERVER = shutil.which("redis-server") or shutil.which("valkey-server")
Making = Callable[..., Service]
Through = Callable[[Service], World]


class OwnRedis:
    """A Redis of this test's own, on a port that stays the same when it is killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.port, self._folder = free_port(), folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> "OwnRedis":
        assert REDIS_SERVER is not None
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([REDIS_SERVER, *options], stdout=subprocess.DEVNULL)
        return self

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[OwnRedis]:
    if REDIS_SERVER is None:  # in CI it is there, or the test fails in words
        assert os.environ.get("CI") != "true", "there is no redis-server to start"
        # On a laptop without Redis everything but the restart of the bus is tested.
        pytest.skip("there is no redis-server to start")
    redis = OwnRedis(tmp_path).start()
    yield redis
    redis.kill()


async def post_steadily(world: World, stop: asyncio.Event) -> list[dict[str, Any]]:
    """Comments one after the other; each has to be acknowledged, whatever becomes of Redis."""
    posted: list[dict[str, Any]] = []
    while not stop.is_set():
        posted.append(await world.post_comment(str(uuid4())))
        await asyncio.sleep(0.02)
    return posted


async def test_redis_is_killed_and_comes_back_under_load(
    services: Making, people: Through, own_redis: OwnRedis
) -> None:
    one, other = (services(CONVENOR_BUS_URL=own_redis.url).start() for _ in range(2))
    await asyncio.gather(one.ready(), other.ready())
    here, there = people(one), people(other)
    start, stop = await head(here), asyncio.Event()
    async with follow(one.address, here, start) as near, follow(other.address, there, start) as far:
        posting = asyncio.create_task(post_steadily(here, stop))
        await far.until(start + 10)

        own_redis.kill()
        await asyncio.sleep(0.2)
        comment = await here.post_comment("Said while Redis is away")
        await asyncio.gather(near.until(comment["seq"], seconds=2), far.until(comment["seq"], seconds=HEAL_SECONDS + 2))

        own_redis.start()
        async with asyncio.timeout(15):  # the readers try again every second
            while (await there.client.get("/readyz")).status_code != 200:
                await asyncio.sleep(0.1)
        await asyncio.sleep(1)
        stop.set()
        posted = await posting
        await asyncio.gather(near.until(posted[-1]["seq"]), far.until(posted[-1]["seq"], seconds=HEAL_SECONDS + 2))

        began, quick = time.monotonic(), await here.post_comment("Redis wakes them again")
        await asyncio.gather(near.until(quick["seq"]), far.until(quick["seq"]))
        assert time.monotonic() - began < HEAL_SECONDS
    assert near.entries == far.entries == (await here.record())[start:]


async def test_who_was_at_a_killed_worker_goes_on_at_the_other(
    services: Making, people: Through, redis_url: str
) -> None:
    one, other = (services(CONVENOR_BUS_URL=redis_url).start() for _ in range(2))
    await asyncio.gather(one.ready(), other.ready())
    here, there = people(one), people(other)
    pages, stop = [Page() for _ in range(4)], asyncio.Event()
    posting = asyncio.create_task(post_steadily(there, stop))
    lost = [asyncio.create_task(page.stay(one, here)) for page in pages]
    start = await head(there)
    await asyncio.gather(*(page.until(start + 5) for page in pages))

    one.kill()
    for task in lost:
        task.cancel()
    again = [asyncio.create_task(page.stay(other, there)) for page in pages]
    await asyncio.sleep(0.5)
    stop.set()
    posted = await posting
    await asyncio.gather(*(page.until(posted[-1]["seq"]) for page in pages))
    for task in again:
        task.cancel()
    record = await there.record()
    assert all(page.entries == record for page in pages)
    assert [entry["payload"]["comment"]["id"] for entry in record if entry["type"] == "comment.posted"][
        -len(posted) :
    ] == [comment["id"] for comment in posted]


async def test_presence_is_the_sum_of_the_workers_and_forgets_a_killed_one(
    services: Making, people: Through, redis_url: str
) -> None:
    one, other = (services(CONVENOR_BUS_URL=redis_url).start() for _ in range(2))
    await asyncio.gather(one.ready(), other.ready())
    here, there = people(one), people(other)

    async def connected(world: World, count: int) -> None:
        async with asyncio.timeout(30):
            while (await _presence(world)) != count:
                await asyncio.sleep(0.1)

    async with follow(other.address, there):
        async with follow(one.address, here), follow(one.address, here):
            await asyncio.gather(connected(here, 3), connected(there, 3))
            one.kill()
        await connected(there, 1)


async def _presence(world: World) -> int:
    try:
        return int((await world.reader.get(f"/consultations/{world.slug}/presence")).json()["connected"])
    except httpx.HTTPError:
        return -1
