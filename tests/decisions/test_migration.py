"""Consultations that were there before have the right to object, so that a call can be held in them."""

import asyncio

from alembic import command

from tests.decisions.acts import object_to, ok, open_call
from tests.test_migrations import config
from tests.world import World

BEFORE = "1a5c0e7d2b31"


async def test_rounds_of_before_let_object_whom_they_let_take_positions(database_url: str, world: World) -> None:
    path = f"/consultations/{world.slug}"
    as_new = ok(await world.reader.get(path))["rounds"]
    await asyncio.to_thread(command.downgrade, config(database_url), BEFORE)
    await asyncio.to_thread(command.upgrade, config(database_url), "head")
    assert ok(await world.reader.get(path))["rounds"] == as_new
    assert [round_["opens"].get("object") for round_ in as_new[:2]] == [["delegate", "personal_capacity"]] * 2
    ok(await object_to(world, await open_call(world)))
