"""Is the process alive, and can it serve? For the supervisor and the load balancer; says nothing about content."""

import logging

from fastapi import APIRouter, Request
from sqlalchemy import NullPool, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from app.core.errors import ConvenorError, documented
from app.core.schemas import Out

log = logging.getLogger(__name__)
router = APIRouter(tags=["health"], include_in_schema=False)
PATIENCE_SECONDS = 2


class NotReady(ConvenorError):
    status, code = 503, "not_ready"


class Health(Out):
    status: str


@router.get("/healthz")
async def alive() -> Health:
    return Health(status="alive")


@router.get("/readyz", responses=documented(503))
async def ready(request: Request) -> Health:
    """Asks the database and the bus. On a connection of its own: a full pool is a busy process, not a broken one."""
    state = request.app.state
    patience = {"timeout": PATIENCE_SECONDS} | ({} if state.db.is_sqlite else {"command_timeout": PATIENCE_SECONDS})
    engine = create_async_engine(state.settings.async_database_url, poolclass=NullPool, connect_args=patience)
    try:
        async with engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError) as error:
        log.warning("the database does not answer (%s)", type(error).__name__)
        raise NotReady("The database does not answer.") from error
    if not await state.bus.ready():
        raise NotReady("The bus is not connected.")
    return Health(status="ready")
