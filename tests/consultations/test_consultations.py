"""Consultations: making one, reading it in a fixed number of queries, listing what one may see."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.accreditation import service as accreditation
from app.accreditation.schemas import AccreditationIn
from app.capacities.actor import SYSTEM
from app.consultations import service
from app.consultations.schemas import ConsultationIn
from app.core.db import Database
from app.record.service import Record
from tests.counting import counted
from tests.problems import assert_problem
from tests.world import World, build_world, definition


async def test_what_was_posted_is_what_is_shown(world: World) -> None:
    body = definition(slug="from-the-api", origin="A simulated resolution", open_ended=False, languages=["ar", "en"])
    made = await world.founder.post("/consultations", body)
    assert made.status_code == 201, made.text
    shown = (await world.reader.get("/consultations/from-the-api")).json()
    kept = ("slug", "title", "summary_line", "languages", "convener", "origin", "open_ended", "simulated")
    assert {key: shown[key] for key in kept} == {key: body[key] for key in kept}
    assert shown["mandate"] == {**body["mandate"], "reports_through": None}
    assert [(r["number"], r["kind"], r["state"], r["opened_at"]) for r in shown["rounds"]] == [
        (1, "call_for_inputs", "scheduled", None),
        (2, "meeting_round", "scheduled", None),
        (3, "draft_review", "scheduled", None),
    ]
    assert [[o["number"] for o in q["options"]] for q in shown["note"]["questions"]] == [[1, 2], [1]]
    assert shown["note"]["questions"][0]["options"][0]["label"] == "Enlarge from 33 to 53 members"
    assert (shown["my_capacities"], shown["record_seq"]) == ([], 2)
    assert (await world.reader.get(f"/consultations/{shown['id']}")).json()["slug"] == "from-the-api"


async def test_who_creates_it_is_its_convener_and_secretariat(world: World) -> None:
    await world.founder.post("/consultations", definition(slug="mine"))
    mine = (await world.founder.get("/consultations/mine")).json()
    assert {capacity["kind"] for capacity in mine["my_capacities"]} == {"convener", "secretariat"}
    assert mine["participation"] == {"delegations": 0, "persons": 0}
    accredited = await world.founder.post(
        "/consultations/mine/accreditations", {"email": "c@example.org", "name": "C", "capacity": "chair"}
    )
    assert accredited.status_code == 201


async def test_only_who_may_convenes(world: World) -> None:
    for person in (world.stranger, world.chair, world.delegate):
        refused = await person.post("/consultations", definition(slug="mine"))
        assert_problem(refused, 403, "not_permitted", "may not convene")
    assert_problem(await world.reader.post("/consultations", definition(slug="mine")), 401, "not_signed_in")
    assert_problem(await world.reader.get("/consultations/mine"), 404)


async def test_a_slug_is_taken_once(world: World) -> None:
    taken = await world.founder.post("/consultations", definition())
    assert_problem(taken, 409, "slug_taken", f"called “{world.slug}”")
    page = (await world.reader.get("/consultations")).json()
    assert len(page["items"]) == 1


async def test_of_simultaneous_ones_with_one_slug_one_is_made(world: World) -> None:
    answers = await asyncio.gather(
        *(world.founder.post("/consultations", definition(slug="the-same")) for _ in range(5))
    )
    assert sorted(a.status_code for a in answers) == [201, 409, 409, 409, 409], [a.text for a in answers]
    for answer in answers:
        if answer.status_code != 201:
            assert_problem(answer, 409, "slug_taken")


async def test_simultaneous_ones_are_all_made_and_numbered(world: World) -> None:
    answers = await asyncio.gather(
        *(world.founder.post("/consultations", definition(slug=f"number-{n}")) for n in range(8))
    )
    assert {a.status_code for a in answers} == {201}, [a.text for a in answers]
    numbers = [item["number"] for item in (await world.reader.get("/consultations")).json()["items"]]
    assert sorted(numbers) == list(range(1, 10))


def a_round(**changes: Any) -> dict[str, Any]:
    return {**definition()["rounds"][0], **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": "Not A Slug"},
        {"title": " "},
        {"rounds": []},
        {"rounds": [a_round(kind="picnic")]},
        {"rounds": [a_round(scheduled_closes_at="2006-05-16T09:00:00Z")]},
        {"rounds": [a_round(scheduled_opens_at="2006-05-16T09:00:00")]},
        {"rounds": [a_round(opens={"shout": ["delegate"]})]},
        {"rounds": [a_round(opens={"comment": ["king"]})]},
        {"mandate": {}},
        {"languages": []},
        {"languages": ["English"]},
        {"visibility": "secret"},
        {"note": {"title": "x", "text": "y", "questions": [{"title": "q", "options": [{"label": ""}]}]}},
    ],
    ids=range(13),  # the values hold the time, and every worker must find the same names
)
async def test_what_cannot_be_a_consultation(changes: dict[str, Any], world: World) -> None:
    refused = await world.founder.post("/consultations", definition(slug="new") | changes)
    assert_problem(refused, 422, "invalid")
    assert_problem(await world.reader.get("/consultations/new"), 404)


async def test_a_round_opens_what_its_kind_usually_does_or_what_it_is_told(world: World) -> None:
    rounds = [a_round(), a_round(kind="silence"), a_round(opens={"vote": ["observer"], "comment": []})]
    made = (await world.founder.post("/consultations", definition(slug="rights", rounds=rounds))).json()
    usual, silence, told = (r["opens"] for r in made["rounds"])
    assert set(usual) == {"contribute", "take_position", "object", "vote"}
    assert "observer" not in usual["take_position"]
    assert "observer" in usual["contribute"]
    assert silence == {"object": ["delegate", "personal_capacity"]}  # silence is broken by objecting
    assert told == {"vote": ["observer"], "comment": []}


async def _grow(db: Database, slug: str, *, questions: int, options: int, rounds: int, people: int) -> None:
    question = {"title": "Question", "options": [{"label": "Option"}] * options}
    note = {"title": "Note", "text": "Text", "questions": [question] * questions}
    body = ConsultationIn.model_validate(definition(slug=slug, note=note, rounds=[a_round()] * rounds))
    async with db.write() as session:
        consultation = await service.create(session, SYSTEM, body)
        record = await Record.hold(session, consultation.id)
        for n in range(people):
            organization = {"name": f"Delegation {slug} {n}", "group": "government", "region": "african"}
            person = {"email": f"{slug}{n}@example.org", "name": "P", "capacity": "delegate"}
            await accreditation.admit(
                session,
                record,
                SYSTEM,
                consultation.id,
                AccreditationIn.model_validate(person | {"organization": organization}),
            )


async def test_reading_costs_the_same_however_much_there_is(world: World) -> None:
    await _grow(world.db, "small", questions=1, options=1, rounds=1, people=1)
    await _grow(world.db, "large", questions=30, options=8, rounds=20, people=60)
    costs: dict[str, list[int]] = {}
    for path in (
        "/consultations/{}",
        "/consultations/{}/positions",
        "/consultations/{}/meetings",
        "/consultations/{}/participants",
        "/consultations/{}/record",
    ):
        for slug in ("small", "large"):
            await world.delegate.get(path.format(slug))  # the record is read into its ring once
            with counted(world.db) as statements:
                assert (await world.delegate.get(path.format(slug))).status_code == 200
            costs.setdefault(path, []).append(len(statements))
    assert {path: len(set(counts)) for path, counts in costs.items()} == dict.fromkeys(costs, 1), costs
    assert max(max(counts) for counts in costs.values()) <= 12, costs


async def test_the_list_costs_the_same_however_many_there_are(world: World) -> None:
    with counted(world.db) as one:
        await world.delegate.get("/consultations")
    for n in range(12):
        await _grow(world.db, f"c{n}", questions=1, options=1, rounds=2, people=0)
    with counted(world.db) as many:
        assert len((await world.delegate.get("/consultations")).json()["items"]) == 13
    assert len(many) == len(one) <= 5


async def test_pages_of_the_list_neither_skip_nor_repeat_while_new_ones_come(world: World) -> None:
    for n in range(7):
        await _grow(world.db, f"c{n}", questions=0, options=0, rounds=1, people=0)
    seen: list[str] = []
    before, n = "", 7
    while True:
        page = (await world.reader.get(f"/consultations?limit=3{before}")).json()
        seen += [item["slug"] for item in page["items"]]
        await _grow(world.db, f"c{n}", questions=0, options=0, rounds=1, people=0)
        n += 1
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert seen == [*(f"c{n}" for n in reversed(range(7))), world.slug]


async def test_the_list_names_the_rounds_that_are_open(world: World) -> None:
    (item,) = (await world.reader.get("/consultations")).json()["items"]
    assert [r["number"] for r in item["open_rounds"]] == [1, 2]


async def test_a_consultation_among_participants_does_not_exist_for_others(app: FastAPI, client: AsyncClient) -> None:
    """Page, list, parts, record, export: 404 as for a wrong address. The socket: tests/live."""
    world = await build_world(app, client, visibility="participants")
    comment, filed = await world.post_comment(), await world.file()
    here = f"/consultations/{world.slug}"
    paths = [
        here,
        f"/consultations/{world.consultation_id}",
        *(f"{here}/{part}" for part in ("meetings", "contributions", "positions", "participants", "record")),
        f"{here}/record/export",
        f"{here}/moderation/decisions",
        f"/meetings/{world.meeting_id}",
        f"/meetings/{world.meeting_id}/comments",
        f"/contributions/{filed['id']}",
        f"/options/{world.option_ids[0]}/positions",
    ]
    acts = [
        ("POST", f"/meetings/{world.meeting_id}/comments", {"text": "x", "language": "en"}),
        ("POST", f"/rounds/{world.round_ids[0]}/close", {"reason": "x"}),
        ("PUT", f"/options/{world.option_ids[0]}/position", {"stance": "oppose", "language": "en"}),
        (
            "POST",
            "/moderation/decisions",
            {"subject_type": "comment", "subject_id": comment["id"], "action": "hide", "reason": "x"},
        ),
    ]
    for path in paths:
        nothing = await world.stranger.get(
            path.replace(world.slug, "nothing").replace(str(world.consultation_id), "no")
        )
        for person in (world.reader, world.stranger, world.founder):
            problem = assert_problem(await person.get(path), 404, "not_found")
            if world.slug in path:
                assert problem == nothing.json()
        expected = {"decisions": {"delegate": 403, "observer": 403}}.get(path.rpartition("/")[2], {})
        for role in ("observer", "delegate", "chair"):
            assert (await world.people[role].get(path)).status_code == expected.get(role, 200), path
    for method, path, body in acts:
        assert_problem(await world.stranger._call(method, path, json=body), 404, "not_found")
    assert (await world.stranger.get("/consultations")).json()["items"] == []
    assert [i["slug"] for i in (await world.observer.get("/consultations")).json()["items"]] == [world.slug]
    slug_is_taken = await world.founder.post("/consultations", definition())
    assert_problem(slug_is_taken, 409, "slug_taken")


async def test_reading_gives_a_place_to_follow_from(world: World) -> None:
    before = (await world.reader.get(f"/consultations/{world.slug}")).json()
    posted = await world.post_comment()
    after = (await world.reader.get(f"/consultations/{world.slug}")).json()
    assert (before["record_seq"] + 1, after["record_seq"]) == (posted["seq"], posted["seq"])
    assert after["server_time"] > before["server_time"]


async def test_an_unknown_id_is_an_unknown_consultation(world: World) -> None:
    for ref in (uuid4(), "no-such-thing", world.meeting_id):
        assert_problem(await world.chair.get(f"/consultations/{ref}"), 404, "not_found", "no such consultation")
