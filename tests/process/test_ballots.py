"""`kill -9` while a ballot is open: what was acknowledged last is what is counted, and the service seals by itself."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.ballots import verify
from app.core import clock
from tests.ballots.halls import nonce, opened
from tests.serving import Service
from tests.world import World

pytestmark = pytest.mark.process

VOTERS = ("delegate", "colleague", "neighbour", "person", "observer", "advisory")
CAPACITIES = ["delegate", "personal_capacity", "observer", "advisory_group_member"]
OPEN_SECONDS, PATIENCE_SECONDS = 12, 90


async def keep_voting(world: World, by: str, ballot: str) -> tuple[dict[str, Any] | None, str | None]:
    """Votes otherwise again and again until the ballot is closed, resending what got no answer.

    Gives the last receipt, and the commitment of what was sent without an answer, if that was the end.
    """
    receipt, number = None, 0
    while True:
        number += 1
        choice, code = {"approve": [number % 4]}, nonce(hash((by, number)))
        answered = False
        while not answered:
            try:
                body = {"choice": choice, "nonce": code}
                answer = await world.people[by].put(f"/ballots/{ballot}/ballot", body)
                answered = True
            except httpx.HTTPError:
                await asyncio.sleep(0.1)
        if answer.status_code != 200:
            assert answer.json()["code"] in {"ballot_closed", "ballot_sealed"}, answer.text
            return receipt, verify.commitment(ballot, choice, code)
        receipt = answer.json()


async def test_no_acknowledged_vote_is_lost(
    services: Callable[..., Service], people: Callable[[Service], World]
) -> None:
    service = await services().start().ready()
    world = people(service)
    closes = clock.iso(clock.now() + timedelta(seconds=OPEN_SECONDS))
    ballot = await opened(world, capacities=CAPACITIES, closes_at=closes)
    voting = [asyncio.create_task(keep_voting(world, by, ballot)) for by in VOTERS]
    for _ in range(2):
        await asyncio.sleep(0.7)
        service.kill()
        await service.start().ready()
    ends = await asyncio.gather(*voting)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (await world.reader.get(f"/ballots/{ballot}")).json()["state"] != "sealed":
            await asyncio.sleep(0.5)
    bundle = (await world.reader.get(f"/ballots/{ballot}/bundle")).content
    assert verify.verify(bundle).fault is None
    counted = set(verify.unpack(bundle)[verify.COMMITMENTS].decode().split())
    assert len(counted) == len([receipt for receipt, _ in ends if receipt])
    for receipt, pending in ends:
        assert receipt is None or {receipt["commitment"], pending} & counted
