"""Written contributions: filed, revised, withdrawn; whose they are; what remains of them in the record."""

from datetime import timedelta

from app.core import clock
from tests.problems import assert_problem
from tests.world import World

NEW = {"title": "Revised", "text": "Our second thoughts.", "language": "fr"}
WHY = {"reason": "Superseded by a joint statement."}


async def test_filing_keeps_language_author_and_place(world: World) -> None:
    filed = await world.file("Наше мнение.", by="neighbour", language="ru", question_ids=[str(world.question_ids[1])])
    assert (filed["language"], filed["version"], filed["late"]) == ("ru", 1, False)
    assert filed["acted_as"] | {"account_id": None} == {
        "account_id": None,
        "name": "Neighbour, simulated",
        "capacity": "delegate",
        "delegation_id": filed["acted_as"]["delegation_id"],
        "entity": "Network 2, simulated",
        "group": "civil_society",
        "region": "weog",
    }
    page = (await world.reader.get(f"/consultations/{world.slug}/contributions")).json()
    assert page["items"] == [filed]
    assert page["record_seq"] == filed["seq"]


async def test_every_version_stays_readable_newest_first(world: World) -> None:
    filed = await world.file("First thoughts.")
    revised = (await world.colleague.post(f"/contributions/{filed['id']}/versions", NEW)).json()
    assert (revised["version"], revised["text"], revised["seq"]) == (2, NEW["text"], filed["seq"])
    detail = (await world.reader.get(f"/contributions/{filed['id']}")).json()
    assert [(v["number"], v["text"]) for v in detail["versions"]] == [(2, NEW["text"]), (1, "First thoughts.")]
    assert detail["contribution"] == revised


async def test_only_its_own_entity_may_revise_or_withdraw(world: World) -> None:
    filed = await world.file()
    for person in ("neighbour", "observer", "chair", "secretariat"):
        for act, body in (("versions", NEW), ("withdraw", WHY)):
            refused = await world.people[person].post(f"/contributions/{filed['id']}/{act}", body)
            assert_problem(refused, 403, "not_permitted", "Only the delegation or person that filed")


async def test_withdrawing_takes_the_text_from_list_page_and_record_and_leaves_the_chain_whole(world: World) -> None:
    filed = await world.file("A text we regret.")
    withdrawn = (await world.delegate.post(f"/contributions/{filed['id']}/withdraw", WHY)).json()
    assert withdrawn["withdrawn"]["reason"] == WHY["reason"]
    assert (withdrawn["text"], withdrawn["title"]) == (None, None)
    everything = [
        (await world.reader.get(f"/consultations/{world.slug}/contributions")).text,
        (await world.reader.get(f"/contributions/{filed['id']}")).text,
        str(await world.record()),
        str(await world.record("secretariat")),
    ]
    assert not any("A text we regret." in text for text in everything)
    entry = next(e for e in await world.record() if e["type"] == "contribution.filed")
    assert (entry["withheld"], entry["payload"], entry["salt"]) == (True, None, None)
    again = await world.delegate.post(f"/contributions/{filed['id']}/withdraw", WHY)
    assert_problem(again, 409, "withdrawn")
    assert_problem(await world.delegate.post(f"/contributions/{filed['id']}/versions", NEW), 409, "withdrawn")


async def test_late_is_said_and_not_refused_while_the_round_is_open(world: World) -> None:
    with clock.frozen(clock.now() + timedelta(days=30)):
        late = await world.file()
    assert late["late"] is True


async def test_a_closed_round_takes_neither_new_ones_nor_versions(world: World) -> None:
    filed = await world.file()
    for round_id in world.round_ids[:2]:
        await world.chair.post(f"/rounds/{round_id}/close", {"reason": "Time is up"})
    body = {"title": "Too late", "text": "Sorry.", "language": "en"}
    refused = await world.delegate.post(f"/consultations/{world.slug}/contributions", body)
    assert_problem(refused, 409, "round_closed", "has closed, so you cannot file contributions now")
    assert_problem(await world.delegate.post(f"/contributions/{filed['id']}/versions", NEW), 409, "round_closed")
    withdrawn = await world.delegate.post(f"/contributions/{filed['id']}/withdraw", WHY)
    assert withdrawn.status_code == 200, "withdrawing is possible at any time"


async def test_pages_have_no_gap_and_no_double_while_new_ones_arrive(world: World) -> None:
    ids = [(await world.file(f"Text {number}."))["id"] for number in range(7)]
    seen: list[str] = []
    cursor = ""
    while True:
        page = (await world.reader.get(f"/consultations/{world.slug}/contributions?limit=2{cursor}")).json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&before={page['next']}"
        await world.file("Meanwhile.")
    assert seen == ids[::-1]


async def test_a_question_of_another_consultation_is_refused(world: World) -> None:
    body = {"title": "T", "text": "T", "language": "en", "question_ids": [str(world.option_ids[0])]}
    refused = await world.delegate.post(f"/consultations/{world.slug}/contributions", body)
    assert_problem(refused, 422, "unknown_question")
