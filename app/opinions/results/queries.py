"""Reading a conversation for its results: statements that are shown, and the votes on them."""

from uuid import UUID

import numpy as np
from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.opinions.groups.matrix import Votes
from app.opinions.models import OpinionParticipant, OpinionVote, Statement
from app.opinions.results.analysis import Conversation
from app.opinions.votes import StatementState

ROWS_AT_ONCE = 50_000


async def conversation(session: AsyncSession, consultation_id: UUID) -> Conversation:
    """Accepted statements that are not hidden, by number; participants by their number elsewhere, then by id. All of it
    as of one moment only if the session is in one snapshot.
    """
    statements = (await session.execute(_shown(consultation_id))).all()
    columns = {row.id: column for column, row in enumerate(statements)}
    people = (await session.execute(_participants(consultation_id))).all()
    rows = {person.id: row for row, person in enumerate(people)}
    places = [np.zeros((0, 3), np.int64)]
    query = select(OpinionVote.participant_id, OpinionVote.statement_id, OpinionVote.value)
    votes = query.join(Statement).where(Statement.consultation_id == consultation_id, *_SHOWN)
    async for part in (await session.stream(votes)).partitions(ROWS_AT_ONCE):
        found = [(rows[person], columns[statement], value) for person, statement, value in part]
        places.append(np.array(found, np.int64))
    cells = np.concatenate(places)
    taken_out = await session.scalar(_taken_out(consultation_id)) or 0
    return Conversation(
        votes=Votes.of(cells[:, 0], cells[:, 1], cells[:, 2], (len(people), len(statements)), taken_out),
        statements=[(str(row.id), row.number) for row in statements],
        groups=[person.group for person in people],
        regions=[person.region for person in people],
    )


async def texts(session: AsyncSession, consultation_id: UUID) -> dict[int, str]:
    """Of the statements that are shown, by number."""
    query = select(Statement.number, Statement.text).where(Statement.consultation_id == consultation_id, *_SHOWN)
    return {row.number: row.text for row in await session.execute(query)}


_SHOWN = (Statement.state == StatementState.ACCEPTED, Statement.hidden.is_(None))


def _shown(consultation_id: UUID) -> Select[UUID, int]:
    query = select(Statement.id, Statement.number).where(Statement.consultation_id == consultation_id, *_SHOWN)
    return query.order_by(Statement.number)


def _taken_out(consultation_id: UUID) -> Select[int]:
    """How many were voted on and are shown to nobody any more."""
    gone = (Statement.state == StatementState.REJECTED) | Statement.hidden.is_not(None)
    return select(func.count()).where(Statement.consultation_id == consultation_id, gone)


def _participants(consultation_id: UUID) -> Select[UUID, str | None, str | None]:
    external = OpinionParticipant.external_id
    query = select(OpinionParticipant.id, OpinionParticipant.group, OpinionParticipant.region)
    by_number = (case((external.is_(None), 1), else_=0), func.length(external), external, OpinionParticipant.id)
    return query.where(OpinionParticipant.consultation_id == consultation_id).order_by(*by_number)
