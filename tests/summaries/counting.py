"""Counting the queries of a piece of code."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession


@asynccontextmanager
async def counted(session: AsyncSession) -> AsyncIterator[list[str]]:
    """Every statement this session sends while this lasts; what others send at the same time is not counted."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        sent.append(statement)

    connection = (await session.connection()).sync_connection
    event.listen(connection, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(connection, "before_cursor_execute", note)
