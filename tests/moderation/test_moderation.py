"""Hiding and restoring: one path for every kind of content, and a stub with the reason in its place."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from app.capacities.actor import SYSTEM
from app.opinions import service as opinions
from app.opinions.schemas import StatementIn
from app.record.service import Record
from tests.problems import assert_problem
from tests.world import World, definition

SECRET = "words that must not be read"


async def _comment(world: World) -> str:
    return str((await world.post_comment(SECRET))["id"])


async def _contribution(world: World) -> str:
    return str((await world.file(SECRET))["id"])


async def _position(world: World) -> str:
    return str((await world.state("support", reason=SECRET))["id"])


async def _statement(world: World) -> str:
    async with world.db.write() as session:
        record = await Record.hold(session, world.consultation_id)
        body = StatementIn(text=SECRET, language="en")
        return str((await opinions.add_statement(session, record, SYSTEM, world.consultation_id, body)).id)


async def _theme(world: World) -> str:
    body = {"title": SECRET, "language": "en"}
    return str((await world.delegate.post(f"/consultations/{world.slug}/themes", body)).json()["id"])


KINDS: dict[str, Callable[[World], Awaitable[str]]] = {
    "comment": _comment,
    "contribution": _contribution,
    "position": _position,
    "statement": _statement,
    "theme": _theme,
}


async def everything(world: World, person: str) -> str:
    """All that this person can read over HTTP."""
    who = world.people[person]
    pages = [
        f"/meetings/{world.meeting_id}/comments",
        f"/consultations/{world.slug}/contributions",
        f"/consultations/{world.slug}/positions",
        f"/options/{world.option_ids[0]}/positions",
        f"/consultations/{world.slug}/statements",
        f"/consultations/{world.slug}/themes",
    ]
    return "".join([(await who.get(page)).text for page in pages]) + str(await world.record(person))


@pytest.mark.parametrize("kind", KINDS)
async def test_hidden_is_gone_from_every_channel_and_comes_back_whole(world: World, kind: str) -> None:
    subject = await KINDS[kind](world)
    before = await everything(world, "reader")
    assert SECRET in before
    await world.moderate("hide", kind, subject)
    for person in ("reader", "delegate", "colleague", "chair"):
        assert SECRET not in await everything(world, person), person
    assert "To hide it" in await everything(world, "reader"), "the stub says why"
    await world.moderate("restore", kind, subject)
    assert SECRET in await everything(world, "reader")
    types = [entry["type"] for entry in await world.record()]
    assert types[-2:] == [f"{kind}.hidden", f"{kind}.restored"]


@pytest.mark.parametrize("kind", KINDS)
async def test_twice_the_same_is_told(world: World, kind: str) -> None:
    subject = await KINDS[kind](world)
    body = {"subject_type": kind, "subject_id": subject, "action": "restore", "reason": "Why"}
    assert_problem(await world.chair.post("/moderation/decisions", body), 409, "already_restore")
    await world.moderate("hide", kind, subject)
    hide = body | {"action": "hide"}
    assert_problem(await world.chair.post("/moderation/decisions", hide), 409, "already_hide", "already hidden")


async def test_a_reason_is_required(world: World) -> None:
    subject = await _comment(world)
    body: dict[str, Any] = {"subject_type": "comment", "subject_id": subject, "action": "hide", "reason": "  "}
    assert_problem(await world.chair.post("/moderation/decisions", body), 422, "invalid", "reason")


async def test_officers_read_what_was_hidden_in_the_list_of_decisions_only(world: World) -> None:
    subject = await _comment(world)
    decision = await world.moderate("hide", "comment", subject)
    assert decision["text"] == SECRET
    listed = (await world.convener.get(f"/consultations/{world.slug}/moderation/decisions")).json()
    assert listed["items"] == [decision]
    for person in ("delegate", "observer", "stranger"):
        refused = await world.people[person].get(f"/consultations/{world.slug}/moderation/decisions")
        assert_problem(refused, 403, "not_permitted")
        assert SECRET not in refused.text


async def test_restoring_does_not_bring_back_what_its_author_withdrew(world: World) -> None:
    subject = await _contribution(world)
    await world.moderate("hide", "contribution", subject)
    await world.delegate.post(f"/contributions/{subject}/withdraw", {"reason": "We were wrong"})
    await world.moderate("restore", "contribution", subject)
    assert SECRET not in await everything(world, "reader")
    assert SECRET not in (await world.reader.get(f"/contributions/{subject}")).text


async def test_a_hidden_positions_stance_still_counts(world: World) -> None:
    """Moderation removes words; it must not be a way to change a count."""
    subject = await _position(world)
    await world.moderate("hide", "position", subject)
    found = (await world.reader.get(f"/consultations/{world.slug}/positions")).json()
    assert found["options"][0]["tally"]["support"] == 1


async def test_a_hidden_contribution_cannot_be_revised_until_restored(world: World) -> None:
    subject = await _contribution(world)
    await world.moderate("hide", "contribution", subject)
    body = {"title": "T", "text": SECRET, "language": "en"}
    assert_problem(await world.delegate.post(f"/contributions/{subject}/versions", body), 409, "hidden")


@pytest.mark.parametrize("role", ["convener", "delegate", "colleague", "observer", "advisory", "person", "stranger"])
async def test_only_chair_and_secretariat_moderate(world: World, role: str) -> None:
    """Its author neither: who regrets a contribution withdraws it."""
    subject = await _comment(world)
    before = await world.record()
    body = {"subject_type": "comment", "subject_id": subject, "action": "hide", "reason": "Off topic"}
    assert_problem(
        await world.people[role].post("/moderation/decisions", body), 403, "not_permitted", "may not moderate"
    )
    assert_problem(await world.reader.post("/moderation/decisions", body), 401, "not_signed_in")
    assert await world.record() == before


async def test_an_officer_of_one_consultation_has_no_say_in_another(world: World) -> None:
    subject = await _comment(world)
    assert (await world.founder.post("/consultations", definition(slug="mine"))).status_code == 201
    body = {"subject_type": "comment", "subject_id": subject, "action": "hide", "reason": "Off topic"}
    assert_problem(await world.founder.post("/moderation/decisions", body), 403, "not_permitted")


async def test_a_subject_is_looked_for_among_its_kind(world: World) -> None:
    subject = await _comment(world)
    body = {"subject_type": "contribution", "subject_id": subject, "action": "hide", "reason": "Off topic"}
    assert_problem(await world.chair.post("/moderation/decisions", body), 404, "not_found", "no such contribution")


async def test_of_two_who_hide_at_once_one_is_told(world: World) -> None:
    subject = await _comment(world)
    body = {"subject_type": "comment", "subject_id": subject, "action": "hide", "reason": "Off topic"}
    answers = await asyncio.gather(
        *(world.people[by].post("/moderation/decisions", body) for by in ("chair", "secretariat") * 2)
    )
    assert sorted(a.status_code for a in answers) == [201, 409, 409, 409]
    assert [e["type"] for e in await world.record()].count("comment.hidden") == 1


async def test_decisions_are_kept_for_good_and_in_pages(world: World) -> None:
    subject = await _comment(world)
    decisions = [await world.moderate(action, "comment", subject) for action in ("hide", "restore") * 3]
    seen: list[Any] = []
    before = ""
    while True:
        path = f"/consultations/{world.slug}/moderation/decisions?limit=4{before}"
        page = (await world.chair.get(path)).json()
        seen += page["items"]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert seen == decisions[::-1]
    assert {d["acted_as"]["capacity"] for d in seen} == {"secretariat"}
