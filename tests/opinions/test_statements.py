"""Statements in the API: who sees them, who votes on them, what the record says of it."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from app.capacities.actor import SYSTEM
from app.opinions import service
from app.opinions.models import OpinionParticipant, OpinionVote, Statement
from app.opinions.schemas import StatementIn
from app.opinions.votes import StatementState
from app.record.service import Record
from tests.world import World

TEXTS = ("Sessions should last eight days.", "Membership should grow.", "Documents should come in six languages.")


@pytest.fixture
async def statements(world: World) -> list[str]:
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        added = [
            await service.add_statement(
                session, record, SYSTEM, world.consultation_id, StatementIn(text=text, language="en")
            )
            for text in TEXTS
        ]
    return [str(statement.id) for statement in added]


async def vote(world: World, role: str, statement: str, value: str):
    return await world.people[role].put(f"/statements/{statement}/vote", {"value": value})


async def listed(world: World, role: str = "reader", **params: int) -> dict:
    answer = await world.people[role].get(f"/consultations/{world.slug}/statements", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def counts(statement: dict) -> tuple[int, int, int]:
    return statement["agree"], statement["disagree"], statement["pass_"]


async def test_the_list_in_pages(world: World, statements: list[str]) -> None:
    first = await listed(world, limit=2)
    assert [(item["number"], item["text"]) for item in first["items"]] == [(1, TEXTS[0]), (2, TEXTS[1])]
    second = await listed(world, limit=2, after=first["next"])
    assert ([item["id"] for item in second["items"]], second["next"]) == (statements[2:], None)


async def test_the_latest_vote_counts_and_a_pass_is_an_answer(world: World, statements: list[str]) -> None:
    answered = await vote(world, "delegate", statements[0], "agree")
    assert (counts(answered.json()), answered.json()["my_vote"]) == ((1, 0, 0), "agree")
    assert counts((await vote(world, "colleague", statements[0], "agree")).json()) == (2, 0, 0)
    assert counts((await vote(world, "delegate", statements[0], "disagree")).json()) == (1, 1, 0)
    assert counts((await vote(world, "person", statements[0], "pass")).json()) == (1, 1, 1)
    mine = (await listed(world, "delegate"))["items"]
    assert [(item["my_vote"], counts(item)) for item in mine] == [
        ("disagree", (1, 1, 1)), (None, (0, 0, 0)), (None, (0, 0, 0)),
    ]  # fmt: skip
    assert [item["my_vote"] for item in (await listed(world))["items"]] == [None, None, None]


async def test_the_same_vote_again_leaves_no_trace(world: World, statements: list[str]) -> None:
    await vote(world, "delegate", statements[0], "agree")
    before = await world.record()
    assert (await vote(world, "delegate", statements[0], "agree")).status_code == 200
    assert await world.record() == before


async def test_the_record_carries_the_new_counts_but_neither_voter_nor_choice(
    world: World, statements: list[str]
) -> None:
    await vote(world, "delegate", statements[1], "agree")
    await vote(world, "delegate", statements[1], "pass")
    entry = (await world.record("secretariat"))[-1]
    assert entry["type"] == "votes.recorded"
    assert entry["actor"] == {"account_id": None, "capacity": "delegate", "delegation_id": None}
    assert entry["payload"]["count"] == 1
    assert entry["payload"]["tallies"] == [{"id": statements[1], "agree": 0, "disagree": 0, "pass_": 1}]
    async with world.db.read() as session:
        participant = (await session.scalars(select(OpinionParticipant))).one()
    assert str(participant.id) not in str(entry)
    assert str(world.people["delegate"].account_id) not in str(entry)


@pytest.mark.parametrize(
    ("role", "status"), [("reader", 401), ("stranger", 403), ("observer", 403), ("chair", 403), ("person", 200)]
)
async def test_who_may_vote(world: World, statements: list[str], role: str, status: int) -> None:
    assert (await vote(world, role, statements[0], "agree")).status_code == status


async def test_when_the_rounds_are_over_it_is_409_in_words(world: World, statements: list[str]) -> None:
    await vote(world, "delegate", statements[0], "agree")
    for round_id in world.round_ids[:2]:
        await world.chair.post(f"/rounds/{round_id}/close", {"reason": "Time"})
    refused = await vote(world, "delegate", statements[0], "disagree")
    assert (refused.status_code, refused.json()["code"]) == (409, "round_closed")
    assert counts((await listed(world))["items"][0]) == (1, 0, 0)


async def test_bad_votes(world: World, statements: list[str]) -> None:
    assert (await vote(world, "delegate", statements[0], "maybe")).status_code == 422
    assert (await vote(world, "delegate", str(uuid4()), "agree")).status_code == 404


@pytest.mark.parametrize("state", [StatementState.PENDING, StatementState.REJECTED])
async def test_what_is_not_accepted_does_not_exist(world: World, statements: list[str], state: StatementState) -> None:
    async with world.db.write() as session:
        await session.execute(update(Statement).where(Statement.number == 2).values(state=state))
    assert [item["number"] for item in (await listed(world, "chair"))["items"]] == [1, 3]
    assert (await vote(world, "delegate", statements[1], "agree")).status_code == 404


async def test_two_first_votes_at_the_same_moment_make_one_participant(world: World, statements: list[str]) -> None:
    answers = await asyncio.gather(*(vote(world, "delegate", statement, "agree") for statement in statements * 3))
    assert {answer.status_code for answer in answers} == {200}
    async with world.db.read() as session:
        assert await session.scalar(select(func.count()).select_from(OpinionParticipant)) == 1
        assert await session.scalar(select(func.count()).select_from(OpinionVote)) == 3
    assert [counts(item) for item in (await listed(world))["items"]] == [(1, 0, 0)] * 3


async def test_votes_at_the_same_moment_are_all_counted(world: World, statements: list[str]) -> None:
    voters = ("delegate", "colleague", "neighbour", "person", "advisory")
    await asyncio.gather(
        *(vote(world, role, statements[0], value) for role in voters for value in ("disagree", "pass", "agree"))
    )
    async with world.db.read() as session:
        rows = dict((await session.execute(select(OpinionVote.value, func.count()).group_by(OpinionVote.value))).all())
    assert sum(rows.values()) == 5
    assert counts((await listed(world))["items"][0]) == (rows.get(1, 0), rows.get(-1, 0), rows.get(0, 0))


async def test_a_hidden_statement_is_a_stub_that_cannot_be_voted_on(world: World, statements: list[str]) -> None:
    await vote(world, "delegate", statements[0], "agree")
    async with world.db.write() as session:
        hidden = {"reason": "Off topic", "at": "2026-01-01T00:00:00.000000Z"}
        await session.execute(update(Statement).where(Statement.number == 1).values(hidden=hidden))
    stub = (await listed(world))["items"][0]
    assert (stub["text"], stub["hidden"]["reason"], counts(stub)) == (None, "Off topic", (1, 0, 0))
    refused = await vote(world, "delegate", statements[0], "disagree")
    assert (refused.status_code, refused.json()["code"]) == (409, "statement_hidden")
