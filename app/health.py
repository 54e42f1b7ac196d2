"""Is the process alive, and can it serve? For the supervisor and the load balancer; says nothing about content."""

from fastapi import APIRouter, Request
from sqlalchemy import text

from app.core.db import Reading
from app.core.errors import ConvenorError, documented
from app.core.schemas import Out

router = APIRouter(tags=["health"], include_in_schema=False)


class NotReady(ConvenorError):
    status, code = 503, "not_ready"


class Health(Out):
    status: str


@router.get("/healthz")
async def alive() -> Health:
    return Health(status="alive")


@router.get("/readyz", responses=documented(503))
async def ready(request: Request, session: Reading) -> Health:
    """Asks the database and the bus; a failure is a 500 problem, which is what a balancer needs to know."""
    await session.execute(text("SELECT 1"))
    if not await request.app.state.bus.ready():
        raise NotReady("The bus is not connected.")
    return Health(status="ready")
