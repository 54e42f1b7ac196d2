"""Written contributions: filed, revised, withdrawn, hidden; who may, and what of them is left to read."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import update

from app.consultations.models import Round
from app.core import clock
from tests.counting import counted
from tests.problems import assert_problem
from tests.world import World, build_world

TEXT = {"title": "Our view", "text": "The first text.", "language": "en"}
NEXT = {"title": "Our view, revised", "text": "النص الثاني", "language": "ar"}
WHY = {"reason": "It was overtaken by events"}


async def shown(world: World, contribution_id: str, by: str = "reader") -> dict[str, Any]:
    response = await world.people[by].get(f"/contributions/{contribution_id}")
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


async def listed(world: World) -> list[dict[str, Any]]:
    page = (await world.reader.get(f"/consultations/{world.slug}/contributions")).json()
    items: list[dict[str, Any]] = page["items"]
    return items


async def texts_in_the_record(world: World) -> str:
    """Everything anybody can read in the record, whoever they are."""
    return "".join([str(await world.record(person)) for person in ("reader", "delegate", "chair")])


async def test_filing(world: World) -> None:
    questions = [str(q) for q in world.question_ids]
    filed = await world.file("Text", question_ids=questions)
    assert (filed["version"], filed["late"], filed["withdrawn"], filed["hidden"]) == (1, False, None, None)
    assert filed["question_ids"] == questions
    assert filed["round_id"] == str(world.round_ids[1])  # of two that are open, the later
    assert filed["acted_as"]["entity"] == "Delegation 1, simulated"
    assert await listed(world) == [filed]
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["contribution"], entry["seq"]) == (
        "contribution.filed",
        filed,
        filed["seq"],
    )
    assert entry["subject_id"] == filed["id"]


async def test_versions_stay_readable(world: World) -> None:
    filed = await world.file(**TEXT)
    revised = await world.delegate.post(f"/contributions/{filed['id']}/versions", NEXT)
    assert revised.status_code == 201
    now = revised.json()
    assert (now["version"], now["text"], now["language"], now["seq"]) == (2, NEXT["text"], "ar", filed["seq"])
    detail = await shown(world, filed["id"])
    assert detail["contribution"] == now
    assert [(v["number"], v["text"], v["language"]) for v in detail["versions"]] == [
        (2, NEXT["text"], "ar"),
        (1, TEXT["text"], "en"),
    ]
    assert (await world.record())[-1]["type"] == "contribution.revised"


async def test_a_contribution_belongs_to_its_delegation(world: World) -> None:
    """Colleagues look after it together; others, officers included, do not touch it."""
    filed = await world.file(**TEXT)
    path = f"/contributions/{filed['id']}"
    assert (await world.colleague.post(f"{path}/versions", NEXT)).status_code == 201
    for role in ("neighbour", "person", "observer", "chair", "secretariat", "convener", "stranger"):
        for act, body in (("versions", NEXT), ("withdraw", WHY)):
            refused = await world.people[role].post(f"{path}/{act}", body)
            assert_problem(refused, 403, "not_permitted", "Only the delegation or person that filed")
    for act, body in (("versions", NEXT), ("withdraw", WHY)):
        assert_problem(await world.reader.post(f"{path}/{act}", body), 401, "not_signed_in")
    assert (await shown(world, filed["id"]))["contribution"]["version"] == 2


async def test_persons_have_their_own(world: World) -> None:
    mine = await world.file(**TEXT, by="person")
    assert (mine["acted_as"]["entity"], mine["acted_as"]["delegation_id"]) == ("Person, simulated", None)
    assert_problem(await world.delegate.post(f"/contributions/{mine['id']}/withdraw", WHY), 403)
    assert (await world.person.post(f"/contributions/{mine['id']}/withdraw", WHY)).status_code == 200


async def test_withdrawing_takes_the_text_from_everywhere(world: World) -> None:
    filed = await world.file(**TEXT)
    await world.delegate.post(f"/contributions/{filed['id']}/versions", NEXT)
    withdrawn = await world.delegate.post(f"/contributions/{filed['id']}/withdraw", WHY)
    assert withdrawn.status_code == 200
    stub = withdrawn.json()
    assert (stub["title"], stub["text"], stub["withdrawn"]["reason"]) == (None, None, WHY["reason"])
    assert stub["acted_as"] == filed["acted_as"]
    assert await listed(world) == [stub]
    for person in ("reader", "delegate", "chair"):
        detail = await shown(world, filed["id"], person)
        assert detail == {"contribution": stub, "versions": []}
    everywhere = await texts_in_the_record(world)
    for text in (TEXT["text"], NEXT["text"], TEXT["title"]):
        assert text not in everywhere
    assert [(e["type"], e["withheld"]) for e in (await world.record())[-3:]] == [
        ("contribution.filed", True),
        ("contribution.revised", True),
        ("contribution.withdrawn", False),
    ]


async def test_what_is_withdrawn_stays_withdrawn(world: World) -> None:
    filed = await world.file(**TEXT)
    path = f"/contributions/{filed['id']}"
    await world.delegate.post(f"{path}/withdraw", WHY)
    assert_problem(await world.delegate.post(f"{path}/withdraw", WHY), 409, "withdrawn")
    assert_problem(await world.delegate.post(f"{path}/versions", NEXT), 409, "withdrawn")


async def test_a_moderator_cannot_bring_back_what_was_withdrawn(world: World) -> None:
    """In either order: hidden and then withdrawn, or withdrawn and then hidden; restored, it is still withdrawn."""
    for hide_first in (True, False):
        filed = await world.file(**TEXT)
        if hide_first:
            await world.moderate("hide", "contribution", filed["id"])
        assert (await world.delegate.post(f"/contributions/{filed['id']}/withdraw", WHY)).status_code == 200
        if not hide_first:
            await world.moderate("hide", "contribution", filed["id"])
        await world.moderate("restore", "contribution", filed["id"])
        detail = await shown(world, filed["id"], "chair")
        assert (detail["contribution"]["text"], detail["contribution"]["hidden"], detail["versions"]) == (
            None,
            None,
            [],
        )
        assert TEXT["text"] not in await texts_in_the_record(world)


async def test_hidden_then_restored_is_as_before(world: World) -> None:
    filed = await world.file(**TEXT)
    before = await shown(world, filed["id"])
    await world.moderate("hide", "contribution", filed["id"])
    hidden = await shown(world, filed["id"], "delegate")
    assert (hidden["contribution"]["text"], hidden["versions"]) == (None, [])
    assert hidden["contribution"]["hidden"]["reason"] == "To hide it"
    assert TEXT["text"] not in await texts_in_the_record(world)
    refused = await world.delegate.post(f"/contributions/{filed['id']}/versions", NEXT)
    assert_problem(refused, 409, "hidden", "until it is restored")
    await world.moderate("restore", "contribution", filed["id"])
    assert await shown(world, filed["id"]) == before
    assert (await world.delegate.post(f"/contributions/{filed['id']}/versions", NEXT)).status_code == 201


async def test_withdrawing_is_possible_after_the_round_but_revising_is_not(world: World) -> None:
    filed = await world.file(**TEXT)
    await world.chair.post(f"/rounds/{filed['round_id']}/close", WHY)
    refused = await world.delegate.post(f"/contributions/{filed['id']}/versions", NEXT)
    assert_problem(refused, 409, "round_closed", "Round 2 has closed")
    assert (await world.delegate.post(f"/contributions/{filed['id']}/withdraw", WHY)).status_code == 200


async def test_what_comes_after_the_scheduled_end_is_late_and_still_in(app: FastAPI, client: AsyncClient) -> None:
    world = await build_world(app, client)
    in_time = await world.file(**TEXT)
    async with world.db.write() as session:
        ended = clock.now() - timedelta(seconds=1)
        await session.execute(update(Round).where(Round.id == world.round_ids[1]).values(scheduled_closes_at=ended))
    late = await world.file(**TEXT)
    assert (in_time["late"], late["late"]) == (False, True)
    assert [c["late"] for c in await listed(world)] == [True, False]


@pytest.mark.parametrize("role", ["chair", "secretariat", "convener", "stranger"])
async def test_who_may_not_file(role: str, world: World) -> None:
    refused = await world.people[role].post(f"/consultations/{world.slug}/contributions", TEXT)
    assert_problem(refused, 403, "not_permitted", "may not file contributions")
    assert await listed(world) == []


async def test_pages_neither_skip_nor_repeat_while_new_ones_come(world: World) -> None:
    filed = [await world.file(f"Text {n}") for n in range(7)]
    seen, before = [], ""
    while True:
        page = (await world.reader.get(f"/consultations/{world.slug}/contributions?limit=3{before}")).json()
        seen += page["items"]
        await world.file("One more", by="neighbour")
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert seen == filed[::-1]


async def test_a_page_costs_the_same_however_many_there_are(world: World) -> None:
    path = f"/consultations/{world.slug}/contributions"
    await world.file("Text")
    with counted(world.db) as few:
        await world.reader.get(path)
    for n in range(25):
        await world.file(f"Text {n}")
    with counted(world.db) as many:
        assert len((await world.reader.get(path)).json()["items"]) == 20
    assert len(many) == len(few) <= 5
