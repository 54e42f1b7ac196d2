"""Points in a consultation: found in the worker, decided by persons, declared by authors, not shown once hidden."""

from sqlalchemy import select

from app.points.register.models import CampaignMember, PointLink
from tests.samples.points import OURS, point, surveyed, two_points
from tests.world import World

REMOTE = "Remote participation must count as full participation."
COST = "A larger commission would cost far too much money."


async def found(world: World) -> dict:
    answer = await world.chair.post(f"/consultations/{world.slug}/points/survey")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def listed(world: World, by: str = "reader") -> list[dict]:
    return (await world.people[by].get(f"/consultations/{world.slug}/points")).json()["items"]


async def test_points_are_found_again_and_what_persons_said_stays(world: World):
    """Found; declared; found anew after another text came and the label's source went."""
    ours = (await world.file(f"{REMOTE} We thank the chair warmly."))["id"]
    await world.file(f"{COST} {REMOTE}", by="neighbour")
    survey = await found(world)
    assert survey["contributions"] == 2
    points = {each["label"]: each for each in await listed(world)}
    remote = points[REMOTE]
    assert remote["matched"] == 2
    assert await found(world) == survey, "no text has changed"
    declared = await world.delegate.put(f"/contributions/{ours}/points/{remote['id']}")
    assert (declared.json()["declared"], declared.json()["matched"]) == (1, 1)

    await world.file("Interpretation into six languages is missing altogether.", by="person")
    page = (await world.reader.get(f"/consultations/{world.slug}/points")).json()
    assert page["stale"]
    await found(world)
    again = {each["label"]: each for each in await listed(world)}
    assert again[REMOTE]["id"] == remote["id"]
    assert (again[REMOTE]["number"], again[REMOTE]["declared"]) == (remote["number"], 1)
    assert len(again) == len(points) + 1

    await world.moderate("hide", "contribution", ours)
    await found(world)
    (left,) = [each for each in await listed(world) if each["id"] == remote["id"]]
    assert left["label"] == REMOTE, "another contribution says it in the same words"
    assert (left["declared"], left["matched"]) == (0, 1)
    assert [e["type"] for e in await world.record() if e["type"].startswith("point")] == [
        "points.found", "point.declared", "points.found", "points.found",
    ]  # fmt: skip


async def test_a_label_is_shown_only_as_long_as_its_source_is_public(world: World):
    point_id, _, contribution_id = await two_points(world)
    await world.moderate("hide", "contribution", contribution_id)
    for path in (f"/points/{point_id}", f"/points/{point_id}/links", f"/consultations/{world.slug}/points/queue"):
        assert "Remote participation counts" not in (await world.chair.get(path)).text
    gone = (await world.reader.get(f"/points/{point_id}")).json()
    assert (gone["label"], gone["matched"]) == (None, 0)
    assert not any("Remote participation counts" in str(entry) for entry in await world.record("chair"))
    await world.moderate("restore", "contribution", contribution_id)
    assert (await world.reader.get(f"/points/{point_id}")).json()["label"] is not None


async def test_several_links_are_decided_and_taken_back_at_once(world: World):
    """An entry for each that changes, none when it is sent again; what cannot be decided is named and left."""
    ours = (await two_points(world))[2]
    theirs = (await world.file(f"{COST} We think so.", by="neighbour"))["id"]
    label = OURS.partition(" We")[0]
    points = await surveyed(
        world,
        point(ours, label, (ours, 1.0, label), (theirs, 0.6, COST)),
        point(theirs, COST, (theirs, 1.0, COST), (ours, 0.55, label)),
    )
    cost = next(each["id"] for each in points if each["label"] == COST)
    queue, path = (f"/consultations/{world.slug}/points/{each}" for each in ("queue", "decisions"))
    waiting = (await world.rapporteur.get(f"{queue}?point={cost}")).json()["items"]
    assert {each["point_id"] for each in waiting} == {cost}
    links = [{"point_id": each["point_id"], "contribution_id": each["contribution_id"]} for each in waiting]
    assert len(links) == 2
    before = len(await world.record())

    decided = await world.rapporteur.post(path, {"decision": "confirm", "links": [*links, links[0]]})
    assert (decided.json()["changed"], decided.json()["left"]) == (2, [])
    assert decided.json()["coverage"]["confirmed"] == 2
    assert (await world.rapporteur.get(f"{queue}?point={cost}")).json()["items"] == []
    again = await world.rapporteur.post(path, {"decision": "confirm", "links": links})
    assert again.json()["changed"] == 0
    assert [entry["type"] for entry in (await world.record())[before:]] == ["point.decided"] * 2

    undone = await world.rapporteur.post(path, {"decision": "undo", "links": links})
    assert (undone.json()["changed"], undone.json()["coverage"]["confirmed"]) == (2, 0)
    assert len((await world.rapporteur.get(f"{queue}?point={cost}")).json()["items"]) == 2

    await world.delegate.put(f"/contributions/{ours}/points/{cost}")
    await world.moderate("hide", "contribution", theirs)
    left = (await world.rapporteur.post(path, {"decision": "reject", "links": links})).json()
    assert left["changed"] == 0
    assert {each["contribution_id"]: each["standing"] for each in left["left"]} == {ours: "declared", theirs: None}
    assert (await world.delegate.post(path, {"decision": "reject", "links": links})).status_code == 403
    elsewhere = [{"point_id": str(world.consultation_id), "contribution_id": ours}]
    unknown = (await world.rapporteur.post(path, {"decision": "confirm", "links": elsewhere})).json()
    assert (unknown["changed"], len(unknown["left"])) == (0, 1)


