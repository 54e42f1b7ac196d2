"""What can be done with statements: add them, vote on them, take them over from elsewhere.

Everybody who changes votes holds the record of the consultation. So what is read here before writing is still true
when it is written, and the counts on the statements are exact.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm.attributes import set_committed_value

from app.capacities import queries as capacity_queries
from app.capacities.actor import SYSTEM, ActedAs, Caller
from app.consultations import policy
from app.consultations import queries as consultation_queries
from app.consultations.places import Places
from app.consultations.policy import Action
from app.consultations.rules import Right
from app.core import clock
from app.core.crowd import Crowds, each_alone
from app.core.db import WriteSession, insert
from app.core.errors import ConvenorError, NotFound, NotNow
from app.opinions import queries
from app.opinions.events import ParticipantsImported, StatementAdded, StatementsImported, VotesRecorded
from app.opinions.models import OpinionParticipant, OpinionVote, Statement
from app.opinions.queries import Pair
from app.opinions.schemas import ImportedStatement, MyStatementOut, StatementIn, StatementOut, VoteTally
from app.opinions.votes import ANSWERS, NUMBERS, Answer, Cast, StatementState, supersedes
from app.record import chain
from app.record.events import By
from app.record.service import Record

SHOWN_TALLIES = 100


async def add_statement(
    session: WriteSession, record: Record, acted_as: ActedAs, consultation_id: UUID, body: StatementIn
) -> StatementOut:
    """Without a check, for the demo, which acts as the system: at once accepted."""
    highest = select(func.max(Statement.number)).where(Statement.consultation_id == consultation_id)
    statement = Statement(
        id=uuid4(),
        consultation_id=consultation_id,
        number=(await session.scalar(highest) or 0) + 1,
        external_id=None,
        author_external_id=None,
        state=StatementState.ACCEPTED,
        seq=record.next_seq,
        added_at=clock.now(),
        agree=0,
        disagree=0,
        pass_=0,
        hidden=None,
        **body.model_dump(),
    )
    session.add(statement)
    out = StatementOut.of(statement)
    record.append(acted_as.by, StatementAdded(acted_as=acted_as, statement=out))
    await session.flush()
    return out


@dataclass(frozen=True)
class Voting:
    """One request to vote on a statement."""

    caller: Caller
    statement_id: UUID
    answer: Answer


async def vote(places: Places, crowds: Crowds, voting: Voting) -> MyStatementOut:
    """Together with whoever votes in the same moment; returns or raises after the commit."""
    consultation_id = await places.find(voting.statement_id, queries.consultation_of)
    if consultation_id is None:
        raise NotFound("There is no such statement.")
    return await crowds.join(vote_all, consultation_id, voting)


def vote_at_once(places: Places, crowds: Crowds, voting: Voting) -> asyncio.Future[MyStatementOut] | None:
    """The same without a task that waits; None where it is not yet known which consultation the statement is of."""
    consultation_id = places.known(voting.statement_id)
    return crowds.enter(vote_all, consultation_id, voting) if consultation_id else None


async def vote_all(
    session: WriteSession, consultation_id: UUID, votings: Sequence[Voting]
) -> list[MyStatementOut | ConvenorError]:
    """Vote, or vote again: the latest counts. The same answer a second time leaves no trace.

    The entries in the record say how many voted in which capacity, not who: a choice never stands beside a voter.
    """
    record = await Record.hold(session, consultation_id)
    actors = await capacity_queries.actors(session, [voting.caller for voting in votings])
    standing = await consultation_queries.standing(session, record)
    statements = await queries.accepted(session, consultation_id, {voting.statement_id for voting in votings})
    round_ = standing.round_for(Right.VOTE)

    def check(voting: Voting) -> ActedAs:
        actor, statement = actors.of(voting.caller), statements.get(voting.statement_id)
        if statement is None or not policy.may_see(actor, standing.consultation):
            raise NotFound("There is no such statement.")
        acted_as = policy.require_right(actor, Action.VOTE, round_)
        if statement.hidden:
            raise NotNow("This statement has been hidden, so it cannot be voted on.", code="statement_hidden")
        return acted_as

    allowed = each_alone(votings, check)
    granted = [(voting, acted) for voting, acted in zip(votings, allowed, strict=True) if isinstance(acted, ActedAs)]
    await _take(session, record, granted, statements)
    outs: dict[tuple[UUID, Answer], MyStatementOut] = {}

    def out(statement_id: UUID, answer: Answer) -> MyStatementOut:
        """One for all who gave the same answer: a hall of voters gets three."""
        if (statement_id, answer) not in outs:
            outs[statement_id, answer] = MyStatementOut.of(statements[statement_id], my_vote=answer)
        return outs[statement_id, answer]

    return [
        out(voting.statement_id, voting.answer) if isinstance(acted, ActedAs) else acted
        for voting, acted in zip(votings, allowed, strict=True)
    ]


async def _take(
    session: WriteSession,
    record: Record,
    votes: Sequence[tuple[Voting, ActedAs]],
    statements: Mapping[UUID, Statement],
) -> None:
    """Store what is new or changed; an entry for each capacity, of no more votes than it can show the counts of.

    The statements' own counts move along: they were read while the record was held, so nobody else moves them.
    """
    if not votes:
        return
    participants = await _participants(session, record.consultation_id, [acted_as for _, acted_as in votes])
    latest: dict[Pair, tuple[Cast, str]] = {}
    for voting, acted_as in votes:
        pair = (voting.statement_id, participants[acted_as.account_id])
        latest[pair] = (Cast(NUMBERS[voting.answer], clock.now()), acted_as.capacity)
    present = await queries.casts(session, latest)
    by_capacity: dict[str, dict[Pair, Cast]] = defaultdict(dict)
    for pair, (cast, capacity) in latest.items():
        if pair not in present or present[pair].value != cast.value:
            by_capacity[capacity][pair] = cast
    for capacity, changed in by_capacity.items():
        by, pairs = By(account_id=None, capacity=capacity, delegation_id=None), list(changed)
        for start in range(0, len(pairs), SHOWN_TALLIES):
            part = {pair: changed[pair] for pair in pairs[start : start + SHOWN_TALLIES]}
            await _record(session, record, by, part, present, statements)


async def _participants(
    session: WriteSession, consultation_id: UUID, people: Collection[ActedAs]
) -> dict[UUID | None, UUID]:
    """The participants these people are; made on their first vote, while the record is held, so nobody twice."""
    known = await queries.own_participants(session, consultation_id, {acted_as.account_id for acted_as in people})
    new = {acted_as.account_id: acted_as for acted_as in people if acted_as.account_id not in known}
    made = {account_id: uuid4() for account_id in new}
    if made:
        await session.execute(insert(session, OpinionParticipant.__table__), [
            {
                "id": made[account_id], "consultation_id": consultation_id, "account_id": account_id,
                "stakeholder_group": acted_as.group, "regional_group": acted_as.region,
            }
            for account_id, acted_as in new.items()
        ])  # fmt: skip
    return known | made


async def import_statements(
    session: WriteSession, record: Record, consultation_id: UUID, rows: Sequence[ImportedStatement]
) -> int:
    """Take over those that are not here yet; what is here is never changed. Gives how many were new."""
    known = await queries.external_statements(session, consultation_id)
    new = [row for row in rows if str(row.number) not in known]
    if not new:
        return 0
    taken = await queries.numbers(session, consultation_id)
    values = []
    for row in new:
        # A number given here meanwhile keeps its statement; the newcomer goes to the end.
        number = row.number if row.number not in taken else max(taken) + 1
        taken.add(number)
        values.append({
            "id": uuid4(), "consultation_id": consultation_id, "number": number, "external_id": str(row.number),
            "author_external_id": row.author, "text": row.text, "language": row.language, "state": row.state,
            "seq": record.next_seq, "added_at": row.added_at, "agree": 0, "disagree": 0, "pass_": 0,
        })  # fmt: skip
    await session.execute(insert(session, Statement.__table__), values)
    digest = _digest([[row.number, row.state, row.text] for row in new])
    record.append(SYSTEM.by, StatementsImported(acted_as=SYSTEM, count=len(new), digest=digest))
    return len(new)


async def import_participants(
    session: WriteSession, record: Record, consultation_id: UUID, groups: Mapping[str, int | None]
) -> int:
    """Take over participants and their opinion groups, by their ids elsewhere. Gives how many were new or changed."""
    known = await queries.external_participants(session, consultation_id)
    changed = {
        external: group
        for external, group in groups.items()
        if external not in known or known[external].opinion_group != group
    }
    if not changed:
        return 0
    statement = insert(session, OpinionParticipant.__table__)
    statement = statement.on_conflict_do_update(
        index_elements=["consultation_id", "external_id"], set_={"opinion_group": statement.excluded.opinion_group}
    )
    await session.execute(statement, [
        {"id": uuid4(), "consultation_id": consultation_id, "external_id": external, "opinion_group": group}
        for external, group in changed.items()
    ])  # fmt: skip
    digest = _digest([[external, group] for external, group in changed.items()])
    record.append(SYSTEM.by, ParticipantsImported(acted_as=SYSTEM, count=len(changed), digest=digest))
    return len(changed)


async def import_votes(session: WriteSession, record: Record, votes: Mapping[Pair, Cast]) -> int:
    """Take over those votes that supersede what is here. Gives how many were new or changed."""
    present = await queries.casts(session, votes)
    changed = {pair: cast for pair, cast in votes.items() if pair not in present or supersedes(cast, present[pair])}
    if changed:
        await _record(session, record, SYSTEM.by, changed, present, None)
    return len(changed)


async def _record(
    session: WriteSession,
    record: Record,
    by: By,
    votes: Mapping[Pair, Cast],
    present: Mapping[Pair, Cast],
    statements: Mapping[UUID, Statement] | None,
) -> None:
    """Store the votes, move the counts, leave one entry. `present`: what was there before. `statements`: where they are
    at hand and accepted, so that their counts need not be read back.
    """
    statement = insert(session, OpinionVote.__table__)
    statement = statement.on_conflict_do_update(
        index_elements=["statement_id", "participant_id"],
        set_={name: statement.excluded[name] for name in ("value", "cast_at", "source_line")},
    )
    await session.execute(statement, [
        {
            "statement_id": pair[0], "participant_id": pair[1],
            "value": cast.value, "cast_at": cast.at, "source_line": cast.line,
        }
        for pair, cast in votes.items()
    ])  # fmt: skip
    moves = _moves(votes, present)
    await _count(session, moves)
    if statements is not None:
        tallies = _moved(statements, moves)
    else:
        tallies = await _tallies(session, moves.keys()) if len(moves) <= SHOWN_TALLIES else []
    event = VotesRecorded(
        count=len(votes),
        digest=_digest([[str(pair[0]), str(pair[1]), cast.value] for pair, cast in votes.items()]),
        tallies=tallies,
    )
    record.append(by, event)


Moves = dict[UUID, dict[Answer, int]]  # by how much the counts of statements change


def _moves(votes: Mapping[Pair, Cast], present: Mapping[Pair, Cast]) -> Moves:
    moves: Moves = {pair[0]: dict.fromkeys(Answer, 0) for pair in votes}
    for pair, cast in votes.items():
        moves[pair[0]][ANSWERS[cast.value]] += 1
        if pair in present:
            moves[pair[0]][ANSWERS[present[pair].value]] -= 1
    return moves


async def _count(session: WriteSession, moves: Moves) -> None:
    table: Any = Statement.__table__
    added = {name: table.c[name] + bindparam(f"add_{name}") for name in ("agree", "disagree", "pass_")}
    await session.execute(update(table).where(table.c.id == bindparam("statement")).values(added), [
        {
            "statement": statement_id, "add_agree": move[Answer.AGREE],
            "add_disagree": move[Answer.DISAGREE], "add_pass_": move[Answer.PASS],
        }
        for statement_id, move in moves.items()
    ])  # fmt: skip


def _moved(statements: Mapping[UUID, Statement], moves: Moves) -> list[VoteTally]:
    """The counts after these moves, which the objects take over as what is stored: there is nothing left to write."""
    for statement_id, move in moves.items():
        statement = statements[statement_id]
        set_committed_value(statement, "agree", statement.agree + move[Answer.AGREE])
        set_committed_value(statement, "disagree", statement.disagree + move[Answer.DISAGREE])
        set_committed_value(statement, "pass_", statement.pass_ + move[Answer.PASS])
    touched = sorted((statements[statement_id] for statement_id in moves), key=lambda statement: statement.number)
    return [VoteTally.model_validate(statement) for statement in touched]


async def _tallies(session: WriteSession, statement_ids: Collection[UUID]) -> list[VoteTally]:
    """Only of statements that everybody sees."""
    query = (
        select(Statement.id, Statement.agree, Statement.disagree, Statement.pass_)
        .where(Statement.id.in_(statement_ids), Statement.state == StatementState.ACCEPTED)
        .order_by(Statement.number)
    )
    return [VoteTally.model_validate(row) for row in await session.execute(query)]


def _digest(rows: list[Any]) -> str:
    return chain.payload_digest("", rows)
