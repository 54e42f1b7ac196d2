"""One seeded database for all tests here that only look at it: seeding takes seconds."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from app import cli
from app.config import Settings
from app.core.db import Database
from app.demo import seed
from tests import databases
from tests.conftest import SECRET


class Seeded(NamedTuple):
    settings: Settings
    printed: str


@contextmanager
def _address(backend: str, folder: Path) -> Iterator[str]:
    if backend == "sqlite":
        yield f"sqlite:///{folder}/demo.db"
        return
    with databases.postgres_database() as url:
        yield url


@pytest.fixture(scope="session")
def seeded(backend: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Seeded]:
    if backend == "postgresql":
        request.getfixturevalue("postgres")
    folder = tmp_path_factory.mktemp("demo")
    with _address(backend, folder) as url:
        settings = Settings(
            database_url=url,
            secret=SECRET,
            sign_in_rate="1000/minute",
            static_dir=folder / "static",
            ballot_keys=folder / "keys",
        )
        cli.upgrade(settings)
        yield Seeded(settings, asyncio.run(_seed(settings)))


async def _seed(settings: Settings) -> str:
    database = Database(settings.async_database_url)
    try:
        return await seed.run(database, settings)
    finally:
        await database.close()


@pytest.fixture
async def demo(seeded: Seeded) -> AsyncIterator[Database]:
    """The seeded database. Tests do not change what others look at."""
    database = Database(seeded.settings.async_database_url)
    yield database
    await database.close()
