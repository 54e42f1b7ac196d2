"""The one list of routers under /api/v1."""

from fastapi import APIRouter

from app.accounts.routes import router as accounts
from app.accreditation.routes import router as accreditation
from app.capacities.routes import router as capacities
from app.consultations.routes import router as consultations
from app.contributions.routes import router as contributions
from app.core.errors import documented
from app.live.routes import router as live
from app.meetings.agenda.routes import router as agenda
from app.meetings.comments.routes import router as comments
from app.meetings.interventions.routes import router as interventions
from app.meetings.routes import router as meetings
from app.moderation.routes import router as moderation
from app.opinions.routes import router as opinions
from app.positions.routes import router as positions
from app.speakers.routes import router as speakers
from app.summaries.routes import router as summaries
from app.transcripts.routes import router as transcripts

PREFIX = "/api/v1"
FEATURES = (
    accounts,
    capacities,
    consultations,
    accreditation,
    contributions,
    positions,
    meetings,
    comments,
    agenda,
    interventions,
    speakers,
    transcripts,
    opinions,
    moderation,
    summaries,
    live,
)

router = APIRouter(prefix=PREFIX, responses=documented(400, 413, 422, 500))
for feature in FEATURES:
    router.include_router(feature)
