"""Opinion groups found from the votes, for the ledger: as they were computed and kept, and only while they are of the
votes as they now are and stable. Counts of fewer people than may be shown are not among what is kept.
"""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from app.opinions.results import queries
from app.opinions.results.schemas import Results
from app.summaries.engine.ledger import StatementFact, VoteFact, VotersFact
from app.summaries.engine.opinion_groups import OPINION, placed
from app.summaries.engine.proceedings import FoundGroupsFact

Facts = tuple[tuple[StatementFact, ...], tuple[VotersFact, ...], FoundGroupsFact | None]


async def with_found_groups(
    session: AsyncSession,
    consultation_id: UUID,
    statements: tuple[StatementFact, ...],
    voters: tuple[VotersFact, ...],
) -> Facts:
    results = await _current(session, consultation_id)
    if results is None or not results.stable:
        return statements, voters, None
    found = FoundGroupsFact(
        groups=tuple((group.name, group.people) for group in results.groups),
        subsamples=results.stability.subsamples,
        same_number=results.stability.wins.get(str(results.k), 0),
        agreement=int(results.stability.agreement * 100),
    )
    votes = [
        (each.id, VoteFact(OPINION, part.group, part.counts.agree, part.counts.disagree, part.counts.pass_))
        for each in results.statements
        for part in each.groups
        if part.partition == "found" and part.counts
    ]
    return *placed(found, votes, statements, voters), found


async def _current(session: AsyncSession, consultation_id: UUID) -> Results | None:
    analysis = await queries.analysis(session, consultation_id)
    if analysis is None or analysis.content is None:
        return None
    counts = await queries.counts_digests(session, [consultation_id])
    return Results.model_validate_json(analysis.content) if counts[consultation_id] == analysis.counts else None
