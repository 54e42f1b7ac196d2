"""Writing a synthesis paper from the record as it stands. Reads only: nothing is stored and nobody is held up."""

from anyio import to_thread

from app.capacities.actor import Actor
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.policy import Action
from app.core.db import Database, one_snapshot
from app.summaries.engine.ledger import Ledger
from app.summaries.engine.rendering import Standing, to_json
from app.summaries.export.formats import Sheet
from app.summaries.gathering import gather
from app.summaries.synthesis.paper import synthesis


async def sheet(database: Database, actor: Actor, ref: str, language: str | None) -> Sheet:
    """The paper of this moment in one of the six languages; without a choice in the consultation's own."""
    async with database.read() as session:
        await one_snapshot(session)
        consultation = await consultation_queries.visible(session, actor, ref)
        policy.require(actor, Action.MANAGE_DOCUMENTS, consultation.id)
        ledger = await gather(session, consultation)
    return await to_thread.run_sync(_written, ledger, language or ledger.consultation.language)


def _written(ledger: Ledger, language: str) -> Sheet:
    paper = synthesis(ledger, language=language)
    name = f"{ledger.consultation.slug}-synthesis-{paper.language}"
    return Sheet(content=to_json(paper), standing=Standing(), symbol=None, name=name)
