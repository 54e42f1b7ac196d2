"""How symbols are put together, and that they are given once, in order, without gaps."""

import asyncio
import re
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.capacities.actor import ActedAs, Actor
from app.core.db import Database
from app.documents import queries, service
from app.documents.models import IssuedDocument
from app.documents.symbols import DocumentKind, prefix_of, read, slug_of, symbol
from app.record.events import Audience
from app.record.service import Record
from tests.world import World, build_world

K = DocumentKind


def test_a_symbol_is_series_type_number_and_revision():
    assert symbol("IGF/2006/C1", "CRP", 3, 1) == "IGF/2006/C1/CRP.3/Rev.1"
    assert symbol("IGF/2006/C1", "CRP", 3, 0) == "IGF/2006/C1/CRP.3"
    assert prefix_of("igf-2006-c1") == "IGF/2006/C1"
    assert slug_of(prefix_of("igf-2006-c1")) == "igf-2006-c1"


@pytest.mark.parametrize("parts", [("IGF/2006/C1", "CRP", 3, 1), ("A", "L", 1, 0), ("E/CN.16", "INF", 40, 12)])
def test_what_is_written_is_read(parts):
    assert read(symbol(*parts)) == parts


@pytest.mark.parametrize(
    "text", ["", "CRP.1", "a/CRP.1", "A/CRP.0", "A/CRP.1/Rev.0", "A//CRP.1", "A/CRP.1/Rev.1/Rev.2"]
)
def test_what_is_no_symbol_is_not_read(text):
    assert read(text) is None


async def issue(db: Database, world: World, kind=K.CIRCULATED_DRAFT, source=None, digest="1", *, fail=False, **more):
    async with db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        out = await service.allocate(
            session,
            record,
            await chair(world),
            world.consultation_id,
            kind,
            "Draft summary",
            source_type="summary",
            source_id=source or uuid4(),
            digest=digest * 64,
            languages=["en", "ar"],
            **more,
        )
        if fail:
            raise RuntimeError("the rest of the act fails")
    return out


async def chair(world: World) -> ActedAs:
    entries = await world.record("chair")
    return next(ActedAs.model_validate(e["payload"]["acted_as"]) for e in entries if e["type"] == "round.opened")


async def test_numbers_run_by_type_and_revisions_stay_with_theirs(world: World, db: Database) -> None:
    first, second = uuid4(), uuid4()
    given = [
        await issue(db, world, source=first),
        await issue(db, world, source=second),
        await issue(db, world, source=first, digest="2"),
        await issue(db, world, K.INFORMATION),
        await issue(db, world, K.SYNTHESIS),
        await issue(db, world, K.SUMMARY, source=first, digest="3"),
        await issue(db, world, source=first, digest="4"),
    ]
    assert [each.symbol for each in given] == [
        "MEMBERSHIP/CRP.1",
        "MEMBERSHIP/CRP.2",
        "MEMBERSHIP/CRP.1/Rev.1",
        "MEMBERSHIP/INF.1",
        "MEMBERSHIP/INF.2",
        "MEMBERSHIP/SUM.1",
        "MEMBERSHIP/CRP.1/Rev.2",
    ]
    assert [(await world.record())[-1]["payload"]["document"]["symbol"]] == ["MEMBERSHIP/CRP.1/Rev.2"]


async def test_the_same_text_keeps_its_symbol(world: World, db: Database) -> None:
    source = uuid4()
    first = await issue(db, world, source=source)
    entries = len(await world.record())
    assert await issue(db, world, source=source) == first
    assert len(await world.record()) == entries


async def test_a_failed_act_gives_its_number_back(world: World, db: Database) -> None:
    with pytest.raises(RuntimeError):
        await issue(db, world, fail=True)
    assert (await issue(db, world)).symbol == "MEMBERSHIP/CRP.1"


async def test_many_at_once_get_numbers_without_gaps(world: World, db: Database) -> None:
    made = await asyncio.gather(*(issue(db, world) for _ in range(12)))
    assert sorted(each.number for each in made) == list(range(1, 13))
    async with db.read() as session:
        found = list(await session.scalars(select(IssuedDocument.symbol)))
    assert len(set(found)) == 12


