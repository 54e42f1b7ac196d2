"""Results of votes are computed beside the service, kept with their digest, renewed when it is quiet, and show nothing
hidden. A worker that dies stops nobody from voting.
"""

import json
import os
import signal
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from sqlalchemy import insert, update

from app.capacities.actor import SYSTEM
from app.core import clock
from app.opinions import service as opinions
from app.opinions.models import OpinionAnalysis, OpinionParticipant, OpinionVote, Statement
from app.opinions.results import queries, service
from app.opinions.results.service import Analyst
from app.opinions.schemas import StatementIn
from app.record.service import Record
from tests.counting import counted
from tests.opinions.planted import planted
from tests.problems import assert_problem
from tests.world import World

STATEMENTS = 20


async def statements(world: World) -> list[Any]:
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        bodies = [StatementIn(text=f"Statement {number}.", language="en") for number in range(STATEMENTS)]
        return [await opinions.add_statement(session, record, SYSTEM, world.consultation_id, body) for body in bodies]


@pytest.fixture
async def voted(world: World) -> list[str]:
    """Two planted groups of 30 and 20 people, one of governments and one of civil society; statement ids by number."""
    made = await statements(world)
    (people, columns, values), labels = planted([30, 20], STATEMENTS, seed=5)
    ids = [uuid4() for _ in labels]
    groups = ["government" if label == 0 else "civil_society" for label in labels]
    async with world.db.write() as session:
        await session.execute(insert(OpinionParticipant), [
            {"id": each, "consultation_id": world.consultation_id, "group": group}
            for each, group in zip(ids, groups, strict=True)
        ])  # fmt: skip
        await session.execute(insert(OpinionVote), [
            {"statement_id": made[column].id, "participant_id": ids[person], "value": value}
            for person, column, value in zip(people.tolist(), columns.tolist(), values.tolist(), strict=True)
        ])  # fmt: skip
        for column, statement in enumerate(made):
            found = {name: int(np.sum(values[columns == column] == value)) for name, value in COUNTED.items()}
            await session.execute(update(Statement).where(Statement.id == statement.id).values(**found))
    return [str(statement.id) for statement in made]


COUNTED = {"agree": 1, "disagree": -1, "pass_": 0}


def analyst(world: World) -> Analyst:
    found: Analyst = world.app.state.analyst
    return found


