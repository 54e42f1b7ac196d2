"""From files to a consultation: what arrives, twice, interrupted, broken, and from several sources."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import func, select

from app.config import Settings
from app.consultations.models import Consultation
from app.core.db import Base, Database
from app.core.errors import Invalid, NotNow
from app.interchange import service
from app.interchange.service import BrokenExport, Imported, import_polis
from app.opinions.models import OpinionParticipant, OpinionVote, Statement
from app.record import chain, queries
from app.record.models import RecordEntry
from tests.interchange.exports import COMMENTS, MATRIX, SUMMARY, VOTES, Maker
from tests.interchange.test_polis_check import TURNED_MATRIX, TURNED_VOTES

# number: (state, agree, disagree, pass), as the export of exports.py says
EXPECTED = {0: ("accepted", 2, 0, 1), 2: ("accepted", 0, 1, 0), 3: ("rejected", 1, 0, 0), 5: ("pending", 1, 0, 0)}


async def contents(db: Database) -> dict[int, tuple[str, int, int, int]]:
    async with db.read() as session:
        rows = await session.scalars(select(Statement).order_by(Statement.number))
        return {row.number: (row.state, row.agree, row.disagree, row.pass_) for row in rows}


async def everything(db: Database) -> dict[str, int]:
    """Number of rows of every table."""
    async with db.read() as session:
        return {
            table.name: await session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


async def test_what_arrives(db: Database, client: AsyncClient, make_export: Maker) -> None:
    imported = await import_polis(db, make_export())
    assert (imported.consultation, imported.title) == ("night-buses", "Night buses?")
    assert (imported.participants, imported.statements, imported.votes, imported.votes_cast) == (3, 4, 6, 7)
    assert (imported.statements_shown, imported.created, imported.skipped) == (2, True, 0)
    assert await contents(db) == EXPECTED
    async with db.read() as session:
        people = await session.scalars(select(OpinionParticipant))
        assert {person.external_id: person.opinion_group for person in people} == {"7": 0, "8": 1, "9": None}
        statement = (await session.scalars(select(Statement).where(Statement.number == 2))).one()
        assert statement.text == "Cars, lorries and\nmotorcycles should pay"
        assert (statement.author_external_id, statement.external_id) == ("7", "2")
    shown = (await client.get("/api/v1/consultations/night-buses/statements")).json()["items"]
    assert [(item["number"], item["agree"], item["pass_"]) for item in shown] == [(0, 2, 1), (2, 0, 0)]


async def test_the_consultation_is_one_round_that_is_over(
    db: Database, client: AsyncClient, make_export: Maker
) -> None:
    await import_polis(db, make_export())
    page = (await client.get("/api/v1/consultations/night-buses")).json()
    assert page["origin"] == "Polis conversation https://pol.is/2demo"
    assert (page["note"]["text"], page["note"]["questions"]) == ("One line,\nand another.", [])
    (round_,) = page["rounds"]
    assert (round_["kind"], round_["state"]) == ("informal_soundings", "closed")
    assert round_["opened_at"] == "2017-07-14T02:40:00.000000Z"
    assert round_["closed_at"] == "2017-07-14T02:40:20.000000Z"


async def test_the_record_has_an_entry_for_each_batch_and_verifies(db: Database, make_export: Maker) -> None:
    await import_polis(db, make_export())
    async with db.read() as session:
        entries = [entry async for entry in queries.all_entries(session, (await consultation(db)).id)]
    assert [entry.type for entry in entries] == [
        "consultation.opened", "note.published", "round.closed",
        "statements.imported", "participants.imported", "votes.recorded",
    ]  # fmt: skip
    assert [entry.payload.get("count") for entry in entries[3:]] == [4, 3, 6]
    shown = {tally["agree"] for tally in entries[-1].payload["tallies"]}
    assert shown == {2, 0}, "tallies of what is not accepted stay out of the record"
    dicts = [queries.as_dict(entry, {"public"}) for entry in entries]
    assert chain.check(chain.canonical(line) for line in dicts).fault is None


async def consultation(db: Database) -> Consultation:
    async with db.read() as session:
        return (await session.scalars(select(Consultation))).one()


async def test_the_same_directory_again_changes_nothing(db: Database, make_export: Maker) -> None:
    directory = make_export(votes=VOTES + "1500000010000,x,0,9,1\n1500000010000,x,0,9,-1\n")
    await import_polis(db, directory)
    before, entries = await contents(db), await everything(db)
    again = await import_polis(db, directory)
    assert (again.created, again.changed) == (False, 0)
    assert (await contents(db), await everything(db)) == (before, entries)


@pytest.mark.parametrize("batch", [1, 2, 3])
async def test_batches_of_any_size_come_to_the_same(
    db: Database, make_export: Maker, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(service, "BATCH", batch)
    directory = make_export()
    await import_polis(db, directory)
    assert await contents(db) == EXPECTED
    assert (await import_polis(db, directory)).changed == 0


async def test_a_later_export_adds_what_happened_meanwhile(db: Database, make_export: Maker) -> None:
    await import_polis(db, make_export())
    later = make_export(
        name="another.directory",
        comments=COMMENTS + "1500000004000,x,6,9,1,0,1,Bicycles too\n",
        votes=VOTES + "1500000030000,x,0,8,-1\n1500000031000,x,6,12,1\n",
    )
    imported = await import_polis(db, later)
    assert (imported.consultation, imported.created) == ("night-buses", False)
    assert (imported.participants, imported.statements, imported.votes) == (4, 5, 7)
    assert await contents(db) == EXPECTED | {0: ("accepted", 1, 1, 1), 6: ("accepted", 1, 0, 0)}


@pytest.mark.parametrize(
    "files",
    [
        {"votes": TURNED_VOTES},
        {"votes": TURNED_VOTES, "matrix": TURNED_MATRIX},
        {"votes": None, "matrix": TURNED_MATRIX},
        {"matrix": None},
        {"votes": VOTES.replace("000,x", ",x")},
        {"votes": "\ufeff" + VOTES.replace("\n", "\r\n"), "comments": COMMENTS.replace("\n", "\r\n")},
    ],
    ids=["votes turned", "both turned", "only a turned matrix", "no matrix", "seconds", "BOM and CRLF"],
)
async def test_whatever_the_files_look_like_the_counts_are_the_same(
    db: Database, make_export: Maker, files: dict[str, str | None]
) -> None:
    await import_polis(db, make_export(**files))
    assert await contents(db) == EXPECTED


async def test_without_prior_approval_what_was_not_moderated_counts_as_accepted(
    db: Database, make_export: Maker
) -> None:
    await import_polis(
        db, make_export(comments=COMMENTS.replace(",1,1,Buses", ",1,0,Buses").replace(',1,1,"', ',1,0,"'))
    )
    assert {number: state for number, (state, *_) in (await contents(db)).items()} == {
        0: "accepted", 2: "accepted", 3: "rejected", 5: "accepted",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("files", "faults"),
    [
        ({"votes": VOTES + "1,x,0,8,7\n1,x,99,8,1\n"}, ["votes.csv:9:", "votes.csv:10:"]),
        ({"comments": COMMENTS + "1,x,0,8,0,0,1,Again\n"}, ["comments.csv:7:"]),
        ({"comments": COMMENTS.encode() + b"1,x,9,8,0,0,1,\xff\n"}, ["comments.csv:7:"]),
        ({"matrix": MATRIX + "x\n"}, ["participants-votes.csv:5:"]),
        ({"votes": "timestamp,vote\n1,1\n"}, ["votes.csv:1:"]),
        ({"comments": None}, ["comments.csv:1:"]),
        ({"comments": ""}, ["comments.csv:1:"]),
    ],
)
async def test_a_broken_export_is_refused_and_nothing_of_it_is_kept(
    db: Database, make_export: Maker, files: dict[str, str | bytes | None], faults: list[str]
) -> None:
    with pytest.raises(BrokenExport) as refused:
        await import_polis(db, make_export(**files))
    assert [str(fault).split(" ")[0] for fault in refused.value.faults] == faults
    assert sum((await everything(db)).values()) == 0


async def test_broken_rows_left_out_are_left_out_whole(db: Database, make_export: Maker) -> None:
    directory = make_export(
        comments=COMMENTS + "1,x,9,8,0,0,often,Maybe\n", votes=VOTES + "1,x,0,8,7\n1,x,9,8,1\n1500000030000,x,0,8,0\n"
    )
    imported = await import_polis(db, directory, skip_broken=True)
    assert [str(fault).split(" ")[0] for fault in imported.faults] == [
        "comments.csv:7:",
        "votes.csv:9:",
        "votes.csv:10:",
    ]
    assert await contents(db) == EXPECTED | {0: ("accepted", 1, 0, 2)}


async def test_a_file_that_cannot_be_read_is_refused_even_when_broken_rows_are_left_out(
    db: Database, make_export: Maker
) -> None:
    with pytest.raises(BrokenExport):
        await import_polis(db, make_export(votes="nothing\n"), skip_broken=True)


async def test_a_slug_of_something_else_is_not_taken_over(db: Database, make_export: Maker) -> None:
    await import_polis(db, make_export())
    other = make_export(summary=SUMMARY.replace("2demo", "3other"))
    with pytest.raises(NotNow, match="choose another slug"):
        await import_polis(db, other)
    assert (await import_polis(db, other, slug="other")).consultation == "other"
    assert (await import_polis(db, other)).consultation == "other"


async def test_a_slug_that_is_none(db: Database, make_export: Maker) -> None:
    with pytest.raises(Invalid, match="small letters"):
        await import_polis(db, make_export(), slug="Night Buses")


@pytest.mark.parametrize(
    ("name", "slug"), [("vtaiwan.uberx", "vtaiwan-uberx"), ("Früh__Zug.", "fruh-zug"), ("巴士", "polis")]
)
async def test_slug_and_title_without_a_summary(db: Database, make_export: Maker, name: str, slug: str) -> None:
    imported = await import_polis(db, make_export(name=name, summary=None))
    assert (imported.consultation, imported.title) == (slug, name)
    assert not (await import_polis(db, make_export(name=name, summary=None))).created


async def test_control_characters_do_not_arrive(db: Database, make_export: Maker) -> None:
    directory = make_export(
        comments=COMMENTS + "1,x,9,8,0,0,1,a\u202eb\u0008c\td\n", summary="topic,Night\u0007 buses\u202d\n"
    )
    assert (await import_polis(db, directory)).title == "Night buses"
    async with db.read() as session:
        assert await session.scalar(select(Statement.text).where(Statement.number == 9)) == "abc\td"


async def test_languages(db: Database, make_export: Maker) -> None:
    directory = make_export(
        comments=COMMENTS
        + "1,x,9,8,0,0,1,我覺得很好\n1,x,10,8,0,0,1,We want it to be for all of us and not for a few\n"
    )
    await import_polis(db, directory)
    async with db.read() as session:
        rows = (await session.execute(select(Statement.number, Statement.language))).all()
    assert {row.number: row.language for row in rows}[9] == "zh"
    assert (await consultation(db)).languages == ["en"]


def large(make_export: Maker, participants: int, statements: int) -> Path:
    """An export in which every participant voted on three statements; no matrix."""
    comments = ["comment-id,moderated,comment-body"] + [f"{n},1,Statement {n}" for n in range(statements)]
    votes = ["timestamp,comment-id,voter-id,vote"] + [
        f"{1_500_000_000 + p},{(p + k) % statements},{p},{(p + k) % 3 - 1}"
        for p in range(participants)
        for k in range(3)
    ]
    return make_export(name="large", comments="\n".join(comments), votes="\n".join(votes), matrix=None, summary=None)


async def test_more_participants_and_statements_than_fit_a_batch(db: Database, make_export: Maker) -> None:
    directory = large(make_export, participants=12_000, statements=6_000)
    imported = await import_polis(db, directory)
    assert (imported.participants, imported.statements, imported.votes) == (12_000, 6_000, 36_000)
    async with db.read() as session:
        counted = await session.execute(select(OpinionVote.value, func.count()).group_by(OpinionVote.value))
        assert dict(counted.all()) == {-1: 12_000, 0: 12_000, 1: 12_000}


async def test_an_interrupted_import_continues(
    db: Database, make_export: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interrupted after each batch in turn, at last it is complete and nothing is double."""
    monkeypatch.setattr(service, "BATCH", 2)
    directory, runs = make_export(), 0
    while runs < 30:
        runs += 1
        try:
            imported = await import_polis(db, directory, progress=_interrupt_at(runs))
            break
        except KeyboardInterrupt:
            continue
    assert runs > 3
    assert (imported.participants, imported.statements, imported.votes) == (3, 4, 6)
    assert await contents(db) == EXPECTED
    types = Counter()
    async with db.read() as session:
        for kind, number in await session.execute(select(RecordEntry.type, func.count()).group_by(RecordEntry.type)):
            types[kind] = number
    assert types["consultation.opened"] == types["note.published"] == 1


