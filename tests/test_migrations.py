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
from tests.world import World

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


FIRST_RELEASE = "3cb9ea4ce241"


async def test_from_the_first_release_with_data_in_it(database_url: str, world: World) -> None:
    """Nothing is lost on the way, and what is new has the value that was true before."""
    comment = await world.post_comment("Said before the upgrade.")
    await world.moderate("hide", "comment", (await world.post_comment("Hidden before."))["id"])
    before = await world.record()
    await asyncio.to_thread(command.downgrade, config(database_url), FIRST_RELEASE)
    await asyncio.to_thread(command.upgrade, config(database_url), "head")
    meeting = (await world.reader.get(f"/meetings/{world.meeting_id}")).json()
    assert (meeting["visibility"], meeting["comment_moderation"], len(meeting["code"])) == ("public", "after", 6)
    listed = (await world.reader.get(f"/meetings/{world.meeting_id}/comments")).json()["items"]
    assert [each["text"] for each in listed] == [None, "Said before the upgrade."]
    assert listed[1] == comment
    assert await world.record() == before


async def tables(url: str) -> set[str]:
    engine = create_async_engine(Settings(database_url=url).async_database_url)
    async with engine.connect() as connection:
        found = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
    await engine.dispose()
    return found
