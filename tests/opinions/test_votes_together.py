"""Votes that arrive together share a transaction and nothing else: each is checked, counted and answered for itself."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.capacities.actor import SYSTEM
from app.capacities.models import Capacity
from app.core import clock
from app.opinions import service
from app.opinions.models import OpinionParticipant, OpinionVote, Statement
from app.opinions.schemas import StatementIn
from app.record.service import Record
from tests.problems import assert_problem
from tests.world import World

VOTERS = ("delegate", "colleague", "neighbour", "person", "advisory")


@pytest.fixture
async def statements(world: World) -> list[str]:
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        bodies = [StatementIn(text=f"Statement {number}.", language="en") for number in range(120)]
        added = [await service.add_statement(session, record, SYSTEM, world.consultation_id, body) for body in bodies]
    return [str(statement.id) for statement in added]


async def vote(world: World, role: str, statement: str, value: str) -> Any:
    return await world.people[role].put(f"/statements/{statement}/vote", {"value": value})


async def recorded(world: World) -> list[dict[str, Any]]:
    return [entry for entry in await world.record() if entry["type"] == "votes.recorded"]


async def test_one_commit_and_an_entry_for_each_capacity(world: World, statements: list[str]) -> None:
    commits: list[Session] = []

    def count(session: Session) -> None:
        if session.info.get("pokes"):
            commits.append(session)

    event.listen(Session, "after_commit", count)
    try:
        answers = await asyncio.gather(*(vote(world, role, statements[0], "agree") for role in VOTERS * 4))
    finally:
        event.remove(Session, "after_commit", count)
    assert {answer.status_code for answer in answers} == {200}
    assert len(commits) < len(VOTERS), "they were not done together"
    entries = await recorded(world)
    assert sum(entry["payload"]["count"] for entry in entries) == len(VOTERS)
    assert {entry["actor"]["capacity"] for entry in entries} == {
        "delegate", "personal_capacity", "advisory_group_member",
    }  # fmt: skip
    assert entries[-1]["payload"]["tallies"] == [{"id": statements[0], "agree": 5, "disagree": 0, "pass_": 0}]


async def test_an_entry_always_shows_the_counts(world: World, statements: list[str]) -> None:
    """More statements at once than one entry shows are told in several entries, so that no page must read again."""
    answers = await asyncio.gather(*(vote(world, "delegate", statement, "pass") for statement in statements))
    assert all(answer.json()["my_vote"] == "pass" and answer.json()["pass_"] == 1 for answer in answers)
    entries = await recorded(world)
    shown = [tally["id"] for entry in entries for tally in entry["payload"]["tallies"]]
    assert sorted(shown) == sorted(statements)
    assert all(entry["payload"]["count"] <= service.SHOWN_TALLIES for entry in entries)


async def test_a_refusal_is_for_its_own_vote(world: World, statements: list[str]) -> None:
    async with world.db.write() as session:
        hidden = {"reason": "Off topic", "at": "2026-01-01T00:00:00.000000Z"}
        await session.execute(update(Statement).where(Statement.number == 2).values(hidden=hidden))
        await session.execute(update(Statement).where(Statement.number == 3).values(state="pending"))
    good, stub, pending = statements[:3]
    answers = await asyncio.gather(
        vote(world, "delegate", good, "agree"),
        vote(world, "observer", good, "agree"),
        vote(world, "delegate", stub, "agree"),
        vote(world, "delegate", pending, "agree"),
        vote(world, "delegate", str(uuid4()), "agree"),
        vote(world, "person", good, "disagree"),
    )
    assert (answers[0].status_code, answers[5].status_code) == (200, 200)
    for answer, status, code in zip(
        answers[1:5],
        (403, 409, 404, 404),
        ("not_permitted", "statement_hidden", "not_found", "not_found"),
        strict=True,
    ):
        assert_problem(answer, status, code)
    shown = (await world.reader.get(f"/consultations/{world.slug}/statements")).json()["items"][0]
    assert (shown["agree"], shown["disagree"], shown["pass_"]) == (1, 1, 0)


async def test_who_lost_the_capacity_or_signed_out_everywhere_votes_no_more(
    world: World, statements: list[str]
) -> None:
    """However recently the same token acted: what people may do is looked up with every batch."""
    for role in ("delegate", "person"):
        assert (await vote(world, role, statements[0], "agree")).status_code == 200
    async with world.db.write() as session:
        ended = update(Capacity).where(Capacity.account_id == world.delegate.account_id)
        await session.execute(ended.values(valid_until=clock.now()))
        left = update(Account).where(Account.id == world.person.account_id)
        await session.execute(left.values(token_generation=Account.token_generation + 1))
    refused, signed_out = await asyncio.gather(
        vote(world, "delegate", statements[0], "disagree"), vote(world, "person", statements[0], "disagree")
    )
    assert_problem(refused, 403, "not_permitted")
    assert_problem(signed_out, 401, "token_expired")


async def test_of_several_votes_of_one_person_at_once_the_last_counts_once(world: World, statements: list[str]) -> None:
    await vote(world, "neighbour", statements[0], "agree")  # where the statement belongs is known from now on
    answers = await asyncio.gather(
        *(vote(world, "delegate", statements[0], value) for value in ("agree", "disagree", "pass") * 5)
    )
    assert {answer.status_code for answer in answers} == {200}
    async with world.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(OpinionParticipant)) == 2
        assert await session.scalar(select(func.count()).select_from(OpinionVote)) == 2
    shown = (await world.delegate.get(f"/consultations/{world.slug}/statements")).json()["items"][0]
    assert (shown["my_vote"], shown["agree"], shown["disagree"], shown["pass_"]) == ("pass", 1, 0, 1)