def _interrupt_at(run: int) -> Callable[[int, int], None]:
    calls = 0

    def progress(_: int, __: int) -> None:
        nonlocal calls
        calls += 1
        if calls == run:
            raise KeyboardInterrupt

    return progress


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from app.core.db import Database
from app.interchange import service
original, calls = service.opinions.import_votes, 0

async def dying(*arguments):
    global calls
    calls += 1
    changed = await original(*arguments)
    if calls == 3:
        os.kill(os.getpid(), signal.SIGKILL)  # the third batch is written but not committed
    return changed

service.opinions.import_votes, service.BATCH = dying, 500
asyncio.run(service.import_polis(Database(sys.argv[1]), Path(sys.argv[2])))
"""


@pytest.mark.process
async def test_killed_in_the_middle_of_a_batch_and_started_again(
    db: Database, settings: Settings, make_export: Maker
) -> None:
    directory = large(make_export, participants=1_000, statements=50)
    command = [sys.executable, "-c", KILLED, settings.async_database_url, str(directory)]
    child = subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert child.returncode == -signal.SIGKILL
    async with db.read() as session:
        assert await session.scalar(select(func.count()).select_from(OpinionVote)) == 1_000, "two batches of 500"
    imported: Imported = await import_polis(db, directory)
    assert (imported.created, imported.votes, imported.changed) == (False, 3_000, 2_000)
    assert sum(sum(numbers[1:]) for numbers in (await contents(db)).values()) == 3_000


async def test_an_import_beside_a_running_service_is_seen_by_it(
    app: FastAPI, client: AsyncClient, make_export: Maker, settings: Settings
) -> None:
    """The command has a database object of its own, as another process would."""
    other = Database(settings.async_database_url)
    try:
        await import_polis(other, make_export())
    finally:
        await other.close()
    found = (await client.get("/api/v1/consultations/night-buses/record")).json()
    assert found["items"][-1]["type"] == "votes.recorded"
    assert app.state.db is not other
