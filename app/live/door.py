"""Who is at the door and what they came for: the lookups every join (and every poll) needs, done for all together.

Whoever arrives while one lookup runs is in the next. So what is found is never older than the arrival, and a whole
hall that comes back after a restart costs a handful of queries instead of three for each.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from starlette.requests import HTTPConnection

from app.capacities import queries as capacity_queries
from app.capacities.actor import SAFE_METHODS, Actor, Caller, acting_token, bearer, read_caller
from app.capacities.queries import Actors
from app.config import Settings
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.models import Consultation
from app.core import security
from app.core.db import Database, to_its_end
from app.core.errors import ConvenorError, NotSignedIn
from app.record import queries
from app.record.events import Audience
from app.record.queries import Standing

AT_ONCE = 250  # looked up together


class Visit(NamedTuple):
    """What may be followed, by whom it may be read, and where its record stood after the arrival."""

    consultation_id: UUID
    audiences: frozenset[Audience]
    standing: Standing


@dataclass
class Knock:
    """`strict`: a sign-in that is not good is refused; otherwise (a stale cookie) it counts as none."""

    ref: str
    caller: Caller | None
    strict: bool
    answer: asyncio.Future[Visit] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Door:
    """One for each process."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._db = database
        self._settings = settings
        self._waiting: list[Knock] = []
        self._porter: asyncio.Task[None] | None = None

    async def enter(self, connection: HTTPConnection, ref: str) -> Visit:
        """Raises what a refused request would get: hidden is not found."""
        caller, strict = self._caller(connection)
        knock = Knock(ref, caller, strict)
        self._waiting.append(knock)
        if self._porter is None:
            self._porter = asyncio.create_task(self._answer_all(), name="door")
        return await knock.answer

    async def close(self) -> None:
        """Answer those who are waiting."""
        if self._porter:
            await asyncio.wait({self._porter})

    def _caller(self, connection: HTTPConnection) -> tuple[Caller | None, bool]:
        """As for every request (`capacities.actor.actor_of`), but without looking anything up yet."""
        header = bearer(connection.headers.get("authorization"))
        safe = connection.scope.get("method") in SAFE_METHODS
        token = header or connection.cookies.get(security.COOKIE) if safe else acting_token(connection)
        try:
            return (read_caller(self._settings, token, None) if token else None), bool(header)
        except NotSignedIn:
            if header:
                raise
            return None, False

    async def _answer_all(self) -> None:
        while self._waiting:
            knocks, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
            try:
                visits = await to_its_end(self._look_up(knocks))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is handed to those who wait
                visits = [error] * len(knocks)
            for knock, visit in zip(knocks, visits, strict=True):
                if knock.answer.done():
                    continue  # left while waiting
                if isinstance(visit, Exception):
                    knock.answer.set_exception(visit)
                else:
                    knock.answer.set_result(visit)
        self._porter = None

    async def _look_up(self, knocks: Sequence[Knock]) -> list[Visit | Exception]:
        callers = {knock.caller for knock in knocks if knock.caller}
        async with self._db.read() as session:
            actors = await capacity_queries.actors(session, callers) if callers else Actors({})
            found: dict[str, Consultation | None] = {}
            for ref in {knock.ref for knock in knocks}:
                found[ref] = await consultation_queries.by_ref(session, ref)
            standings = await queries.standings(session, {each.id for each in found.values() if each})
        return [_visit(knock, actors, found[knock.ref], standings) for knock in knocks]


def _visit(
    knock: Knock, actors: Actors, consultation: Consultation | None, standings: dict[UUID, Standing]
) -> Visit | Exception:
    try:
        actor = _actor(knock, actors)
        seen = policy.require_sight(actor, consultation)
    except ConvenorError as refusal:
        return refusal
    return Visit(seen.id, policy.audiences(actor, seen.id), standings[seen.id])


def _actor(knock: Knock, actors: Actors) -> Actor:
    try:
        return actors.of(knock.caller) if knock.caller else Actor()
    except NotSignedIn:
        if knock.strict:
            raise
        return Actor()
