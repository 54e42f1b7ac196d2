"""The record of a living consultation: gapless under load, ordered as committed, readable by audience, in pages."""

import asyncio
import json
from typing import Any

import pytest

from app.accreditation.events import ParticipantAccredited
from app.capacities.actor import SYSTEM
from app.consultations.events import RoundOpened
from app.consultations.queries import rounds
from app.consultations.schemas import RoundOut
from app.core.errors import NotFound
from app.record import chain, queries
from app.record.events import Audience
from app.record.service import Record
from tests.problems import assert_problem
from tests.world import PEOPLE, World, definition


def assert_good(entries: list[dict[str, Any]]) -> None:
    """Every link, as an outsider recomputes it from what the API gives."""
    verdict = chain.check([chain.canonical(entry) for entry in entries])
    assert verdict.fault is None
    assert verdict.entries == len(entries)


async def test_a_hundred_acts_at_once_leave_no_gap(world: World) -> None:
    """Comments, contributions and positions by several people, all at the same moment."""
    before = len(await world.record())

    async def act(n: int) -> int:
        by = ("delegate", "colleague", "neighbour", "person")[n % 4]
        if n % 5 == 0:
            return int((await world.file(f"Text {n}", by=by))["seq"])
        if n % 5 == 1:
            return int((await world.state("support", by=by, option=n % 3))["seq"])
        return int((await world.post_comment(f"Comment {n}", by=by))["seq"])

    seqs = await asyncio.gather(*(act(n) for n in range(100)))
    assert sorted(seqs) == list(range(before + 1, before + 101))
    entries = await world.record()
    assert [entry["seq"] for entry in entries] == list(range(1, before + 101))
    assert_good(entries)
    texts = [e["payload"]["comment"]["text"] for e in entries if e["type"] == "comment.posted"]
    assert sorted(texts) == sorted(f"Comment {n}" for n in range(100) if n % 5 > 1)


async def test_a_hundred_appends_at_once_leave_no_gap(world: World) -> None:
    """The same below the API, where nothing else slows the writers down."""
    before = len(await world.record())

    async def append() -> int:
        async with world.db.write() as session:
            record = await Record.hold(session, world.consultation_id)
            await asyncio.sleep(0)
            expected = record.next_seq
            event = await _some_event(session, world)
            assert record.append(SYSTEM.by, event) == expected
            return expected

    assert sorted(await asyncio.gather(*(append() for _ in range(100)))) == list(range(before + 1, before + 101))
    assert_good(await world.record())


async def _some_event(session: Any, world: World) -> RoundOpened:
    first = (await rounds(session, world.consultation_id))[0]
    return RoundOpened(acted_as=SYSTEM, round=RoundOut.model_validate(first))


async def test_an_act_that_fails_leaves_no_gap(world: World) -> None:
    async def fail() -> None:
        async with world.db.write() as session:
            record = await Record.hold(session, world.consultation_id)
            record.append(SYSTEM.by, await _some_event(session, world))
            raise LookupError

    before = await world.record()
    with pytest.raises(LookupError):
        await fail()
    posted = await world.post_comment()
    assert posted["seq"] == len(before) + 1
    assert_good(await world.record())


async def test_several_entries_of_one_act_follow_each_other(world: World) -> None:
    before = len(await world.record())
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        event = await _some_event(session, world)
        seqs = [record.append(SYSTEM.by, event) for _ in range(5)]
        again = await Record.hold(session, world.consultation_id)  # a service that calls another
        seqs.append(again.append(SYSTEM.by, event))
    assert seqs == list(range(before + 1, before + 7))
    assert_good(await world.record())


async def test_consultations_have_records_of_their_own(world: World) -> None:
    made = await world.founder.post("/consultations", definition(slug="another"))
    assert made.json()["record_seq"] == 2
    await world.post_comment()
    page = (await world.reader.get("/consultations/another/record")).json()
    assert [(e["seq"], e["type"]) for e in page["items"]] == [(1, "consultation.opened"), (2, "note.published")]
    assert page["items"][0]["prev_hash"] == chain.GENESIS


async def test_there_is_no_record_of_nothing(world: World) -> None:
    async with world.db.write() as session:
        with pytest.raises(NotFound):
            await Record.hold(session, world.meeting_id)
    async with world.db.read() as session:
        assert await queries.head(session, world.meeting_id) == (0, chain.GENESIS)


async def test_pages_follow_each_other(world: World) -> None:
    for n in range(5):
        await world.post_comment(f"Comment {n}")
    whole = (await world.reader.get(f"/consultations/{world.slug}/record")).json()
    assert whole["next"] is None
    assert whole["head"] == {"seq": whole["items"][-1]["seq"], "hash": whole["items"][-1]["hash"]}
    pieces: list[Any] = []
    after: int | None = 0
    while after is not None:
        page = (await world.reader.get(f"/consultations/{world.slug}/record?after={after}&limit=3")).json()
        assert page["head"] == whole["head"]
        assert 1 <= len(page["items"]) <= 3
        pieces += page["items"]
        after = page["next"]
    assert pieces == whole["items"]
    beyond = (await world.reader.get(f"/consultations/{world.slug}/record?after=9999")).json()
    assert (beyond["items"], beyond["next"]) == ([], None)


