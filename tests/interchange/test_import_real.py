"""Real exports through the importer: every count equals one recomputed here from the raw CSV in another way."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.core.db import Database
from app.interchange.service import import_polis
from app.opinions.models import OpinionParticipant, OpinionVote, Statement
from tests.interchange.exports import CONVERSATIONS

Counts = dict[int, tuple[int, int, int]]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def recomputed(directory: Path) -> tuple[set[int], Counts]:
    """Participants, and agree, disagree, pass of each statement, from the matrix that Polis itself computed."""
    matrix = rows(directory / "participants-votes.csv")
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in matrix:
        for column, cell in row.items():
            if column.isdecimal() and cell:
                counts[int(column)][{"1": 0, "-1": 1, "0": 2}[cell]] += 1
    return {int(row["participant"]) for row in matrix}, {number: tuple(three) for number, three in counts.items()}


@pytest.mark.parametrize("name", CONVERSATIONS)
async def test_counts_equal_those_recomputed(db: Database, real_polis: Path, name: str) -> None:
    directory = real_polis / name
    imported = await import_polis(db, directory)
    participants, counts = recomputed(directory)
    comments = {int(row["comment-id"]): row for row in rows(directory / "comments.csv")}
    assert imported.participants == len(participants)
    assert imported.statements == len(comments)
    assert imported.votes == sum(sum(three) for three in counts.values())
    async with db.read() as session:
        found = {s.number: s for s in await session.scalars(select(Statement))}
        externals = await session.scalars(select(OpinionParticipant.external_id))
        assert {int(external) for external in externals} == participants
        grouped = (
            await session.execute(
                select(Statement.number, OpinionVote.value, func.count())
                .join(OpinionVote, OpinionVote.statement_id == Statement.id)
                .group_by(Statement.number, OpinionVote.value)
            )
        ).all()
    assert {number: s.text for number, s in found.items()} == {
        number: row["comment-body"] for number, row in comments.items()
    }
    stored = {number: (s.agree, s.disagree, s.pass_) for number, s in found.items()}
    assert stored == {number: counts.get(number, (0, 0, 0)) for number in comments}
    in_votes: dict[int, dict[int, int]] = defaultdict(dict)
    for number, value, votes in grouped:
        in_votes[number][value] = votes
    assert {n: tuple(in_votes[n].get(v, 0) for v in (1, -1, 0)) for n in comments} == stored
    assert {n for n, s in found.items() if s.state == "accepted"} == {
        n for n, row in comments.items() if row["moderated"] == "1"
    }
    assert (await import_polis(db, directory)).changed == 0
