"""Runs migrations on the configured database; always with a live connection, so that they are what is tested."""

import asyncio

from alembic import context
from sqlalchemy import JSON, Connection
from sqlalchemy.ext.asyncio import create_async_engine

from app.config import get_settings
from app.core.db import UtcDateTime
from app.models import Base


def render(kind: str, item: object, _: object) -> str | bool:
    """Migrations stand on their own: our column types are written as what they are in the database."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()


async def main() -> None:
    url = context.config.get_main_option("sqlalchemy.url") or get_settings().async_database_url
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


# A caller that is inside an event loop (the tests) hands its connection over instead.
if given := context.config.attributes.get("connection"):
    run(given)
else:
    asyncio.run(main())
