"""A client of the live socket that holds the server to its word: entries in order, without gap and without double."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.world import World

SECONDS = 10


def from_elsewhere(world: World, *, poked: bool = True) -> None:
    """From now on what is written here reaches the hub as another process's: nothing is handed to it. Not `poked`:
    and the bus is away.
    """
    world.db.hand = None
    if not poked:
        world.db.poke = None


class Follower:
    """`seq`: the last entry applied. `raw`: every message as text, to look for what must not be in it."""

    def __init__(self, socket: ClientConnection, after: int) -> None:
        self.socket, self.seq = socket, after
        self.entries: list[dict[str, Any]] = []
        self.raw: list[str] = []

    async def message(self, seconds: float = SECONDS) -> dict[str, Any]:
        async with asyncio.timeout(seconds):
            text = await self.socket.recv()
        assert isinstance(text, str)
        self.raw.append(text)
        message: dict[str, Any] = json.loads(text)
        if message["type"] == "entries":
            assert message["prev_seq"] == self.seq
            seqs = [item["seq"] for item in message["items"]]
            assert seqs == list(range(self.seq + 1, self.seq + 1 + len(seqs)))
            assert seqs, "an empty frame"
            self.seq = seqs[-1]
            self.entries += message["items"]
        return message

    async def until(self, seq: int, seconds: float = SECONDS) -> "Follower":
        while self.seq < seq:
            await self.message(seconds)
        return self

    @property
    def text(self) -> str:
        return "\n".join(self.raw)


def live_address(address: str, slug: str, after: int) -> str:
    return f"ws://{address}/api/v1/consultations/{slug}/live?after={after}"


@asynccontextmanager
async def follow(
    address: str, world: World, after: int = 0, *, by: str = "reader", **more: Any
) -> AsyncIterator[Follower]:
    """Connected, and greeted: "hello" is the first message on every socket."""
    token = world.people[by].token
    headers = {**more.pop("additional_headers", {}), **({"Authorization": f"Bearer {token}"} if token else {})}
    url = live_address(address, world.slug, after)
    # No pings of its own: a test that reads late on a busy machine has not gone away.
    async with connect(
        url, additional_headers=headers, max_size=None, proxy=None, ping_interval=None, **more
    ) as socket:
        follower = Follower(socket, after)
        assert (await follower.message())["type"] == "hello"
        yield follower


async def head(world: World) -> int:
    page = (await world.reader.get(f"/consultations/{world.slug}/record?limit=1")).json()
    return int(page["head"]["seq"])
