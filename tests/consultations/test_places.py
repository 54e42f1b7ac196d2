"""To which consultation something belongs is asked once, also by a hall that asks in the same moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from app.consultations.places import Places
from app.consultations.queries import consultation_of_option
from app.core.db import Database, ReadSession
from tests.world import World


class Counting:
    """A database that counts how often it was asked."""

    def __init__(self, database: Database) -> None:
        self._database, self.reads = database, 0

    @asynccontextmanager
    async def read(self) -> AsyncIterator[ReadSession]:
        self.reads += 1
        async with self._database.read() as session:
            yield session


async def test_a_hall_asks_once(world: World) -> None:
    database = Counting(world.app.state.db)
    places, option = Places(database), world.option_ids[0]
    found = await asyncio.gather(*(places.find(option, consultation_of_option) for _ in range(50)))
    assert set(found) == {world.consultation_id}
    assert await places.find(option, consultation_of_option) == world.consultation_id
    assert database.reads == 1


async def test_who_goes_away_takes_nobodys_answer_along(world: World) -> None:
    places, option = Places(world.app.state.db), world.option_ids[0]
    gone, stays = (asyncio.create_task(places.find(option, consultation_of_option)) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == world.consultation_id


async def test_what_is_not_there_is_not_remembered(world: World) -> None:
    database = Counting(world.app.state.db)
    places, unknown = Places(database), uuid4()
    assert [await places.find(unknown, consultation_of_option) for _ in range(2)] == [None, None]
    assert database.reads == 2
