"""People nobody has seen before, all at once: each is admitted and at once votes, states a position and comments."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.accreditation import service as accreditation
from app.accreditation.schemas import AccreditationIn
from app.capacities.actor import SYSTEM, CapacityKind
from app.config import Settings
from app.core import security
from app.core.db import Database
from app.opinions import service as opinions
from app.opinions.models import OpinionParticipant, OpinionVote
from app.opinions.schemas import StatementIn
from app.positions.models import PositionVersion
from app.record.service import Record
from app.stakeholders.groups import StakeholderGroup
from tests.bench.live.load import Door
from tests.conftest import SECRET
from tests.process.test_kill import comments
from tests.serving import Service
from tests.world import World

pytestmark = pytest.mark.process

PEOPLE, AT_ONCE = 1_000, 128
VALUES = ("agree", "disagree", "pass")


@pytest.fixture
async def database(env: dict[str, str]) -> AsyncIterator[Database]:
    settings = Settings(database_url=env["CONVENOR_DATABASE_URL"], secret=SECRET)
    database = Database(settings.async_database_url)
    yield database
    await database.close()


async def add_statement(database: Database, consultation_id: UUID) -> str:
    async with database.write() as session:
        record = await Record.hold(session, consultation_id)
        body = StatementIn(text="Newcomers are welcome.", language="en")
        return str((await opinions.add_statement(session, record, SYSTEM, consultation_id, body)).id)


class Arrivals:
    """Everybody's first acts, and what they were answered."""

    def __init__(self, world: World, door: Door, statement: str) -> None:
        self.world, self.door, self.statement = world, door, statement
        self.votes: dict[str, str] = {}
        self.positions: dict[str, dict[str, Any]] = {}
        self.comments: dict[str, dict[str, Any]] = {}

    async def come(self, database: Database, numbers: Sequence[int]) -> None:
        """They are admitted together, and all act at once."""
        async with database.write() as session:
            record = await Record.hold(session, self.world.consultation_id)
            admitted = [
                await accreditation.admit(session, record, SYSTEM, self.world.consultation_id, newcomer(number))
                for number in numbers
            ]
        await asyncio.gather(
            *(self.act(each.account_id, number) for each, number in zip(admitted, numbers, strict=True))
        )

    async def act(self, account_id: UUID, number: int) -> None:
        """The three acts at the same moment, each sent twice, as by somebody impatient."""
        token = security.issue_token(SECRET, security.Claims(account_id, 1), security.expiry(1))
        option, meeting = self.world.option_ids[number % 3], self.world.meeting_id
        stance = {"stance": "support", "language": "en", "reason": f"Reason {number}", "version": 0}
        vote, remark = {"value": VALUES[number % 3]}, {"text": f"Remark {number}", "language": "en"}
        calls = (
            ("PUT", f"/statements/{self.statement}/vote", token, vote, None),
            ("POST", f"/meetings/{meeting}/comments", token, remark, f"key {number}"),
            ("PUT", f"/options/{option}/position", token, stance, None),
        )
        answers = await asyncio.gather(*(self.door.call(*call) for call in calls for _ in range(2)))
        # Of two first positions one is the first.
        assert sorted(status for status, _ in answers) == [200, 200, 200, 201, 201, 409], number
        assert answers[2] == answers[3]
        self.votes[str(account_id)] = answers[0][1]["my_vote"]
        self.comments[str(account_id)] = answers[2][1]
        self.positions[str(account_id)] = next(answer for status, answer in answers[4:] if status == 200)


def newcomer(number: int) -> AccreditationIn:
    return AccreditationIn(
        email=f"newcomer{number}@example.org",
        name=f"Newcomer {number}, simulated",
        capacity=CapacityKind.PERSONAL_CAPACITY,
        group=StakeholderGroup.CIVIL_SOCIETY,
    )


async def test_a_thousand_newcomers(
    services: Callable[..., Service], people: Callable[[Service], World], database: Database
) -> None:
    service = await services().start().ready()
    world, door = people(service), Door("127.0.0.1", [service.port])
    arrivals = Arrivals(world, door, await add_statement(database, world.consultation_id))
    for first in range(0, PEOPLE, AT_ONCE):
        await arrivals.come(database, range(first, min(first + AT_ONCE, PEOPLE)))
    door.forget()
    await check(world, arrivals, database)


async def check(world: World, arrivals: Arrivals, database: Database) -> None:
    """None lost, none doubled, none under another's name: in the answers, the lists, the tables and the record."""
    assert len(arrivals.votes) == len(arrivals.positions) == len(arrivals.comments) == PEOPLE
    for answers in (arrivals.comments, arrivals.positions):
        assert all(answer["acted_as"]["account_id"] == account_id for account_id, answer in answers.items())
        assert len({answer["id"] for answer in answers.values()}) == PEOPLE
    listed = {comment["id"]: comment for comment in await comments(world)}
    assert listed == {comment["id"]: comment for comment in arrivals.comments.values()}

    shown = (await world.reader.get(f"/consultations/{world.slug}/statements")).json()["items"][0]
    assert {"agree": shown["agree"], "disagree": shown["disagree"], "pass": shown["pass_"]} == Counter(
        arrivals.votes.values()
    )
    async with database.read() as session:
        for table in (OpinionParticipant, OpinionVote, PositionVersion):
            assert await session.scalar(select(func.count()).select_from(table)) == PEOPLE, table

    record = await world.record()
    assert [entry["seq"] for entry in record] == list(range(1, len(record) + 1))
    kinds: dict[str, list[dict[str, Any]]] = {}
    for entry in record:
        kinds.setdefault(entry["type"], []).append(entry)
    assert sum(entry["payload"]["count"] for entry in kinds["votes.recorded"]) == PEOPLE
    for kind, field, answers in (
        ("comment.posted", "comment", arrivals.comments),
        ("position.stated", "position", arrivals.positions),
    ):
        written = {entry["actor"]["account_id"]: entry["payload"][field] for entry in kinds[kind]}
        assert len(kinds[kind]) == PEOPLE
        assert written == answers
