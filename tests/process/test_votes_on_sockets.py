"""Votes over open sockets while the server is killed: none that was acknowledged is lost, none counts twice."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from uuid import UUID

import httpx
import pytest

from app.capacities.actor import SYSTEM
from app.config import Settings
from app.core.db import Database
from app.opinions import service as opinions
from app.opinions.schemas import StatementIn
from app.record.service import Record
from tests.conftest import SECRET
from tests.live.following import follow, head
from tests.live.test_acts import act, answer
from tests.process.test_kill import AWAY
from tests.serving import Service
from tests.world import World

pytestmark = pytest.mark.process

VOTERS = ("delegate", "colleague", "neighbour", "person", "advisory")
STATEMENTS, KILLS = 120, 2
VALUES = ("agree", "disagree", "pass")


async def add_statements(url: str, consultation_id: UUID) -> list[str]:
    database = Database(Settings(database_url=url, secret=SECRET).async_database_url)
    async with database.write() as session:
        record = await Record.hold(session, consultation_id)
        bodies = [StatementIn(text=f"Statement {number}.", language="en") for number in range(STATEMENTS)]
        added = [await opinions.add_statement(session, record, SYSTEM, consultation_id, body) for body in bodies]
    await database.close()
    return [str(statement.id) for statement in added]


class Voter:
    """Votes once on each statement, and sends again what was not answered when the line broke."""

    def __init__(self, role: str, statements: list[str]) -> None:
        chance = random.Random(role)
        self.role, self.left = role, {statement: chance.choice(VALUES) for statement in statements}
        self.acknowledged: dict[str, str] = {}
        self.interrupted = 0

    async def vote(self, service: Service, world: World) -> None:
        while self.left:
            try:
                async with follow(service.address, world, await head(world), by=self.role) as follower:
                    while self.left:
                        statement, value = next(iter(self.left.items()))
                        answered = await answer(follower, act(statement, {"value": value}, statement))
                        assert (answered["id"], answered["status"]) == (statement, 200)
                        self.acknowledged[statement] = answered["body"]["my_vote"]
                        del self.left[statement]
            except (*AWAY, httpx.HTTPError):
                self.interrupted += 1
                await asyncio.sleep(0.05)


async def test_killed_while_everybody_votes(
    services: Callable[..., Service], people: Callable[[Service], World], env: dict[str, str]
) -> None:
    service = await services().start().ready()
    world = people(service)
    statements = await add_statements(env["CONVENOR_DATABASE_URL"], world.consultation_id)
    voters = [Voter(role, statements) for role in VOTERS]
    wanted = {voter.role: dict(voter.left) for voter in voters}
    voting = [asyncio.create_task(voter.vote(service, world)) for voter in voters]
    for number in range(1, KILLS + 1):
        while sum(len(voter.acknowledged) for voter in voters) < number * STATEMENTS:
            assert not any(task.done() and task.exception() for task in voting)
            await asyncio.sleep(0.005)
        service.kill()
        await service.start().ready()
    await asyncio.gather(*voting)
    assert sum(voter.interrupted for voter in voters) >= KILLS, "the kills have hit nobody"

    counts: dict[str, Counter[str]] = {statement: Counter() for statement in statements}
    for voter in voters:
        assert voter.acknowledged == wanted[voter.role]
        listed = await world.people[voter.role].get(f"/consultations/{world.slug}/statements?limit=200")
        assert {item["id"]: item["my_vote"] for item in listed.json()["items"]} == voter.acknowledged
        for statement, value in voter.acknowledged.items():
            counts[statement][value] += 1
    shown = (await world.reader.get(f"/consultations/{world.slug}/statements?limit=200")).json()["items"]
    assert {s["id"]: {"agree": s["agree"], "disagree": s["disagree"], "pass": s["pass_"]} for s in shown} == {
        statement: {value: counted[value] for value in VALUES} for statement, counted in counts.items()
    }
    entries = [entry["payload"] for entry in await world.record() if entry["type"] == "votes.recorded"]
    assert sum(entry["count"] for entry in entries) == len(VOTERS) * STATEMENTS