async def results(world: World, role: str = "reader") -> dict[str, Any]:
    answer = await world.people[role].get(f"/consultations/{world.slug}/opinion-results")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def listed(world: World, **params: int) -> dict[str, Any]:
    answer = await world.reader.get(f"/consultations/{world.slug}/opinion-results/statements", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def compute(world: World, by: str = "secretariat") -> dict[str, Any]:
    asked = await world.people[by].post(f"/consultations/{world.slug}/opinion-results")
    assert asked.status_code == 202, asked.text
    assert asked.json()["computing"]
    await analyst(world).settle()
    return await results(world)


async def test_from_votes_to_results_that_everybody_can_check(world: World, voted: list[str]) -> None:
    assert (await results(world))["results"] is None
    assert (await listed(world))["items"] == []
    cutoff = (await world.record())[-1]["seq"]
    found = await compute(world)
    assert (found["computing"], found["outdated"], found["cutoff_seq"]) == (False, False, cutoff)
    assert found["results"]["stable"]
    assert [(group["name"], group["people"]) for group in found["results"]["groups"]] == [("A", 30), ("B", 20)]
    assert found["results"]["groups"][0]["representative"][0]["text"].startswith("Statement ")

    entry = (await world.record())[-1]
    assert entry["type"] == "opinions.computed"
    assert entry["payload"]["results"] == {
        "id": str(world.consultation_id), "cutoff_seq": cutoff, "digest": found["digest"], "people": 50, "groups": 2,
    }  # fmt: skip
    async with world.db.read() as session:
        kept = await session.get_one(OpinionAnalysis, world.consultation_id)
    assert sha256((kept.content or "").encode()).hexdigest() == found["digest"]

    await compute(world, by="chair")
    assert (await world.record())[-1]["seq"] == entry["seq"], "the same result again leaves no entry"

    first = await listed(world, limit=8)
    rest = await listed(world, limit=20, after=first["next"])
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (8, STATEMENTS - 8, None)
    best = first["items"][0]
    assert best["number"] <= STATEMENTS // 5, "planted as agreed by all"
    assert {(part["partition"], part["group"]) for part in best["groups"]} == {
        ("declared", "government"), ("declared", "civil_society"), ("found", "A"), ("found", "B"),
    }  # fmt: skip


async def test_what_is_hidden_or_not_accepted_is_never_in_the_results(world: World, voted: list[str]) -> None:
    async with world.db.write() as session:
        await session.execute(update(Statement).where(Statement.number == 2).values(state="pending"))
        await session.execute(update(Statement).where(Statement.number == 3).values(state="rejected"))
    found = await compute(world)
    top = (await listed(world, limit=20))["items"]
    assert {item["number"] for item in top} == set(range(1, STATEMENTS + 1)) - {2, 3}
    apart = found["results"]["groups"][0]["representative"][0]["id"]
    for gone in (top[0]["id"], apart):
        await world.moderate("hide", "statement", gone)
    # At once, before anything is computed again.
    now = await results(world)
    assert now["outdated"]
    shown = json.dumps(now) + json.dumps(await listed(world, limit=20))
    assert top[0]["id"] not in shown
    assert apart not in shown
    again = await compute(world)
    assert {top[0]["id"], apart}.isdisjoint(item["id"] for item in (await listed(world, limit=20))["items"])
    assert not again["outdated"]
    async with world.db.read() as session:
        kept = await session.get_one(OpinionAnalysis, world.consultation_id)
    assert top[0]["id"] not in (kept.content or "")


async def test_it_is_renewed_when_it_has_been_quiet(world: World, voted: list[str]) -> None:
    watcher, start = analyst(world), clock.now()

    async def look(seconds: float) -> bool:
        with clock.frozen(start + timedelta(seconds=seconds)):
            await watcher.look()
            begun = (await results(world))["computing"]
            await watcher.settle()
        return bool(begun)

    assert [await look(0), await look(30), await look(61)] == [False, False, True]
    assert (await results(world))["results"]["people"] == 50
    assert not await look(200), "nothing has changed"
    await world.delegate.put(f"/statements/{voted[0]}/vote", {"value": "agree"})
    assert (await results(world))["outdated"]
    assert not await look(210)
    await world.delegate.put(f"/statements/{voted[1]}/vote", {"value": "agree"})
    assert not await look(280), "somebody voted a moment ago"
    assert await look(345)
    assert (await results(world))["results"]["people"] == 51
    # Where people vote all the time it is done every ten minutes all the same.
    for minute in range(10):
        value = ("disagree", "pass")[minute % 2]
        await world.delegate.put(f"/statements/{voted[0]}/vote", {"value": value})
        assert not await look(400 + 59 * minute)
    await world.delegate.put(f"/statements/{voted[2]}/vote", {"value": "pass"})
    assert await look(1001)


async def test_a_worker_that_is_killed_stops_no_vote_and_the_page_says_so(
    world: World, voted: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    jobs = world.app.state.jobs
    assert await jobs.run(len, "warm") == 4
    os.kill(jobs.worker.pid, signal.SIGSTOP)
    assert (await world.chair.post(f"/consultations/{world.slug}/opinion-results")).status_code == 202
    second = await world.secretariat.post(f"/consultations/{world.slug}/opinion-results")
    assert_problem(second, 409, "computing")
    voting = await world.delegate.put(f"/statements/{voted[0]}/vote", {"value": "agree"})
    assert voting.status_code == 200
    assert (await results(world))["computing"]
    jobs.worker.kill()
    await analyst(world).settle()
    found = await results(world)
    assert (found["computing"], found["results"], found["failed_at"] is None) == (False, None, False)
    assert "could not be computed" in caplog.text
    assert (await compute(world))["failed_at"] is None


async def test_a_claim_whose_process_died_runs_out(world: World, voted: list[str]) -> None:
    async with world.db.write() as session:
        assert await service._claim(session, world.consultation_id) is not None
    async with world.db.write() as session:
        assert await service._claim(session, world.consultation_id) is None
    with clock.frozen(clock.now() + service.CLAIM_HOLDS):
        async with world.db.write() as session:
            assert await service._claim(session, world.consultation_id) is not None


async def test_a_page_costs_the_same_however_many_statements(world: World, voted: list[str]) -> None:
    await compute(world)
    counts = []
    for limit in (2, 20):
        with counted(world.db) as queries_made:
            await listed(world, limit=limit)
        counts.append(len(queries_made))
    assert counts[0] == counts[1]


async def test_only_what_may_be_behind_is_looked_at(world: World, voted: list[str]) -> None:
    async with world.db.read() as session:
        assert set(await queries.behind(session)) == {world.consultation_id}
    await compute(world)
    await world.post_comment()
    async with world.db.read() as session:
        assert await queries.behind(session) == {}