async def test_the_queue_is_worked_off_and_every_decision_is_on_record(world: World):
    """Confirm, undo, another point instead; the most doubtful first; a revised text waits again."""
    ours = (await two_points(world))[2]
    theirs = (await world.file(f"{COST} We think so.", by="neighbour"))["id"]
    await surveyed(
        world,
        point(ours, OURS.partition(" We")[0], (ours, 1.0, OURS.partition(" We")[0]), (theirs, 0.4, COST)),
        point(theirs, COST, (theirs, 1.0, COST), (ours, 0.53, "We thank the chair.")),
    )
    queue = f"/consultations/{world.slug}/points/queue"
    page = (await world.rapporteur.get(queue)).json()
    assert [each["score"] for each in page["items"]] == [0.53, 0.4, 1, 1]
    doubtful = page["items"][0]
    assert (doubtful["passage"], doubtful["label"]) == ("We thank the chair.", COST)
    assert doubtful["before"].strip() == OURS.partition(" We")[0]
    assert page["coverage"]["waiting"] == 4

    path = f"/points/{doubtful['point_id']}/links/{ours}"
    confirmed = await world.rapporteur.put(path, {"decision": "confirm"})
    assert (confirmed.json()["confirmed"], confirmed.json()["matched"]) == (1, 1)
    assert [each["score"] for each in (await world.rapporteur.get(queue)).json()["items"]] == [0.4, 1, 1]
    await world.rapporteur.put(path, {"decision": "undo"})
    assert [each["score"] for each in (await world.rapporteur.get(queue)).json()["items"]] == [0.53, 0.4, 1, 1]

    other = next(each for each in await listed(world) if each["label"] == OURS.partition(" We")[0])
    body = {"decision": "confirm", "instead_of": doubtful["point_id"]}
    moved = await world.rapporteur.put(f"/points/{other['id']}/links/{ours}", body)
    assert moved.json()["confirmed"] == 1
    shown = (await world.reader.get(f"/points/{doubtful['point_id']}/links")).json()["items"]
    assert {each["contribution_id"]: each["standing"] for each in shown} == {ours: "rejected", theirs: "matched"}
    decided = [e for e in await world.record() if e["type"] == "point.decided"]
    assert [(e["payload"]["link"]["standing"], e["payload"]["acted_as"]["capacity"]) for e in decided] == [
        ("confirmed", "rapporteur"), (None, "rapporteur"), ("rejected", "rapporteur"), ("confirmed", "rapporteur"),
    ]  # fmt: skip

    await world.delegate.post(f"/contributions/{ours}/versions", {"title": "New", "text": COST, "language": "en"})
    assert (await world.reader.get(f"/points/{other['id']}")).json()["confirmed"] == 0, "another text was read"


async def test_only_its_author_takes_a_declaration_back(world: World):
    first, _, ours = await two_points(world)
    path = f"/contributions/{ours}/points"
    assert (await world.neighbour.put(f"{path}/{first}")).status_code == 403
    for _ in range(2):
        assert (await world.colleague.put(f"{path}/{first}")).status_code == 200
    refused = await world.rapporteur.put(f"/points/{first}/links/{ours}", {"decision": "reject"})
    assert (refused.status_code, refused.json()["code"]) == (409, "declared")
    made = (await world.delegate.get(path)).json()
    assert made["mine"]
    assert [each["standing"] for each in made["items"]] == ["declared", "matched"]
    back = await world.delegate.post(f"{path}/{first}/withdraw")
    assert (back.json()["declared"], back.json()["matched"]) == (0, 1)
    entries = [e["payload"]["link"]["standing"] for e in await world.record() if e["type"] == "point.declared"]
    assert entries == ["declared", None]


async def test_points_of_two_languages_are_the_same_when_a_person_says_so(world: World):
    first, second, _ = await two_points(world)
    one = await world.rapporteur.put(f"/points/{first}/same/{first}", {"decision": "confirm"})
    assert one.json()["code"] == "one_language"
    same = await world.rapporteur.put(f"/points/{second}/same/{first}", {"decision": "confirm"})
    assert same.json()["same_as"] == [1]
    suggestions = (await world.rapporteur.get(f"/consultations/{world.slug}/points/suggestions")).json()["items"]
    assert [(each["first"]["number"], each["same"]) for each in suggestions] == [(1, True)]
    undone = await world.rapporteur.put(f"/points/{first}/same/{second}", {"decision": "undo"})
    assert undone.json()["same_as"] == []
    paired = [e["payload"]["pair"]["same"] for e in await world.record() if e["type"] == "points.paired"]
    assert paired == [True, None]


async def test_a_campaign_is_named_by_the_first_who_sent_it(world: World):
    text = "Please keep the commission as small as it is, because small bodies decide faster and cost less money."
    first = (await world.file(text))["id"]
    second = (await world.file(f"{text} Thank you.", by="neighbour"))["id"]
    await found(world)
    async with world.db.read() as session:
        members = (await session.scalars(select(CampaignMember))).all()
        assert {(str(m.contribution_id), str(m.campaign_id)) for m in members} == {(first, first), (second, first)}
        assert all(link.consultation_id == world.consultation_id for link in await session.scalars(select(PointLink)))
    (campaign,) = (await world.reader.get(f"/consultations/{world.slug}/points")).json()["campaigns"]
    assert (campaign["first_id"], campaign["contributors"]) == (first, 2)
