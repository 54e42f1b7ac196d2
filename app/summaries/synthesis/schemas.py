"""How published synthesis papers look from outside; the papers themselves are files."""

from uuid import UUID

from app.capacities.actor import ActedAs
from app.core.schemas import Instant, Out


class SynthesisVersion(Out):
    """`digest`: SHA-256 of the text in the consultation's first language, as the record has it."""

    consultation_id: UUID
    number: int
    symbol: str
    digest: str
    ledger_digest: str
    cutoff_seq: int
    languages: list[str]
    acted_as: ActedAs
    published_at: Instant
