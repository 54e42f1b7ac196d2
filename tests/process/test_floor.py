"""`kill -9` while somebody has the floor: nobody is lost or doubled, and their time goes on from what is recorded."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.serving import Service
from tests.speakers.floors import FloorClient, follow, without_clock
from tests.world import World

pytestmark = pytest.mark.process

Making = Callable[..., Service]
Through = Callable[[Service], World]
ASKING = ("delegate", "colleague", "neighbour", "person", "advisory")


async def test_time_goes_on_over_a_restart(services: Making, people: Through) -> None:
    service = await services().start().ready()
    floor = FloorClient(people(service))
    await floor.does("open")
    page = await floor.state()
    first, second = await floor.asks(), await floor.asks("neighbour")
    await floor.speaks(first)
    before = await floor.state()
    started = datetime.fromisoformat((await floor.speaker(first))["running_since"])
    service.kill()
    await asyncio.sleep(1.2)
    await service.start().ready()
    after = await floor.state()
    assert without_clock(after) == without_clock(before)
    assert datetime.fromisoformat(after["server_time"]) - started > timedelta(seconds=1.2)
    await floor.does("pause", first)
    paused = await floor.speaker(first)
    spoken = datetime.fromisoformat(paused["intervals"][0]["stopped_at"]) - started
    assert spoken > timedelta(seconds=1.2), "they went on speaking while the service was away"
    assert paused["spoken_seconds"] == int(spoken.total_seconds())
    service.kill()
    await asyncio.sleep(1.2)
    await service.start().ready()
    assert (await floor.speaker(first))["spoken_seconds"] == paused["spoken_seconds"], "a pause is a pause"
    await floor.does("finish", first)
    assert await floor.waiting() == [second]
    assert without_clock(follow(page, await floor.world.record())) == without_clock(await floor.state())


async def test_asking_while_the_service_is_killed_inscribes_everybody_once(services: Making, people: Through) -> None:
    service = await services().start().ready()
    floor = FloorClient(people(service))
    await floor.does("open")

    async def ask(by: str) -> dict[str, Any]:
        """Resent under the same key until it is answered."""
        headers = {"Idempotency-Key": str(uuid4())}
        path = f"/meetings/{floor.world.meeting_id}/speakers"
        while True:
            try:
                answer = await floor.world.people[by].post(path, {}, headers=headers)
            except httpx.HTTPError:
                await asyncio.sleep(0.05)
                continue
            assert answer.status_code == 201, answer.text
            speaker: dict[str, Any] = answer.json()
            return speaker

    asked = [asyncio.create_task(ask(by)) for by in ASKING]
    await asyncio.sleep(0.02)
    service.kill()
    await service.start().ready()
    acknowledged = await asyncio.gather(*asked)
    speakers = (await floor.state())["speakers"]
    assert sorted(speakers, key=lambda s: s["number"]) == sorted(acknowledged, key=lambda s: s["number"])
    assert [speaker["number"] for speaker in speakers] == [1, 2, 3, 4, 5]
    assert {speaker["acted_as"]["account_id"] for speaker in speakers} == {
        str(floor.world.people[by].account_id) for by in ASKING
    }
