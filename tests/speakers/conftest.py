"""The floor of a meeting; whatever a test does on it, following the record must give the fresh state."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from app.core import clock
from tests.speakers.floors import At, FloorClient, follow, said, without_clock
from tests.world import World


@pytest.fixture
def at() -> At:
    """So many seconds after a moment that is later than all the fixtures do, with everybody signed in still."""
    start = clock.now().replace(microsecond=0) + timedelta(minutes=10)
    return lambda seconds: start + timedelta(seconds=seconds)


@pytest.fixture
async def floor(world: World) -> AsyncIterator[FloorClient]:
    """An open list in a meeting in progress."""
    client = FloorClient(world)
    before = await client.state()
    await client.does("open")
    yield client
    fresh, entries = await client.state(), await world.record()
    assert without_clock(follow(before, entries)) == without_clock(fresh), "old state + entries == fresh state"
    assert follow(before, entries + entries) == follow(before, entries), "applying an entry twice is harmless"
    for path, field in (("interventions", "intervention"), ("prepared-statements", "prepared_statement")):
        page = (await world.reader.get(f"/meetings/{world.meeting_id}/{path}?limit=200")).json()
        assert page["items"] == said(entries, field)
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