async def test_a_header_holds_no_name_and_no_text(world: World) -> None:
    await world.post_comment("a text of the delegation")
    await world.file("another text")
    await world.state("oppose", reason="a reason")
    for entry in await world.record():
        header = json.dumps({key: entry[key] for key in chain.HEADER})
        for private in ("simulated", "Delegation 1", "text", "reason", "example.org", "oppose"):
            assert private not in header
        assert set(entry["actor"]) == {"account_id", "capacity", "delegation_id"}


async def test_contents_are_shown_by_audience(world: World) -> None:
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        event = await _some_event(session, world)
        seqs = {audience: record.append(SYSTEM.by, event, audience) for audience in Audience}
    seen = {
        "reader": {"public"},
        "stranger": {"public"},
        "observer": {"public", "participants"},
        "neighbour": {"public", "participants"},
        "delegate": {"public", "participants", "governments"},
        "chair": {"public", "participants", "governments", "officers"},
        "convener": {"public", "participants", "governments", "officers"},
    }
    for role, audiences in seen.items():
        entries = {entry["seq"]: entry for entry in await world.record(role)}
        assert {a.value for a, seq in seqs.items() if entries[seq]["payload"] is not None} == audiences
        for audience, seq in seqs.items():
            hidden = audience.value not in audiences
            assert (entries[seq]["withheld"], entries[seq]["salt"] is None) == (hidden, hidden)
        assert_good(list(entries.values()))


async def test_who_was_accredited_is_for_participants(world: World) -> None:
    def names(entries: list[dict[str, Any]]) -> list[str]:
        kind = ParticipantAccredited.model_fields["type"].default
        return [e["payload"]["accreditation"]["name"] for e in entries if e["type"] == kind and e["payload"]]

    assert names(await world.record("reader")) == []
    assert len(names(await world.record("delegate"))) == len(PEOPLE)


async def test_withholding_and_showing_again_leaves_the_chain_alone(world: World) -> None:
    comment = await world.post_comment("stays or goes")
    other = await world.post_comment("another")
    before = {entry["seq"]: entry for entry in await world.record()}
    await world.moderate("hide", "comment", comment["id"])
    during = {entry["seq"]: entry for entry in await world.record()}
    gone = during[comment["seq"]]
    assert (gone["withheld"], gone["payload"], gone["salt"]) == (True, None, None)
    assert {k: gone[k] for k in (*chain.HEADER, "hash")} == {
        k: before[comment["seq"]][k] for k in (*chain.HEADER, "hash")
    }
    assert during[other["seq"]] == before[other["seq"]]
    await world.moderate("restore", "comment", comment["id"])
    after = {entry["seq"]: entry for entry in await world.record()}
    assert {seq: after[seq] for seq in before} == before
    assert_good(list(after.values()))


async def test_salts_do_not_repeat_and_digests_cannot_be_guessed(world: World) -> None:
    """The same words twice: nothing in the header says so."""
    for _ in range(2):
        await world.post_comment("the same words")
    first, second = (await world.record())[-2:]
    assert first["salt"] != second["salt"]
    assert len(first["salt"]) == 32
    assert chain.payload_digest("", first["payload"]) != first["payload_digest"]


async def test_a_participants_consultation_has_no_record_for_strangers(world: World) -> None:
    body = definition(slug="closed-circle", visibility="participants")
    assert (await world.founder.post("/consultations", body)).status_code == 201
    for person in (world.reader, world.stranger, world.chair):
        for path in ("record", "record/export"):
            assert_problem(await person.get(f"/consultations/closed-circle/{path}"), 404, "not_found")
    assert (await world.founder.get("/consultations/closed-circle/record")).status_code == 200


async def test_what_is_settled_is_asked_for_anew_after_any_act_but_a_mass_one(world: World) -> None:
    """And in another database, although the consultation has the same id there, because its record is another."""
    asked: list[int] = []

    async def settled() -> int:
        async with world.db.write() as session:
            record = await Record.hold(session, world.consultation_id)

            async def load() -> int:
                asked.append(record.next_seq)
                return len(asked)

            return await record.settled("a test's", load)

    assert [await settled(), await settled()] == [1, 1]
    await world.post_comment()
    await world.state("support")
    assert await settled() == 1, "acts in masses change nothing of it"
    await world.chair.post(f"/meetings/{world.meeting_id}/end")
    assert [await settled(), await settled()] == [2, 2]


async def test_held_twice_in_one_unit_of_work_it_goes_on_where_it_was(world: World) -> None:
    async with world.db.write() as session:
        first = await Record.hold(session, world.consultation_id)
        one = first.append(SYSTEM.by, await _some_event(session, world))
        second = await Record.hold(session, world.consultation_id)
        two = second.append(SYSTEM.by, await _some_event(session, world))
    assert two == one + 1
    assert [entry["seq"] for entry in await world.record()][-2:] == [one, two]
