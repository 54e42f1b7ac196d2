"""Finding statements and votes, with the check of sight. What is not accepted does not exist for a reader."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, Uuid, and_, column, func, select, values
from sqlalchemy.ext.asyncio import AsyncSession

from app.opinions.models import OpinionParticipant, OpinionVote, Statement
from app.opinions.votes import ANSWERS, Answer, Cast, StatementState

Pair = tuple[UUID, UUID]  # of a statement and a participant


class Totals(NamedTuple):
    """What a consultation holds, statements in any state included."""

    participants: int
    statements: int
    accepted: int
    votes: int


class External(NamedTuple):
    """A participant known elsewhere."""

    id: UUID
    opinion_group: int | None


def consultation_of(statement_id: UUID) -> Select[UUID]:
    return select(Statement.consultation_id).where(Statement.id == statement_id)


async def accepted(
    session: AsyncSession, consultation_id: UUID, statement_ids: Collection[UUID]
) -> dict[UUID, Statement]:
    """Those of these statements that are this consultation's and accepted, as they are now."""
    query = select(Statement).where(
        Statement.consultation_id == consultation_id,
        Statement.id.in_(statement_ids),
        Statement.state == StatementState.ACCEPTED,
    )
    found = await session.scalars(query.execution_options(populate_existing=True))
    return {statement.id: statement for statement in found}


async def page(session: AsyncSession, consultation_id: UUID, after: int | None, limit: int) -> Sequence[Statement]:
    """Accepted statements by number, hidden ones as stubs."""
    query = select(Statement).where(
        Statement.consultation_id == consultation_id, Statement.state == StatementState.ACCEPTED
    )
    if after is not None:
        query = query.where(Statement.number > after)
    return (await session.scalars(query.order_by(Statement.number).limit(limit))).all()


async def answers_of(session: AsyncSession, account_id: UUID, statement_ids: Collection[UUID]) -> dict[UUID, Answer]:
    """This person's votes on these statements."""
    query = (
        select(OpinionVote.statement_id, OpinionVote.value)
        .join(OpinionParticipant, OpinionParticipant.id == OpinionVote.participant_id)
        .where(OpinionParticipant.account_id == account_id, OpinionVote.statement_id.in_(statement_ids))
    )
    return {statement_id: ANSWERS[value] for statement_id, value in await session.execute(query)}


async def casts(session: AsyncSession, pairs: Collection[Pair]) -> dict[Pair, Cast]:
    """The votes there are on these pairs, and perhaps a few others of the same statements and participants.

    Files hold votes by statement or by participant: then two plain lists name hardly more than the pairs. A batch
    from everywhere is looked up pair by pair, which costs more to say but not more to find.
    """
    query = select(
        OpinionVote.statement_id,
        OpinionVote.participant_id,
        OpinionVote.value,
        OpinionVote.cast_at,
        OpinionVote.source_line,
    )
    statements, participants = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    if len(statements) * len(participants) <= 20 * len(pairs):
        query = query.where(OpinionVote.statement_id.in_(statements), OpinionVote.participant_id.in_(participants))
    else:
        named = values(column("statement", Uuid), column("participant", Uuid), name="pairs").data(list(pairs)).cte()
        same = and_(named.c.statement == OpinionVote.statement_id, named.c.participant == OpinionVote.participant_id)
        query = query.join(named, same)
    return {(row[0], row[1]): Cast(*row[2:]) for row in await session.execute(query)}


async def external_statements(session: AsyncSession, consultation_id: UUID) -> dict[str, UUID]:
    """Statements by their id elsewhere."""
    query = select(Statement.external_id, Statement.id).where(
        Statement.consultation_id == consultation_id, Statement.external_id.is_not(None)
    )
    return {row.external_id: row.id for row in await session.execute(query)}


async def numbers(session: AsyncSession, consultation_id: UUID) -> set[int]:
    """The numbers of statements in use."""
    query = select(Statement.number).where(Statement.consultation_id == consultation_id)
    return set((await session.scalars(query)).all())


async def external_participants(session: AsyncSession, consultation_id: UUID) -> dict[str, External]:
    """Participants by their id elsewhere."""
    query = select(OpinionParticipant.external_id, OpinionParticipant.id, OpinionParticipant.opinion_group).where(
        OpinionParticipant.consultation_id == consultation_id, OpinionParticipant.external_id.is_not(None)
    )
    return {row.external_id: External(row.id, row.opinion_group) for row in await session.execute(query)}


async def own_participants(
    session: AsyncSession, consultation_id: UUID, account_ids: Collection[UUID | None]
) -> dict[UUID | None, UUID]:
    """The participants that people signed in here are, by their accounts."""
    query = select(OpinionParticipant.account_id, OpinionParticipant.id).where(
        OpinionParticipant.consultation_id == consultation_id, OpinionParticipant.account_id.in_(account_ids)
    )
    return {row.account_id: row.id for row in await session.execute(query)}


async def totals(session: AsyncSession, consultation_id: UUID) -> Totals:
    of_participants = select(func.count()).where(OpinionParticipant.consultation_id == consultation_id)
    of_statements = select(
        func.count(),
        func.count().filter(Statement.state == StatementState.ACCEPTED),
        func.coalesce(func.sum(Statement.agree + Statement.disagree + Statement.pass_), 0),
    ).where(Statement.consultation_id == consultation_id)
    statements, accepted, votes = (await session.execute(of_statements)).one()
    return Totals(await session.scalar(of_participants) or 0, statements, accepted, int(votes))
