"""Real `convenor serve` processes on a database with the people of tests/world.py in it."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests import databases
from tests.conftest import SECRET
from tests.serving import Service
from tests.world import World

HEAL_SECONDS = 1.0


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Several processes need PostgreSQL: in the run on SQLite these tests do not exist."""
    if config.getoption("--database") == "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("several_processes")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def env(inhabited: tuple[databases.Copies, World], tmp_path: Path) -> dict[str, str]:
    """What a server and the command line need to know, on a database of this test's own."""
    return {
        "CONVENOR_DATABASE_URL": inhabited[0].copy(tmp_path),
        "CONVENOR_SECRET": SECRET,
        "CONVENOR_HEAL_SECONDS": str(HEAL_SECONDS),
        "CONVENOR_BALLOT_KEYS": str(tmp_path / "ballot-keys"),
    }


@pytest.fixture
def services(env: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Service]]:
    """Makes servers; whatever becomes of the test, none of them stays."""
    made: list[Service] = []

    def make(**more: str) -> Service:
        made.append(Service(env | more, tmp_path / f"server-{len(made)}.log"))
        return made[-1]

    yield make
    for service in made:
        service.stop()


@pytest.fixture
async def people(inhabited: tuple[databases.Copies, World]) -> AsyncIterator[Callable[[Service], World]]:
    """The world, as seen through a server."""
    clients: list[httpx.AsyncClient] = []

    def through(service: Service) -> World:
        clients.append(httpx.AsyncClient(base_url=f"http://{service.address}", timeout=10))
        return inhabited[1].seen_through(inhabited[1].app, clients[-1])

    yield through
    for client in clients:
        await client.aclose()
