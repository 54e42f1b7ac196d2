"""What the chair hands on: typed data, by those who prepare the summary, never two at once."""

from copy import deepcopy

import pytest

from tests.samples.documents import OUTCOME
from tests.world import World


async def write(world: World, body, *, by="chair"):
    return await world.people[by].put(f"/consultations/{world.slug}/outcome", body)


async def test_what_is_written_is_read_as_it_was_typed(world: World) -> None:
    empty = (await world.chair.get(f"/consultations/{world.slug}/outcome")).json()
    assert (empty["version"], empty["recommendations"], empty["transmittal"]) == (0, [], None)
    written = (await write(world, OUTCOME)).json()
    assert written["version"] == 1
    assert {name: written[name] for name in ("recommendations", "issues", "transmittal")} == {
        name: OUTCOME[name] for name in ("recommendations", "issues", "transmittal")
    }
    assert (await world.secretariat.get(f"/consultations/{world.slug}/outcome")).json() == written


async def test_of_two_at_once_the_second_looks_first(world: World) -> None:
    assert (await write(world, OUTCOME)).status_code == 200
    refused = await write(world, OUTCOME, by="secretariat")
    assert (refused.status_code, refused.json()["code"]) == (409, "version_changed")
    assert (await write(world, {"version": 1})).json()["recommendations"] == []


async def test_it_stands_in_the_record_for_officers_alone(world: World) -> None:
    await write(world, OUTCOME)
    shown = {who: (await world.record(who))[-1] for who in ("reader", "delegate", "chair")}
    assert {who: entry["payload"] is None for who, entry in shown.items()} == {
        "reader": True,
        "delegate": True,
        "chair": False,
    }
    assert shown["chair"]["type"] == "outcome.revised"


@pytest.mark.parametrize(
    ("place", "value"),
    [("addressee", ""), ("operative", "x" * 301), ("language", "English"), ("text", "a\u202eb"), ("more", "x")],
)
async def test_what_is_not_well_formed_is_refused_by_field(world: World, place: str, value: str) -> None:
    body = deepcopy(OUTCOME)
    body["recommendations"][0][place] = value
    refused = await write(world, body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == f"recommendations.0.{place}"


async def test_the_next_draft_prints_it_and_whoever_reads_the_summary_reads_it(world: World) -> None:
    await write(world, OUTCOME)
    drafted = (await world.chair.post(f"/consultations/{world.slug}/summary")).json()
    assert (await world.chair.post(f"/summaries/{drafted['id']}/publish")).status_code == 200
    page = (await world.client.get(f"/c/{world.slug}/summary.html")).text
    for each in (*OUTCOME["recommendations"], *OUTCOME["issues"]):
        assert each["text"].rstrip(".") in page
