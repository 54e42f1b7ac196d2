"""Putting the service together: settings, database, bus, hub, routes, pages."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from app import health, pages
from app.accounts import service as accounts
from app.api import FEATURES, PREFIX, router
from app.ballots.office import Office
from app.ballots.sealing import service as sealing
from app.config import Settings, get_settings
from app.consultations.places import Places
from app.core import errors
from app.core.bus import make_bus
from app.core.crowd import Crowds
from app.core.db import Database
from app.core.http import BodyLimit, RequestLog
from app.core.idempotency import forget_old_answers
from app.core.jobs import Jobs, Worker
from app.core.mail import make_mailer
from app.core.progress import Board
from app.core.rates import Rate
from app.decisions.silence.service import settle_overdue
from app.lane import Lane
from app.live.door import Door
from app.live.hub import Hub
from app.live.socket import LiveSocket
from app.opinions.results.service import Analyst
from app.summaries.routes import page_router as summary_pages

log = logging.getLogger(__name__)
HOUSEKEEPING_SECONDS = 3600


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or get_settings()
    app = FastAPI(
        title="Convenor",
        summary="Multistakeholder consultations, from the call for inputs to the published chair's summary.",
        version="1",
        lifespan=_lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    bus = make_bus(settings.bus_url)
    database = Database(settings.async_database_url, poke=bus.poke)
    app.state.settings, app.state.bus, app.state.db = settings, bus, database
    app.state.hub = Hub(
        database,
        bus,
        heal_seconds=settings.heal_seconds,
        ping_seconds=settings.ping_seconds,
        acts_waiting=lambda: app.state.crowds.waiting,
    )
    app.state.door = Door(database, settings)
    app.state.crowds, app.state.places = Crowds(database, app.state.hub.keep_pace), Places(database)
    app.state.board = Board(bus)
    app.state.jobs = Jobs(Worker(knows="app.models"))
    app.state.mailer = make_mailer(settings.mail_url, settings.mail_from)
    app.state.ballot_office = Office.of(settings, app.state.mailer)
    app.state.sign_in_rate = Rate(settings.sign_in_rate)
    errors.install(app)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(Lane, prefix=PREFIX, routes=[route for feature in FEATURES for route in feature.routes])
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes)
    app.add_middleware(RequestLog, https=settings.https)
    app.add_middleware(LiveSocket, prefix=PREFIX)
    app.include_router(router)
    app.include_router(health.router)
    app.include_router(summary_pages)
    pages.install(app, settings.static_dir)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    state = app.state
    state.hub.start()
    state.db.hand = state.hub.hand
    await state.bus.start(state.hub.poke, state.hub.hear, state.board.hear)
    stopping = asyncio.Event()
    state.analyst = Analyst(state.db, state.jobs)
    tasks = [
        asyncio.create_task(_housekeeping(state.db, stopping), name="housekeeping"),
        asyncio.create_task(sealing.watch(state.db, state.jobs, state.ballot_office, stopping), name="sealing"),
        asyncio.create_task(state.analyst.watch(stopping), name="opinion groups"),
    ]
    gc.freeze()  # what lives as long as the process need not be looked at again by every collection
    try:
        yield
    finally:
        stopping.set()
        await asyncio.gather(*tasks)
        await state.crowds.close()
        await state.door.close()
        await state.jobs.close()
        await state.analyst.close()
        await state.bus.stop()
        await state.hub.stop()
        await state.db.close()


async def _housekeeping(database: Database, stopping: asyncio.Event) -> None:
    """Hourly: forget what has served its time. A failure is logged and tried again the next hour.

    It is asked to stop, not cancelled: a transaction cut off in the middle leaves the driver's thread behind.
    """
    while not stopping.is_set():
        try:
            async with database.write() as session:
                await forget_old_answers(session)
                await accounts.forget_expired_links(session)
            await settle_overdue(database)
        except Exception:
            log.exception("housekeeping failed")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), HOUSEKEEPING_SECONDS)
