"""What became of a contribution: from the text, by a person, known when it may be known; and where it is not told."""

from datetime import timedelta
from typing import Any

from app.core import clock
from tests.counting import counted
from tests.problems import assert_problem
from tests.world import World

OUT = {"kind": "out_of_scope", "reason": "It is about another body."}


async def became(world: World, contribution_id: str, by: str = "reader") -> dict[str, Any]:
    response = await world.people[by].get(f"/contributions/{contribution_id}/disposition")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def decide(world: World, contribution_id: str, by: str = "rapporteur", **body: Any) -> Any:
    return await world.people[by].put(f"/contributions/{contribution_id}/disposition", body)


async def draft(world: World) -> dict[str, Any]:
    response = await world.chair.post(f"/consultations/{world.slug}/summary")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def circulate(world: World, summary_id: str) -> None:
    assert (await world.chair.post(f"/summaries/{summary_id}/review")).status_code == 200
    closes = clock.iso(clock.now() + timedelta(days=3))
    circulated = await world.chair.post(f"/summaries/{summary_id}/circulate", {"closes_at": closes, "zone": "UTC"})
    assert circulated.status_code == 200, circulated.text


async def test_its_author_learns_it_when_the_summary_is_circulated_and_officers_before(world: World) -> None:
    quoted = await world.file("Seats should follow the regions.", question_ids=[str(world.question_ids[0])])
    other = await world.file("We thank the chair.", by="neighbour")
    assert (await became(world, quoted["id"], "chair"))["kind"] is None
    summary = await draft(world)
    for by, kind in (("delegate", None), ("reader", None), ("chair", "taken_up"), ("rapporteur", "taken_up")):
        assert (await became(world, quoted["id"], by))["kind"] == kind, by
    await circulate(world, summary["id"])
    known = await became(world, quoted["id"], "delegate")
    (number,) = known["paragraphs"]
    text = str([b for s in summary["content"]["sections"] for b in s["blocks"] if b.get("number") == number])
    assert "Seats should follow the regions" in text
    assert (known["kind"], known["mine"], known["decided_by"]) == ("taken_up", True, None)
    assert (await became(world, other["id"]))["kind"] == "taken_up"  # the only voice of its group makes a point
    row = next(each for each in summary["content"]["contributions"] if each["id"] == quoted["id"])
    assert (row["disposition"], row["paragraphs"]) == ("taken_up", [number])


async def test_a_copy_is_taken_up_where_the_first_of_its_campaign_is(world: World) -> None:
    first = await world.file("Sign here.")
    copy = await world.file("sign  HERE.", by="neighbour")
    await draft(world)
    one, other = [await became(world, each["id"], "chair") for each in (first, copy)]
    assert one["kind"] == other["kind"] == "taken_up"
    assert one["paragraphs"] == other["paragraphs"] != []


async def test_a_person_decides_and_gives_reasons(world: World) -> None:
    filed, other = await world.file("About another body."), await world.file("Ours.", by="neighbour")
    await circulate(world, (await draft(world))["id"])
    assert (await decide(world, filed["id"], kind="out_of_scope")).status_code == 422
    assert (await decide(world, filed["id"], kind="merged")).status_code == 422
    assert_problem(await decide(world, filed["id"], kind="merged", merged_into=filed["id"]), 422, "unknown_target")
    decided = (await decide(world, filed["id"], **OUT)).json()
    assert (decided["kind"], decided["reason"]) == ("out_of_scope", OUT["reason"])
    known = await became(world, filed["id"], "delegate")
    assert (known["decided_by"]["capacity"], known["reason"]) == ("rapporteur", OUT["reason"])
    entry = (await world.record())[-1]
    assert (entry["type"], entry["payload"]["disposition"]["kind"]) == ("disposition.decided", "out_of_scope")
    merged = (await decide(world, filed["id"], kind="merged", merged_into=other["id"])).json()
    assert merged["merged_into"] == {"id": other["id"], "seq": other["seq"]}
    back = await world.rapporteur.post(f"/contributions/{filed['id']}/disposition/return")
    assert (back.json()["kind"], back.json()["decided_by"]) == ("taken_up", None)


async def test_what_a_person_decided_is_in_the_next_draft_and_in_its_annex(world: World) -> None:
    filed = await world.file("About another body.")
    await decide(world, filed["id"], **OUT)
    entry = (await world.record("chair"))[-1]
    assert (entry["type"], entry["audience"]) == ("disposition.decided", "officers")
    assert (await world.record())[-1]["payload"] is None
    (row,) = (await draft(world))["content"]["contributions"]
    assert (row["disposition"], row["disposition_reason"], row["decided"]) == ("out_of_scope", OUT["reason"], True)


async def test_nothing_is_decided_about_what_was_withdrawn_or_is_final(world: World) -> None:
    filed, other = await world.file("A."), await world.file("B.", by="neighbour")
    await world.delegate.post(f"/contributions/{filed['id']}/withdraw", {"reason": "Overtaken"})
    assert_problem(await decide(world, filed["id"], **OUT), 409, "withdrawn")
    assert (await world.reader.get(f"/contributions/{filed['id']}/disposition")).status_code == 404
    summary = await draft(world)
    published = await world.chair.post(f"/summaries/{summary['id']}/publish")
    assert published.status_code == 200, published.text
    assert_problem(await decide(world, other["id"], **OUT), 409, "already_published")
    assert (await became(world, other["id"]))["kind"] == "taken_up"


async def test_hidden_words_are_in_no_list(world: World) -> None:
    filed = await world.file("Secret words.", title="Secret title")
    await draft(world)
    await world.moderate("hide", "contribution", filed["id"])
    assert "Secret" not in str(await became(world, filed["id"], "chair"))


async def test_mine_is_of_my_delegation_and_pages_cost_the_same(world: World) -> None:
    filed = [await world.file(f"Text {n}", by=by) for n, by in enumerate(("delegate", "neighbour", "colleague"))]
    await circulate(world, (await draft(world))["id"])
    address = f"/consultations/{world.slug}/dispositions"
    everything = (await world.reader.get(address)).json()["items"]
    assert [each["contribution_id"] for each in everything] == [each["id"] for each in reversed(filed)]
    mine = (await world.delegate.get(f"{address}?mine=true")).json()["items"]
    assert [each["contribution_id"] for each in mine] == [filed[2]["id"], filed[0]["id"]]
    assert (await world.reader.get(f"{address}?mine=true")).json()["items"] == []
    first = (await world.reader.get(f"{address}?limit=2")).json()
    rest = (await world.reader.get(f"{address}?limit=2&before={first['next']}")).json()
    assert first["items"] + rest["items"] == everything
    with counted(world.db) as few:
        await world.reader.get(f"{address}?limit=1")
    with counted(world.db) as many:
        await world.reader.get(f"{address}?limit=3")
    assert len(few) == len(many)
