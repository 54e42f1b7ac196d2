"""The one list of routers under /api/v1."""

from fastapi import APIRouter

from app.accounts.routes import router as accounts
from app.accreditation.routes import router as accreditation
from app.advisory.routes import router as advisory
from app.ballots.routes import router as ballots
from app.capacities.routes import router as capacities
from app.consultations.routes import router as consultations
from app.contributions.caucuses.routes import router as caucuses
from app.contributions.joint.routes import router as joint_statements
from app.contributions.missing.routes import router as missing
from app.contributions.routes import router as contributions
from app.core.errors import documented
from app.decisions.routes import router as decisions
from app.documents.routes import router as documents
from app.live.routes import router as live
from app.meetings.agenda.routes import router as agenda
from app.meetings.comments.routes import router as comments
from app.meetings.interventions.routes import router as interventions
from app.meetings.routes import router as meetings
from app.moderation.routes import router as moderation
from app.opinions.results.routes import router as opinion_results
from app.opinions.routes import router as opinions
from app.points.register.routes import router as points
from app.positions.routes import router as positions
from app.programme.routes import router as programme
from app.speakers.routes import router as speakers
from app.summaries.dispositions.routes import router as dispositions
from app.summaries.editing.routes import router as summary_editing
from app.summaries.export.routes import router as exports
from app.summaries.phrasing.routes import router as phrasing
from app.summaries.review.routes import router as summary_review
from app.summaries.routes import router as summaries
from app.summaries.synthesis.routes import router as synthesis
from app.summaries.wordings.routes import router as wordings
from app.themes.routes import router as themes
from app.transcripts.routes import router as transcripts

PREFIX = "/api/v1"
FEATURES = (
    accounts,
    capacities,
    consultations,
    accreditation,
    contributions,
    joint_statements,
    caucuses,
    missing,
    positions,
    meetings,
    comments,
    agenda,
    interventions,
    speakers,
    decisions,
    themes,
    points,
    advisory,
    programme,
    transcripts,
    ballots,
    opinions,
    opinion_results,
    moderation,
    documents,
    summaries,
    dispositions,
    summary_editing,
    summary_review,
    phrasing,
    wordings,
    exports,
    synthesis,
    live,
)

router = APIRouter(prefix=PREFIX, responses=documented(400, 413, 422, 500))
for feature in FEATURES:
    router.include_router(feature)
