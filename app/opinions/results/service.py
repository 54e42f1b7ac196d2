"""Computing the results of the votes and keeping them: asked for by an officer, or when it has been quiet.

Whoever computes holds a claim in the database, so that of several processes one does it, and a claim that its process
died with runs out. The work is done in the worker process, which only reads; a vote never waits for it.
"""

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from app.capacities.actor import SYSTEM, ActedAs, Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core import clock
from app.core.db import Database, WriteSession, take_turns
from app.core.errors import NotNow
from app.core.jobs import Jobs
from app.opinions.models import OpinionAnalysis
from app.opinions.results import queries
from app.opinions.results.events import ComputedState, OpinionsComputed
from app.opinions.results.worker import Computed, compute
from app.record.service import Record

log = logging.getLogger(__name__)
LOOK_SECONDS = 15.0
QUIET = timedelta(seconds=60)
LONGEST_WAIT = timedelta(minutes=10)
RETRY = timedelta(minutes=10)
CLAIM_HOLDS = timedelta(minutes=20)


@dataclass
class Seen:
    """`since`: when the counts became what they are; `behind`: since when the kept results are not of these counts."""

    counts: str
    since: datetime
    behind: datetime


class Analyst:
    """The computations of one process. `look` is called every few seconds."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._db, self._jobs = database, jobs
        self._tasks: set[asyncio.Task[None]] = set()
        self._seen: dict[UUID, Seen] = {}
        self._closing = False

    async def ask(self, actor: Actor, ref: str) -> UUID:
        """Begin to compute for an officer; the record says when it is done. Gives the consultation's id."""
        async with self._db.read() as session:
            consultation = await consultation_queries.visible(session, actor, ref)
            acted_as = policy.require(actor, Action.PREPARE_SUMMARY, consultation.id)
        async with self._db.write() as session:
            claim = await _claim(session, consultation.id)
        if claim is None:
            raise NotNow("The opinion groups are being computed at this moment.", code="computing")
        self._start(consultation.id, acted_as, claim)
        return consultation.id

    async def look(self) -> None:
        """Begin wherever the votes have changed since the results and nobody has voted for a while, or for long."""
        now = clock.now()
        async with self._db.read() as session:
            behind = await queries.behind(session)
        self._seen = {each: seen for each, seen in self._seen.items() if each in behind}
        for consultation_id, counts in behind.items():
            seen = self._seen.setdefault(consultation_id, Seen(counts, now, now))
            if seen.counts != counts:
                seen.counts, seen.since = counts, now
            if now - seen.since >= QUIET or now - seen.behind >= LONGEST_WAIT:
                del self._seen[consultation_id]
                await self._begin(consultation_id)

    async def _begin(self, consultation_id: UUID) -> None:
        async with self._db.write() as session:
            claim = await _claim(session, consultation_id, after_failure=RETRY)
        if claim is not None:
            self._start(consultation_id, SYSTEM, claim)

    def _start(self, consultation_id: UUID, acted_as: ActedAs, claim: UUID) -> None:
        task = asyncio.create_task(self._compute(consultation_id, acted_as, claim), name=f"opinions {consultation_id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _compute(self, consultation_id: UUID, acted_as: ActedAs, claim: UUID) -> None:
        url = self._db.url.render_as_string(hide_password=False)
        try:
            computed = await self._jobs.run(compute, url, consultation_id)
        except Exception:
            if not self._closing:
                log.exception("the opinion groups of %s could not be computed", consultation_id)
            computed = None
        async with self._db.write() as session:
            await _keep(session, consultation_id, acted_as, claim, computed, failed=not self._closing)

    async def watch(self, stopping: asyncio.Event) -> None:
        """Until it is asked to stop. A failure is logged and tried again at the next look."""
        while not stopping.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), LOOK_SECONDS)
                return
            try:
                await self.look()
            except Exception:
                log.exception("looking for new votes failed")

    async def settle(self) -> None:
        """Until everything that was begun is kept."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """When the worker has been stopped. What it was at did not fail; it is begun again after the next start."""
        self._closing = True
        await self.settle()


async def _claim(session: WriteSession, consultation_id: UUID, after_failure: timedelta = timedelta()) -> UUID | None:
    """None where somebody else is at it, or where it failed a short while ago."""
    await take_turns(session, f"opinions {consultation_id}")
    analysis = await session.get(OpinionAnalysis, consultation_id, populate_existing=True)
    now = clock.now()
    if analysis is None:
        analysis = OpinionAnalysis(consultation_id=consultation_id)
        session.add(analysis)
    elif queries.is_claimed(analysis, now) or (analysis.failed_at and now < analysis.failed_at + after_failure):
        return None
    analysis.claim, analysis.claimed_until = uuid4(), now + CLAIM_HOLDS
    return analysis.claim


async def _keep(
    session: WriteSession,
    consultation_id: UUID,
    acted_as: ActedAs,
    claim: UUID,
    computed: Computed | None,
    *,
    failed: bool,
) -> None:
    record = await Record.hold(session, consultation_id)
    analysis = await session.get_one(OpinionAnalysis, consultation_id, populate_existing=True)
    if analysis.claim != claim:
        return  # it took so long that somebody else has begun; theirs is the newer
    analysis.claim = analysis.claimed_until = None
    if computed is None:
        analysis.failed_at = clock.now() if failed else analysis.failed_at
        return
    analysis.failed_at = None
    again = analysis.digest == computed.digest
    analysis.content, analysis.digest, analysis.counts = computed.content, computed.digest, computed.counts
    analysis.cutoff_seq, analysis.computed_at = computed.cutoff_seq, clock.now()
    if again:
        return  # the record says it already
    state = ComputedState(
        id=consultation_id,
        cutoff_seq=computed.cutoff_seq,
        digest=computed.digest,
        people=computed.people,
        groups=computed.groups,
    )
    record.append(acted_as.by, OpinionsComputed(acted_as=acted_as, results=state))
