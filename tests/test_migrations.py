"""Migrations are what is deployed: from nothing to the head they give exactly the models, on both databases."""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlalchemy.ext.asyncio import create_async_engine

from app.config import Settings
from app.models import Base

ROOT = Path(__file__).parent.parent


def config(url: str) -> Config:
    found = Config(str(ROOT / "alembic.ini"))
    found.set_main_option("sqlalchemy.url", Settings(database_url=url).async_database_url)
    return found


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini"))).get_heads()) == 1


async def test_the_head_has_no_drift_from_the_models(database_url: str) -> None:
    await asyncio.to_thread(command.check, config(database_url))


async def test_down_to_nothing_and_up_again(database_url: str) -> None:
    await asyncio.to_thread(command.downgrade, config(database_url), "base")
    assert await tables(database_url) <= {"alembic_version"}
    await asyncio.to_thread(command.upgrade, config(database_url), "head")
    assert await tables(database_url) >= set(Base.metadata.tables)


async def tables(url: str) -> set[str]:
    engine = create_async_engine(Settings(database_url=url).async_database_url)
    async with engine.connect() as connection:
        found = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
    await engine.dispose()
    return found