async def test_a_new_scheme_holds_from_now_on(world: World, db: Database) -> None:
    source = uuid4()
    await issue(db, world, source=source)
    body = {"prefix": "SIM/2026/C1", "codes": {"circulated_draft": "L"}}
    response = await world.secretariat.put(f"/consultations/{world.slug}/document-scheme", body)
    assert response.status_code == 200, response.text
    assert response.json()["codes"] == {
        "circulated_draft": "L",
        "summary": "SUM",
        "synthesis": "INF",
        "information": "INF",
    }
    assert (await issue(db, world)).symbol == "SIM/2026/C1/L.1"
    assert (await issue(db, world, source=source, digest="2")).symbol == "MEMBERSHIP/CRP.1/Rev.1"
    assert (await world.record())[-3]["type"] == "document.scheme_set"
    await world.secretariat.put(f"/consultations/{world.slug}/document-scheme", {"prefix": "MEMBERSHIP"})
    assert (await issue(db, world)).symbol == "MEMBERSHIP/CRP.2"


async def test_a_series_belongs_to_one_consultation(world: World, db: Database) -> None:
    other = await build_world(world.app, world.client, slug="other-one")
    set_to = {"prefix": "OTHER/ONE"}
    refused = await world.secretariat.put(f"/consultations/{world.slug}/document-scheme", set_to)
    assert (refused.status_code, refused.json()["code"]) == (409, "series_taken")
    await issue(db, other)
    await other.secretariat.put(f"/consultations/{other.slug}/document-scheme", {"prefix": "ELSEWHERE"})
    refused = await world.secretariat.put(f"/consultations/{world.slug}/document-scheme", set_to)
    assert refused.status_code == 409


async def test_a_long_address_makes_a_short_series(world: World, db: Database) -> None:
    long = await build_world(
        world.app, world.client, slug="a-very-long-name-of-a-consultation-that-goes-on-and-on-and-on"
    )
    made = await issue(db, long)
    assert re.fullmatch(r"A/VERY/LONG/NAME/OF/A/CONSULTATION/THAT/\d+/CRP\.1", made.symbol)


async def test_the_list_shows_what_was_issued_newest_first(world: World, db: Database) -> None:
    for digest in "123":
        await issue(db, world, digest=digest)
    first = (await world.reader.get(f"/consultations/{world.slug}/documents?limit=2")).json()
    assert [each["symbol"] for each in first["items"]] == ["MEMBERSHIP/CRP.3", "MEMBERSHIP/CRP.2"]
    assert first["items"][0]["languages"] == ["en", "ar"]
    rest = (await world.reader.get(f"/consultations/{world.slug}/documents?before={first['next']}")).json()
    assert [each["symbol"] for each in rest["items"]] == ["MEMBERSHIP/CRP.1"]
    assert rest["next"] is None
    assert rest["scheme"]["prefix"] == "MEMBERSHIP"


async def test_what_is_circulated_to_participants_is_not_listed_for_others(world: World, db: Database) -> None:
    made = await issue(db, world, audience=Audience.PARTICIPANTS)
    for who, seen in (("reader", 0), ("stranger", 0), ("delegate", 1), ("chair", 1)):
        listed = (await world.people[who].get(f"/consultations/{world.slug}/documents")).json()["items"]
        assert len(listed) == seen, who
    assert made.symbol == "MEMBERSHIP/CRP.1"
    assert (await world.record())[-1]["payload"] is None


async def test_a_symbol_is_said_only_of_the_text_that_has_it(world: World, db: Database) -> None:
    source: UUID = uuid4()
    await issue(db, world, source=source)
    async with db.read() as session:
        found = await queries.symbol_of(session, Actor(), world.consultation_id, source, "1" * 64)
        other = await queries.symbol_of(session, Actor(), world.consultation_id, source, "2" * 64)
    assert (found, other) == ("MEMBERSHIP/CRP.1", None)
