"""What every test stands on: a migrated database of its own (SQLite or PostgreSQL), the app on it, and people.

The same suite runs on both: `pytest --database postgresql` (or sqlite, the default). The database is migrated once
a run and given back in its first state to each test (tests/databases.py), so tests share nothing.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from asgi_lifespan import LifespanManager
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from starlette.routing import BaseRoute

from app import cli
from app.config import Settings
from app.core.db import Database
from app.core.jobs import Jobs, Worker
from app.main import create_app
from tests import databases, services
from tests.interchange.exports import polis_data
from tests.serving import in_this_process
from tests.world import World, build_world

SECRET = "a secret for tests only, long enough"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches a database runs: the rest has run, the same, with SQLite."""
    if config.getoption("--database") == "sqlite":
        return
    touching = {"backend", "database_url", "postgres", "redis_url"}
    chosen = [item for item in items if touching & set(getattr(item, "fixturenames", ()))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--database"))


def _need(name: str) -> None:
    """On somebody's laptop a test that needs more than Python is left out in words; in CI it fails."""
    if name not in asyncio.run(services.missing()):
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not reachable")
    pytest.skip(f"{name} is not reachable")  # only outside CI: the tests that need Python alone have run


@pytest.fixture(scope="session")
def postgres() -> str:
    """The address of a PostgreSQL server on which databases may be made."""
    _need("PostgreSQL")
    return services.POSTGRES


@pytest.fixture(scope="session")
def redis_url() -> str:
    _need("Redis")
    return services.REDIS


@contextmanager
def _migrated(backend: str, folder: Path) -> Iterator[str]:
    """A database of its own with all tables and nothing in them."""
    if backend == "sqlite":
        url = f"sqlite:///{folder}/template.db"
        cli.upgrade(Settings(database_url=url, secret=SECRET))
        yield url
        return
    with databases.postgres_database() as url:
        cli.upgrade(Settings(database_url=url, secret=SECRET))
        yield url


@pytest.fixture(scope="session")
def empty(
    backend: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[databases.Copies]:
    if backend == "postgresql":
        request.getfixturevalue("postgres")
    with _migrated(backend, tmp_path_factory.mktemp("empty")) as url:
        copies = databases.Copies(url)
        yield copies
        copies.close()


@contextmanager
def _inhabited(
    backend: str, factory: pytest.TempPathFactory, request: pytest.FixtureRequest, **changes: Any
) -> Iterator[tuple[databases.Copies, World]]:
    """With the people of tests/world.py: building them takes many times as long as copying them."""
    if backend == "postgresql":
        request.getfixturevalue("postgres")
    folder = factory.mktemp("inhabited")
    with _migrated(backend, folder) as url:
        built = asyncio.run(_populate(_settings(url, folder), **changes))
        copies = databases.Copies(url)
        yield copies, built
        copies.close()


@pytest.fixture(scope="session")
def inhabited(
    backend: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[databases.Copies, World]]:
    with _inhabited(backend, tmp_path_factory, request) as found:
        yield found


@pytest.fixture(scope="session")
def secluded(
    backend: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[tuple[databases.Copies, World]]:
    """The same people in a consultation that only its participants see."""
    with _inhabited(backend, tmp_path_factory, request, visibility="participants") as found:
        yield found


_ROUTES: list[BaseRoute] = []


def _application(settings: Settings) -> FastAPI:
    """With the routes of the first one made here: FastAPI works out what an app includes when that is first asked for
    something, which for several hundred operations takes longer than most tests.
    """
    application = create_app(settings)
    routes = application.router.routes
    included = [place for place, route in enumerate(routes) if type(route).__name__ == "_IncludedRouter"]
    if not _ROUTES:
        _ROUTES.extend(routes[place] for place in included)
    for place, route in zip(included, _ROUTES, strict=True):
        routes[place] = route
    return application


async def _populate(settings: Settings, **changes: Any) -> World:
    application = _application(settings)
    async with LifespanManager(application), _client_of(application) as client:
        return await build_world(application, client, **changes)


@pytest.fixture
def database_url(tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a migrated database that belongs to this test alone; with a world in it, if it asks for one."""
    copies: databases.Copies
    if "world" in request.fixturenames:
        copies = request.getfixturevalue("inhabited")[0]
    elif "secluded_world" in request.fixturenames:
        copies = request.getfixturevalue("secluded")[0]
    else:
        copies = request.getfixturevalue("empty")
    return copies.copy(tmp_path)


def _settings(database_url: str, folder: Path) -> Settings:
    return Settings(
        database_url=database_url,
        secret=SECRET,
        heal_seconds=0.2,
        sign_in_rate="1000/minute",
        static_dir=folder / "static",
        ballot_keys=folder / "ballot-keys",
    )


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return _settings(database_url, tmp_path)


class SharedJobs(Jobs):
    """Ends with its app; the worker goes on."""

    async def close(self) -> None:
        if self._rest:
            self._rest.cancel()


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    """One for the run: starting it takes longer than most jobs. It starts when a test first has a job for it."""
    found = Worker(knows="app.models")
    yield found
    found.kill()


@pytest.fixture
async def app(settings: Settings, worker: Worker) -> AsyncIterator[FastAPI]:
    application = _application(settings)
    application.state.jobs = SharedJobs(worker)
    async with LifespanManager(application):
        yield application


@pytest.fixture
def db(app: FastAPI) -> Database:
    database: Database = app.state.db
    return database


def _client_of(app: FastAPI) -> AsyncClient:
    """`raise_app_exceptions` off, because a client sees problems, not traces."""
    return AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False), base_url="http://test")


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """A public reader: nobody is signed in."""
    async with _client_of(app) as found:
        yield found


@pytest.fixture
async def server(app: FastAPI) -> AsyncIterator[str]:
    """The same app behind a real socket, for WebSockets and for what a transport does; gives `host:port`."""
    async with in_this_process(app) as address:
        yield address


@pytest.fixture
async def world(inhabited: tuple[databases.Copies, World], app: FastAPI, client: AsyncClient) -> World:
    """A consultation with open rounds, a meeting in progress and one person in every role; see tests/world.py."""
    return inhabited[1].seen_through(app, client)


@pytest.fixture
async def secluded_world(secluded: tuple[databases.Copies, World], app: FastAPI, client: AsyncClient) -> World:
    """The same among participants only: to everybody else it does not exist."""
    return secluded[1].seen_through(app, client)


@pytest.fixture
def real_polis() -> Path:
    """The folder of real exports, which are never committed: other people's words stay where they were licensed."""
    data = polis_data()
    if not data.is_dir():
        # Their licence keeps them out of the repository, so a clone alone cannot have them; the same import is tested
        # on made-up exports everywhere (tests/interchange/test_import.py).
        pytest.skip(f"real Polis exports are not here ({data}); set CONVENOR_DATA to the folder that holds them")
    return data
