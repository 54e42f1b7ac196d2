"""From contributions to the points of a drafted summary: as sure as persons said, stale when they say otherwise."""

import json

from tests.points.test_register import COST, REMOTE, found
from tests.world import World


async def drafted(world: World) -> dict:
    made = await world.chair.post(f"/consultations/{world.slug}/summary")
    assert made.status_code == 200, made.text
    return made.json()


def point_claims(summary: dict) -> dict[str, dict]:
    document = summary["content"]
    return {claim["text"]: claim for claim in document["claims"] if claim["side"] == "point"}


async def test_points_stand_in_the_draft_as_surely_as_persons_said(world: World):
    question = str(world.question_ids[0])
    ours = (await world.file(f"{REMOTE} We thank the chair.", question_ids=[question]))["id"]
    theirs = (await world.file(f"{COST} {REMOTE}", by="neighbour", question_ids=[question]))["id"]
    await found(world)
    first = await drafted(world)
    (text,) = [each for each in point_claims(first) if "Remote participation" in each]
    assert text.startswith("At least two contributors made this point: “Remote participation must count")
    assert [each["kind"] for each in point_claims(first)[text]["evidence"]] == ["matched", "matched"]
    assert (await drafted(world))["digest"] == first["digest"]

    points = (await world.reader.get(f"/consultations/{world.slug}/points")).json()["items"]
    remote = next(each["id"] for each in points if each["label"] == REMOTE)
    await world.delegate.put(f"/contributions/{ours}/points/{remote}")
    await world.rapporteur.put(f"/points/{remote}/links/{theirs}", {"decision": "confirm"})
    stale = (await world.chair.get(f"/consultations/{world.slug}/summary")).json()
    assert any("Remote participation" in json.dumps(stale["content"]) for _ in stale["touched"])
    assert {s["how"] for t in stale["touched"] for s in t["sources"]} == {"point.decided"}

    second = await drafted(world)
    (text,) = [each for each in point_claims(second) if "Remote participation" in each]
    assert text.startswith("This point was made by 2 of the 2 contributors on the matter")
    assert [each["kind"] for each in point_claims(second)[text]["evidence"]] == ["declared", "confirmed"]
    became = (await world.chair.get(f"/contributions/{theirs}/disposition")).json()
    assert became["kind"] == "taken_up"

    await world.moderate("hide", "contribution", theirs)
    third = await drafted(world)
    assert not any(COST in text for text in point_claims(third))
    assert theirs not in json.dumps(third["content"])
    page = await world.client.get(f"/c/{world.slug}/summary.html")
    assert COST not in page.text
