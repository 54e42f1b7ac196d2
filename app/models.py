"""Every feature's tables, imported for Alembic only."""

from app.accounts import models as accounts
from app.advisory import models as advisory
from app.ballots import models as ballots
from app.capacities import models as capacities
from app.consultations import models as consultations
from app.contributions import models as contributions
from app.contributions.caucuses import models as caucuses
from app.contributions.joint import models as joint
from app.contributions.missing import models as missing
from app.core import idempotency
from app.core.db import Base
from app.decisions import models as decisions
from app.documents import models as documents
from app.meetings import models as meetings
from app.meetings.agenda import models as agenda
from app.meetings.comments import models as comments
from app.meetings.interventions import models as interventions
from app.moderation import models as moderation
from app.opinions import models as opinions
from app.points.register import models as points
from app.positions import models as positions
from app.programme import models as programme
from app.record import models as record
from app.speakers import models as speakers
from app.stakeholders import models as stakeholders
from app.summaries import models as summaries
from app.summaries.dispositions import models as dispositions
from app.summaries.phrasing import models as phrasing
from app.summaries.review import models as review
from app.summaries.wordings import models as wordings
from app.themes import models as themes
from app.transcripts import models as transcripts

__all__ = [
    "Base",
    "accounts",
    "advisory",
    "agenda",
    "ballots",
    "capacities",
    "caucuses",
    "comments",
    "consultations",
    "contributions",
    "decisions",
    "dispositions",
    "documents",
    "idempotency",
    "interventions",
    "joint",
    "meetings",
    "missing",
    "moderation",
    "opinions",
    "phrasing",
    "points",
    "positions",
    "programme",
    "record",
    "review",
    "speakers",
    "stakeholders",
    "summaries",
    "themes",
    "transcripts",
    "wordings",
]
