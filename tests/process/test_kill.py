"""`kill -9` at any moment: what was acknowledged is there once, and open sockets go on where they were."""

import asyncio
import os
import random
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.live.following import follow, head
from tests.serving import CONVENOR, Service
from tests.world import World

pytestmark = pytest.mark.process

POSTERS = ("delegate", "colleague", "neighbour", "person", "observer", "advisory", "delegate", "person")
AWAY = (OSError, ConnectionClosed, InvalidHandshake, TimeoutError)
Making = Callable[..., Service]
Through = Callable[[Service], World]


class Page:
    """A page that stays open: it comes back with the seq it has whenever the line breaks."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.connections = 0

    @property
    def seq(self) -> int:
        return self.entries[-1]["seq"] if self.entries else 0

    async def stay(self, service: Service, world: World) -> None:
        while True:
            try:
                async with follow(service.address, world, self.seq) as follower:
                    self.connections += 1
                    while True:
                        await follower.message(60)
                        self.entries += follower.entries
                        follower.entries.clear()
            except AWAY:
                await asyncio.sleep(0.05)

    async def until(self, seq: int) -> None:
        async with asyncio.timeout(15):
            while self.seq < seq:
                await asyncio.sleep(0.02)


async def comments(world: World) -> list[dict[str, Any]]:
    """The whole list of the meeting, page by page."""
    found: list[dict[str, Any]] = []
    before = ""
    while True:
        page = (await world.reader.get(f"/meetings/{world.meeting_id}/comments?limit=200{before}")).json()
        found += page["items"]
        if page["next"] is None:
            return found
        before = f"&before={page['next']}"


def convenor(env: dict[str, str], *arguments: str | Path) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CONVENOR_")}
    return subprocess.run([CONVENOR, *arguments], env=kept | env, check=True, capture_output=True, text=True).stdout


async def test_killed_between_two_posts_a_page_resumes(services: Making, people: Through) -> None:
    service = await services().start().ready()
    world, page = people(service), Page()
    task = asyncio.create_task(page.stay(service, world))
    before = await world.post_comment("before")
    await page.until(before["seq"])
    service.kill()
    with pytest.raises(httpx.HTTPError):
        await world.post_comment("while it is away")
    await service.start().ready()
    after = await world.post_comment("after")
    await page.until(after["seq"])
    task.cancel()
    assert after["seq"] == before["seq"] + 1
    assert page.connections == 2
    assert page.entries == await world.record()
    assert [comment["text"] for comment in await comments(world)] == ["after", "before"]


async def test_killed_at_random_moments_under_load(
    services: Making, people: Through, env: dict[str, str], tmp_path: Path
) -> None:
    """Eight people post and resend until they are answered, while the server is killed three times."""
    service, chance = await services().start().ready(), random.Random(11)
    world, pages, stop = people(service), [Page(), Page()], asyncio.Event()
    watching = [asyncio.create_task(page.stay(service, world)) for page in pages]
    acknowledged: dict[str, dict[str, Any]] = {}
    resent: Counter[str] = Counter()

    async def answer(by: str, key: str) -> dict[str, Any]:
        """Resent under the same key, because without an answer nobody knows whether it was kept."""
        while True:
            try:
                return await _post(world, by, key)
            except httpx.HTTPError:
                resent[key] += 1
                await asyncio.sleep(0.1)

    async def post(by: str) -> None:
        while not stop.is_set():
            key = str(uuid4())
            acknowledged[key] = await answer(by, key)

    posting = [asyncio.create_task(post(by)) for by in POSTERS]
    for _ in range(3):
        await asyncio.sleep(0.3 + chance.random() / 2)
        service.kill()
        await service.start().ready()
    await asyncio.sleep(0.3)
    stop.set()
    await asyncio.gather(*posting)

    last = await head(world)
    await asyncio.gather(*(page.until(last) for page in pages))
    for task in watching:
        task.cancel()
    listed, record = await comments(world), await world.record()
    written = [entry["payload"]["comment"] for entry in record if entry["type"] == "comment.posted"]
    assert len(resent) >= 3, "the kills have hit nobody"
    assert len(acknowledged) > len(POSTERS)
    assert sorted(comment["text"] for comment in listed) == sorted(acknowledged)
    assert sorted(listed, key=_seq) == sorted(acknowledged.values(), key=_seq) == written
    assert all(page.entries == record for page in pages)
    file = tmp_path / "record.zip"
    convenor(env, "export", "record", world.slug, "-o", file)
    assert str(len(record)) in convenor(env, "verify", file)


def _seq(comment: dict[str, Any]) -> int:
    return int(comment["seq"])


async def _post(world: World, by: str, key: str) -> dict[str, Any]:
    body = {"text": key, "language": "en"}
    path = f"/meetings/{world.meeting_id}/comments"
    response = await world.people[by].post(path, body, headers={"Idempotency-Key": key})
    assert response.status_code == 201, response.text
    comment: dict[str, Any] = response.json()
    return comment
