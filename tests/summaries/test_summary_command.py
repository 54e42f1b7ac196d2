"""`convenor summary`: what is printed, from the record, for a small consultation and for a real conversation."""

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from app.consultations.scale import STANDARD
from app.core.db import Database
from app.core.errors import NotFound
from app.interchange.service import import_polis
from app.summaries.command import Format, summary_text
from app.summaries.engine.recount import word_for
from tests.summaries.test_summary_api import draft, publish, revise, speak
from tests.world import World


async def test_a_draft_is_computed_and_nothing_is_written(world: World, db: Database) -> None:
    await speak(world)
    before = len(await world.record())
    printed = {form: await summary_text(db, world.slug, form) for form in Format}
    assert json.loads(printed[Format.JSON])["claims"][0]["id"] == "q1-o1-support"
    assert printed[Format.MARKDOWN].startswith("# Summary by the chair\n")
    assert printed[Format.HTML].startswith("<!DOCTYPE html>")
    assert {form: await summary_text(db, world.slug, form) for form in Format} == printed
    assert len(await world.record()) == before
    assert (await world.chair.get(f"/consultations/{world.slug}/summary")).status_code == 404


async def test_the_published_text_is_printed_once_there_is_one(world: World, db: Database) -> None:
    await speak(world)
    revised = (await revise(world, await draft(world), {"remarks": "With thanks."})).json()
    assert "With thanks." not in await summary_text(db, world.slug, Format.MARKDOWN)
    published = (await publish(world, revised)).json()
    await world.state("oppose")
    assert json.loads(await summary_text(db, world.slug, Format.JSON)) == published["content"]
    printed = await summary_text(db, world.slug, Format.MARKDOWN)
    assert "With thanks." in printed
    assert published["digest"] in printed


async def test_an_unknown_consultation_is_refused_in_words(world: World, db: Database) -> None:
    with pytest.raises(NotFound, match="no consultation called elsewhere"):
        await summary_text(db, "elsewhere", Format.JSON)


def votes_in(directory):
    """(agree, disagree, pass) by statement, and by statement and opinion group, straight from the matrix."""
    overall, by_group = defaultdict(Counter), defaultdict(Counter)
    with (directory / "participants-votes.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            for column, cell in row.items():
                if column.isdigit() and cell != "":
                    overall[int(column)][int(cell)] += 1
                    by_group[int(column), row["group-id"]][int(cell)] += 1
    return overall, by_group


async def test_counts_of_a_real_conversation_are_those_of_its_table(db: Database, real_polis: Path) -> None:
    """1,921 voters in Chinese: every number and word is found again by reading the file with nothing of ours."""
    directory = real_polis / "vtaiwan.uberx"
    await import_polis(db, directory, slug="uberx")
    summary = json.loads(await summary_text(db, "uberx", Format.JSON))
    overall, by_group = votes_in(directory)
    texts = {row["id"]: row["number"] for row in summary["statements"]}
    said = [claim for claim in summary["claims"] if claim["kind"] == "word"]
    assert len(said) == 20
    for claim in said:
        number = texts[claim["subject"]["id"]]
        value = 1 if claim["side"] == "agree" else -1
        assert claim["n"] == overall[number][value]
        assert claim["N"] == overall[number][1] + overall[number][-1]
        assert claim["neutral"] == overall[number][0]
        found = word_for(STANDARD, {None: (claim["n"], claim["N"])}, grouped=False, spans=None)
        assert claim["word"] == found.word
        for group in claim["groups"]:
            if group["partition"] == "opinion":
                counts = by_group[number, group["group"]]
                assert (group["n"], group["N"]) == (counts[value], counts[1] + counts[-1])
    for row in summary["statements"]:
        counts = overall[row["number"]]
        assert (row["agree"], row["disagree"], row["passed"]) == (counts[1], counts[-1], counts[0])
