"""To which consultation an option or a meeting belongs. That never changes, so each is asked for once."""

import asyncio
from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import Select

from app.core.db import Database

LARGEST = 100_000


class Places:
    """Remembered in the process; unknown ids are not remembered, because they may come to be."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._known: dict[UUID, UUID] = {}
        self._asking: dict[UUID, asyncio.Task[UUID | None]] = {}

    def known(self, item_id: UUID) -> UUID | None:
        """The consultation's id, if it has been asked for before."""
        return self._known.get(item_id)

    async def find(self, item_id: UUID, query_for: Callable[[UUID], Select[UUID]]) -> UUID | None:
        """The consultation's id; `query_for` selects it for an item.

        A hall that votes at the same moment asks the database once: whoever comes meanwhile waits for that answer.
        """
        if found := self._known.get(item_id):
            return found
        asking = self._asking.get(item_id)
        if asking is None:
            asking = self._asking[item_id] = asyncio.create_task(self._ask(item_id, query_for(item_id)))
            asking.add_done_callback(lambda _: self._asking.pop(item_id))
        return await asyncio.shield(asking)  # who goes away takes nobody's answer along

    async def _ask(self, item_id: UUID, query: Select[UUID]) -> UUID | None:
        async with self._db.read() as session:
            found = await session.scalar(query)
        if found is not None:
            if len(self._known) >= LARGEST:
                self._known.clear()
            self._known[item_id] = found
        return found


async def _places(request: Request) -> Places:
    places: Places = request.app.state.places
    return places


Known = Annotated[Places, Depends(_places)]
