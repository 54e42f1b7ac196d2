"""What every test stands on: a migrated database of its own (SQLite or PostgreSQL), the app on it, and people.

The same suite runs on both: `pytest --database postgresql` (or sqlite, the default). The database is migrated once
a run and copied for each test, so tests share nothing.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from asgi_lifespan import LifespanManager
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from app import cli
from app.config import Settings
from app.core.db import Database
from app.main import create_app
from tests.services import POSTGRES
from tests.world import World, build_world

SECRET = "a secret for tests only, long enough"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--database"))


async def _administer(statement: str) -> None:
    connection = await asyncpg.connect(f"{POSTGRES}/postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
def template(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A migrated database, by name (PostgreSQL) or path (SQLite); copied for every test."""
    if backend == "sqlite":
        path = tmp_path_factory.mktemp("template") / "template.db"
        cli.upgrade(Settings(database_url=f"sqlite:///{path}", secret=SECRET))
        yield str(path)
        return
    name = f"convenor_template_{uuid4().hex}"
    asyncio.run(_administer(f'CREATE DATABASE "{name}"'))
    cli.upgrade(Settings(database_url=f"{POSTGRES}/{name}", secret=SECRET))
    yield name
    asyncio.run(_administer(f'DROP DATABASE "{name}" WITH (FORCE)'))


@pytest.fixture
async def database_url(backend: str, template: str, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a fresh, migrated database that belongs to this test alone."""
    if backend == "sqlite":
        path = tmp_path / "convenor.db"
        shutil.copy(template, path)
        yield f"sqlite:///{path}"
        return
    name = f"convenor_{uuid4().hex}"
    await _administer(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    yield f"{POSTGRES}/{name}"
    await _administer(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=database_url,
        secret=SECRET,
        heal_seconds=0.2,
        sign_in_rate="1000/minute",
        static_dir=tmp_path / "static",
    )


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[FastAPI]:
    application = create_app(settings)
    async with LifespanManager(application):
        yield application


@pytest.fixture
def db(app: FastAPI) -> Database:
    database: Database = app.state.db
    return database


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """A public reader: nobody is signed in. `raise_app_exceptions` off, because a client sees problems, not traces."""
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://test") as found:
        yield found


@pytest.fixture
async def world(app: FastAPI, client: AsyncClient) -> World:
    """A consultation with open rounds, a meeting in progress and one person in every role; see tests/world.py."""
    return await build_world(app, client)
