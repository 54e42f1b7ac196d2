"""A Polis export as one conversation in memory, for who wants its opinion groups without a database. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.interchange.polis import Export, find_export, printable, read_participants, read_statements, read_votes
from app.interchange.polis_check import Survey, survey
from app.interchange.tables import Faults, Unreadable
from app.opinions.groups.matrix import Votes
from app.opinions.results.analysis import Conversation
from app.opinions.votes import Cast, StatementState, supersedes


@dataclass(frozen=True)
class Exported:
    """`participants` by row; `found_there`: the opinion group that the export puts each in, where it does."""

    conversation: Conversation
    texts: dict[int, str]
    participants: list[int]
    found_there: list[int | None]


def states(found: Survey) -> dict[int, StatementState]:
    """What `moderated` means in this export."""
    unmoderated = StatementState.PENDING if found.approved_by_hand else StatementState.ACCEPTED
    return {1: StatementState.ACCEPTED, 0: unmoderated, -1: StatementState.REJECTED}


def casts(export: Export, found: Survey, faults: Faults) -> Iterator[tuple[int, int, Cast]]:
    """(statement, participant, vote) of the history, or of the matrix where there is no history."""
    known, sign = found.statements, found.convention.sign
    if export.votes:
        for vote in read_votes(export.votes, known, faults):
            yield vote.statement, vote.participant, Cast(sign * vote.cell, vote.cast_at, vote.line)
    elif export.matrix:
        for row in read_participants(export.matrix, known, faults):
            for number, cell in row.cells:
                yield number, row.participant, Cast(sign * cell, None, row.line)


def read_conversation(directory: Path) -> Exported:
    """Raises `Unreadable`, also at the first broken row."""
    export = find_export(directory)
    found = survey(export)
    if found.faults.count:
        first = found.faults.kept[0]
        raise Unreadable(first.file, first.line, first.message)
    state_of, faults = states(found), Faults()
    rows = sorted(read_statements(export.comments, faults), key=lambda row: row.number)
    accepted = [row for row in rows if state_of[row.moderated] is StatementState.ACCEPTED]
    rejected = sum(1 for row in rows if state_of[row.moderated] is StatementState.REJECTED)
    columns = {row.number: column for column, row in enumerate(accepted)}
    latest: dict[tuple[int, int], Cast] = {}
    for statement, participant, cast in casts(export, found, faults):
        pair = (participant, statement)
        if statement in columns and (pair not in latest or supersedes(cast, latest[pair])):
            latest[pair] = cast
    participants = sorted(found.groups)
    place = {participant: row for row, participant in enumerate(participants)}
    votes = Votes.of(
        np.array([place[participant] for participant, _ in latest], np.int64),
        np.array([columns[statement] for _, statement in latest], np.int64),
        np.array([cast.value for cast in latest.values()], np.int8),
        (len(participants), len(accepted)),
        rejected,
    )
    nobody: list[str | None] = [None] * len(participants)
    return Exported(
        conversation=Conversation(votes, [(str(row.number), row.number) for row in accepted], nobody, nobody),
        texts={row.number: printable(row.text) for row in accepted},
        participants=participants,
        found_there=[found.groups[participant] for participant in participants],
    )
