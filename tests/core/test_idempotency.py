"""One act per (account, Idempotency-Key): a resend gets the same answer, whatever happened in between."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.core import clock
from app.core.idempotency import KeptAnswer, forget_old_answers
from tests.problems import assert_problem
from tests.world import World, definition

HELLO = {"text": "We support the enlargement.", "language": "en"}


def key(value: str) -> dict[str, str]:
    return {"Idempotency-Key": value}


def comments(world: World) -> str:
    return f"/meetings/{world.meeting_id}/comments"


async def posted(world: World) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await world.reader.get(f"{comments(world)}?limit=200")).json()["items"]
    return items


async def test_a_resend_gets_the_same_answer_and_creates_nothing(world: World) -> None:
    first = await world.delegate.post(comments(world), HELLO, headers=key("k1"))
    entries = len(await world.record())
    again = await world.delegate.post(comments(world), HELLO, headers=key("k1"))
    assert (again.status_code, again.json()) == (first.status_code, first.json()) == (201, first.json())
    assert await posted(world) == [first.json()]
    assert len(await world.record()) == entries


async def test_a_resend_after_the_door_has_closed_still_gets_its_answer(world: World) -> None:
    """The answer was lost on the way; meanwhile the meeting ended. What was accepted stays accepted."""
    first = await world.delegate.post(comments(world), HELLO, headers=key("k1"))
    await world.chair.post(f"/meetings/{world.meeting_id}/end")
    again = await world.delegate.post(comments(world), HELLO, headers=key("k1"))
    assert (again.status_code, again.json()) == (201, first.json())


async def test_another_body_under_the_same_key_is_refused(world: World) -> None:
    await world.delegate.post(comments(world), HELLO, headers=key("k1"))
    other = await world.delegate.post(comments(world), HELLO | {"text": "Something else"}, headers=key("k1"))
    assert_problem(other, 409, "idempotency_key_reused", "Idempotency-Key")
    elsewhere = await world.delegate.post(
        f"/consultations/{world.slug}/contributions", HELLO | {"title": "One"}, headers=key("k1")
    )
    assert_problem(elsewhere, 409, "idempotency_key_reused")
    assert len(await posted(world)) == 1


async def test_keys_belong_to_their_account(world: World) -> None:
    for person in (world.delegate, world.colleague, world.neighbour):
        assert (await person.post(comments(world), HELLO, headers=key("the same"))).status_code == 201
    assert len({c["id"] for c in await posted(world)}) == 3


async def test_without_a_key_every_request_is_its_own(world: World) -> None:
    for _ in range(2):
        await world.delegate.post(comments(world), HELLO)
    assert len(await posted(world)) == 2


async def test_a_refused_act_leaves_the_key_free(world: World) -> None:
    await world.chair.post(f"/meetings/{world.meeting_id}/end")
    refused = await world.delegate.post(comments(world), HELLO, headers=key("k1"))
    assert_problem(refused, 409, "meeting_not_in_progress")
    await world.chair.post(f"/meetings/{world.meeting_id}/start")
    assert (await world.delegate.post(comments(world), HELLO, headers=key("k1"))).status_code == 201
    assert len(await posted(world)) == 1


async def test_simultaneous_twins_create_one(world: World) -> None:
    """A client that gave up waiting and sends again while the first request is still under way."""
    answers = await asyncio.gather(
        *(world.delegate.post(comments(world), HELLO, headers=key(f"k{n % 4}")) for n in range(24))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert Counter(answer.json()["id"] for answer in answers) == {c["id"]: 6 for c in await posted(world)}
    assert len(await posted(world)) == 4


async def test_of_simultaneous_twins_with_different_bodies_one_is_refused(world: World) -> None:
    answers = await asyncio.gather(
        *(world.delegate.post(comments(world), HELLO | {"text": f"Text {n}"}, headers=key("k1")) for n in range(6))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    assert len(await posted(world)) == 1


@pytest.mark.parametrize("what", ["consultation", "contribution", "version", "accreditation", "meeting", "decision"])
async def test_every_act_that_creates_takes_a_key(what: str, world: World) -> None:
    comment = await world.post_comment()
    contribution = await world.file()
    here = f"/consultations/{world.slug}"
    text = {"title": "One", "text": "Text", "language": "en"}
    person, path, body = {
        "consultation": (world.founder, "/consultations", definition(slug="another")),
        "contribution": (world.delegate, f"{here}/contributions", text),
        "version": (world.delegate, f"/contributions/{contribution['id']}/versions", text),
        "accreditation": (
            world.secretariat,
            f"{here}/accreditations",
            {"email": "new@example.org", "name": "New", "capacity": "observer"},
        ),
        "meeting": (
            world.secretariat,
            f"{here}/meetings",
            {
                "round_id": str(world.round_ids[1]),
                "title": "Second",
                "scheduled_starts_at": "2026-01-01T10:00:00Z",
                "scheduled_ends_at": "2026-01-01T13:00:00Z",
            },
        ),
        "decision": (
            world.chair,
            "/moderation/decisions",
            {"subject_type": "comment", "subject_id": comment["id"], "action": "hide", "reason": "Off topic"},
        ),
    }[what]
    first = await person.post(path, body, headers=key("k1"))
    entries = len(await world.record())
    again = await person.post(path, body, headers=key("k1"))
    assert first.status_code == 201, first.text
    assert (again.status_code, again.json()) == (201, first.json())
    assert len(await world.record()) == entries
    assert_problem(await person.post(path, {**body, "extra": 1}, headers=key("k1")), 422)


async def test_answers_are_forgotten_after_a_week(world: World) -> None:
    await world.delegate.post(comments(world), HELLO, headers=key("old"))
    with clock.frozen(clock.now() + timedelta(days=6, hours=23)):
        async with world.db.write() as session:
            await forget_old_answers(session)
            session.add(KeptAnswer(account_id=uuid4(), key="new", request_digest="", answer={}, kept_at=clock.now()))
        async with world.db.read() as session:
            assert await session.scalar(select(func.count()).select_from(KeptAnswer)) == 2
    with clock.frozen(clock.now() + timedelta(days=7, seconds=1)):
        async with world.db.write() as session:
            await forget_old_answers(session)
        async with world.db.read() as session:
            assert (await session.scalars(select(KeptAnswer.key))).all() == ["new"]


async def test_a_key_is_no_way_round_signing_in(world: World) -> None:
    await world.delegate.post(comments(world), HELLO, headers=key("k1"))
    assert_problem(await world.reader.post(comments(world), HELLO, headers=key("k1")), 401, "not_signed_in")


async def test_a_key_has_a_length(world: World) -> None:
    assert_problem(await world.delegate.post(comments(world), HELLO, headers=key("k" * 201)), 422)
    assert (await world.delegate.post(comments(world), HELLO, headers=key("k" * 200))).status_code == 201
