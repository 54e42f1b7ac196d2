"""Admitting people: who may, what is frozen, and that nobody is admitted twice."""

import asyncio
from typing import Any

import pytest
from httpx import Response

from tests.problems import assert_problem
from tests.world import World, definition

AFRICAN = {"name": "Delegation 14, African States, simulated", "group": "government", "region": "african"}


async def accredit(world: World, by: str = "secretariat", **body: Any) -> Response:
    body = {"email": "new@example.org", "name": "New, simulated", "capacity": "delegate"} | body
    return await world.people[by].post(f"/consultations/{world.slug}/accreditations", body)


async def test_a_delegate_is_admitted_with_organization_group_and_region(world: World) -> None:
    before = (await world.reader.get(f"/consultations/{world.slug}")).json()["participation"]
    admitted = await accredit(world, organization=AFRICAN)
    assert admitted.status_code == 201, admitted.text
    body = admitted.json()
    assert (body["capacity"], body["group"], body["region"]) == ("delegate", "government", "african")
    assert body["delegation"]["name"] == AFRICAN["name"]
    after = (await world.reader.get(f"/consultations/{world.slug}")).json()["participation"]
    assert after == {"delegations": before["delegations"] + 1, "persons": before["persons"] + 1}
    participants = (await world.reader.get(f"/consultations/{world.slug}/participants")).json()["delegations"]
    assert body["delegation"] in participants
    entry = (await world.record("delegate"))[-1]
    assert (entry["type"], entry["audience"]) == ("participant.accredited", "participants")
    assert entry["payload"]["accreditation"] == body


async def test_colleagues_are_one_delegation_and_two_persons(world: World) -> None:
    before = (await world.reader.get(f"/consultations/{world.slug}")).json()["participation"]
    first = (await accredit(world, organization=AFRICAN)).json()
    second = (await accredit(world, organization=AFRICAN, email="second@example.org")).json()
    assert first["delegation"] == second["delegation"]
    after = (await world.reader.get(f"/consultations/{world.slug}")).json()["participation"]
    assert after == {"delegations": before["delegations"] + 1, "persons": before["persons"] + 2}


async def test_officers_are_not_counted_as_participants(world: World) -> None:
    before = (await world.reader.get(f"/consultations/{world.slug}")).json()["participation"]
    for number, capacity in enumerate(("chair", "secretariat", "convener")):
        assert (await accredit(world, capacity=capacity, email=f"o{number}@example.org")).status_code == 201
    assert (await world.reader.get(f"/consultations/{world.slug}")).json()["participation"] == before


async def test_an_address_is_nowhere_to_be_read(world: World) -> None:
    await accredit(world, organization=AFRICAN)
    for person in ("reader", "delegate", "chair"):
        assert "example.org" not in str(await world.record(person))
        assert "example.org" not in (await world.people[person].get(f"/consultations/{world.slug}/participants")).text


async def test_nobody_is_admitted_twice_in_the_same_capacity(world: World) -> None:
    assert (await accredit(world, organization=AFRICAN)).status_code == 201
    assert_problem(await accredit(world, organization=AFRICAN), 409, "already_accredited", "already holds")
    assert_problem(await accredit(world, organization=AFRICAN, email="NEW@example.org"), 409, "already_accredited")
    assert (await accredit(world, capacity="observer")).status_code == 201


async def test_simultaneous_admissions_make_one(world: World) -> None:
    answers = await asyncio.gather(*(accredit(world, organization=AFRICAN) for _ in range(6)))
    assert sorted(a.status_code for a in answers) == [201] + [409] * 5, [a.text for a in answers]
    answers = await asyncio.gather(
        *(accredit(world, organization=AFRICAN, email=f"p{n}@example.org") for n in range(6))
    )
    assert {a.status_code for a in answers} == {201}
    assert len({a.json()["delegation"]["id"] for a in answers}) == 1


