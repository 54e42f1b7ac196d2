"""Closing the books in the worker process (core/jobs.py): decrypting and counting take a processor long.

What goes there is where the boxes and the key are, never the key itself: the worker runs as the same user and reads
both. What signs stays with the service.
"""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.ballots.boxes import unpacked
from app.ballots.models import Ballot, ClosedBox
from app.ballots.sealing.seal import Books, close_books
from app.ballots.vault import Vault
from app.core.db import Database


@dataclass(frozen=True, slots=True)
class Order:
    database_url: str
    keys: Path
    ballot_id: UUID


def close(order: Order) -> Books:
    with uncollected():
        return asyncio.run(_close(order))


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing here is a cycle, and looking for some among a million objects takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def _close(order: Order) -> Books:
    database = Database(order.database_url)
    try:
        async with database.read() as session:
            return await closed_books(session, Vault(order.keys), order.ballot_id)
    finally:
        await database.close()


async def closed_books(session: AsyncSession, vault: Vault, ballot_id: UUID) -> Books:
    """Of a ballot in whose boxes nothing changes any more."""
    box = vault.box(ballot_id)
    ballot = await session.get_one(Ballot, ballot_id)
    assert ballot.definition is not None and ballot.tie_seed is not None  # noqa: PT018 - it is frozen
    rows = await session.execute(select(ClosedBox.handle, ClosedBox.content).where(ClosedBox.ballot_id == ballot_id))
    casts = [unpacked(box, ballot_id, handle, content) for handle, content in rows]
    return close_books(ballot.definition, casts, ballot.tie_seed)
