"""To which consultation an option or a meeting belongs. That never changes, so each is asked for once."""

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

    async def find(self, item_id: UUID, query_for: Callable[[UUID], Select[UUID]]) -> UUID | None:
        """The consultation's id; `query_for` selects it for an item."""
        if item_id not in self._known:
            async with self._db.read() as session:
                found = await session.scalar(query_for(item_id))
            if found is None:
                return None
            if len(self._known) >= LARGEST:
                self._known.clear()
            self._known[item_id] = found
        return self._known[item_id]


async def _places(request: Request) -> Places:
    places: Places = request.app.state.places
    return places


Known = Annotated[Places, Depends(_places)]