async def test_simultaneous_admissions_in_two_consultations(world: World) -> None:
    """The same new people and organizations at the same moment: the records do not queue for each other, rows do."""
    assert (await world.founder.post("/consultations", definition(slug="other"))).status_code == 201

    async def in_other(n: int) -> Response:
        body = {"email": f"p{n}@example.org", "name": "P", "capacity": "delegate", "organization": AFRICAN}
        return await world.founder.post("/consultations/other/accreditations", body)

    answers = await asyncio.gather(
        *(accredit(world, organization=AFRICAN, email=f"p{n}@example.org") for n in range(6)),
        *(in_other(n) for n in range(6)),
    )
    assert {a.status_code for a in answers} == {201}, [a.text for a in answers]


async def test_an_organization_has_one_group_and_region(world: World) -> None:
    await accredit(world, organization=AFRICAN)
    other = AFRICAN | {"region": "weog"}
    refused = await accredit(world, organization=other, email="other@example.org")
    assert_problem(refused, 409, "organization_differs", "already known as government, african")
    assert (await world.stranger.get("/me")).json()["capacities"] == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "organization"),
        ({"capacity": "personal_capacity"}, "stakeholder group"),
        ({"capacity": "king"}, "capacity"),
        ({"email": "no address"}, "email"),
        ({"name": ""}, "name"),
        ({"organization": {"name": "X", "group": "aliens"}}, "group"),
        ({"organization": {"name": "X", "group": "government", "region": "moon"}}, "region"),
    ],
)
async def test_what_is_missing_or_wrong_is_named(body: dict[str, Any], words: str, world: World) -> None:
    before = await world.record()
    assert_problem(await accredit(world, **body), 422, "invalid", words)
    assert await world.record() == before


@pytest.mark.parametrize("role", ["chair", "delegate", "observer", "advisory", "person", "stranger", "founder"])
async def test_only_secretariat_and_convener_admit(role: str, world: World) -> None:
    assert_problem(await accredit(world, role, organization=AFRICAN), 403, "not_permitted", "may not accredit")
    assert_problem(await accredit(world, "reader", organization=AFRICAN), 401, "not_signed_in")
    assert (await accredit(world, "convener", organization=AFRICAN)).status_code == 201


async def test_who_is_admitted_may_act_at_once(world: World) -> None:
    """The same token as before: capacities are looked up, not carried."""
    hello = {"text": "Hello", "language": "en"}
    path = f"/meetings/{world.meeting_id}/comments"
    assert_problem(await world.stranger.post(path, hello), 403, "not_permitted", "no capacity in this consultation")
    assert (await accredit(world, email="stranger@example.org", organization=AFRICAN)).status_code == 201
    posted = await world.stranger.post(path, hello)
    assert posted.status_code == 201
    acted_as = posted.json()["acted_as"]
    assert (acted_as["name"], acted_as["entity"], acted_as["region"]) == (
        "Stranger, simulated",
        AFRICAN["name"],
        "african",
    )


async def test_officers_find_whom_to_put_on_the_list_by_part_of_a_name(world: World) -> None:
    async def found(part: str, by: str = "chair") -> list[tuple[str, str]]:
        answer = await world.people[by].get(f"/consultations/{world.slug}/accredited", params={"name": part})
        assert answer.status_code == 200, answer.text
        return [(each["name"], each["entity"]) for each in answer.json()]

    assert await found("DELEGATION 1") == [
        ("Colleague, simulated", "Delegation 1, simulated"),
        ("Delegate, simulated", "Delegation 1, simulated"),
    ]
    assert await found("person") == [("Person, simulated", "Person, simulated")]
    assert await found("%%") == []
    assert await found("chair, sim") == [], "those who conduct the meeting do not ask for the floor"
    assert_problem(await world.delegate.get(f"/consultations/{world.slug}/accredited?name=person"), 403)
    assert_problem(await world.chair.get(f"/consultations/{world.slug}/accredited?name=p"), 422)
