"""Drafting in the worker process: what a killed worker leaves, and answers with long texts."""

import asyncio
import os
import signal
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from app.core.db import Database
from app.core.jobs import Jobs
from app.core.progress import ENDED, Board
from app.record.models import RecordEntry
from app.summaries import answering
from app.summaries.models import Summary
from tests.world import World


async def _kept(db: Database) -> tuple[int, int]:
    async with db.read() as session:
        summaries = await session.scalar(select(func.count()).select_from(Summary))
        entries = await session.scalar(
            select(func.count()).select_from(RecordEntry).where(RecordEntry.type == "summary.drafted")
        )
    return summaries or 0, entries or 0


async def test_a_killed_worker_leaves_no_half_document_and_stops_nobody(
    world: World, db: Database, app: FastAPI
) -> None:
    """The chair is told and tries again; meanwhile and afterwards people post."""
    await world.state("support")
    jobs: Jobs = app.state.jobs
    while jobs.worker.pid is None:
        await jobs.run(os.getpid)
    doomed = jobs.worker.pid
    os.kill(doomed, signal.SIGSTOP)  # so that it is surely in the middle of the draft when it dies
    drafting = asyncio.create_task(world.chair.post(f"/consultations/{world.slug}/summary"))
    while not jobs._thread.borrowed_tokens:
        await asyncio.sleep(0.001)
    await world.post_comment("While a draft is being made")
    os.kill(doomed, signal.SIGKILL)
    lost = await drafting
    assert (lost.status_code, lost.json()["code"]) == (503, "worker_lost")
    assert await _kept(db) == (0, 0)
    await world.post_comment("After it was lost")
    again = await world.chair.post(f"/consultations/{world.slug}/summary")
    assert again.status_code == 200
    assert jobs.worker.pid != doomed
    assert await _kept(db) == (1, 1)


async def test_a_long_text_is_answered_as_a_short_one_is(
    world: World, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the worker, packed or not, and from memory the second time; words hidden since are in none of it."""
    stated = await world.state("support", reason="A reason that will be hidden")
    draft = (await world.chair.post(f"/consultations/{world.slug}/summary")).json()
    published = await world.chair.post(f"/summaries/{draft['id']}/publish")
    short = (await world.reader.get(f"/consultations/{world.slug}/summary")).json()
    page = (await world.client.get(f"/c/{world.slug}/summary.html")).text
    monkeypatch.setattr(answering, "LONG", 0)
    for coding in ("gzip", "identity", "gzip"):
        headers = {"accept-encoding": coding}
        far = await world.client.get(f"/api/v1/consultations/{world.slug}/summary", headers=headers)
        assert far.headers.get("content-encoding", "identity") == coding
        assert far.json() == short == published.json()
        assert (await world.client.get(f"/c/{world.slug}/summary.html", headers=headers)).text == page
    await world.moderate("hide", "position", stated["id"])
    for address in (f"/api/v1/consultations/{world.slug}/summary", f"/c/{world.slug}/summary.html"):
        assert "A reason that will be hidden" not in (await world.client.get(address)).text


async def test_whoever_prepares_the_summary_hears_how_far_its_draft_is(world: World, app: FastAPI) -> None:
    board: Board = app.state.board
    heard: list[str] = []

    def hear(consultation_id: UUID, work: str, name: str, done: int, of: int) -> None:
        heard.append(name)
        board.hear(consultation_id, work, name, done, of)

    await app.state.bus.start(lambda *_: None, None, hear)
    progress = f"/consultations/{world.slug}/summary/progress"
    assert (await world.chair.get(progress)).json() == {"step": None, "number": 0, "of": 0}
    assert (await world.delegate.get(progress)).status_code == 403
    await world.chair.post(f"/consultations/{world.slug}/summary")
    assert heard == ["reading", "drafting", "checking", "keeping", ENDED]
    board.hear(world.consultation_id, "summary", "drafting", 2, 4)
    assert (await world.chair.get(progress)).json() == {"step": "drafting", "number": 2, "of": 4}
