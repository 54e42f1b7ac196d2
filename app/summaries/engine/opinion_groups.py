"""What is said of opinion groups that were found from the votes and proved stable: how they were put to the test."""

from collections.abc import Sequence
from dataclasses import replace

from app.summaries.engine.ledger import StatementFact, VoteFact, VotersFact
from app.summaries.engine.proceedings import FoundGroupsFact
from app.summaries.engine.templates import Language

OPINION = "opinion"


def figures(language: Language, found: FoundGroupsFact) -> dict[str, str]:
    """The slots of `statements.by_found`."""
    return {
        "placed": language.number(sum(people for _, people in found.groups)),
        "times": language.number(found.subsamples),
        "same": language.number(found.same_number),
        "agreement": language.number(found.agreement),
    }


def placed(
    found: FoundGroupsFact,
    votes: Sequence[tuple[str, VoteFact]],
    statements: Sequence[StatementFact],
    voters: Sequence[VotersFact],
) -> tuple[tuple[StatementFact, ...], tuple[VotersFact, ...]]:
    """The facts with the groups found here in the place of groups found elsewhere. `votes`: by statement id, of groups
    large enough to be shown.
    """
    by_statement: dict[str, list[VoteFact]] = {}
    for statement_id, vote in votes:
        by_statement.setdefault(statement_id, []).append(vote)
    renewed = tuple(
        replace(each, votes=(*(v for v in each.votes if v.partition != OPINION), *by_statement.get(each.id, ())))
        for each in statements
    )
    others = (each for each in voters if each.partition != OPINION)
    return renewed, (*others, *(VotersFact(OPINION, name, people) for name, people in found.groups))
