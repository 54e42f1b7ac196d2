"""Live comments: capacity AND round AND a meeting in progress; a list that costs the same however long it is."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert

from app.core import clock
from app.meetings.comments.models import Comment
from tests.counting import counted
from tests.problems import assert_problem
from tests.world import World, definition

HELLO = {"text": "We support the enlargement.", "language": "en"}


def path(world: World) -> str:
    return f"/meetings/{world.meeting_id}/comments"


async def page(world: World, query: str = "", by: str = "reader") -> dict[str, Any]:
    response = await world.people[by].get(f"{path(world)}{query}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_a_posted_comment_is_in_the_list_and_in_the_record(world: World) -> None:
    posted = await world.delegate.post(path(world), HELLO)
    assert posted.status_code == 201, posted.text
    comment = posted.json()
    shown = await page(world)
    assert shown["items"] == [comment]
    last = (await world.record())[-1]
    assert (last["type"], last["payload"]["comment"]) == ("comment.posted", comment)
    assert last["seq"] == comment["seq"] == shown["record_seq"]
    assert last["subject_id"] == comment["id"]
    assert comment["acted_as"] == {
        "account_id": str(world.delegate.account_id),
        "name": "Delegate, simulated",
        "capacity": "delegate",
        "delegation_id": comment["acted_as"]["delegation_id"],
        "entity": "Delegation 1, simulated",
        "group": "government",
        "region": "african",
    }


async def test_a_comment_may_be_about_an_option(world: World) -> None:
    comment = await world.post_comment(option_id=str(world.option_ids[2]))
    assert comment["option_id"] == str(world.option_ids[2])


async def test_an_option_of_another_consultation_is_refused(world: World) -> None:
    other = (await world.founder.post("/consultations", definition(slug="other"))).json()
    option = other["note"]["questions"][0]["options"][0]["id"]
    assert_problem(await world.delegate.post(path(world), HELLO | {"option_id": option}), 422, "unknown_option")
    nothing = await world.delegate.post(path(world), HELLO | {"option_id": str(uuid4())})
    assert_problem(nothing, 422, "unknown_option")


async def test_before_and_after_the_meeting_comments_are_closed(world: World) -> None:
    await world.post_comment()
    assert (await world.chair.post(f"/meetings/{world.meeting_id}/end")).status_code == 200
    refused = await world.delegate.post(path(world), HELLO)
    assert_problem(refused, 409, "meeting_not_in_progress", "comments are closed")
    assert len((await page(world))["items"]) == 1
    assert (await world.chair.post(f"/meetings/{world.meeting_id}/start")).status_code == 200
    await world.post_comment()


async def test_in_a_closed_round_the_meeting_alone_is_not_enough(world: World) -> None:
    assert (await world.chair.post(f"/rounds/{world.round_ids[1]}/close", {"reason": "Enough"})).status_code == 200
    refused = await world.delegate.post(path(world), HELLO)
    assert_problem(refused, 409, "round_closed", "Round 2 has closed, so you cannot comment now")


async def test_a_round_without_that_right(world: World) -> None:
    body = {
        "round_id": str(world.round_ids[0]),  # a call for inputs
        "title": "Hearing",
        "scheduled_starts_at": clock.iso(clock.now()),
        "scheduled_ends_at": "2199-01-01T00:00:00Z",
    }
    meeting = (await world.chair.post(f"/consultations/{world.slug}/meetings", body)).json()
    await world.chair.post(f"/meetings/{meeting['id']}/start")
    refused = await world.delegate.post(f"/meetings/{meeting['id']}/comments", HELLO)
    assert_problem(refused, 409, "not_in_this_round", "Round 1 is not a round in which to comment")


@pytest.mark.parametrize("role", ["observer", "advisory", "person", "delegate", "colleague", "neighbour"])
async def test_everybody_accredited_may_comment(role: str, world: World) -> None:
    assert (await world.post_comment(by=role))["acted_as"]["name"] == f"{role.title()}, simulated"


@pytest.mark.parametrize("role", ["chair", "secretariat", "convener", "stranger", "founder"])
async def test_officers_and_strangers_may_not(role: str, world: World) -> None:
    refused = await world.people[role].post(path(world), HELLO)
    assert_problem(refused, 403, "not_permitted", "may not comment")
    assert_problem(await world.reader.post(path(world), HELLO), 401, "not_signed_in")
    assert (await page(world))["items"] == []


async def test_nothing_slips_in_after_the_end(world: World) -> None:
    """Comments and the end of the meeting at the same moment: in the record none stands after the end."""
    posts = [world.delegate.post(path(world), HELLO) for _ in range(30)]
    ending = world.chair.post(f"/meetings/{world.meeting_id}/end")
    answers = await asyncio.gather(*posts[:10], ending, *posts[10:])
    types = [entry["type"] for entry in await world.record()]
    end = types.index("meeting.ended")
    assert "comment.posted" not in types[end:]
    assert (
        [a.status_code for a in answers].count(201)
        == types.count("comment.posted")
        == len((await page(world))["items"])
    )
    assert {a.status_code for a in answers} <= {200, 201, 409}


async def test_a_hidden_comment_is_a_stub_with_its_reason_in_its_place(world: World) -> None:
    first, hidden, last = [await world.post_comment(f"Words {n}") for n in range(3)]
    await world.moderate("hide", "comment", hidden["id"])
    for by in ("reader", "delegate", "chair"):
        items = (await page(world, by=by))["items"]
        assert [item["id"] for item in items] == [last["id"], hidden["id"], first["id"]]
        stub = items[1]
        assert (stub["text"], stub["hidden"]["reason"]) == (None, "To hide it")
        assert {**stub, "text": hidden["text"], "hidden": None} == hidden
    await world.moderate("restore", "comment", hidden["id"])
    assert (await page(world))["items"][1] == hidden


async def test_newest_first_in_the_order_of_the_record(world: World) -> None:
    await asyncio.gather(*(world.post_comment(f"Words {n}", by=by) for n in range(5) for by in ("delegate", "person")))
    items = (await page(world))["items"]
    seqs = [item["seq"] for item in items]
    assert seqs == sorted(seqs, reverse=True)
    entries = {entry["seq"]: entry for entry in await world.record()}
    assert [entries[seq]["payload"]["comment"] for seq in seqs] == items


@pytest.mark.parametrize("limit", [1, 3, 10])
async def test_pages_neither_skip_nor_repeat_while_new_ones_arrive(limit: int, world: World) -> None:
    posted = [await world.post_comment(f"Words {n}") for n in range(10)]
    seen: list[dict[str, Any]] = []
    before = ""
    while True:
        found = await page(world, f"?limit={limit}{before}")
        seen += found["items"]
        await world.post_comment("meanwhile", by="neighbour")
        if found["next"] is None:
            break
        before = f"&before={found['next']}"
    assert seen == posted[::-1]


async def _many(world: World, count: int) -> None:
    """Rows as they would be after a long meeting (the record itself has no part in the list)."""
    comment = (await page(world))["items"][0]
    row = {
        "consultation_id": world.consultation_id,
        "meeting_id": world.meeting_id,
        "option_id": None,
        "text": "Words",
        "language": "en",
        "acted_as": comment["acted_as"],
        "posted_at": clock.now(),
        "hidden": None,
        "audience": "public",
        "state": "posted",
    }
    async with world.db.write() as session:
        await session.execute(insert(Comment), [{**row, "id": uuid4(), "seq": 10_000 + n} for n in range(count)])


async def test_twenty_of_a_thousand_cost_what_twenty_of_twenty_cost(world: World) -> None:
    await world.post_comment()
    await _many(world, 20)
    with counted(world.db) as few:
        assert len((await page(world, "?limit=20"))["items"]) == 20
    async with world.db.write() as session:
        await session.execute(Comment.__table__.update().values(seq=Comment.seq - 5_000))
    await _many(world, 1000)
    with counted(world.db) as many:
        found = await page(world, "?limit=20")
    assert [item["seq"] for item in found["items"]] == list(range(10_999, 10_979, -1))
    assert found["next"] == 10_980
    assert few == many
    assert len(many) <= 4
    with counted(world.db) as deep:
        assert len((await page(world, "?limit=20&before=10100"))["items"]) == 20
    assert len(deep) == len(many)


async def test_a_language_is_kept_as_it_was_written(world: World) -> None:
    for language in ("ar", "zh", "fr", "zh-Hant", "pt-BR", "sr-Cyrl-RS"):
        assert (await world.post_comment("نص", language=language))["language"] == language
