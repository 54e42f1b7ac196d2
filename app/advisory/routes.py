"""All of the advisory group over HTTP."""

from fastapi import APIRouter

from app.advisory.groups.routes import router as groups
from app.advisory.interests.routes import router as interests
from app.advisory.nominations.routes import router as nominations
from app.advisory.offices.routes import router as offices
from app.advisory.seats.routes import router as seats

router = APIRouter()
for part in (groups, seats, nominations, offices, interests):
    router.include_router(part)
