"""Reading a conversation for its results: statements that are shown, and the votes on them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import Select, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.opinions.groups.matrix import Votes
from app.opinions.models import OpinionAnalysis, OpinionParticipant, OpinionVote, Statement
from app.opinions.results.analysis import Conversation
from app.opinions.votes import StatementState
from app.record.models import RecordHead

VOTES_AT_ONCE = 200_000


async def conversation(session: AsyncSession, consultation_id: UUID) -> Conversation:
    """Accepted statements that are not hidden, by number; participants by their number elsewhere, then by id. All of it
    as of one moment only if the session is in one snapshot.
    """
    statements = (await session.execute(_shown(consultation_id))).all()
    columns = {row.id: column for column, row in enumerate(statements)}
    people = (await session.execute(_participants(consultation_id))).all()
    rows = {person.id: row for row, person in enumerate(people)}
    places = [np.zeros((0, 3), np.int64)]
    for some in _some_at_once(statements):
        query = select(OpinionVote.participant_id, OpinionVote.statement_id, OpinionVote.value)
        votes = await session.execute(query.where(OpinionVote.statement_id.in_(some)))
        found = [(rows[person], columns[statement], value) for person, statement, value in votes]
        places.append(np.array(found, np.int64).reshape(-1, 3))
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


def _shown(consultation_id: UUID) -> Select[UUID, int, int]:
    votes = (Statement.agree + Statement.disagree + Statement.pass_).label("votes")
    query = select(Statement.id, Statement.number, votes)
    return query.where(Statement.consultation_id == consultation_id, *_SHOWN).order_by(Statement.number)


def _some_at_once(statements: Sequence[Any]) -> Iterator[list[UUID]]:
    """Votes lie together by statement; so many statements as have VOTES_AT_ONCE, or one."""
    some: list[UUID] = []
    votes = 0
    for row in statements:
        if some and votes + row.votes > VOTES_AT_ONCE:
            yield some
            some, votes = [], 0
        some.append(row.id)
        votes += row.votes
    if some:
        yield some


def _taken_out(consultation_id: UUID) -> Select[int]:
    """How many were voted on and are shown to nobody any more."""
    gone = (Statement.state == StatementState.REJECTED) | Statement.hidden.is_not(None)
    return select(func.count()).where(Statement.consultation_id == consultation_id, gone)


def _participants(consultation_id: UUID) -> Select[UUID, str | None, str | None]:
    external = OpinionParticipant.external_id
    query = select(OpinionParticipant.id, OpinionParticipant.group, OpinionParticipant.region)
    by_number = (case((external.is_(None), 1), else_=0), func.length(external), external, OpinionParticipant.id)
    return query.where(OpinionParticipant.consultation_id == consultation_id).order_by(*by_number)


async def analysis(session: AsyncSession, consultation_id: UUID) -> OpinionAnalysis | None:
    return await session.get(OpinionAnalysis, consultation_id)


def is_claimed(kept: OpinionAnalysis, now: datetime) -> bool:
    return kept.claimed_until is not None and now < kept.claimed_until


async def shown_among(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Statement]:
    return (await session.scalars(select(Statement).where(Statement.id.in_(ids), *_SHOWN))).all()


async def counts_digests(session: AsyncSession, consultation_ids: Collection[UUID]) -> dict[UUID, str]:
    """By consultation, over the counts of all its statements that are shown: what results of votes belong to. (Two
    people who change places leave the counts as they were; the results are then those of a moment before.)
    """
    counted = (Statement.consultation_id, Statement.number, Statement.agree, Statement.disagree, Statement.pass_)
    query = select(*counted).where(Statement.consultation_id.in_(consultation_ids), *_SHOWN)
    digests: dict[UUID, Any] = {each: sha256() for each in consultation_ids}
    for row in await session.execute(query.order_by(Statement.consultation_id, Statement.number)):
        digests[row.consultation_id].update(f"{tuple(row)[1:]}".encode())
    return {each: digest.hexdigest() for each, digest in digests.items()}


async def behind(session: AsyncSession) -> dict[UUID, str]:
    """Consultations whose kept results are not of the present counts (or that have votes and no results): what the
    counts are now. Only those are looked at whose record has moved on since the results.
    """
    voted = exists().where(
        Statement.consultation_id == RecordHead.consultation_id,
        Statement.agree + Statement.disagree + Statement.pass_ > 0,
        *_SHOWN,
    )
    query = (
        select(RecordHead.consultation_id, OpinionAnalysis.counts)
        .outerjoin(OpinionAnalysis, OpinionAnalysis.consultation_id == RecordHead.consultation_id)
        .where(voted | OpinionAnalysis.content.is_not(None))
        .where(OpinionAnalysis.cutoff_seq.is_(None) | (OpinionAnalysis.cutoff_seq < RecordHead.seq))
    )
    moved = {row.consultation_id: row.counts for row in await session.execute(query)}
    present = await counts_digests(session, list(moved))
    return {each: counts for each, counts in present.items() if counts != moved[each]}
