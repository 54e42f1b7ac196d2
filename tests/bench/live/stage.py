"""The scene: a fresh database with a consultation in it, delegates with tokens, and the real service on one core."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import psutil

from app import cli
from app.accounts import queries as account_queries
from app.accreditation import service as accreditation
from app.accreditation.schemas import AccreditationIn
from app.capacities.actor import SYSTEM
from app.config import Settings
from app.consultations import queries, service
from app.consultations.schemas import ConsultationIn
from app.core import clock, security
from app.core.db import Database
from app.meetings import service as meetings
from app.meetings.schemas import MeetingIn
from app.opinions import service as opinions
from app.opinions.schemas import StatementIn
from app.record.service import Record
from tests.bench.live.load import Door, Lost
from tests.bench.live.programs import pinned
from tests.serving import Service
from tests.world import definition

SECRET = "a secret of the benchmark, used nowhere else"
SLUG = "plenary"
ADMITTED_AT_ONCE = 100
FAR = 2**31 - 1


@dataclass(frozen=True)
class Scene:
    """What the actors need to know. `chair` and `delegates` are tokens."""

    meeting_id: UUID
    round_id: UUID
    option_ids: list[UUID]
    statement_id: UUID
    chair: str
    delegates: list[str]


async def make_database(address: str) -> str:
    """A fresh database: a file in build/bench, or one made on the PostgreSQL server at this address."""
    if not address.startswith("postgres"):
        path = Path(address.removeprefix("sqlite:///")).absolute()
        for old in path.parent.glob(f"{path.name}*"):
            old.unlink()
        return f"sqlite:///{path}"
    name = f"convenor_bench_{uuid4().hex[:12]}"
    await _administer(address, f'CREATE DATABASE "{name}"')
    return f"{address.rstrip('/')}/{name}"


async def drop_database(url: str) -> None:
    if url.startswith("postgres"):
        address, _, name = url.rpartition("/")
        await _administer(address, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _administer(address: str, statement: str) -> None:
    connection = await asyncpg.connect(f"{address.rstrip('/')}/postgres", timeout=5)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def seed(url: str, delegates: int) -> Scene:
    """Through the services, as the demo does; the database has been migrated."""
    database = Database(Settings(database_url=url, secret=SECRET).async_database_url)
    try:
        async with database.write() as session:
            plan = ConsultationIn.model_validate(definition(slug=SLUG, title="Plenary (simulated)"))
            consultation = await service.create(session, SYSTEM, plan)
            record = await Record.hold(session, consultation.id)
            rounds = await queries.rounds(session, consultation.id)
            now = clock.now()
            times = {"scheduled_starts_at": now, "scheduled_ends_at": now + timedelta(hours=3)}
            meeting_in = MeetingIn(round_id=rounds[1].id, title="Plenary meeting", **times)
            meeting = await meetings.add(session, record, SYSTEM, consultation.id, meeting_in)
            note = await queries.note(session, consultation.id)
            body = StatementIn(text="The meeting should go on.", language="en")
            statement = await opinions.add_statement(session, record, SYSTEM, consultation.id, body)
        people = [_chair(), *(_delegate(number) for number in range(1, delegates + 1))]
        tokens: list[str] = []
        for start in range(0, len(people), ADMITTED_AT_ONCE):
            async with database.write() as session:
                record = await Record.hold(session, consultation.id)
                for person in people[start : start + ADMITTED_AT_ONCE]:
                    await accreditation.admit(session, record, SYSTEM, consultation.id, person)
                    account = await account_queries.by_email(session, person.email)
                    assert account is not None
                    claims = security.Claims(account.id, account.token_generation)
                    tokens.append(security.issue_token(SECRET, claims, security.expiry(24)))
    finally:
        await database.close()
    assert note is not None
    options = [option.id for question in note.questions for option in question.options]
    return Scene(meeting.id, rounds[1].id, options, statement.id, tokens[0], tokens[1:])


def _chair() -> AccreditationIn:
    return AccreditationIn.model_validate(
        {"email": "chair@example.org", "name": "Chair of the meeting, simulated", "capacity": "chair"}
    )


def _delegate(number: int) -> AccreditationIn:
    organization = {"name": f"Delegation {number}, simulated", "group": "government", "region": "african"}
    person = {"email": f"delegate{number}@example.org", "name": f"Delegate {number}, simulated"}
    return AccreditationIn.model_validate({**person, "capacity": "delegate", "organization": organization})


class Stage:
    """The running service (each worker on a core of its own) and what the harness asks of it directly."""

    def __init__(self, env: dict[str, str], cores: Sequence[set[int]], log: Path) -> None:
        log.write_bytes(b"")
        self._cores, self.log = cores, log
        self.workers = [Service(env | {"CONVENOR_SECRET": SECRET}, log) for _ in cores]
        self.door = Door("127.0.0.1", self.ports)

    @property
    def ports(self) -> list[int]:
        return [worker.port for worker in self.workers]

    @property
    def processes(self) -> list[psutil.Process]:
        return [psutil.Process(worker.process.pid) for worker in self.workers if worker.process]

    @property
    def memory(self) -> int:
        return sum(process.memory_info().rss for process in self.processes)

    @contextmanager
    def suspended(self) -> Iterator[None]:
        for process in self.processes:
            process.suspend()
        try:
            yield
        finally:
            for process in self.processes:
                process.resume()

    async def start(self) -> None:
        """Returns at the first answer of each, however long a busy machine takes for it."""
        for worker, cores in zip(self.workers, self._cores, strict=True):
            with pinned(cores):
                worker.start()
        for _ in self.workers:
            await self.head()
            self.door.forget()

    async def open_meeting(self, scene: Scene) -> None:
        for path, body in (
            (f"/rounds/{scene.round_id}/open", {"reason": "As scheduled"}),
            (f"/meetings/{scene.meeting_id}/start", None),
        ):
            status, answer = await self.door.call("POST", path, scene.chair, body)
            assert status == 200, answer

    async def head(self) -> int:
        """The record's last seq; asked again while the server is not there."""
        while True:
            try:
                status, answer = await self.door.call("GET", f"/consultations/{SLUG}/record?after={FAR}&limit=1")
                if status == 200:
                    return int(answer["head"]["seq"])
            except Lost:
                self.door.forget()
            if any(worker.process is None or worker.process.poll() is not None for worker in self.workers):
                raise SystemExit(f"The service ended; see {self.log}.")
            await asyncio.sleep(0.1)

    async def record(self, after: int) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        cursor: int | None = after
        while cursor is not None:
            _, page = await self.door.call("GET", f"/consultations/{SLUG}/record?after={cursor}&limit=200")
            items += page["items"]
            cursor = page["next"]
        return items

    def kill(self) -> None:
        for worker in self.workers:
            worker.kill()
        self.door.forget()

    def stop(self) -> None:
        for worker in self.workers:
            worker.stop()


def migrate(url: str) -> None:
    """Outside any event loop: migrations run one of their own."""
    cli.upgrade(Settings(database_url=url, secret=SECRET))
