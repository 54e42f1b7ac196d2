"""One well-formed request for every operation of the API, so that tests can call all of them as everyone."""

from tests.samples import (
    advisory,
    ballots,
    decisions,
    dispositions,
    documents,
    floor,
    general,
    points,
    positions,
    programme,
    summaries,
    themes,
    transcripts,
)
from tests.samples.general import SAMPLES, Request

__all__ = [
    "SAMPLES",
    "Request",
    "advisory",
    "ballots",
    "decisions",
    "dispositions",
    "documents",
    "floor",
    "general",
    "points",
    "positions",
    "programme",
    "summaries",
    "themes",
    "transcripts",
]
