"""Statements and votes for the ledger, added up by the database: no vote of a single person is ever read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.opinions.models import OpinionParticipant, OpinionVote, Statement
from app.opinions.votes import NUMBERS, Answer, StatementState
from app.summaries.engine.ledger import StatementFact, VoteFact, VotersFact


async def opinions(
    session: AsyncSession, consultation_id: UUID
) -> tuple[tuple[StatementFact, ...], tuple[VotersFact, ...]]:
    """Statements the public sees with their votes by group, and how many people voted on them."""
    shown = (
        Statement.consultation_id == consultation_id,
        Statement.state == StatementState.ACCEPTED,
        Statement.hidden.is_(None),
    )
    rows = (
        await session.execute(select(Statement.id, Statement.number, Statement.text, Statement.language).where(*shown))
    ).all()
    if not rows:
        return (), ()
    votes = await _votes(session, shown)
    return tuple(_statement(row, votes[row.id]) for row in rows), await _voters(session, shown)


Partition = tuple[str, str | None]  # partition and group, as in VoteFact


async def _votes(session: AsyncSession, shown: Sequence[ColumnElement[bool]]) -> dict[UUID, dict[Partition, list[int]]]:
    """(agree, disagree, passed) by statement and group, added up by the database."""
    counted = [func.sum(case((OpinionVote.value == NUMBERS[answer], 1), else_=0)) for answer in Answer]
    query = (
        select(OpinionVote.statement_id, OpinionParticipant.group, OpinionParticipant.opinion_group, *counted)
        .join(Statement, Statement.id == OpinionVote.statement_id)
        .join(OpinionParticipant, OpinionParticipant.id == OpinionVote.participant_id)
        .where(*shown)
        .group_by(OpinionVote.statement_id, OpinionParticipant.group, OpinionParticipant.opinion_group)
    )
    found: dict[UUID, dict[Partition, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for statement_id, group, opinion_group, *counts in await session.execute(query):
        for partition in _partitions(group, opinion_group):
            sums = found[statement_id][partition]
            for place, count in enumerate(counts):
                sums[place] += int(count)
    return found


def _partitions(group: str | None, opinion_group: int | None) -> list[Partition]:
    """A voter belongs to one declared group (or to none declared) and, where one was found, to an opinion group."""
    declared: Partition = ("declared", group)
    return [declared] if opinion_group is None else [declared, ("opinion", str(opinion_group))]


def _statement(row: Any, votes: Mapping[Partition, Sequence[int]]) -> StatementFact:
    declared = [counts for (partition, _), counts in votes.items() if partition == "declared"]
    agree, disagree, passed = (sum(counts[place] for counts in declared) for place in range(3))
    facts = tuple(VoteFact(partition, group, *counts) for (partition, group), counts in votes.items())
    return StatementFact(str(row.id), row.number, row.text, row.language, agree, disagree, passed, facts)


async def _voters(session: AsyncSession, shown: Sequence[ColumnElement[bool]]) -> tuple[VotersFact, ...]:
    """People who voted on at least one of the statements shown."""
    voted = (
        select(OpinionVote.participant_id)
        .join(Statement, Statement.id == OpinionVote.statement_id)
        .where(*shown)
        .distinct()
        .subquery()
    )
    query = (
        select(OpinionParticipant.group, OpinionParticipant.opinion_group, func.count())
        .join(voted, voted.c.participant_id == OpinionParticipant.id)
        .group_by(OpinionParticipant.group, OpinionParticipant.opinion_group)
    )
    sums: dict[Partition, int] = defaultdict(int)
    for group, opinion_group, voters in await session.execute(query):
        for partition in _partitions(group, opinion_group):
            sums[partition] += voters
    return tuple(VotersFact(partition, group, voters) for (partition, group), voters in sums.items())
