"""All of the decisions feature over HTTP."""

from fastapi import APIRouter

from app.decisions.calls.routes import router as calls
from app.decisions.findings.routes import router as findings
from app.decisions.objections.routes import router as objections
from app.decisions.polls.routes import router as polls
from app.decisions.silence.routes import router as silence

router = APIRouter()
for part in (calls, silence, objections, polls, findings):
    router.include_router(part)
